"""Risk tiers: by declaration where there is one, else computed from facts, always with reasons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from console.analysis.risk_rules import COMPARISONS, FACTS, Condition, RuleSet, Tier
from console.domain.wording import Text

Facts = Mapping[str, float | bool | None]


@dataclass(frozen=True, slots=True)
class Declaration:
    """A tier that an authority declared."""

    tier: str
    rule_set: str
    declared_by: str
    valid_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskResult:
    """A tier with its reasons.

    Attributes:
        tier: The code of the tier; None where the facts do not decide it.
        name: Its name.
        declared: Whether an authority declared it; a computed one never overrides that.
        rule_set: The rule set that it belongs to.
        since: The day from which a declared tier holds; None for a computed one.
        reasons: Why, one sentence each.
        unknown: Facts that were missing and could have led to a graver tier.
    """

    tier: str | None
    name: Text
    declared: bool
    rule_set: str
    since: date | None
    reasons: tuple[Text, ...]
    unknown: tuple[str, ...]


_UNDECIDED = Text("未定", "Undecided")


def assess(facts: Facts, rules: RuleSet, declaration: Declaration | None = None) -> RiskResult:
    """Return the tier of one place.

    Tiers are tried from the gravest down; the first whose conditions hold is taken. A missing fact
    neither holds nor fails: a graver tier that hangs on one is named in ``unknown``.

    Args:
        facts: What is known, by the names in :data:`~console.analysis.risk_rules.FACTS`; None or an
            absent name is not known.
        rules: The rule set in force.
        declaration: What an authority declared, if anything: it wins.
    """
    if declaration is not None:
        return _declared(declaration, rules)
    missing: list[str] = []
    for tier in rules.tiers:
        met = [choice for choice in tier.any_of if _all(choice, facts) is True]
        if met:
            reasons = tuple(_reason(condition, facts) for condition in met[0])
            return _computed(tier.code, tier.name, rules, reasons, missing)
        missing += _hanging(tier, facts)
    return _computed(None, _UNDECIDED, rules, (), missing)


def _computed(
    code: str | None, name: Text, rules: RuleSet, reasons: tuple[Text, ...], missing: list[str]
) -> RiskResult:
    return RiskResult(
        tier=code,
        name=name,
        declared=False,
        rule_set=rules.name,
        since=None,
        reasons=reasons,
        unknown=tuple(dict.fromkeys(missing)),
    )


def _declared(declaration: Declaration, rules: RuleSet) -> RiskResult:
    tier = rules.tier(declaration.tier) if declaration.rule_set == rules.name else None
    name = tier.name if tier else Text(declaration.tier, declaration.tier)
    by, since = declaration.declared_by, declaration.valid_from
    reason = Text(f"{by}于 {since} 宣布", f"declared by {by} on {since}")
    return RiskResult(
        tier=declaration.tier,
        name=name,
        declared=True,
        rule_set=declaration.rule_set,
        since=since,
        reasons=(reason,),
        unknown=(),
    )


def _holds(condition: Condition, facts: Facts) -> bool | None:
    known = facts.get(condition.fact)
    if known is None:
        return None
    value = condition.value
    return {
        "above": known > value,
        "at_least": known >= value,
        "at_most": known <= value,
        "below": known < value,
        "is": bool(known) == value,
    }[condition.comparison]


def _all(choice: tuple[Condition, ...], facts: Facts) -> bool | None:
    """Return whether every condition holds; None where it hangs on a missing fact."""
    held = [_holds(condition, facts) for condition in choice]
    if False in held:
        return False
    return None if None in held else True


def _hanging(tier: Tier, facts: Facts) -> list[str]:
    return [
        condition.fact
        for choice in tier.any_of
        if _all(choice, facts) is None
        for condition in choice
        if facts.get(condition.fact) is None
    ]


def _reason(condition: Condition, facts: Facts) -> Text:
    """Say what was found and what it was held against."""
    fact, known = FACTS[condition.fact], facts[condition.fact]
    if condition.comparison == "is":
        yes = Text("有", "yes") if known else Text("无", "no")
        return Text(f"{fact.zh}：{yes.zh}", f"{fact.en}: {yes.en}")
    sign = COMPARISONS[condition.comparison]
    found, bound = f"{known:g}", f"{sign} {condition.value:g}"
    return Text(f"{fact.zh} {found}（{bound}）", f"{fact.en} {found} ({bound})")
