"""Rows as the database gives them, short to write in tests of the store and its snapshots."""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta

from console.data.snapshots import BuildContext
from console.data.store import Store
from console.domain.datasets import Dataset, DatasetState
from console.domain.wording import Text

Row = dict[str, object]

FIRST = date(2022, 3, 1)


def day(number: int) -> date:
    """Return the day with this number; day 0 is 2022-03-01."""
    return FIRST + timedelta(days=number)


def region(code: str, level: str, parent: str | None = None, **more: object) -> Row:
    return {
        "code": code,
        "name_zh": f"{code}市",
        "name_en": f"Place {code}",
        "level": level,
        "parent_code": parent,
        "successor_code": None,
        **more,
    }


#: A small Jilin: a county that reports apart, retired codes, imported and unattributed cases.
REGIONS = (
    region("22", "province", population=24_000_000),
    region("2201", "prefecture", "22", population=9_000_000),
    region("2205", "prefecture", "22", population=1_800_000),
    region("2206", "prefecture", "22", population=950_000, lat=42.1, lon=127.2),
    region("220184", "county", "2201", population=860_000),
    region("220581", "county", "2205"),
    region("220521", "county", "2205"),
    region("220523", "county", "2205"),
    region("220602", "county", "2206", population=400_000),
    region("220621", "county", "2206", population=200_000),
    region("2200y0", "unassigned", "22"),
    region("2200xx", "unassigned", "22"),
    region("136100", "county", "2205", successor_code="220184"),
    region("220a61", "county", "2205", successor_code="220581"),
)

MATERIALS = (
    {"code": "n95", "name_zh": "医用防护口罩", "name_en": "N95 respirators", "unit": "只",
     "standard": "GB 19083", "critical": True},
    {"code": "ecmo", "name_zh": "ECMO", "name_en": "ECMO machines", "unit": "台",
     "standard": None, "critical": False},
    {"code": "kit", "name_zh": "核酸检测试剂", "name_en": "Test kits", "unit": "人份",
     "standard": None, "critical": True},
)  # fmt: skip


def cases(code: str, number: int, confirmed: float | None = None, **more: object) -> Row:
    return {"region": code, "date": day(number), "confirmed_new": confirmed, **more}


def stock(code: str, material: str, number: int, **amounts: object) -> Row:
    return {"region": code, "material": material, "date": day(number), **amounts}


def at(number: int, hour: int = 4) -> datetime:
    """Return a moment of day ``number`` (04:00 UTC is noon in the centre)."""
    return datetime.combine(day(number), datetime.min.time(), UTC) + timedelta(hours=hour)


def flow(code: str, material: str, to: str, quantity: float, **more: object) -> Row:
    return {
        "code": code,
        "material": material,
        "from_region": None,
        "to_region": to,
        "quantity": quantity,
        "status": "dispatched",
        "dispatched_at": None,
        "due_at": None,
        "arrived_at": None,
        **more,
    }


def store_of(
    case_rows: Iterable[Mapping[str, object]] = (),
    stock_rows: Iterable[Mapping[str, object]] = (),
    flow_rows: Iterable[Mapping[str, object]] = (),
    regions: Iterable[Mapping[str, object]] = REGIONS,
) -> Store:
    store = Store(today=lambda: day(400))
    store.apply(Dataset.REGION, regions, reset=True)
    store.apply(Dataset.MATERIAL, MATERIALS, reset=True)
    store.apply(Dataset.CASE_DAILY, case_rows, reset=True)
    store.apply(Dataset.MATERIAL_DAILY, stock_rows, reset=True)
    store.apply(Dataset.MATERIAL_FLOW, flow_rows, reset=True)
    return store


def context(today: int, horizon_days: int = 7, **more: object) -> BuildContext:
    states = {
        dataset: DatasetState(dataset, 7, 1, at(today), day(today), at(today), 10)
        for dataset in (Dataset.CASE_DAILY, Dataset.MATERIAL_DAILY)
    }
    values = {
        "confirmed_at": at(today),
        "demo": False,
        "source": Text("吉林省卫生健康委员会", "Jilin Health Commission"),
        "states": states,
        "horizon_days": horizon_days,
        "today": day(today),
    }
    return BuildContext(**{**values, **more})
