"""Whether the wall would come up: one verdict each on what it leans on, with its remedy."""

from console.cli.readiness.surveying import survey
from console.cli.readiness.verdicts import Level, Verdict

__all__ = ["Level", "Verdict", "survey"]
