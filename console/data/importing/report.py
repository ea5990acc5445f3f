"""What an import found and did, for people (in both languages) and for programs."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from console.data.importing.rules import RULES, Severity
from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text

#: Findings of one rule that are kept with their places; all are counted.
KEPT_PER_RULE = 100

_UNKNOWN_ERROR = Text("未导入任何内容。", "Nothing was imported.")


class Kind(StrEnum):
    """What a file is imported as."""

    CASES = "cases"
    MATERIALS = "materials"
    POSTS = "posts"
    REGIONS = "regions"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a person should know: where, what was read, what it means, what was done."""

    rule: str
    severity: Severity
    place: str
    read: Text
    means: Text
    done: Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure's sum over every region in the database after the import.

    ``published`` is the sum of the regions' last cumulative figures as the files give them, for
    the regions that the files mention; ``stored`` is the same sum from the daily counts.
    """

    name: Text
    published: int
    stored: int
    database_total: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """Rows read and rows of the database that are new, changed or as they were before."""

    rows_read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    notes_written: int = 0
    notes_removed: int = 0
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """The whole report of one import, or of its dry run.

    Attributes:
        kind: What the files were imported as.
        files: Their names.
        findings: At most ``KEPT_PER_RULE`` of each rule, in the order of the rule book.
        counts: How often each rule was met.
        outcome: What became of the rows.
        dry_run: Whether nothing was to be written.
        imported: Whether the database holds the content now.
    """

    kind: Kind
    files: tuple[str, ...]
    findings: tuple[Finding, ...]
    counts: Mapping[str, int]
    outcome: Outcome
    dry_run: bool
    imported: bool

    @property
    def ok(self) -> bool:
        """Whether no error was found."""
        return not any(RULES[rule].severity is Severity.ERROR for rule in self.counts)

    def of_rule(self, rule: str) -> tuple[Finding, ...]:
        """Return the kept findings of ``rule``."""
        return tuple(finding for finding in self.findings if finding.rule == rule)


@dataclass
class FindingLog:
    """Collects findings in bounded memory: everything is counted, the first of each rule kept."""

    counts: Counter[str] = field(default_factory=Counter)
    _kept: dict[str, list[Finding]] = field(default_factory=dict)

    def add(self, rule_id: str, place: str, **values: object) -> None:
        """Note that ``rule_id`` was met at ``place``; ``values`` fill the rule's sentences."""
        self.counts[rule_id] += 1
        kept = self._kept.setdefault(rule_id, [])
        if len(kept) >= KEPT_PER_RULE:
            return
        rule = RULES[rule_id]
        kept.append(
            Finding(
                rule_id,
                rule.severity,
                place,
                _fill(rule.read, values),
                _fill(rule.means, values),
                _fill(rule.done, values),
            )
        )

    def add_error(self, rule_id: str, error: ConsoleError) -> None:
        """Note a fault that carries its own words."""
        self.counts[rule_id] += 1
        kept = self._kept.setdefault(rule_id, [])
        if len(kept) < KEPT_PER_RULE:
            kept.append(
                Finding(
                    rule_id,
                    RULES[rule_id].severity,
                    error.place,
                    error.problem,
                    error.remedy,
                    _UNKNOWN_ERROR,
                )
            )

    def errors(self) -> int:
        """How many errors were met."""
        return sum(n for rule, n in self.counts.items() if RULES[rule].severity is Severity.ERROR)

    def findings(self) -> tuple[Finding, ...]:
        """Return what was kept, in the order of the rule book."""
        return tuple(finding for rule in RULES for finding in self._kept.get(rule, ()))


def _fill(template: Text, values: Mapping[str, object]) -> Text:
    return Text(_fill_one(template.zh, values, Lang.ZH), _fill_one(template.en, values, Lang.EN))


def _fill_one(template: str, values: Mapping[str, object], lang: Lang) -> str:
    said = {k: v.of(lang) if isinstance(v, Text) else v for k, v in values.items()}
    return template.format_map(said)
