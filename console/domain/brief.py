"""The daily brief: what one page tells of a region, gathered from snapshots, and how true it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from console.domain.datasets import DATASET_WORDS, EXPECTED_EVERY, Dataset, DatasetState
from console.domain.requests import (
    HeadlineRequest,
    MapMetric,
    MapRequest,
    MaterialsRequest,
    SnapshotRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.requests_analysis import RiskRequest, WarningRequest
from console.domain.snapshots import (
    HeadlineSnapshot,
    MapSnapshot,
    MaterialsSnapshot,
    Snapshot,
    StatusSnapshot,
    TrendSnapshot,
)
from console.domain.snapshots_analysis import (
    AlarmState,
    RiskRow,
    RiskSnapshot,
    WarningRow,
    WarningSnapshot,
)
from console.domain.supply import PlanRequest, PlanSnapshot
from console.domain.truth import (
    TRUTH_WORDS,
    FreshnessLimits,
    LinkState,
    Truth,
    TruthMark,
    truth_of_data,
)
from console.domain.wording import NOTHING, Lang, Text

FORECAST_DAYS = 7
_RECENT = timedelta(days=7)
"""Changes of tiers that the brief tells: a week's."""

_SHOWN = (
    Dataset.CASE_DAILY,
    Dataset.RISK_TIER,
    Dataset.MATERIAL_DAILY,
    Dataset.MATERIAL_FLOW,
    Dataset.ALLOCATION_PLAN,
)
_NEEDED = {Dataset.CASE_DAILY, Dataset.MATERIAL_DAILY}
"""Datasets without which a part of the page is silent; the others may well hold nothing yet."""

_EMPTY = Text("没有数据", "no data")
_GOOD = {Truth.LIVE, Truth.DEMO}


