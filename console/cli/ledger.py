"""The command ``ledger``: stock, production, shipments and use of every place, day by day."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli import common
from console.domain.wording import Lang, Text

if TYPE_CHECKING:
    from console.data.planning.books import Books

_DAYS, _MOST = 14, 39
_SUFFIXES = (".csv", ".xlsx")

_TOLD = Text(
    "{path}：盘点与推算不符 {differences} 处，无法入账 {faults} 条。",
    "{path}: {differences} stocktakes differ from the entries; {faults} entries cannot be booked.",
)


def command(
    *,
    out: Annotated[Path, typer.Option("--out", help="File to write: .csv or .xlsx.")],
    place: Annotated[str, typer.Option(help="Only the place of this code.")] = "",
    material: Annotated[str, typer.Option(help="Only the material of this code.")] = "",
    days: Annotated[int, typer.Option(min=1, max=_MOST, help="Days up to yesterday.")] = _DAYS,
    database: Annotated[
        str | None, typer.Option(metavar="URL", help="The database. Default: the settings'.")
    ] = None,
    demo: Annotated[bool, typer.Option("--demo", help="The demonstration's ledger.")] = False,
    lang: Annotated[Lang | None, typer.Option(help="Language. Default: the settings'.")] = None,
) -> int:
    """Write the ledger of materials: opening, made, received, sent, used, difference, closing.

    Where a stocktake differs from what the entries make of it, the difference is listed by name.
    """
    if demo and database:
        raise typer.BadParameter("--demo and --database exclude each other.")
    if out.suffix.lower() not in _SUFFIXES:
        raise typer.BadParameter("--out names a file that ends in .csv or .xlsx.")
    from console import settings
    from console.data.demo.keeping import ensure_demo
    from console.data.planning.book_pages import table_of
    from console.data.table_files import write_csv, write_workbook
    from console.domain.errors import ConsoleError

    stated = {"database.url": database, "language": lang.value if lang else None}
    loaded = settings.load(None, stated).settings
    url = "" if demo else loaded.database.url
    books = _books(url or ensure_demo(), days)
    table = table_of(books, loaded.lang, place, material)
    try:
        if out.suffix.lower() == ".csv":
            write_csv(table, out, loaded.lang)
        else:
            write_workbook([(table.title, table)], out, loaded.lang)
    except OSError as error:
        problem = Text(f"无法写入：{error.strerror}。", f"It cannot be written: {error.strerror}.")
        remedy = Text("请检查该文件夹。", "Check that folder.")
        raise ConsoleError(str(out), problem, remedy) from error
    differences, faults = (len(grid.rows) for grid in table.grids[1:])
    words = _TOLD.of(loaded.lang)
    typer.echo(words.format(path=out, differences=differences, faults=faults))
    return common.DONE


def _books(url: str, days: int) -> "Books":
    from console.data.connection import open_engine
    from console.data.days import today_in_centre
    from console.data.planning.books import keep_books
    from console.data.planning.reading import read
    from console.data.planning.rulebook import load_rule_book

    engine = open_engine(url, application="command-console ledger")
    try:
        reading = read(engine, today_in_centre())
    finally:
        engine.dispose()
    return keep_books(reading, load_rule_book().logistics.apart, days)
