"""What a rule of the importer is: a quirk with its words."""

from dataclasses import dataclass
from enum import StrEnum

from console.domain.wording import NOTHING, Text


class Severity(StrEnum):
    """How much a finding matters; one error and nothing is imported."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """A quirk, with sentences whose ``{names}`` are filled in where it is met."""

    id: str
    severity: Severity
    title: Text
    read: Text
    means: Text = NOTHING
    done: Text = NOTHING
