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


def notice(
    rule_id: str, title: Text, read: Text, means: Text = NOTHING, done: Text = NOTHING
) -> Rule:
    """Return a rule that a person should look at."""
    return Rule(rule_id, Severity.WARNING, title, read, means, done)


def information(
    rule_id: str, title: Text, read: Text, means: Text = NOTHING, done: Text = NOTHING
) -> Rule:
    """Return a rule that is told for completeness."""
    return Rule(rule_id, Severity.INFO, title, read, means, done)
