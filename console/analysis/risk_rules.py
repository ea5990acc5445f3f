"""Rule sets of risk tiers, read from TOML: each with its source and the days it was in force."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from console.analysis.rule_files import RuleFiles
from console.domain.wording import Text

_FILES = RuleFiles("resources/risk")

#: Facts that rules may ask for, in the words of a reason. Numbers unless said otherwise.
FACTS: dict[str, Text] = {
    "cases_total": Text("累计病例", "cases in total"),
    "new_14d": Text("近14天新增病例", "new cases in 14 days"),
    "days_without_new": Text("连续无新增天数", "days without a new case"),
    "cluster_14d": Text("14天内聚集性疫情", "cluster within 14 days"),
    "community_outbreak": Text("社区暴发", "community outbreak"),
    "subdistrict_share": Text("有病例街道（乡镇）占比", "share of sub-districts with cases"),
}

#: How a condition compares, with the sign that a reason prints.
COMPARISONS = {"above": ">", "at_least": "≥", "at_most": "≤", "below": "<", "is": "="}


@dataclass(frozen=True, slots=True)
class Condition:
    """``fact`` compared with ``value``, by one of :data:`COMPARISONS`."""

    fact: str
    comparison: str
    value: float | bool


@dataclass(frozen=True, slots=True)
class Tier:
    """A tier, its rank (higher is graver), and when it holds: any of several sets of conditions."""

    code: str
    name: Text
    rank: int
    any_of: tuple[tuple[Condition, ...], ...]


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Tiers from the gravest down, their source, and the days on which they were in force."""

    name: str
    title: Text
    source: Text
    valid_from: date
    valid_to: date | None
    tiers: tuple[Tier, ...]

    def in_force(self, day: date) -> bool:
        """Return whether the rule set was in force on ``day``."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def tier(self, code: str) -> Tier | None:
        """Return the tier called ``code``."""
        return next((tier for tier in self.tiers if tier.code == code), None)


def load_rule_set(path: Path) -> RuleSet:
    """Read a rule set.

    Raises:
        ConsoleError: The file cannot be read or is no rule set; the entry at fault is named.
    """
    return parse_rule_set(_FILES.read(path), path.stem, str(path))


def parse_rule_set(text: str, name: str, place: str) -> RuleSet:
    """Return the rule set written in ``text``.

    Args:
        text: TOML.
        name: What the rule set is called.
        place: Where it stands, for errors.

    Raises:
        ConsoleError: The text is no rule set; the entry at fault is named.
    """
    data = _FILES.parse(text, place)
    valid_from, valid_to = data.get("valid_from"), data.get("valid_to")
    if type(valid_from) is not date or type(valid_to) not in {date, type(None)}:
        _FILES.refuse(f"{place}: valid_from", Text("应为日期。", "This must be a date."))
    entries = data.get("tiers")
    if not isinstance(entries, list) or not entries:
        _FILES.refuse(f"{place}: tiers", Text("缺少等级。", "There are no tiers."))
    tiers = [_tier(entry, f"{place}: tiers[{at}]") for at, entry in enumerate(entries)]
    ranks = [tier.rank for tier in tiers]
    if len(set(ranks)) != len(ranks):
        _FILES.refuse(f"{place}: tiers", Text("等级次序重复。", "Two tiers have the same rank."))
    return RuleSet(
        name,
        _FILES.both_languages(data.get("title"), f"{place}: title"),
        _FILES.both_languages(data.get("source"), f"{place}: source"),
        valid_from,
        valid_to,
        tuple(sorted(tiers, key=lambda tier: -tier.rank)),
    )


def _tier(entry: object, place: str) -> Tier:
    if not isinstance(entry, Mapping):
        _FILES.refuse(place, Text("应为表。", "This must be a table."))
    code, rank, choices = entry.get("code"), entry.get("rank"), entry.get("any")
    if not isinstance(code, str) or type(rank) is not int or not isinstance(choices, list):
        _FILES.refuse(place, Text("缺少 code、rank 或 any。", "It needs code, rank and any."))
    any_of = []
    for at, choice in enumerate(choices):
        if not isinstance(choice, list) or not choice:
            _FILES.refuse(
                f"{place}.any[{at}]", Text("应为条件列表。", "This must list conditions.")
            )
        any_of.append(tuple(_condition(one, f"{place}.any[{at}]") for one in choice))
    return Tier(
        code, _FILES.both_languages(entry.get("name"), f"{place}.name"), rank, tuple(any_of)
    )


def _condition(entry: object, place: str) -> Condition:
    if not isinstance(entry, Mapping) or entry.get("fact") not in FACTS:
        known = ", ".join(FACTS)
        _FILES.refuse(place, Text(f"未知的事实；可用：{known}。", f"Unknown fact; known: {known}."))
    given = [key for key in entry if key != "fact"]
    if len(given) != 1 or given[0] not in COMPARISONS:
        known = ", ".join(COMPARISONS)
        _FILES.refuse(
            place, Text(f"须有且仅有一个比较：{known}。", f"It needs exactly one of {known}.")
        )
    value = entry[given[0]]
    if not isinstance(value, bool if given[0] == "is" else int | float):
        _FILES.refuse(
            place, Text("比较值类型不符。", "The value compared with is of the wrong kind.")
        )
    return Condition(str(entry["fact"]), given[0], value)
