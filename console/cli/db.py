"""The commands ``db init|upgrade|check|status``."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli import common
from console.domain.datasets import DATASET_WORDS, Dataset
from console.domain.wording import Lang, Text

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from console.data.administration import (
        CheckReport,
        DatasetStatus,
        InitialiseReport,
        StatusReport,
    )

app = typer.Typer(
    help="Create, upgrade, check and describe the central database.", no_args_is_help=True
)

_Database = Annotated[
    str,
    typer.Option(
        "--database",
        metavar="URL",
        help="postgresql://user@host:5432/name or sqlite:///file. Default: the settings',"
        " or else the embedded demonstration's.",
        show_default=False,
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Print for a program to read.")]
_Regions = Annotated[
    Path | None,
    typer.Option(
        "--regions",
        metavar="FILE",
        help="CSV of regions for a database that has none. Default: Jilin's, as shipped.",
        show_default=False,
    ),
]

_NOTHING_NEW = Text("没有需要建立的内容。", "Nothing was left to do.")
_MIGRATED = Text("结构版本：{old} → {new}", "Migration: {old} → {new}")
_REGIONS = Text("新增行政区划：{count}", "Regions added: {count}")
_ROLES = Text("新建角色：{roles}", "Roles created: {roles}")
_UP_TO_DATE = Text("结构已是最新版本 {head}。", "The schema is up to date: {head}.")
_SOUND = Text("{count} 个表或视图齐全，可以使用。", "All {count} tables or views are there: ready.")
_FAULTS = Text("{faults} 个错误，{warnings} 个提醒。", "{faults} faults, {warnings} warnings.")
_SEVERITIES = {"fault": Text("错误", "FAULT"), "warning": Text("提醒", "warning")}
_SERVER = Text(
    "{server}，结构版本 {migration}，延迟 {latency:.1f} 毫秒，时钟偏差 {skew:+.2f} 秒，占用 {size}",
    "{server}, migration {migration}, latency {latency:.1f} ms, clock {skew:+.2f} s, size {size}",
)
_COLUMNS = (
    Text("数据集", "Dataset"),
    Text("行数", "Rows"),
    Text("修订号", "Revision"),
    Text("批次", "Epoch"),
    Text("最近变化 (UTC)", "Changed (UTC)"),
    Text("最新日期", "Newest day"),
    Text("占用", "Size"),
)
_CASE_RECORDS = Text("病例个案", "Case records")


@app.command("init")
def init(database: _Database = "", regions: _Regions = None, as_json: _Json = False) -> None:
    """Create what the database lacks; what is there already stays as it is."""
    from console.data.administration import initialise

    with _engine(database) as engine:
        report = initialise(engine, regions)
    if as_json:
        common.print_json({**asdict(report), "changed": report.changed})
        return
    lang = common.language_of()
    typer.echo(report.database)
    for line in _made(report):
        typer.echo(f"  {line.of(lang)}")


@app.command("upgrade")
def upgrade(database: _Database = "", as_json: _Json = False) -> None:
    """Bring the schema of an existing database to this program's version."""
    from console.data.administration import upgrade as bring_up

    with _engine(database) as engine:
        found = bring_up(engine)
    if as_json:
        common.print_json({"migrated_from": found.current, "migrated_to": found.head})
        return
    form = _MIGRATED if found.is_older else _UP_TO_DATE
    typer.echo(
        form.of(common.language_of()).format(old=found.current, new=found.head, head=found.head)
    )


@app.command("check")
def check(database: _Database = "", as_json: _Json = False) -> None:
    """Name every table, view, column, trigger or right that is missing; exit code 1 on a fault."""
    from console.data.administration import check as inspect

    with _engine(database) as engine:
        report = inspect(engine)
    if as_json:
        common.print_json({**asdict(report), "ok": report.ok})
    else:
        _print_check(report, common.language_of())
    if not report.ok:
        raise typer.Exit(common.FAILED)


@app.command("status")
def status(database: _Database = "", as_json: _Json = False) -> None:
    """Show how much of each dataset the database holds, how old it is, and how the server does."""
    from console.data.administration import status as take_status

    with _engine(database) as engine:
        report = take_status(engine)
    if as_json:
        common.print_json(report)
    else:
        _print_status(report, common.language_of())


@contextmanager
def _engine(database: str) -> Iterator["Engine"]:
    from console.data.connection import open_engine

    engine = open_engine(database or _default_database(), application="command-console db")
    try:
        yield engine
    finally:
        engine.dispose()


def _default_database() -> str:
    from console import settings
    from console.data.demo.keeping import FILE_NAME, url_of
    from console.paths import user_data

    return settings.load().settings.database.url or url_of(user_data() / FILE_NAME)


def _made(report: "InitialiseReport") -> Iterator[Text]:
    if not report.changed:
        yield _NOTHING_NEW
        return
    if report.migrated_from != report.migrated_to:
        yield _filled(_MIGRATED, old=report.migrated_from or "–", new=report.migrated_to)
    if report.regions:
        yield _filled(_REGIONS, count=report.regions)
    if report.roles:
        yield _filled(_ROLES, roles=", ".join(report.roles))


def _filled(form: Text, **values: object) -> Text:
    return Text(form.zh.format(**values), form.en.format(**values))


def _print_check(report: "CheckReport", lang: Lang) -> None:
    typer.echo(f"{report.database}  ({report.server})")
    for finding in report.findings:
        word = _SEVERITIES[finding.severity.value].of(lang)
        typer.echo(f"[{word}] {finding.place}: {finding.problem.of(lang)}")
        typer.echo(f"    {finding.remedy.of(lang)}")
    if report.ok:
        typer.echo(_SOUND.of(lang).format(count=len(report.tables)))
    if report.findings:
        faults = sum(finding.severity.value == "fault" for finding in report.findings)
        warnings = len(report.findings) - faults
        typer.echo(_FAULTS.of(lang).format(faults=faults, warnings=warnings))


def _print_status(report: "StatusReport", lang: Lang) -> None:
    from rich.box import SIMPLE
    from rich.console import Console
    from rich.table import Table

    typer.echo(report.database)
    typer.echo(
        _SERVER.of(lang).format(
            server=report.server,
            migration=report.migration or "–",
            latency=report.latency_ms,
            skew=report.clock_skew_s,
            size=_size(report.size),
        )
    )
    table = Table(box=SIMPLE, pad_edge=False)
    for index, heading in enumerate(_COLUMNS):
        table.add_column(heading.of(lang), justify="left" if index == 0 else "right", no_wrap=True)
    for dataset in report.datasets:
        table.add_row(*_cells(dataset, lang))
    # A pipe has no width: nothing may be cut off there.
    screen = Console()
    Console(width=screen.width if screen.is_terminal else 160).print(table)


def _cells(dataset: "DatasetStatus", lang: Lang) -> Iterator[str]:
    known = dataset.dataset in set(Dataset)
    words = DATASET_WORDS[Dataset(dataset.dataset)] if known else _CASE_RECORDS
    yield f"{dataset.dataset}  {words.of(lang)}"
    yield "–" if dataset.rows is None else f"{'≈' * dataset.estimated}{dataset.rows:,}"
    yield _or_dash(dataset.revision)
    yield _or_dash(dataset.epoch)
    yield f"{dataset.changed_at:%Y-%m-%d %H:%M:%S}" if dataset.changed_at else "–"
    yield _or_dash(dataset.newest_day)
    yield "–" if dataset.size is None else _size(dataset.size)


def _or_dash(value: object) -> str:
    return "–" if value is None else str(value)


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB"
