"""The map of risk: the tier of every region of one level, declared or computed, and why."""

from collections import Counter
from collections.abc import Mapping, Sequence

from console.data.snapshots.context import BuildContext
from console.data.snapshots.places import post_marks
from console.data.snapshots.risk import build_risk, rule_book
from console.data.store import Store
from console.domain.requests import MapRequest
from console.domain.requests_analysis import RiskRequest
from console.domain.snapshots import MapClass, MapSnapshot, MapValue
from console.domain.snapshots_analysis import RiskRow
from console.domain.wording import Text

_NO_UNIT = Text("", "")
_UNSET = MapClass(low=None, high=None)
_DECLARED, _COMPUTED = Text("宣布", "declared"), Text("测算", "computed")


def build_risk_map(store: Store, request: MapRequest, context: BuildContext) -> MapSnapshot:
    """Return the tiers as classes, the lowest first; a region without a tier has none.

    A tier holds for the region that it was declared or computed for: it is passed on neither to
    what lies below it nor to what lies above. Where several rule sets are in use, the classes are
    those of the one that most regions of the level have; a tier of another set is coloured by its
    place in its own set, and called by its own name.
    """
    found = build_risk(store, RiskRequest(), context)
    rows = {row.region: row for row in found.rows}
    regions = store.regions.at_level(request.level)
    shown = [rows[region.code] for region in regions if region.code in rows]
    classes = _classes(shown)
    return MapSnapshot(
        request=request,
        provenance=found.provenance,
        classes=classes,
        values=tuple(
            _value(region.code, region.name, rows, len(classes) - 1) for region in regions
        ),
        posts=post_marks(store),
        unit=_NO_UNIT,
        unmapped=None,
    )


def _classes(rows: Sequence[RiskRow]) -> tuple[MapClass, ...]:
    sets = rule_book().sets
    used = Counter(row.rule_set for row in rows if row.rule_set in sets)
    if not used:
        return (_UNSET,)
    rising = reversed(sets[used.most_common(1)[0][0]].tiers)
    return (
        _UNSET,
        *(
            MapClass(low=float(place), high=float(place + 1), name=tier.name)
            for place, tier in enumerate(rising, 1)
        ),
    )


def _value(code: str, name: Text, rows: Mapping[str, RiskRow], classes: int) -> MapValue:
    row = rows.get(code)
    if row is None:
        return MapValue(region=code, name=name, value=None, klass=0)
    ranked = row.rank is not None and row.ranks > 0 and classes > 0
    place = max(1, round((row.rank or 0) / row.ranks * classes)) if ranked else 0
    kind = _DECLARED if row.declared else _COMPUTED
    return MapValue(
        region=code,
        name=name,
        value=float(place) if ranked else None,
        klass=place,
        words=Text(f"{row.tier.zh}·{kind.zh}", f"{row.tier.en} · {kind.en}"),
        why=(*_since(row), *row.reasons, *_unknown(row)),
    )


def _since(row: RiskRow) -> tuple[Text, ...]:
    if row.since is None:
        return ()
    earlier = Text("或更早", " or earlier") if row.since_earlier else _NO_UNIT
    return (Text(f"自 {row.since}{earlier.zh} 起", f"since {row.since}{earlier.en}"),)


def _unknown(row: RiskRow) -> tuple[Text, ...]:
    if not row.unknown:
        return ()
    zh = "、".join(fact.zh for fact in row.unknown)
    en = ", ".join(fact.en for fact in row.unknown)
    return (Text(f"不详：{zh}", f"not known: {en}"),)
