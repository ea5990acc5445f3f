"""What a publisher said of its own figures: days on which they were corrected or defined anew."""

from datetime import date

from console.data.store import Store
from console.domain.datasets import Dataset

REDEFINED = "definition_change"


def days_noted(store: Store, code: str, kind: str, first: int, last: int) -> tuple[date, ...]:
    """Return the days with a note of ``kind`` on the figures of a region or any below it.

    Args:
        store: What is held.
        code: The region.
        kind: As in ``case_note``.
        first: The first day that counts, as an ordinal.
        last: The last one.
    """
    inside = store.codes_below(code)
    days = {
        row["date"]
        for row in store.table(Dataset.CASE_NOTE).values()
        if row.get("kind") == kind and row["region"] in inside
    }
    return tuple(
        sorted(day for day in days if isinstance(day, date) and first <= day.toordinal() <= last)
    )
