"""What is entered into the ledger of materials, and what can be wrong with it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from console.domain.wording import Text


class Kind(StrEnum):
    """What an entry of the ledger says."""

    PRODUCED = "produced"
    CONSUMED = "consumed"
    COUNTED = "counted"
    SHIPPED = "shipped"
    ARRIVED = "arrived"
    LOST = "lost"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry.

    Attributes:
        kind: What it says.
        day: The day it is booked on.
        material: The material's code.
        quantity: Units, 0 or more; of a stocktake, the stock found at the end of the day. What is
            cancelled after it left goes back to its sender; without a quantity all that is open.
        region: Where; of a shipment, its sender, empty where it comes from outside.
        shipment: The shipment's code; needed by shipped, arrived, lost and cancelled.
        to: Where a shipment goes.
        due: The day a shipment is due; None = not known.
    """

    kind: Kind
    day: date
    material: str
    quantity: float | None = None
    region: str = ""
    shipment: str = ""
    to: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry that cannot be so, or only in part; ``refused`` units of it are not booked."""

    entry: Entry
    refused: float
    words: Text


@dataclass(frozen=True, slots=True)
class Difference:
    """A stocktake that is not what the entries make of it: reported less computed, in units."""

    region: str
    material: str
    day: date
    reported: float
    computed: float

    @property
    def units(self) -> float:
        """How much more was found than computed; less where negative."""
        return self.reported - self.computed


#: The order in which entries of one day are booked.
BOOKING_ORDER = (
    Kind.PRODUCED,
    Kind.SHIPPED,
    Kind.ARRIVED,
    Kind.LOST,
    Kind.CANCELLED,
    Kind.CONSUMED,
    Kind.COUNTED,
)
