"""The rows of the central database behind a figure, as they stand there at this moment."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import Select, Table, select
from sqlalchemy.exc import SQLAlchemyError

from console.data.connection import address_of, open_engine, why
from console.data.schema import DATASET_TABLES
from console.domain.datasets import Dataset
from console.domain.sourcing import RowsAsk, SourceRows
from console.domain.tabulation_table import CODE, DAY, PLACE, Cell, Column, Grid
from console.domain.wording import Text

MOST_ROWS = 500
"""Rows that are fetched: more are not read by anyone, and a window is not to be held up."""

#: What is nobody's business who asks where a figure comes from.
_PRIVATE = frozenset({"main_url", "sub_url", "call_url", "phone"})
_REGION_COLUMNS = ("region", "to_region", "target", "code")


def fetch_rows(url: str, ask: RowsAsk, names: Mapping[str, Text]) -> SourceRows:
    """Return the rows behind a figure.

    Args:
        url: The database's address.
        ask: Which rows.
        names: The names of regions by their codes.

    Raises:
        ConsoleError: The database cannot be read.
    """
    engine = open_engine(url, application="command-console source")
    table = DATASET_TABLES[ask.dataset.value]
    columns = [column for column in table.columns if column.name not in _PRIVATE]
    try:
        with engine.connect() as connection:
            found = connection.execute(_query(table, columns, ask)).all()
    except SQLAlchemyError as error:
        raise why(error, place=address_of(engine)) from error
    finally:
        engine.dispose()
    rows = tuple(_named(columns, tuple(row), names) for row in found[:MOST_ROWS])
    grid = Grid(tuple(_heads(columns)), rows, Text(table.name, table.name))
    return SourceRows(ask, grid, len(found) > MOST_ROWS, datetime.now(UTC))


def _query(table: Table, columns: list[TableColumn[object]], ask: RowsAsk) -> Select[Any]:
    wanted: Any = select(*columns)
    region = _region_column(table)
    if ask.regions and region is not None:
        wanted = wanted.where(region.in_(sorted(ask.regions)))
    day = table.columns.get("date")
    if day is None:
        day = table.columns.get("week")
    if ask.until is not None and day is not None:
        wanted = wanted.where(day == ask.until if ask.only else day <= ask.until)
    keys = [column for column in table.primary_key.columns if column is not day]
    order = [*([day.desc()] if day is not None else []), *keys]
    found: Select[Any] = wanted.order_by(*order).limit(MOST_ROWS + 1)
    return found


def _region_column(table: Table) -> TableColumn[object] | None:
    wanted = _REGION_COLUMNS if table.name == Dataset.REGION else _REGION_COLUMNS[:-1]
    return next((table.columns[name] for name in wanted if name in table.columns), None)


def _heads(columns: list[TableColumn[object]]) -> list[Column]:
    """Return the columns by their names in the contract; regions and days as everywhere."""
    heads = []
    for column in columns:
        if column.name == "region":
            heads += [CODE, PLACE]
        else:
            heads.append(DAY if column.name == "date" else Column(Text(column.name, column.name)))
    return heads


def _named(
    columns: list[TableColumn[object]], row: tuple[object, ...], names: Mapping[str, Text]
) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    for column, value in zip(columns, row, strict=True):
        cells.append(_cell(value))
        if column.name == "region":
            cells.append(names.get(str(value)))
    return tuple(cells)


def _cell(value: object) -> Cell:
    if value is None or isinstance(value, str | float | int | date):
        return value
    return str(value)