def requests_of(region: str) -> tuple[SnapshotRequest, ...]:
    """Return all that the brief of ``region`` ("" = province) is made from."""
    return (
        HeadlineRequest(region),
        MapRequest(MapMetric.ACTIVE),
        TrendRequest((region,), forecast=FORECAST_DAYS),
        RiskRequest(region),
        WarningRequest(region),
        MaterialsRequest(region),
        PlanRequest(),
        StatusRequest(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetAge:
    """One dataset of the brief: which, its mark, and how far it is held."""

    state: DatasetState
    mark: TruthMark

    @property
    def name(self) -> Text:
        """What the dataset is called."""
        return DATASET_WORDS[self.state.dataset]

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing: nothing is as new as can be, and tells nobody anything."""
        return not self.state.rows

    @property
    def words(self) -> Text:
        """Its truth state, or that it holds nothing."""
        return _EMPTY if self.is_empty else TRUTH_WORDS[self.mark.truth]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What one page shows; None = the console does not have it.

    Attributes:
        lang: The language of the page.
        made_at: When it was made, aware.
        region: The region's code; "" = the province.
        link: What was known of the link to the database.
        demo: Whether the figures are a demonstration's.
    """

    lang: Lang
    made_at: datetime
    region: str
    link: LinkState
    demo: bool
    ages: tuple[DatasetAge, ...] = ()
    headline: HeadlineSnapshot | None = None
    map: MapSnapshot | None = None
    trend: TrendSnapshot | None = None
    risk: RiskSnapshot | None = None
    warning: WarningSnapshot | None = None
    materials: MaterialsSnapshot | None = None
    plan: PlanSnapshot | None = None

    @property
    def region_name(self) -> str:
        """Return the region's name in the page's language."""
        return self.headline.region_name.of(self.lang) if self.headline is not None else self.region

    @property
    def as_of(self) -> date | None:
        """The newest day of the cases."""
        return self.headline.provenance.as_of if self.headline is not None else None

    @property
    def source(self) -> str:
        """Who published the figures."""
        return self.headline.provenance.source.of(self.lang) if self.headline is not None else ""

    def warnings(self) -> Iterator[Text]:
        """Yield what the reader must know before the figures: what is old, missing or made up."""
        if self.demo:
            yield Text("演示数据，非真实疫情。", "A demonstration's figures, not a real epidemic.")
        if self.headline is None:
            yield Text(
                "未取得数据：本页没有数字，不表示为零。",
                "No data were to be had: an empty page is not zero cases.",
            )
        cut = self.link.confirmed_at is None or not self.link.connected
        if cut:
            yield _link_words(self.link.confirmed_at)
        for age in self.ages:
            # Without its link everything is LOST: that was said once.
            old = age.mark.truth not in _GOOD and not cut
            if old or (age.is_empty and age.state.dataset in _NEEDED):
                yield _age_words(age)

    def changes(self) -> tuple[RiskRow, ...]:
        """Return the places whose tier changed within the week, the graver changes first."""
        risk, day = self.risk, self.as_of
        if risk is None or day is None:
            return ()
        rows = [
            row
            for row in risk.rows
            if row.since and row.before and not row.since_earlier and row.since > day - _RECENT
        ]
        return tuple(sorted(rows, key=_graver_first))

    def tiers(self) -> tuple[tuple[Text, int], ...]:
        """Return how many places are in each tier, the gravest first."""
        if self.risk is None:
            return ()
        counted: dict[Text, int] = {}
        for row in self.risk.rows:
            counted[row.tier] = counted.get(row.tier, 0) + 1
        return tuple(counted.items())

    def computed(self) -> tuple[int, tuple[Text, ...]]:
        """Return how many tiers nobody declared, and the facts not known that weigh on them."""
        rows = [row for row in self.risk.rows if not row.declared] if self.risk is not None else []
        return len(rows), tuple(dict.fromkeys(fact for row in rows for fact in row.unknown))

    def alarms(self) -> tuple[WarningRow, ...]:
        """Return the places in which a rule alarms, or did within the week."""
        if self.warning is None:
            return ()
        told = {AlarmState.ALARM, AlarmState.RECENT}
        return tuple(row for row in self.warning.rows if row.state in told)


def brief_of(  # noqa: PLR0913 - each is one independent fact
    found: Mapping[SnapshotRequest, Snapshot],
    *,
    region: str,
    lang: Lang,
    link: LinkState,
    limits: FreshnessLimits,
    now: datetime,
) -> Brief:
    """Return the brief of ``region`` from the snapshots there are.

    Args:
        found: Snapshots by what was asked; those that are missing are said to be.
        region: The region's code; "" = the province.
        lang: The language of the page.
        link: What is known of the link to the database.
        limits: The ages at which figures stop being LIVE.
        now: The present, aware.
    """
    kinds = {type(snapshot): snapshot for snapshot in found.values()}
    demo = link.demo or any(snapshot.provenance.demo for snapshot in found.values())
    status = kinds.get(StatusSnapshot)
    states = status.datasets if isinstance(status, StatusSnapshot) else ()
    return Brief(
        lang=lang,
        made_at=now,
        region=region,
        link=link,
        demo=demo,
        ages=tuple(
            DatasetAge(state=state, mark=_mark(state, link, limits, now, demo=demo))
            for dataset in _SHOWN
            for state in states
            if state.dataset is dataset
        ),
        **{name: kinds[kind] for name, kind in _PARTS.items() if kind in kinds},  # type: ignore[arg-type]
    )


_PARTS: Mapping[str, type] = {
    "headline": HeadlineSnapshot,
    "map": MapSnapshot,
    "trend": TrendSnapshot,
    "risk": RiskSnapshot,
    "warning": WarningSnapshot,
    "materials": MaterialsSnapshot,
    "plan": PlanSnapshot,
}


def _mark(
    state: DatasetState, link: LinkState, limits: FreshnessLimits, now: datetime, *, demo: bool
) -> TruthMark:
    return truth_of_data(
        confirmed_at=link.confirmed_at,
        reported_at=state.reported_at,
        expected_every=EXPECTED_EVERY.get(state.dataset),
        demo=demo,
        now=now,
        limits=limits,
    )


def _link_words(confirmed_at: datetime | None) -> Text:
    if confirmed_at is None:
        return Text(
            "未能连接数据库，以下为本机上次保存的数据。",
            "The database was not reached: these are the last figures kept on this machine.",
        )
    since = f"{confirmed_at.astimezone():%Y-%m-%d %H:%M}"
    return Text(
        f"数据库已断开，数据核对于 {since}。",
        f"The database is cut off; the figures were last confirmed at {since}.",
    )


def _age_words(age: DatasetAge) -> Text:
    day, words = age.state.newest_day, age.words
    newest = Text(f"：最新 {day}", f": newest {day}") if day else NOTHING
    return Text(f"{age.name.zh}{words.zh}{newest.zh}。", f"{age.name.en} {words.en}{newest.en}.")


def _graver_first(row: RiskRow) -> tuple[bool, int, str]:
    return (row.rose is not True, -(row.rank or 0), row.region)
