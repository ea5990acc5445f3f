"""The rule book of the importer: each quirk of a file, what it means, and what is done about it.

docs/import.md explains every rule; a test holds the two together.
"""

from console.data.importing.errors import ERRORS
from console.data.importing.notices import NOTICES
from console.data.importing.rulebook import Rule, Severity

__all__ = ["RULES", "Rule", "Severity"]

#: Every rule by its id, in the order in which a report lists them.
RULES: dict[str, Rule] = {rule.id: rule for rule in (*ERRORS, *NOTICES)}
