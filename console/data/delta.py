"""What changed in the database, on its way from the reader to the store and the cache."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from console.data.spool import Spool
from console.domain.datasets import Dataset, DatasetState


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a dataset has come: two equal marks mean equal rows.

    ``changed_at`` is when the database took the last change; None where it does not say.
    """

    revision: int
    epoch: int
    changed_at: datetime | None = None

    def same_rows(self, other: "Mark | None") -> bool:
        """Say whether both marks stand for the same rows."""
        return other is not None and self.revision == other.revision and self.epoch == other.epoch


Marks = Mapping[Dataset, Mark]


@dataclass(frozen=True, slots=True)
class Part:
    """Changed rows of one dataset; ``reset`` says that they are all there are."""

    dataset: Dataset
    columns: tuple[str, ...]
    rows: Spool
    reset: bool

    def mappings(self) -> Iterator[Mapping[str, object]]:
        """Yield each row by column name."""
        columns = self.columns
        for chunk in self.rows.chunks():
            for row in chunk:
                yield dict(zip(columns, row, strict=True))


@dataclass(frozen=True, slots=True)
class Delta:
    """A consistent step from what was held to what the database held at ``taken_at``.

    Attributes:
        parts: The rows of every dataset that changed.
        marks: How far every dataset is held once the parts are applied.
        states: The same in the words of the displays.
        about: What the database says of itself (see ``schema.about``).
        taken_at: A moment at which the database held exactly this.
        cached: Whether this comes from the disk and not from the database.
    """

    parts: tuple[Part, ...]
    marks: Marks
    states: Mapping[Dataset, DatasetState]
    about: Mapping[str, str]
    taken_at: datetime
    cached: bool = False

    @property
    def database_id(self) -> str:
        """The identity that the database gives itself; "" if it gives none."""
        return self.about.get("database_id", "")
