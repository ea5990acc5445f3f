"""What the tables of the data contract are made of."""

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

from console.data.columns import UtcDateTime

SCHEMA = "command"

metadata = MetaData(
    schema=SCHEMA,
    naming_convention={
        "ck": "%(table_name)s_%(constraint_name)s",
        "fk": "%(table_name)s_%(column_0_name)s_fkey",
        "pk": "%(table_name)s_pkey",
        "ix": "%(table_name)s_%(column_0_name)s_idx",
        "uq": "%(table_name)s_%(column_0_name)s_key",
    },
)

CODE = String(32)
BIG_ID = BigInteger().with_variant(Integer, "sqlite")


def stamp() -> Column[int]:
    """Return the column that holds the dataset's revision when the row last changed."""
    return Column("revision", BigInteger, nullable=False, server_default=text("0"), index=True)


def detail() -> Column[str]:
    """Return the column that holds the rest of a row, as a JSON object."""
    return Column("detail", Text, nullable=False, server_default=text("'{}'"))


def region_code(name: str = "region", *, nullable: bool = False) -> Column[str]:
    """Return a column that refers to a region."""
    return Column(name, CODE, ForeignKey(f"{SCHEMA}.region.code"), nullable=nullable)


def material_code() -> Column[str]:
    """Return a column that refers to a material."""
    return Column("material", CODE, ForeignKey(f"{SCHEMA}.material.code"), nullable=False)


def not_negative(*names: str) -> list[CheckConstraint]:
    """Return the checks that whole figures are none below zero, and numbers at all."""
    return [
        CheckConstraint(f"{name} BETWEEN 0 AND 2147483647", name=f"{name}_not_negative")
        for name in names
    ]


def by_somebody(*steps: str) -> list[CheckConstraint]:
    """Return the checks that each step has both a time and a name, or neither."""
    return [
        CheckConstraint(f"({step}_by IS NULL) = ({step}_at IS NULL)", name=f"{step}_by_somebody")
        for step in steps
    ]


def finite(*names: str, low: str = "0") -> list[CheckConstraint]:
    """Return the checks that amounts are real numbers, not below ``low``."""
    # PostgreSQL holds NaN to be greater than every number: only an upper limit keeps it out.
    return [
        CheckConstraint(f"{name} BETWEEN {low} AND 1e15", name=f"{name}_finite") for name in names
    ]


def one_of(column: str, *values: str) -> CheckConstraint:
    """Return the check that ``column`` holds one of ``values``."""
    allowed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({allowed})", name=f"{column}_known")


def plausible(*names: str) -> list[CheckConstraint]:
    """Return the checks that signed counts are within what a province could ever report."""
    limit = 100_000_000
    return [
        CheckConstraint(f"{name} BETWEEN -{limit} AND {limit}", name=f"{name}_plausible")
        for name in names
    ]


def sqlite_only(table: Table) -> Iterator[CheckConstraint]:
    """Yield the checks that SQLite needs where PostgreSQL has types."""
    # SQLite has no type for days and moments: text of another form would sort and compare wrongly.
    for column in table.columns:
        if isinstance(column.type, Date):
            rule, name = f"date({column.name}) IS {column.name}", f"{column.name}_iso"
        elif isinstance(column.type, UtcDateTime):
            name = f"{column.name}_utc"
            rule = f"strftime('%Y-%m-%d %H:%M:%S', {column.name}) IS substr({column.name}, 1, 19)"
        else:
            continue
        yield CheckConstraint(rule, name=name).ddl_if(dialect="sqlite")


def place() -> list[Column[float] | CheckConstraint]:
    """Return the columns of a place, degrees WGS 84, and their checks."""
    return [
        Column("lat", Double),
        Column("lon", Double),
        CheckConstraint("lat BETWEEN -90 AND 90", name="lat_on_earth"),
        CheckConstraint("lon BETWEEN -180 AND 180", name="lon_on_earth"),
    ]


def counts(*names: str) -> list[Column[int]]:
    """Return columns of whole figures; NULL is "not published"."""
    return [Column(name, Integer) for name in names]
