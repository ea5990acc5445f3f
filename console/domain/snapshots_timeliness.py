"""Frozen pictures of the four earlies: how fast cases are reported, isolated and treated."""

from dataclasses import dataclass
from datetime import date

from console.domain.provenance import FloatArray, Provenance
from console.domain.requests_analysis import TimelinessRequest
from console.domain.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimelinessStep:
    """One step of a region in one week.

    Attributes:
        key: Name of the step: ``onset_report``, ``report_isolation``, ``isolation_treatment``.
        median: Hours, negative where the later event came first; None where no case tells.
        p90: Hours within which nine of ten cases are.
        told: Cases that tell the step.
        before: Those of them in which the later event came first.
        target: Hours that the median should stay within; None where no target is set.
        trend: Slower (1), faster (−1) or neither (0) against the weeks before; None = not known.
        medians: Medians of the weeks up to this one, of shape (weeks,), NaN = no case tells.
    """

    key: str
    median: float | None
    p90: float | None
    told: int
    before: int
    target: float | None
    trend: int | None
    medians: FloatArray

    @property
    def over(self) -> bool | None:
        """Whether the median exceeds the target; None where either is not known."""
        if self.median is None or self.target is None:
            return None
        return self.median > self.target


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimelinessPlace:
    """The steps of one place in the snapshot's week.

    ``cases`` are those of the line list, 0 where it holds none; ``published`` those that the
    publisher counted in that week, None where a day of it was not published.
    """

    region: str
    name: Text
    cases: int
    published: float | None
    steps: tuple[TimelinessStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimelinessSnapshot:
    """The four earlies of a region and its places in the newest week that is over and has a case.

    Attributes:
        request: What was asked.
        provenance: Its ``as_of`` is the last day of the week.
        region_name: Whose they are.
        week: Monday of the week; None where the line list holds no case of the region.
        whole: The region itself; None as ``week`` is.
        places: Those directly below it.
        under_way: Cases of the week that is not over, which is left out.
    """

    request: TimelinessRequest
    provenance: Provenance
    region_name: Text
    week: date | None
    whole: TimelinessPlace | None
    places: tuple[TimelinessPlace, ...]
    under_way: int
