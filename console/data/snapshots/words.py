"""The words that figures come with, in both languages."""

from console.domain.wording import Text

CASES = Text("例", "cases")
PERSON_TIMES = Text("人次", "screenings")
KINDS = Text("种", "kinds")
RATE = Text("例/10万人（近14天）", "per 100,000 in 14 days")
ACTIVE_CASES = Text("例（现有）", "active cases")
MATERIALS_SHORT = Text("种关键物资有缺口", "critical materials short")

_UNITS = {
    "只": "pcs",
    "件": "pcs",
    "个": "pcs",
    "副": "pairs",
    "双": "pairs",
    "箱": "cases",
    "升": "L",
    "台": "units",
    "人份": "tests",
    "支": "tubes",
    "辆": "vehicles",
    "套": "sets",
    "盒": "boxes",
    "瓶": "bottles",
    "吨": "t",
    "千克": "kg",
}


def unit_text(unit: str) -> Text:
    """Return the unit of a material in both languages; an unknown unit stands as it is."""
    return Text(unit, _UNITS.get(unit, unit))
