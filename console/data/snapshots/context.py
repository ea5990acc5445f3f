"""What a snapshot needs beside the figures: their source, their age, and the present day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from console.data.grid import FloatArray
from console.domain.analysis_basis import AnalysisBasis
from console.domain.datasets import EXPECTED_EVERY, Dataset, DatasetState
from console.domain.snapshots import Basis, Provenance
from console.domain.wording import Text


@dataclass(frozen=True, slots=True)
class BuildContext:
    """The surroundings of one build.

    Attributes:
        confirmed_at: When the held figures and the database were last known to agree.
        demo: Whether the figures are a demonstration's.
        source: Who published them.
        states: How far each dataset is held.
        horizon_days: Days over which material gaps are counted.
        today: The present day in the centre; later days are not shown.
        basis: What the analyses rest on by the centre's choice.
    """

    confirmed_at: datetime | None
    demo: bool
    source: Text
    states: Mapping[Dataset, DatasetState]
    horizon_days: int
    today: date
    basis: AnalysisBasis = field(default_factory=AnalysisBasis)

    def provenance(
        self, *datasets: Dataset, as_of: date | None, basis: Basis = Basis.REPORT
    ) -> Provenance:
        """Return the provenance of figures built from ``datasets``, the first one leading."""
        state = self.states.get(datasets[0])
        return Provenance(
            datasets=datasets,
            as_of=as_of,
            reported_at=state.reported_at if state else None,
            confirmed_at=self.confirmed_at,
            expected_every=EXPECTED_EVERY.get(datasets[0]),
            basis=basis,
            source=self.source,
            demo=self.demo,
        )


def day_or_none(ordinal: int | None) -> date | None:
    """Return the day of ``ordinal``; None and 0 stand for no day."""
    return date.fromordinal(ordinal) if ordinal else None


def frozen(values: FloatArray) -> FloatArray:
    """Return ``values``, closed to writing."""
    values.flags.writeable = False
    return values


def known(value: float) -> float | None:
    """Return ``value`` as a display wants it: None for NaN."""
    return None if value != value else float(value)  # noqa: PLR0124 - the test for NaN
