"""Who counts how much: risk tier and classes of facility of every place of a plan."""

from collections.abc import Mapping, Sequence
from datetime import date

from console.analysis.plan_rules import AllocationRules
from console.data.grid import FloatArray
from console.data.planning.places import Unit, Units
from console.data.snapshots.context import BuildContext
from console.data.snapshots.risk import build_risk, rule_book
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.requests_analysis import RiskRequest
from console.domain.snapshots_analysis import RiskRow
from console.domain.wording import NOTHING, Text


def weigh(
    store: Store, units: Units, rules: AllocationRules, today: date
) -> tuple[FloatArray, tuple[Text, ...]]:
    """Return the weight of every place, shape (places,), and why it is so."""
    tiers = _tiers(store, units, today)
    shares = _shares(store, units, rules)
    known = [parts for parts in shares if parts]
    usual = {
        code: sum(parts.get(code, 0.0) for parts in known) / len(known)
        for code in {code for parts in known for code in parts}
    }
    used = [parts or usual for parts in shares]
    codes = [_code(row) for row in tiers]
    weights = rules.weights(codes, used)
    weights[[unit.depot for unit in units.units]] = 1.0
    words = tuple(
        _why(unit, row, rules, parts, float(weight))
        for unit, row, parts, weight in zip(units.units, tiers, used, weights, strict=True)
    )
    return weights, words


def _tiers(store: Store, units: Units, today: date) -> list[RiskRow | None]:
    """Return the gravest tier in each place."""
    context = BuildContext(
        confirmed_at=None, demo=False, source=NOTHING, states={}, horizon_days=1, today=today
    )
    gravest: dict[str, RiskRow] = {}
    for row in build_risk(store, RiskRequest(), context).rows:
        owner = units.owner(row.region)
        held = gravest.get(owner)
        if row.rank is not None and (held is None or _grave(row) > _grave(held)):
            gravest[owner] = row
    return [gravest.get(unit.code) for unit in units.units]


def _grave(row: RiskRow) -> float:
    return (row.rank or 0) / max(1, row.ranks)


def _code(row: RiskRow | None) -> str | None:
    """Return the code of a tier by its name; rule sets of allocation use the codes."""
    if row is None:
        return None
    tiers = (tier for rules in rule_book().sets.values() for tier in rules.tiers)
    return next((tier.code for tier in tiers if tier.name == row.tier), None)


def _shares(store: Store, units: Units, rules: AllocationRules) -> list[Mapping[str, float]]:
    """Return each place's occupied beds by class of facility, as shares; {} where none state."""
    beds = [dict.fromkeys(rules.classes, 0.0) for _ in units.units]
    for row in store.table(Dataset.FACILITY).values():
        at, kind = units.row_of(str(row.get("region") or "")), str(row.get("kind") or "")
        used = row.get("beds_used")
        if at is not None and kind in rules.classes and isinstance(used, int | float):
            beds[at][kind] += used
    return [_parts(one) for one in beds]


def _parts(beds: Mapping[str, float]) -> dict[str, float]:
    total = sum(beds.values())
    return {code: used / total for code, used in beds.items() if used} if total else {}


def _why(
    unit: Unit,
    row: RiskRow | None,
    rules: AllocationRules,
    parts: Mapping[str, float],
    weight: float,
) -> Text:
    if unit.depot:
        return Text("储备库，自身不使用", "a depot, uses none itself")
    tier = row.tier if row is not None else Text("风险等级未知", "risk tier not known")
    names: Sequence[tuple[Text, float]] = [
        (rules.classes[code].name, share) for code, share in sorted(parts.items())
    ]
    zh = "、".join(f"{name.zh} {share:.0%}" for name, share in names) or "机构未知"
    en = ", ".join(f"{name.en} {share:.0%}" for name, share in names) or "facilities not known"
    return Text(f"权重 {weight:.2f}：{tier.zh}；{zh}", f"weight {weight:.2f}: {tier.en}; {en}")
