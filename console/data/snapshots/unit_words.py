"""The systems and sectors of the reporting network in English: the state's own short list."""

from console.domain.wording import Text

_ENGLISH = {
    "卫生健康": "Health",
    "疾病预防控制": "CDC",
    "疾控": "CDC",
    "工业和信息化": "Industry",
    "交通运输": "Transport",
    "公安": "Public security",
    "商务": "Commerce",
    "海关": "Customs",
    "应急管理": "Emergency management",
    "民政": "Civil affairs",
    "教育": "Education",
    "病例": "cases",
    "排查流调": "tracing",
    "物资生产": "production",
    "物资运输": "supply transport",
    "交通卡口": "road checks",
    "生活物资": "daily goods",
    "口岸": "ports of entry",
    "物资储备": "reserves",
}


def unit_word(word: str) -> Text:
    """Return a system or sector in both languages; a word that is not known, as it is written."""
    return Text(word, _ENGLISH.get(word, word))


def unit_name(name: str, region: Text, system: str, sector: str) -> Text:
    """Return the name of a unit, which the contract knows in one language only.

    In English a unit is told by region, system and sector where both words are known; else by name.
    """
    if not {system, sector} <= _ENGLISH.keys():
        return Text(name, name)
    return Text(name, f"{region.en}: {_ENGLISH[system]}, {_ENGLISH[sector]}")
