"""The database: is it there, may we read it, how far is it, and how old is what it holds."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from console.cli.readiness.verdicts import Level, Verdict, failed, plain
from console.domain.datasets import DATASET_WORDS, EXPECTED_EVERY, Dataset
from console.domain.errors import ConsoleError
from console.domain.wording import Text

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from console.data.administration import CheckReport, DatasetStatus, Finding, StatusReport

_DATABASE = Text("数据库", "Database")
_RIGHTS = Text("数据契约与权限", "Contract and rights")
_LATENCY = Text("延迟", "Latency")
_CLOCK = Text("时钟", "Clock")

_SLOW_MS = 50.0
_SKEWED_SECONDS = 2.0
_LATE_RHYTHMS = 1.5


def database(url: str) -> Iterator[Verdict]:
    """Judge the database at ``url``; none is needed where none is named.

    The wall comes up without its database too, with the last good figures and their age: yet
    whoever names one wants to show it, so its absence is a failure here.
    """
    if not url:
        found = Text("未指定，使用内置演示数据", "none is named: the demonstration will be shown")
        yield Verdict("database", Level.OK, _DATABASE, found)
        return
    try:
        yield from _named(url)
    except ConsoleError as error:
        yield failed("database", _DATABASE, error)


def _named(url: str) -> Iterator[Verdict]:
    from console.data.administration import check, status
    from console.data.connection import open_engine

    engine: Engine = open_engine(url, application="command-console check")
    try:
        checked = check(engine)
        yield Verdict("database", Level.OK, _DATABASE, plain(_name(checked)))
        yield from _rights(checked)
        if checked.ok:
            yield from _standing(status(engine))
    finally:
        engine.dispose()


def _name(checked: "CheckReport") -> str:
    return f"{checked.database} ({checked.server})"


def _rights(checked: "CheckReport") -> Iterator[Verdict]:
    for finding in checked.findings:
        yield _finding(finding)
    if not checked.findings:
        count = len(checked.tables)
        found = Text(f"{count} 个表或视图齐全", f"all {count} tables or views are there")
        yield Verdict("database.contract", Level.OK, _RIGHTS, found)


def _finding(finding: "Finding") -> Verdict:
    level = Level.FAIL if finding.severity.value == "fault" else Level.WARN
    place, problem = finding.place, finding.problem
    found = Text(f"{place}：{problem.zh}", f"{place}: {problem.en}")
    return Verdict("database.contract", level, _RIGHTS, found, finding.remedy)


def _standing(report: "StatusReport") -> Iterator[Verdict]:
    yield _latency(report.latency_ms)
    yield _clock(report.clock_skew_s)
    today = datetime.now(UTC).astimezone().date()
    for dataset in report.datasets:
        if dataset.dataset in EXPECTED_EVERY:
            yield _age(dataset, today)


def _latency(milliseconds: float) -> Verdict:
    found = Text(f"{milliseconds:.1f} 毫秒", f"{milliseconds:.1f} ms")
    if milliseconds <= _SLOW_MS:
        return Verdict("database.latency", Level.OK, _LATENCY, found)
    remedy = Text("网络较慢，变化会晚些上屏。", "A slow network: changes will show later.")
    return Verdict("database.latency", Level.WARN, _LATENCY, found, remedy)


def _clock(seconds: float) -> Verdict:
    found = Text(f"与数据库相差 {seconds:+.2f} 秒", f"the database's is {seconds:+.2f} s off ours")
    if abs(seconds) <= _SKEWED_SECONDS:
        return Verdict("database.clock", Level.OK, _CLOCK, found)
    remedy = Text("请在两台机器上启用 NTP 对时。", "Let both machines keep time by NTP.")
    return Verdict("database.clock", Level.WARN, _CLOCK, found, remedy)


def _age(status: "DatasetStatus", today: date) -> Verdict:
    dataset = Dataset(status.dataset)
    title = DATASET_WORDS[dataset]
    topic = f"database.{dataset.value}"
    newest = status.newest_day
    if newest is None and status.rows and status.changed_at is not None:
        newest = status.changed_at.astimezone().date()
    if newest is None:
        found = Text("没有数据", "holds nothing")
        remedy = Text("请导入数据（import）。", "Import some (the command import).")
        return Verdict(topic, Level.WARN, title, found, remedy)
    days = (today - newest).days
    found = Text(
        f"最新 {newest}，{days} 天前，{status.rows or 0:,} 行",
        f"newest {newest}, {days} days ago, {status.rows or 0:,} rows",
    )
    # A day's figures are due at its end: yesterday's are as new as can be.
    due = timedelta(days=1) + EXPECTED_EVERY[dataset] * _LATE_RHYTHMS
    if timedelta(days=days) <= due:
        return Verdict(topic, Level.OK, title, found)
    remedy = Text("数据未按期更新，上屏将显示“过期”。", "Not up to date: the wall will say STALE.")
    return Verdict(topic, Level.WARN, title, found, remedy)
