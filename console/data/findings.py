"""What a check of the database found: one fault or warning each, with its remedy."""

from dataclasses import dataclass
from enum import StrEnum

from console.domain.wording import Text


class Severity(StrEnum):
    """Whether the console can do its work in spite of it."""

    WARNING = "warning"
    FAULT = "fault"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing or wrong.

    Attributes:
        severity: A fault keeps the console from its work, a warning only hampers it.
        place: The table, column, trigger or role concerned.
        problem: What is missing or wrong there.
        remedy: What to do about it, as a statement where there is one.
    """

    severity: Severity
    place: str
    problem: Text
    remedy: Text


def fault(place: str, problem: Text, remedy: Text | str) -> Finding:
    """Return a fault; a remedy in SQL reads the same in both languages."""
    return Finding(Severity.FAULT, place, problem, _text(remedy))


def warning(place: str, problem: Text, remedy: Text | str) -> Finding:
    """Return a warning; a remedy in SQL reads the same in both languages."""
    return Finding(Severity.WARNING, place, problem, _text(remedy))


def _text(remedy: Text | str) -> Text:
    return remedy if isinstance(remedy, Text) else Text(remedy, remedy)
