"""What a plan needs of the database, read in one view of one moment into a store of its own."""

from datetime import date, timedelta

from sqlalchemy import Connection, Engine, Table, select
from sqlalchemy.exc import SQLAlchemyError

from console.data import schema
from console.data.connection import why
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.planning import PlanBasis

#: Days of material figures that burn rates, stocks and open shipments are taken from.
STOCK_DAYS = 40

#: Days of cases that a forecast is made from.
CASE_DAYS = 120

#: Datasets whose changes make a plan stale: what there is, and what was promised.
BASIS = (Dataset.MATERIAL_DAILY, Dataset.MATERIAL_FLOW)

_WHOLE = (
    Dataset.REGION,
    Dataset.MATERIAL,
    Dataset.MATERIAL_FLOW,
    Dataset.RISK_TIER,
    Dataset.FACILITY,
)


class Reading:
    """A store as of one moment, and what of the database it rests on.

    Attributes:
        store: What was read.
        basis: The revisions read.
        demo: Whether it is a demonstration.
        today: The day planned from: the present one, in a demonstration the day after its newest.
    """

    def __init__(self, store: Store, basis: PlanBasis, *, demo: bool, today: date) -> None:
        self.store = store
        self.basis = basis
        self.demo = demo
        self.today = today


def read(engine: Engine, today: date) -> Reading:
    """Read what plans are made from.

    Args:
        engine: The database.
        today: The present day in the centre.

    Raises:
        ConsoleError: The database cannot be read.
    """
    try:
        with _one_moment(engine).begin() as connection:
            return read_within(connection, today)
    except SQLAlchemyError as error:
        raise why(error) from error


def _one_moment(engine: Engine) -> Engine:
    """Return an engine whose transactions see one moment; on SQLite they do so anyway."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine


def read_within(connection: Connection, today: date) -> Reading:
    """Read, within a transaction that is open already, what plans are made from."""
    about = dict(connection.execute(select(schema.about.c.key, schema.about.c.value)).all())
    demo = about.get("demo") == "1"
    store = Store(lambda: today)
    for dataset in _WHOLE:
        _apply(connection, store, dataset, None)
    newest = _newest(connection, schema.material_daily, today)
    if demo and newest is not None:
        today = newest + timedelta(days=1)
    for dataset, days in ((Dataset.MATERIAL_DAILY, STOCK_DAYS), (Dataset.CASE_DAILY, CASE_DAYS)):
        table = schema.DATASET_TABLES[dataset.value]
        last = _newest(connection, table, today)
        _apply(connection, store, dataset, None if last is None else last - timedelta(days=days))
    return Reading(store, read_basis(connection), demo=demo, today=today)


def read_basis(connection: Connection) -> PlanBasis:
    """Return how far the datasets are that a plan rests on."""
    mark = schema.revision
    wanted = [dataset.value for dataset in BASIS]
    rows = connection.execute(
        select(mark.c.dataset, mark.c.revision, mark.c.epoch).where(mark.c.dataset.in_(wanted))
    )
    return PlanBasis(tuple(sorted((name, int(number), int(epoch)) for name, number, epoch in rows)))


def _newest(connection: Connection, table: Table, today: date) -> date | None:
    newest = (
        select(table.c.date).where(table.c.date <= today).order_by(table.c.date.desc()).limit(1)
    )
    day: date | None = connection.execute(newest).scalar()
    return day


def _apply(connection: Connection, store: Store, dataset: Dataset, since: date | None) -> None:
    table = schema.DATASET_TABLES[dataset.value]
    wanted = select(table) if since is None else select(table).where(table.c.date > since)
    rows = connection.execute(wanted).mappings()
    store.apply(dataset, (dict(row) for row in rows), reset=True)
