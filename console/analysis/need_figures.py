"""Planning figures, read from TOML: what is used per bed, case and staff day, with its source."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from console.analysis.rule_files import RuleFiles
from console.domain.wording import Text

_FILES = RuleFiles("resources/allocation/planning.toml")


class Basis(StrEnum):
    """What a planning figure is counted by."""

    BED = "bed"
    CASE = "case"
    STAFF = "staff"


BASIS_WORDS = {
    Basis.BED: Text("占用床位", "occupied bed"),
    Basis.CASE: Text("在院病例", "case in care"),
    Basis.STAFF: Text("在岗人员", "member of staff on duty"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and where it comes from."""

    value: float
    source: Text


@dataclass(frozen=True, slots=True)
class PlanningFigures:
    """What one material is used for.

    Attributes:
        material: Its code.
        rates: Units a day by basis.
        basis: The basis that is used where nothing else is asked for.
        case_share: The part of its use that rises and falls with cases, 0 to 1.
    """

    material: str
    rates: Mapping[Basis, Figure]
    basis: Basis
    case_share: Figure


def load_planning_figures(path: Path) -> dict[str, PlanningFigures]:
    """Read planning figures, by material.

    Raises:
        ConsoleError: The file cannot be read or is wrong; the entry at fault is named.
    """
    return parse_planning_figures(_FILES.read(path), str(path))


def parse_planning_figures(text: str, place: str) -> dict[str, PlanningFigures]:
    """Return the planning figures written in ``text``, by material.

    Args:
        text: TOML.
        place: Where it stands, for errors.

    Raises:
        ConsoleError: The text is wrong; the entry at fault is named.
    """
    data = _FILES.parse(text, place)
    sources = _sources(data.get("sources"), f"{place}: sources")
    entries = data.get("figures")
    if not isinstance(entries, list):
        _FILES.refuse(f"{place}: figures", Text("缺少条目。", "There are no figures."))
    found: dict[str, PlanningFigures] = {}
    for at, entry in enumerate(entries):
        figures = _figures(entry, sources, f"{place}: figures[{at}]")
        if figures.material in found:
            _FILES.refuse(
                f"{place}: figures[{at}]", Text("物资重复。", "This material occurs twice.")
            )
        found[figures.material] = figures
    return found


def _sources(entries: object, place: str) -> dict[str, Text]:
    if not isinstance(entries, Mapping):
        _FILES.refuse(place, Text("缺少来源。", "There are no sources."))
    found = {}
    for name, entry in entries.items():
        words = entry.get("text") if isinstance(entry, Mapping) else None
        found[name] = _FILES.both_languages(words, f"{place}.{name}")
    return found


def _figures(entry: object, sources: Mapping[str, Text], place: str) -> PlanningFigures:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("material"), str):
        _FILES.refuse(place, Text("缺少 material。", "It needs a material."))
    rates = {
        basis: _figure(entry[f"per_{basis}"], sources, f"{place}.per_{basis}", math.inf)
        for basis in Basis
        if f"per_{basis}" in entry
    }
    chosen = entry.get("basis")
    if chosen not in list(rates):
        given = ", ".join(rates)
        problem = Text(f"basis 须为已给出的一项：{given}。", f"basis must be one of: {given}.")
        _FILES.refuse(f"{place}.basis", problem)
    share = _figure(entry.get("case_share"), sources, f"{place}.case_share", 1.0)
    return PlanningFigures(entry["material"], rates, Basis(chosen), share)


def _figure(entry: object, sources: Mapping[str, Text], place: str, most: float) -> Figure:
    if not isinstance(entry, Mapping) or entry.get("source") not in sources:
        _FILES.refuse(place, Text("来源未列出。", "Its source is none of those listed."))
    value = entry.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        _FILES.refuse(place, Text("数值不对。", f"value must be a number from 0 to {most:g}."))
    if not math.isfinite(value):
        _FILES.refuse(place, Text("数值应为有限数。", "value must be finite."))
    return Figure(float(value), sources[str(entry["source"])])
