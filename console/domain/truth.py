"""Whether what a tile shows is so now: the truth states and how data earn them.

Two ages count, and the worse one speaks: how long ago the console last knew that it holds what the
database holds (the link), and how old the newest report is against the rhythm it is expected in.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.wording import NOTHING, Text


class Truth(StrEnum):
    """The one truth state that a tile carries."""

    LIVE = "live"
    LATE = "late"
    STALE = "stale"
    LOST = "lost"
    FROZEN = "frozen"
    REPLAY = "replay"
    DEMO = "demo"


TRUTH_WORDS = {
    Truth.LIVE: Text("实时", "LIVE"),
    Truth.LATE: Text("延迟", "LATE"),
    Truth.STALE: Text("过期", "STALE"),
    Truth.LOST: Text("中断", "LOST"),
    Truth.FROZEN: Text("定格", "FROZEN"),
    Truth.REPLAY: Text("回放", "REPLAY"),
    Truth.DEMO: Text("演示", "DEMO"),
}

_ORDER = (Truth.LIVE, Truth.LATE, Truth.STALE, Truth.LOST)


@dataclass(frozen=True, slots=True)
class FreshnessLimits:
    """Ages at which data stop being LIVE.

    The first three are silences of the link; the two factors multiply a dataset's expected rhythm.
    """

    late_after: timedelta = timedelta(seconds=8)
    stale_after: timedelta = timedelta(seconds=30)
    lost_after: timedelta = timedelta(seconds=120)
    late_rhythms: float = 1.5
    stale_rhythms: float = 3.0


@dataclass(frozen=True, slots=True)
class LinkState:
    """What the console knows of its link to the database, sent whenever it changes or is confirmed.

    ``confirmed_at`` is the last moment at which held data and database were known to agree;
    ``fault`` is empty while the link is well.
    """

    confirmed_at: datetime | None
    connected: bool
    fault: Text = NOTHING
    demo: bool = False


@dataclass(frozen=True, slots=True)
class TruthMark:
    """A truth state, the moment it began, and whether the figures are a demonstration's."""

    truth: Truth
    since: datetime | None = None
    demo: bool = False


def _by_link(confirmed_at: datetime, now: datetime, limits: FreshnessLimits) -> TruthMark:
    age = now - confirmed_at
    for truth, limit in (
        (Truth.LOST, limits.lost_after),
        (Truth.STALE, limits.stale_after),
        (Truth.LATE, limits.late_after),
    ):
        if age > limit:
            return TruthMark(truth, confirmed_at)
    return TruthMark(Truth.LIVE, None)


def _by_report(
    reported_at: datetime, expected_every: timedelta, now: datetime, limits: FreshnessLimits
) -> TruthMark:
    age = now - reported_at
    if age > expected_every * limits.stale_rhythms:
        return TruthMark(Truth.STALE, reported_at)
    if age > expected_every * limits.late_rhythms:
        return TruthMark(Truth.LATE, reported_at)
    return TruthMark(Truth.LIVE, None)


def truth_of_data(  # noqa: PLR0913 - each argument is one independent fact
    *,
    confirmed_at: datetime | None,
    reported_at: datetime | None,
    expected_every: timedelta | None,
    demo: bool,
    now: datetime,
    limits: FreshnessLimits,
) -> TruthMark:
    """Return what a tile must say of data at the moment ``now``.

    Args:
        confirmed_at: When held data and database were last known to agree; None = never.
        reported_at: When the newest data were reported; None = no data yet.
        expected_every: The rhythm in which reports are expected; None = no rhythm.
        demo: Whether these are a demonstration's data: LIVE to STALE are then called DEMO.
        now: The present, aware.
        limits: The ages at which states change.

    Returns:
        The worse of both ages; ``since`` is the last good moment, which the tile prints.
    """
    if confirmed_at is None:
        return TruthMark(Truth.LOST, None, demo)
    by_link = _by_link(confirmed_at, now, limits)
    if demo:
        return by_link_or_demo(by_link)
    if reported_at is None or expected_every is None:
        return by_link
    by_report = _by_report(reported_at, expected_every, now, limits)
    worse = max(by_link, by_report, key=lambda mark: _ORDER.index(mark.truth))
    began = [mark.since for mark in (by_link, by_report) if mark.since is not None]
    # A link that dies makes old figures no younger: the earlier of both moments is told.
    return TruthMark(worse.truth, min(began, default=None))


def by_link_or_demo(by_link: TruthMark) -> TruthMark:
    """Call data of a demonstration DEMO while their link is well, and by the link's fault else."""
    truth = Truth.DEMO if by_link.truth is Truth.LIVE else by_link.truth
    return TruthMark(truth, by_link.since, demo=True)
