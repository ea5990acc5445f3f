"""The command ``simulate``: plausible live changes, for demonstrations and tests of the wall."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from console.cli import common
from console.domain.wording import Text

if TYPE_CHECKING:
    from console.data.simulation import SimulatedEvent, SimulationReport

_DEMO = Text(
    "该数据库现标记为演示数据库：大屏各图块将显示“演示”。切勿在真实数据库上运行模拟。",
    "The database is now marked as a demonstration: every tile will say DEMO. Never simulate on a"
    " centre's real database.",
)
_LOST = Text("数据库连接中断，等待恢复……", "The database is out of reach; waiting for it …")
_BACK = Text("数据库连接已恢复。", "The database is back.")
_SAID = {"marked": _DEMO, "lost": _LOST, "back": _BACK}
_DONE = Text(
    "{seconds:.1f} 秒内完成 {total} 次变更（每秒 {rate:.1f} 次），随机种子 {seed}。",
    "{total} changes in {seconds:.1f} s ({rate:.1f} a second), seed {seed}.",
)
_FILLED = Text("已补齐空表：{tables}", "Filled empty tables: {tables}")
_TROUBLE = Text(
    "被拒绝 {refused} 次，连接中断 {outages} 次，未能保持节奏 {behind} 次，无事可做 {idle} 次。",
    "Refused {refused}, connection lost {outages}, pace not held {behind}, nothing to do {idle}"
    " times.",
)


def command(
    *,
    database: Annotated[
        str, typer.Option("--database", help="Its address: postgresql://… or sqlite:///file.")
    ],
    rate: Annotated[
        float, typer.Option("--rate", min=0.01, max=1000, help="Changes a second.")
    ] = 2.0,
    seconds: Annotated[
        float | None,
        typer.Option("--for", min=0, help="Seconds to run; without it, until Ctrl-C."),
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="Repeats a run on the same database.")
    ] = None,
    today: Annotated[
        bool, typer.Option("--today", help="Date rows today, not on the newest day held.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Make plausible live changes in a database, as a living centre makes them.

    The database is marked as a demonstration. Never run this on a centre's real database.
    """
    from console.data.connection import open_engine
    from console.data.simulation import simulate

    chosen = time.time_ns() % 1_000_000 if seed is None else seed
    engine = open_engine(database, application="command-console simulate")
    try:
        with _ended_by_signal() as ended:
            report = simulate(
                engine,
                rate=rate,
                seconds=seconds,
                seed=chosen,
                stop=ended.is_set,
                on_event=_tell,
                today=today,
            )
    finally:
        engine.dispose()
    _print(report, chosen, as_json=as_json)


def _tell(event: "SimulatedEvent") -> None:
    if event.kind in _SAID:
        common.say(_SAID[event.kind].of(common.language_of()))


def _print(report: "SimulationReport", seed: int, *, as_json: bool) -> None:
    figures = {
        "seed": seed,
        "seconds": report.seconds,
        "total": report.total,
        "rate": report.rate,
        "idle": report.idle,
        "refused": report.refused,
        "behind": report.behind,
        "outages": report.outages,
    }
    if as_json:
        common.print_json(figures | {"events": report.events, "prepared": report.prepared})
        return
    lang = common.language_of()
    if report.prepared:
        typer.echo(_FILLED.of(lang).format(tables=", ".join(report.prepared)))
    typer.echo(_DONE.of(lang).format(**figures))
    for kind, count in report.events.most_common():
        typer.echo(f"  {kind:<12}{count:>8}")
    if report.refused or report.outages or report.behind or report.idle:
        typer.echo(_TROUBLE.of(lang).format(**figures))


@contextmanager
def _ended_by_signal() -> Iterator[threading.Event]:
    """Yield an event that Ctrl-C or a request to end sets, so that the report is still printed."""
    ended = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
