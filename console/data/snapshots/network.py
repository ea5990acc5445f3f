"""Who reports as expected, and who is silent."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from console.data.days import CENTRE_ZONE
from console.data.snapshots.context import BuildContext
from console.data.snapshots.unit_words import unit_name, unit_word
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.regions import Level
from console.domain.requests_analysis import NetworkRequest
from console.domain.snapshots_response import (
    Grouping,
    NetworkGroup,
    NetworkSnapshot,
    SilentUnit,
)
from console.domain.truth import FreshnessLimits
from console.domain.wording import Text

_LEVELS: dict[str, Text] = {
    Level.PROVINCE: Text("省级", "Province"),
    Level.PREFECTURE: Text("市（州）级", "Prefectures"),
    Level.COUNTY: Text("县（市、区）级", "Counties"),
}

#: A unit is in time for so many of its own rhythms, as every figure on the wall is.
_RHYTHMS = FreshnessLimits().late_rhythms

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Unit:
    row: Row
    region: str
    every: timedelta
    last: datetime | None

    def in_time(self, moment: datetime) -> bool:
        """Return whether the unit is not overdue at ``moment``."""
        return self.last is not None and moment - self.last <= self.every * _RHYTHMS


def build_network(store: Store, request: NetworkRequest, context: BuildContext) -> NetworkSnapshot:
    """Return how many units report in time, by every grouping, and those that do not."""
    code = store.code_or_province(request.region)
    inside = store.codes_below(code)
    units = [unit for unit in _units(store) if unit.region in inside]
    moment = _moment(units, context)
    silent = [unit for unit in units if moment is None or not unit.in_time(moment)]
    silent.sort(key=lambda unit: (unit.last or _LONG_AGO, str(unit.row["code"])))
    return NetworkSnapshot(
        request=request,
        provenance=replace(
            context.provenance(
                Dataset.REPORTING_UNIT,
                Dataset.REGION,
                as_of=moment.astimezone(CENTRE_ZONE).date() if moment else None,
            ),
            # The table may have been loaded today with reports of last year.
            reported_at=_newest(units),
        ),
        region_name=store.regions.name(code),
        moment=moment,
        groups=tuple(_grouped(store, units, set(map(id, silent)))),
        silent=tuple(_silent(store, unit) for unit in silent),
        expected=len(units),
    )


def _units(store: Store) -> Iterable[_Unit]:
    for row in store.table(Dataset.REPORTING_UNIT).values():
        every, last = row.get("expected_every"), row.get("last_report_at")
        if isinstance(every, timedelta):
            region = store.regions.canonical(str(row["region"]))
            yield _Unit(row, region, every, last if isinstance(last, datetime) else None)


def _moment(units: Sequence[_Unit], context: BuildContext) -> datetime | None:
    """Return when "in time" is judged: now, but a demonstration lives on the day of its data."""
    newest = _newest(units)
    return newest if context.demo else context.confirmed_at or newest


def _newest(units: Sequence[_Unit]) -> datetime | None:
    return max((unit.last for unit in units if unit.last is not None), default=None)


def _grouped(
    store: Store, units: Sequence[_Unit], silent: set[int]
) -> Iterable[tuple[Grouping, tuple[NetworkGroup, ...]]]:
    def area(unit: _Unit) -> tuple[Text, str]:
        found = store.regions.at_or_above(unit.region, Level.PREFECTURE)
        code = found.code if found else unit.region
        return store.regions.name(code), code

    def level(unit: _Unit) -> tuple[Text, str]:
        word = str(unit.row["level"])
        return _LEVELS.get(word, Text(word, word)), ""

    def word(column: str) -> Callable[[_Unit], tuple[Text, str]]:
        return lambda unit: (unit_word(str(unit.row[column])), "")

    kinds: tuple[tuple[Grouping, Callable[[_Unit], tuple[Text, str]]], ...] = (
        (Grouping.LEVEL, level),
        (Grouping.REGION, area),
        (Grouping.SYSTEM, word("system")),
        (Grouping.SECTOR, word("sector")),
    )
    for kind, key in kinds:
        yield kind, _count(units, silent, key)


def _count(
    units: Sequence[_Unit], silent: set[int], key: Callable[[_Unit], tuple[Text, str]]
) -> tuple[NetworkGroup, ...]:
    """Return the groups of ``key``, those with the largest share of silent units first."""
    counted: dict[tuple[Text, str], list[int]] = {}
    for unit in units:
        tally = counted.setdefault(key(unit), [0, 0])
        tally[0] += 1
        tally[1] += id(unit) not in silent
    groups = [
        NetworkGroup(name=name, region=code, expected=expected, in_time=in_time)
        for (name, code), (expected, in_time) in counted.items()
    ]
    return tuple(sorted(groups, key=lambda group: group.in_time / group.expected))


def _silent(store: Store, unit: _Unit) -> SilentUnit:
    row, region = unit.row, store.regions.name(unit.region)
    system, sector = str(row["system"]), str(row["sector"])
    return SilentUnit(
        code=str(row["code"]),
        name=unit_name(str(row["name"]), region, system, sector),
        region=unit.region,
        region_name=region,
        system=unit_word(system),
        sector=unit_word(sector),
        last_report_at=unit.last,
    )
