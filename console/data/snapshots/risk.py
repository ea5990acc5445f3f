"""Risk tiers of places: declared ones first, else computed by the rule set in force."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from console import paths
from console.analysis.corrections import booked_back
from console.analysis.risk import Declaration, assess
from console.analysis.risk_rules import FACTS, RuleSet, Tier, load_rule_set
from console.analysis.risk_series import case_facts, tiers, unchanged_since
from console.data.snapshots.context import BuildContext, day_or_none, known
from console.data.snapshots.reporting import PlaceCounts, reporting_places
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.regions import Region
from console.domain.requests_analysis import RiskRequest
from console.domain.snapshots_analysis import RiskRow, RiskSnapshot, RuleSetWords
from console.domain.wording import Text

#: Days of history that facts rest on, and how old a place's newest day may be.
_HISTORY, _OLD = 400, 7

Declared = Mapping[str, Declaration]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The rule sets that are shipped, by name, and what was wrong with the others."""

    sets: Mapping[str, RuleSet]
    faults: tuple[Text, ...]

    def choose(self, wish: str, day: date, declared: Sequence[Declaration]) -> RuleSet | None:
        """Return the rule set to compute by on ``day``.

        The one wished for; else, of those in force, the one that declarations in force name most,
        else the newest (by name where several began on one day).
        """
        if wish:
            return self.sets.get(wish)
        named = Counter(one.rule_set for one in declared)
        in_force = [rules for rules in self.sets.values() if rules.in_force(day)]
        return min(
            in_force,
            key=lambda rules: (-named[rules.name], -rules.valid_from.toordinal(), rules.name),
            default=None,
        )


@cache
def rule_book() -> RuleBook:
    """Read the rule sets in ``resources/risk``; one that is broken costs no more than itself."""
    sets, faults = {}, []
    for path in sorted((paths.resources() / "risk").glob("*.toml")):
        try:
            sets[path.stem] = load_rule_set(path)
        except ConsoleError as error:
            problem = error.problem
            faults.append(Text(f"{path.name}：{problem.zh}", f"{path.name}: {problem.en}"))
    return RuleBook(sets, tuple(faults))


def build_risk(store: Store, request: RiskRequest, context: BuildContext) -> RiskSnapshot:
    """Return the tier of every place that reports cases by itself or has a declared tier."""
    book, code = rule_book(), store.code_or_province(request.region)
    counts = reporting_places(store, code, _HISTORY, context.today.toordinal() - 1)
    declared = _declarations(store, code, context.today)
    day = date.fromordinal(counts.last) if len(counts.new) else None
    rules = book.choose(request.rule_set, day or context.today, list(declared.values()))
    rows = [*_declared_rows(store, declared, book), *_computed_rows(counts, declared, rules)]
    return RiskSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.CASE_DAILY, Dataset.RISK_TIER, Dataset.REGION, as_of=day
        ),
        region_name=store.regions.name(code),
        rules=_words(rules) if rules else None,
        rows=tuple(sorted(rows, key=_gravest_first)),
        faults=book.faults,
    )


def _declarations(store: Store, code: str, today: date) -> dict[str, Declaration]:
    """Return the newest declaration of each region in ``code`` that is in force by ``today``."""
    inside = store.codes_below(code)
    found: dict[str, Declaration] = {}
    for row in store.table(Dataset.RISK_TIER).values():
        region, since = store.regions.canonical(str(row["region"])), row["valid_from"]
        if region not in inside or not isinstance(since, date) or since > today:
            continue
        if region not in found or since > found[region].valid_from:
            found[region] = _declaration(row, since)
    return found


def _declaration(row: Row, since: date) -> Declaration:
    return Declaration(
        tier=str(row["tier"]),
        rule_set=str(row["rule_set"]),
        declared_by=str(row["declared_by"]),
        valid_from=since,
    )


def _declared_rows(store: Store, declared: Declared, book: RuleBook) -> Iterator[RiskRow]:
    for code, declaration in declared.items():
        rules = book.sets.get(declaration.rule_set)
        tier = _called(rules, declaration.tier) if rules else None
        by = declaration.declared_by
        yield RiskRow(
            region=code,
            name=store.regions.name(code),
            tier=tier.name if tier else Text(declaration.tier, declaration.tier),
            rank=tier.rank if tier else None,
            ranks=len(rules.tiers) if rules else 0,
            declared=True,
            since=declaration.valid_from,
            since_earlier=False,
            reasons=(Text(f"{by}宣布", f"declared by {by}"),),
            unknown=(),
        )


def _called(rules: RuleSet, word: str) -> Tier | None:
    """Return the tier that people call ``word``: its code, its name, or its name in short."""
    for tier in rules.tiers:
        short = tier.name.zh.removesuffix("区").removesuffix("风险")
        if word in {tier.code, tier.name.zh, tier.name.en, short}:
            return tier
    return None


def _computed_rows(
    counts: PlaceCounts, declared: Declared, rules: RuleSet | None
) -> Iterator[RiskRow]:
    if rules is None or not len(counts.new):
        return
    new = booked_back(counts.new)
    facts = case_facts(new)
    by_day = tiers(facts, rules)
    for column, place in enumerate(counts.places):
        if place.code not in declared:
            published = np.flatnonzero(~np.isnan(new[:, column]))
            newest = int(published[-1]) if len(published) else -1
            current = newest >= len(new) - _OLD
            at = {name: known(float(values[newest, column])) for name, values in facts.items()}
            since = unchanged_since(by_day[: newest + 1, column]) if current else None
            yield _computed_row(place, at if current else {}, rules, counts.first, since)


def _computed_row(
    place: Region,
    facts: Mapping[str, float | None],
    rules: RuleSet,
    first: int,
    since: tuple[int, bool] | None,
) -> RiskRow:
    result = assess(facts, rules)
    tier = rules.tier(result.tier) if result.tier else None
    return RiskRow(
        region=place.code,
        name=place.name,
        tier=result.name,
        rank=tier.rank if tier else None,
        ranks=len(rules.tiers),
        declared=False,
        since=day_or_none(first + since[0]) if since and tier else None,
        since_earlier=bool(since and since[1]),
        reasons=result.reasons,
        unknown=tuple(FACTS[name] for name in result.unknown),
    )


def _words(rules: RuleSet) -> RuleSetWords:
    return RuleSetWords(
        title=rules.title,
        source=rules.source,
        valid_from=rules.valid_from,
        valid_to=rules.valid_to,
    )


def _gravest_first(row: RiskRow) -> tuple[float, bool, int, str]:
    """Order by rank within the rule set, what is undecided in the middle; then the newest."""
    grave = row.rank / row.ranks if row.rank and row.ranks else 0.5
    return -grave, not row.declared, -(row.since or date.min).toordinal(), row.region
