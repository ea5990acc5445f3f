"""Where a snapshot's figures come from, and how old they are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from console.domain.datasets import Dataset
from console.domain.wording import Text

FloatArray = npt.NDArray[np.float64]


class Basis(StrEnum):
    """The day that a count is booked on."""

    REPORT = "report"
    ONSET = "onset"
    STOCKTAKE = "stocktake"
    REGISTER = "register"
    """No day at all: the figures stand as they were last entered."""


BASIS_WORDS = {
    Basis.REPORT: Text("按报告日", "by report date"),
    Basis.ONSET: Text("按发病日", "by onset date"),
    Basis.STOCKTAKE: Text("按盘点日", "by stocktaking day"),
    Basis.REGISTER: Text("按登记现状", "as registered"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a snapshot's figures come from and how old they are.

    Attributes:
        datasets: What it was built from; the first one decides its rhythm.
        as_of: The newest day that the figures speak of; None where there are none yet.
        reported_at: When that day was reported (see :class:`DatasetState`).
        confirmed_at: When these figures and the database were last known to agree.
        expected_every: The rhythm in which the figures are due; None = when something happens.
        basis: The day on which counts are booked.
        source: Who published them, in words for the tile's source line.
        demo: Whether they are a demonstration's.
    """

    datasets: tuple[Dataset, ...]
    as_of: date | None
    reported_at: datetime | None
    confirmed_at: datetime | None
    expected_every: timedelta | None
    basis: Basis
    source: Text
    demo: bool

    def __post_init__(self) -> None:
        for moment in (self.reported_at, self.confirmed_at):
            if moment is not None and moment.tzinfo is None:
                msg = f"a provenance needs times with a time zone, not {moment!r}"
                raise ValueError(msg)
