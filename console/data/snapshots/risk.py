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
from console.analysis.risk_series import IntArray, case_facts, tiers, unchanged_since
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

#: The declarations in force by a region, the newest first.
Declared = Mapping[str, Sequence[Declaration]]


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
    in_force = [one[0] for one in declared.values()]
    rules = book.choose(request.rule_set, day or context.today, in_force)
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


def _declarations(store: Store, code: str, today: date) -> dict[str, list[Declaration]]:
    """Return the declarations of each region in ``code`` that began by ``today``, newest first."""
    inside = store.codes_below(code)
    found: dict[str, list[Declaration]] = {}
    for row in store.table(Dataset.RISK_TIER).values():
        region, since = store.regions.canonical(str(row["region"])), row["valid_from"]
        if region in inside and isinstance(since, date) and since <= today:
            found.setdefault(region, []).append(_declaration(row, since))
    for declarations in found.values():
        declarations.sort(key=lambda one: one.valid_from, reverse=True)
    return found


def _declaration(row: Row, since: date) -> Declaration:
    return Declaration(
        tier=str(row["tier"]),
        rule_set=str(row["rule_set"]),
        declared_by=str(row["declared_by"]),
        valid_from=since,
    )


def _declared_rows(store: Store, declared: Declared, book: RuleBook) -> Iterator[RiskRow]:
    for code, declarations in declared.items():
        newest = declarations[0]
        since, held = _unbroken(declarations)
        rules = book.sets.get(newest.rule_set)
        tier = _called(rules, newest.tier) if rules else None
        earlier = _called(rules, held.tier) if rules and held else None
        by = newest.declared_by
        yield RiskRow(
            region=code,
            name=store.regions.name(code),
            tier=tier.name if tier else Text(newest.tier, newest.tier),
            rank=tier.rank if tier else None,
            ranks=len(rules.tiers) if rules else 0,
            declared=True,
            since=since,
            since_earlier=False,
            before=_name_of(earlier, held),
            rose=tier.rank > earlier.rank if tier and earlier else None,
            rule_set=newest.rule_set,
            reasons=(Text(f"{by}宣布", f"declared by {by}"),),
            unknown=(),
        )


def _unbroken(declarations: Sequence[Declaration]) -> tuple[date, Declaration | None]:
    """Return since when the newest tier holds, declared anew or not, and the one before it."""
    since = declarations[0].valid_from
    for one in declarations[1:]:
        if (one.tier, one.rule_set) != (declarations[0].tier, declarations[0].rule_set):
            return since, one
        since = one.valid_from
    return since, None


def _name_of(tier: Tier | None, declaration: Declaration | None) -> Text | None:
    if tier is not None:
        return tier.name
    return Text(declaration.tier, declaration.tier) if declaration is not None else None


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
            run = by_day[: newest + 1, column] if current else by_day[:0, column]
            yield _computed_row(place, at if current else {}, rules, counts.first, run)


def _computed_row(
    place: Region,
    facts: Mapping[str, float | None],
    rules: RuleSet,
    first: int,
    by_day: IntArray,
) -> RiskRow:
    result = assess(facts, rules)
    tier = rules.tier(result.tier) if result.tier else None
    since = unchanged_since(by_day) if len(by_day) else None
    index = int(by_day[since[0] - 1]) if since and since[0] else -1
    before = rules.tiers[index] if index >= 0 else None
    return RiskRow(
        region=place.code,
        name=place.name,
        tier=result.name,
        rank=tier.rank if tier else None,
        ranks=len(rules.tiers),
        declared=False,
        since=day_or_none(first + since[0]) if since and tier else None,
        since_earlier=bool(since and since[1]),
        before=before.name if before else None,
        rose=tier.rank > before.rank if tier and before else None,
        rule_set=rules.name,
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


def _gravest_first(row: RiskRow) -> tuple[float, bool, bool, bool, int, str]:
    """Order by rank within the rule set, what is undecided in the middle, after what is known.

    Of equals first what was declared, then what rose, then what holds since the newest day, then by
    the region's code: the same rows always stand in the same order.
    """
    known = bool(row.rank and row.ranks)
    grave = row.rank / row.ranks if row.rank and row.ranks else 0.5
    newest = (row.since or date.min).toordinal()
    return -grave, not known, not row.declared, row.rose is not True, -newest, row.region
