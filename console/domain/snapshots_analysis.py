"""Frozen pictures of analyses: reproduction, early warning, risk.

Arrays are float64 of shape (days,), read-only, with NaN for "not known".
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from console.domain.provenance import FloatArray, Provenance
from console.domain.requests_analysis import ReproductionRequest, RiskRequest, WarningRequest
from console.domain.snapshots_timeliness import TimelinessSnapshot
from console.domain.wording import Text


class ImportedBasis(StrEnum):
    """How imported cases were told from local ones."""

    PUBLISHED = "published"
    """The region publishes them."""

    UNPLACED = "unplaced"
    """They are the cases of the places that are no area: imported, or not attributed."""

    UNKNOWN = "unknown"
    """They were never told apart: every case counts as local."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthFigure:
    """Exponential growth of the newest finished days.

    Attributes:
        days: How many days were looked at.
        cases: Local cases in them.
        rate: Growth rate a day; None where there were too few cases to say.
        low: Lower end of its 95 % interval.
        high: Upper end.
        doubling_days: ln 2 / rate; negative where cases halve.
        doubling_interval: Its 95 % interval; None where the rate's holds zero.
    """

    days: int
    cases: float
    rate: float | None
    low: float | None
    high: float | None
    doubling_days: float | None
    doubling_interval: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReproductionSnapshot:
    """R of one region: entry ``i`` is of the window that ends ``i`` days after ``first_day``.

    Attributes:
        request: What was asked.
        provenance: Its ``as_of`` is the last finished day, up to which R is estimated.
        region_name: Whose R it is.
        serial_mean: Mean of the serial interval by which R was estimated, in days.
        serial_std: Its standard deviation.
        window: Days in a window.
        few_cases: A window with fewer local cases is uncertain, and drawn faint.
        first_day: None where nothing could be estimated.
        mean: Posterior mean of R; NaN where a window touches a day that was not published.
        low: 2.5 % quantile.
        high: 97.5 % quantile.
        cases: Local cases of each window.
        imported: How imported cases were told apart.
        unfinished_from: The first day left out because it is not finished; None where none is.
        corrected_days: How many days a correction was booked back on.
        redefined: Days on which the publisher changed what it counts.
        growth: None where there is no finished day.
    """

    request: ReproductionRequest
    provenance: Provenance
    region_name: Text
    serial_mean: float
    serial_std: float
    window: int
    few_cases: int
    first_day: date | None
    mean: FloatArray
    low: FloatArray
    high: FloatArray
    cases: FloatArray
    imported: ImportedBasis
    unfinished_from: date | None
    corrected_days: int
    redefined: tuple[date, ...]
    growth: GrowthFigure | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastScore:
    """How the forecast did on the series it is shown with, from ``origins`` earlier days.

    Attributes:
        relative_wis: Its weighted interval score over that of the baseline; below 1 is better.
        coverage: Share of the days that fell into the 95 % fan.
        origins: From how many days it was tried.
    """

    relative_wis: float
    coverage: float
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrendForecast:
    """A fan of daily cases over the days from ``first_day`` on, the first that is not finished.

    Attributes:
        first_day: None where there is no fan.
        quantiles: Shape (5, days): 2.5 %, 25 %, 50 %, 75 %, 97.5 %; no column where no fan.
        score: None where the series is too short to try it on.
        refused: Why there is no fan; None where there is one.
    """

    first_day: date | None
    quantiles: FloatArray
    score: ForecastScore | None
    refused: Text | None


class AlarmState(StrEnum):
    """What the early warning says of a place."""

    ALARM = "alarm"
    """A rule alarms on the place's newest day."""

    RECENT = "recent"
    """A rule alarmed in the week before it."""

    QUIET = "quiet"
    UNJUDGED = "unjudged"
    """The place's newest days cannot be judged: too short or broken a history, or too old."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleVerdict:
    """What one rule says of one day; ``upper`` None = it cannot judge that day."""

    rule: str
    upper: float | None
    alarm: bool


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WarningRow:
    """The early warning of one place.

    Attributes:
        region: The place.
        name: Its name.
        state: What is said of it.
        day: Its newest day that is over and published; None where there is none.
        observed: Cases of that day, corrections booked back.
        verdicts: What each rule says of that day.
        since: First day of the present alarm (alarm days at most a week apart belong together).
        raised_by: The rules that alarmed on that first day.
        alarm: What the present alarm is known by; "" where there is none.
        acknowledged_by: Who acknowledged it, "" = nobody yet.
        acknowledged_at: When.
        last_alarm: The newest day with an alarm.
        last_rules: The rules that alarmed on it.
        counts: Cases of the days up to the snapshot's ``as_of``.
        alarms: Of those days, which had an alarm.
    """

    region: str
    name: Text
    state: AlarmState
    day: date | None
    observed: float | None
    verdicts: tuple[RuleVerdict, ...]
    since: date | None
    raised_by: tuple[str, ...]
    alarm: str
    acknowledged_by: str
    acknowledged_at: datetime | None
    last_alarm: date | None
    last_rules: tuple[str, ...]
    counts: FloatArray
    alarms: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WarningSnapshot:
    """The early warning of a region's places, alarms first, then recent ones, gaps, quiet ones.

    ``alphas`` are the rules with their one-sided probability of a false alarm; ``unfinished_from``
    is the first day left out because it is not over. ``corrected_days`` counts, over the days
    drawn, places and days on which a correction was booked back; ``redefined`` are days among them
    on which a publisher changed what it counts.
    """

    request: WarningRequest
    provenance: Provenance
    region_name: Text
    rows: tuple[WarningRow, ...]
    alphas: tuple[tuple[str, float], ...]
    unfinished_from: date | None
    corrected_days: int
    redefined: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskRow:
    """The tier of one place, and why.

    Attributes:
        region: The place.
        name: Its name.
        tier: Name of the tier.
        rank: Its rank in its rule set, 1 the lowest; None where it is undecided or not in the set.
        ranks: How many ranks that rule set has; 0 where the set is not known.
        declared: Whether an authority declared it.
        since: The day from which it holds.
        since_earlier: Whether it held before that day already, as far as was looked back.
        before: Name of the tier that held before; None where none is known.
        rose: Whether it is graver than the one before; None where they cannot be compared.
        rule_set: The rule set that it belongs to.
        reasons: Why.
        unknown: Facts not known that could make it graver.
    """

    region: str
    name: Text
    tier: Text
    rank: int | None
    ranks: int
    declared: bool
    since: date | None
    since_earlier: bool
    before: Text | None
    rose: bool | None
    rule_set: str
    reasons: tuple[Text, ...]
    unknown: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSetWords:
    """A rule set as a display names it."""

    title: Text
    source: Text
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSnapshot:
    """The tiers of a region's places, gravest first.

    ``rules`` is None where no rule set was in force on the day that the facts speak of;
    ``faults`` are rule files that could not be read.
    """

    request: RiskRequest
    provenance: Provenance
    region_name: Text
    rules: RuleSetWords | None
    rows: tuple[RiskRow, ...]
    faults: tuple[Text, ...]


AnalysisSnapshot = ReproductionSnapshot | WarningSnapshot | RiskSnapshot | TimelinessSnapshot
