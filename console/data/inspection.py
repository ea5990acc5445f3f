"""Check a database against the data contract, and name all that is missing, with its remedy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Dialect, Engine, Table, select
from sqlalchemy.exc import SQLAlchemyError

from console.data.catalogue import Relation, expected_family, fits, relations
from console.data.connection import address_of, why
from console.data.findings import Finding, Severity, fault, warning
from console.data.migrating import VERSION_TABLE, Version, version
from console.data.rights_check import may_read, rights_findings
from console.data.schema import DATASET_TABLES, SCHEMA, revision
from console.data.triggers import expected_triggers
from console.domain.wording import Text

_INIT = Text(
    "新库请运行 db init；若使用本中心自己的表，请建立同名视图。",
    "For a new database run db init; over a centre's own tables create a view of this name.",
)
_REREAD = Text(
    "慢速轮询时将整表重读：变化会晚一些显示，数据量大时开销也大。",
    "The whole table is re-read on the slow poll: changes show later, and cost more.",
)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found.

    Attributes:
        database: The address, without its secrets.
        server: The product and version of the server.
        migration: The migration that the database has; None for none.
        tables: The tables and views of the contract that are there.
        findings: All that is missing or wrong, faults first.
    """

    database: str
    server: str
    migration: str | None
    tables: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        """Whether the console can work with this database."""
        return all(finding.severity is not Severity.FAULT for finding in self.findings)


def check(engine: Engine) -> CheckReport:
    """Compare the database with the data contract; nothing is changed.

    Raises:
        ConsoleError: The database cannot be reached, is unknown, or lets the user not in.
    """
    place = address_of(engine)
    try:
        with engine.connect() as connection:
            held = relations(connection)
            found = _version(connection, held)
            findings = [*_findings(connection, held, found)]
            server = server_name(connection)
    except SQLAlchemyError as error:
        raise why(error, place=place) from error
    findings.sort(key=lambda finding: finding.severity is not Severity.FAULT)
    wanted = {*DATASET_TABLES, revision.name}
    return CheckReport(
        place,
        server,
        found.current if found else None,
        tuple(sorted(wanted & set(held))),
        tuple(findings),
    )


def server_name(connection: Connection) -> str:
    """Return the product and version that answers, such as ``postgresql 15.14``."""
    numbers = connection.dialect.server_version_info or ()
    return f"{connection.dialect.name} {'.'.join(str(number) for number in numbers)}"


def _version(connection: Connection, held: Mapping[str, Relation]) -> Version | None:
    if VERSION_TABLE in held and not may_read(connection, VERSION_TABLE):
        return None
    return version(connection)


def _findings(
    connection: Connection, held: Mapping[str, Relation], found: Version | None
) -> Iterator[Finding]:
    yield from _version_findings(found)
    for table in (*DATASET_TABLES.values(), revision):
        relation = held.get(table.name)
        if relation is None:
            yield _missing(table)
        else:
            yield from _column_findings(table, relation)
            yield from _signal_findings(relation, connection.dialect)
    yield from _revision_findings(connection, held)
    if connection.dialect.name == "postgresql":
        yield from rights_findings(connection, held)


def _version_findings(found: Version | None) -> Iterator[Finding]:
    if found is None:
        return
    if found.is_newer:
        yield fault(
            VERSION_TABLE,
            Text(
                f"数据库结构版本 {found.current} 比本程序（{found.head}）新。",
                f"The database has migration {found.current}, newer than this program's"
                f" ({found.head}).",
            ),
            Text("请升级控制台程序。", "Update the console."),
        )
    elif found.is_older:
        yield fault(
            VERSION_TABLE,
            Text(
                f"数据库结构版本 {found.current} 比本程序（{found.head}）旧。",
                f"The database has migration {found.current}, older than this program's"
                f" ({found.head}).",
            ),
            Text("请运行 db upgrade。", "Run db upgrade."),
        )


def _missing(table: Table) -> Finding:
    return fault(
        f"{SCHEMA}.{table.name}", Text("缺少该表或视图。", "The table or view is missing."), _INIT
    )


def _column_findings(table: Table, relation: Relation) -> Iterator[Finding]:
    for column in table.columns:
        place = f"{SCHEMA}.{table.name}.{column.name}"
        wanted = expected_family(column.type)
        if column.name not in relation.columns:
            if column.name != "revision" or table is revision:
                yield fault(
                    place,
                    Text("缺少该列。", "The column is missing."),
                    Text(
                        f"视图中可写 NULL::{wanted.value} AS {column.name}；表请补该列。",
                        f"In a view write NULL::{wanted.value} AS {column.name};"
                        " in a table add the column.",
                    ),
                )
        elif not fits(family := relation.columns[column.name], wanted):
            yield fault(
                place,
                Text(
                    f"类型为 {family}，应为 {wanted}。",
                    f"The column is of type {family}, not {wanted}.",
                ),
                Text(
                    f"请写 {column.name}::{wanted.value} AS {column.name}。",
                    f"Write {column.name}::{wanted.value} AS {column.name}.",
                ),
            )


def _signal_findings(relation: Relation, dialect: Dialect) -> Iterator[Finding]:
    if relation.name not in DATASET_TABLES:
        return
    place = f"{SCHEMA}.{relation.name}"
    if "revision" not in relation.columns:
        yield warning(place, Text("没有 revision 列。", "There is no column revision."), _REREAD)
        return
    if relation.is_view:
        return
    for trigger in expected_triggers(relation.name, dialect):
        if trigger not in relation.triggers:
            yield fault(
                f"{place}: {trigger}",
                Text(
                    "缺少该触发器或已停用，改动可能不被察觉。",
                    "The trigger is missing or disabled: changes may go unseen.",
                ),
                Text(
                    "请启用该触发器；若已删除，请用备份或新库恢复。",
                    f"ALTER TABLE {place} ENABLE TRIGGER {trigger}; if it was dropped, restore it"
                    " from a new database.",
                ),
            )


def _revision_findings(connection: Connection, held: Mapping[str, Relation]) -> Iterator[Finding]:
    if revision.name not in held or not may_read(connection, revision.name):
        return
    if "dataset" not in held[revision.name].columns:
        return
    present = set(connection.scalars(select(revision.c.dataset)))
    for name in DATASET_TABLES:
        if name in held and name not in present:
            make = warning if held[name].is_view else fault
            statement = (
                f"INSERT INTO {SCHEMA}.revision"  # noqa: S608 - shown to a person, not run
                f" VALUES ('{name}', 0, extract(epoch FROM now())::bigint, now());"
            )
            yield make(
                f"{SCHEMA}.revision",
                Text(f"没有 {name} 一行。", f"There is no row for {name}."),
                statement,
            )
