"""``import``: files into the central database, all or nothing, with a report of every quirk."""

import sys
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli import common
from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

app = typer.Typer(
    help="Import files into the central database: all or nothing, with a full report.",
    no_args_is_help=True,
)

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="CSV or Excel (.xlsx) files; one import.")
]
Database = Annotated[
    str,
    typer.Option(
        metavar="URL", help="postgresql://… or sqlite:///… or the path of an SQLite file."
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Report only; write nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as JSON.")]
Mapped = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="OURS=THEIRS",
        help="Our column name and the file's; repeatable. OURS=*: the figures of a wide table.",
    ),
]
Region = Annotated[
    str | None,
    typer.Option(metavar="CODE", help="Code or name of the region, for a file of one region only."),
]
Language = Annotated[
    Lang | None, typer.Option("--lang", help="Language of the report; default as in the settings.")
]


@app.command()
def cases(
    files: Files,
    database: Database,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    mapped: Mapped = None,
    region: Region = None,
    lang: Language = None,
) -> None:
    """Import case figures: cumulative or daily, long or wide.

    Columns: date, region (code or name), confirmed, cured, dead, suspected, asymptomatic,
    imported (cumulative) or confirmed_new, recovered_new, deaths_new … (daily), in_hospital,
    severe, tested; usual synonyms in Chinese and English are known.
    """
    _import("cases", files, database, _Options(dry_run, as_json, mapped, region, lang))


@app.command()
def materials(
    files: Files,
    database: Database,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    mapped: Mapped = None,
    region: Region = None,
    lang: Language = None,
) -> None:
    """Import materials: daily figures, shipments or the catalogue, told by their columns.

    Daily: date, region, material, produced, consumed, reserve, demand. Shipments: code, material,
    from, to, quantity, status, dispatched_at, due_at, arrived_at. Catalogue: code, name_zh, unit.
    """
    _import("materials", files, database, _Options(dry_run, as_json, mapped, region, lang))


@app.command()
def posts(
    files: Files,
    database: Database,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    mapped: Mapped = None,
    region: Region = None,
    lang: Language = None,
) -> None:
    """Import command posts.

    Columns: code, region, name_zh, name_en, kind, main_url, sub_url, call_url, phone, expected,
    lat, lon. Addresses: rtsp, rtsps, http and https.
    """
    _import("posts", files, database, _Options(dry_run, as_json, mapped, region, lang))


@app.command()
def regions(
    files: Files,
    database: Database,
    dry_run: DryRun = False,
    as_json: AsJson = False,
    mapped: Mapped = None,
    lang: Language = None,
) -> None:
    """Import regions.

    Columns: code, name_zh, name_en, level, parent_code, population, lat, lon, valid_from,
    valid_to, successor_code. Parents may stand anywhere in the file.
    """
    _import("regions", files, database, _Options(dry_run, as_json, mapped, None, lang))


class _Options:
    """What the four commands have in common."""

    def __init__(
        self,
        dry_run: bool,
        as_json: bool,
        mapped: list[str] | None,
        region: str | None,
        lang: Lang | None,
    ) -> None:
        self.dry_run = dry_run
        self.as_json = as_json
        self.mapping = _mapping(mapped or [])
        self.region = region
        self.lang = lang


def _mapping(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        ours, equals, theirs = pair.partition("=")
        if not (ours.strip() and equals and theirs.strip()):
            raise typer.BadParameter(f"“{pair}”: OURS=THEIRS", param_hint="--map")
        found[ours.strip()] = theirs.strip()
    return found


def _import(kind: str, files: list[Path], database: str, options: _Options) -> None:
    from console.data.connection import open_engine
    from console.data.importing import Kind, plain, render, run_import

    lang = options.lang or common.language_of()
    try:
        engine = open_engine(database, application="command-console import")
        try:
            with _ProgressBar(lang) as progress:
                report = run_import(
                    engine,
                    Kind(kind),
                    files,
                    mapping=options.mapping,
                    region=options.region,
                    dry_run=options.dry_run,
                    progress=progress,
                )
        finally:
            engine.dispose()
    except ConsoleError as error:
        common.fail(error, lang)
    if options.as_json:
        common.print_json(plain(report))
    else:
        typer.echo(render(report, lang))
    if not report.ok:
        raise typer.Exit(common.FAILED)


class _ProgressBar:
    """A bar on standard error; nothing at all where that is no terminal."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "_ProgressBar":
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True), transient=True)
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def stage(self, name: Text, total: int | None) -> None:
        """Begin a stage, of unknown length where ``total`` is None."""
        if self._bar is None:
            return
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(name.of(self._lang), total=total)

    def at(self, done: int) -> None:
        """Show how far the stage is."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done)
