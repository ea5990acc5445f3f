"""The columns that the console reads of each dataset, derived once from the schema."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Boolean, Column, Date, Double, Integer, String, Table
from sqlalchemy.dialects import postgresql

from console.data.schema import DATASET_TABLES, SCHEMA
from console.domain.datasets import Dataset

#: Records that grow for ever are read from their end: the newest, and what still wants somebody.
_NEWEST = "id > (SELECT coalesce(max(id), 0) - 5000 FROM {table})"
_RECENT = {
    Dataset.DUTY_LOG: _NEWEST,
    Dataset.ALERT: f"acknowledged_at IS NULL OR {_NEWEST}",
}


@dataclass(frozen=True, slots=True)
class DatasetColumns:
    """One dataset's columns in reading order.

    Attributes:
        dataset: The dataset.
        names: Every column of the contract but ``revision``.
        key: Positions of the primary key in ``names``.
        dates: Positions that hold a date.
        day: Position of the day that a row speaks of; None where rows are undated.
        packable: Whether all values are text, numbers, truth values or dates.
    """

    dataset: Dataset
    names: tuple[str, ...]
    key: tuple[int, ...]
    dates: tuple[int, ...]
    day: int | None
    packable: bool

    @property
    def table(self) -> Table:
        """The table as the schema declares it."""
        return DATASET_TABLES[self.dataset.value]


def _describe(dataset: Dataset) -> DatasetColumns:
    table = DATASET_TABLES[dataset.value]
    columns = [column for column in table.columns if column.name != "revision"]
    return DatasetColumns(
        dataset=dataset,
        names=tuple(column.name for column in columns),
        key=tuple(i for i, column in enumerate(columns) if column.primary_key),
        dates=tuple(i for i, column in enumerate(columns) if isinstance(column.type, Date)),
        day=next((i for i, column in enumerate(columns) if column.name == "date"), None),
        packable=all(
            isinstance(column.type, Date | Double | Integer | String | Boolean)
            for column in columns
        ),
    )


CONTRACT = {dataset: _describe(dataset) for dataset in Dataset}


_POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]


def _cast(column: Column[object]) -> str:
    kind = "TEXT" if isinstance(column.type, String) else column.type.compile(_POSTGRESQL)
    return f'"{column.name}"::{kind}'


def select(columns: DatasetColumns, *, postgres: bool, after: int | None = None) -> str:
    """Return the SELECT of a dataset's rows, or of those changed ``after`` a revision.

    On PostgreSQL each column is cast to the contract's type, which a centre's own view may miss
    (``char(6)`` codes, ``numeric`` counts, timestamps for days).
    """
    if after is not None:
        return f"{_select_all(columns, postgres)} WHERE revision > {after:d}"
    recent = _RECENT.get(columns.dataset)
    where = f" WHERE {recent.format(table=_table(columns, postgres))}" if recent else ""
    return _select_all(columns, postgres) + where


@cache
def _select_all(columns: DatasetColumns, postgres: bool) -> str:  # noqa: FBT001
    every = (columns.table.columns[name] for name in columns.names)
    names = ", ".join(_cast(column) if postgres else f'"{column.name}"' for column in every)
    # Every word here comes from the schema in this program, none from outside.
    return f"SELECT {names} FROM {_table(columns, postgres)}"  # noqa: S608


def _table(columns: DatasetColumns, postgres: bool) -> str:  # noqa: FBT001
    return f"{SCHEMA}.{columns.dataset.value}" if postgres else columns.dataset.value


def missing_columns(dataset: Dataset, found: Iterable[str]) -> tuple[str, ...]:
    """Return the columns of the contract that a table or view lacks, ``revision`` apart."""
    present = set(found)
    return tuple(name for name in CONTRACT[dataset].names if name not in present)
