"""Snapshots for the displays' tests and pictures: small, plausible, made up."""

from datetime import UTC, date, datetime, timedelta

import numpy as np

from console.domain.datasets import Dataset, DatasetState
from console.domain.regions import Level, Region
from console.domain.requests import (
    HeadlineRequest,
    MaterialsRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.snapshots import (
    Basis,
    HeadlineFigure,
    HeadlineSnapshot,
    MaterialCell,
    MaterialInfo,
    MaterialSeries,
    MaterialsSnapshot,
    Provenance,
    StatusSnapshot,
    TrendNote,
    TrendSeries,
    TrendSnapshot,
)
from console.domain.wording import Text

NOON = datetime(2020, 5, 20, 12, 0, tzinfo=UTC)

PLACES = (
    Region("220100", Text("长春市", "Changchun"), Level.PREFECTURE, "220000"),
    Region("220200", Text("吉林市", "Jilin City"), Level.PREFECTURE, "220000"),
    Region(
        "222400",
        Text("延边朝鲜族自治州", "Yanbian Korean Autonomous Prefecture"),
        Level.PREFECTURE,
        "220000",
    ),
    Region("220600", Text("白山市", "Baishan"), Level.PREFECTURE, "220000"),
)

_NAMES = (
    ("医用防护口罩", "Medical respirators", "只"),
    ("医用一次性防护服", "Protective suits", "件"),
    ("核酸检测试剂", "Nucleic acid test kits", "人份"),
    ("护目镜", "Goggles", "副"),
    ("84消毒液", "Chlorine disinfectant", "箱"),
)


def provenance(**changes: object) -> Provenance:
    values: dict[str, object] = {
        "datasets": (Dataset.CASE_DAILY,),
        "as_of": date(2020, 5, 20),
        "reported_at": NOON,
        "confirmed_at": NOON,
        "expected_every": timedelta(days=1),
        "basis": Basis.REPORT,
        "source": Text("省卫生健康委员会", "Provincial Health Commission"),
        "demo": False,
    }
    return Provenance(**{**values, **changes})  # type: ignore[arg-type]


def trend_series(region: str, name: Text, days: int, seed: int) -> TrendSeries:
    random = np.random.default_rng(seed)
    wave = 14 * np.exp(-((np.arange(days) - days * 0.6) ** 2) / (days * 1.8))
    new = random.poisson(wave + 0.3).astype(np.float64)
    new[3] = -1.0
    new[7] = np.nan
    mean = np.array([np.nanmean(new[max(0, i - 6) : i + 1]) for i in range(days)])
    return TrendSeries(region=region, name=name, new=new, cumulative=np.nancumsum(new), mean7=mean)


def trend(days: int = 120, regions: int = 1, *, notes: bool = True) -> TrendSnapshot:
    first_day = date(2020, 5, 20) - timedelta(days=days - 1)
    series = tuple(
        trend_series(f"22{n:04}", PLACES[n % len(PLACES)].name, days, n) for n in range(regions)
    )
    note = TrendNote(
        region="220200",
        place=PLACES[1].name,
        day=first_day + timedelta(days=3),
        kind="correction",
        text=Text("累计确诊由5例订正为4例", "cumulative corrected from 5 to 4"),
    )
    return TrendSnapshot(
        request=TrendRequest(tuple(one.region for one in series)),
        provenance=provenance(),
        first_day=first_day,
        series=series,
        notes=(note,) if notes else (),
        incomplete_from=date(2020, 5, 20),
    )


def headline() -> HeadlineSnapshot:
    rows = (
        ("confirmed_new", "新增确诊", "Newly confirmed", 3.0, 5.0, 1.0, True),
        ("confirmed", "累计确诊", "Confirmed, total", 157.0, 154.0, 130.0, True),
        ("active", "现有确诊", "Active cases", 42.0, 42.0, 40.0, True),
        ("recovered", "累计治愈", "Recovered, total", 1104.0, 1100.0, 950.0, False),
        ("deaths", "累计死亡", "Deaths, total", 2.0, 2.0, None, True),
        ("screened", "当日排查", "Screened today", None, 120345.0, None, None),
    )
    figures = tuple(
        HeadlineFigure(
            key=key,
            label=Text(zh, en),
            unit=Text("例", ""),
            value=value,
            day_before=day,
            week_before=week,
            as_of=date(2020, 5, 20),
            rise_is_bad=bad,
        )
        for key, zh, en, value, day, week, bad in rows
    )
    return HeadlineSnapshot(
        request=HeadlineRequest(),
        provenance=provenance(),
        region_name=Text("吉林省", "Jilin"),
        figures=figures,
    )


def cell(region: str, material: str, cover: float | None, gap: float | None) -> MaterialCell:
    return MaterialCell(
        region=region,
        material=material,
        reserve=None if cover is None else cover * 1000,
        burn=None if cover is None else 1000.0,
        demand=1000.0,
        cover_days=cover,
        gap=gap,
        in_transit=0.0,
        day=date(2020, 5, 20),
    )


def materials() -> MaterialsSnapshot:
    infos = tuple(
        MaterialInfo(
            code=f"m{n}",
            name=Text(zh, en),
            unit=Text(unit, "pcs"),
            standard="GB 19083",
            critical=n < 3,
        )
        for n, (zh, en, unit) in enumerate(_NAMES)
    )
    covers: tuple[tuple[float | None, ...], ...] = (
        (1.8, 4.3, 8.4, 12.0, 30.0),
        (3.6, 5.7, 7.1, None, 22.0),
        (6.5, 9.0, 11.0, 15.0, float("inf")),
        (9.0, 12.0, 14.0, 20.0, 40.0),
    )
    cells = tuple(
        tuple(
            cell(
                place.code,
                info.code,
                cover,
                None if cover is None else max(0.0, (7 - cover) * 52_000),
            )
            for info, cover in zip(infos, row, strict=True)
        )
        for place, row in zip(PLACES, covers, strict=True)
    )
    days = 60
    ramp = np.linspace(0, 1, days)
    missing = ramp * 900
    missing[10:13] = np.nan
    return MaterialsSnapshot(
        request=MaterialsRequest(),
        provenance=provenance(basis=Basis.STOCKTAKE, datasets=(Dataset.MATERIAL_DAILY,)),
        region_name=Text("吉林省", "Jilin"),
        places=PLACES,
        materials=infos,
        cells=cells,
        totals=tuple(cell("220000", info.code, 5.0, 120_000.0) for info in infos),
        worst=(
            Text(
                "长春市 医用防护口罩 仅够 1.8 天，7 天缺口 270,400 只",
                "Changchun: medical respirators last 1.8 days; short of 270,400 over 7 days",
            ),
            Text(
                "吉林市 医用防护口罩 仅够 3.6 天，7 天缺口 176,800 只",
                "Jilin City: medical respirators last 3.6 days; short of 176,800 over 7 days",
            ),
        ),
        series=MaterialSeries(
            material="m0",
            first_day=date(2020, 3, 22),
            produced=missing,
            consumed=ramp * 1200 + 300,
            reserve=9000 - ramp * 6000,
            demand=ramp * 1000 + 500,
            shipped=ramp * 400,
            arrived=ramp * 350,
        ),
        horizon_days=7,
    )


def status() -> StatusSnapshot:
    shown = (
        (Dataset.CASE_DAILY, date(2020, 5, 20), 3733, timedelta(minutes=5)),
        (Dataset.MATERIAL_DAILY, date(2020, 5, 20), 9000, timedelta(hours=3)),
        (Dataset.MATERIAL_FLOW, None, 120, timedelta(days=3)),
        (Dataset.ALERT, None, 0, timedelta(0)),
    )
    now = datetime.now(UTC)
    return StatusSnapshot(
        request=StatusRequest(),
        provenance=provenance(),
        datasets=tuple(
            DatasetState(
                dataset=dataset,
                revision=4,
                epoch=1,
                changed_at=now - age if rows else None,
                newest_day=day,
                reported_at=now - age if rows else None,
                rows=rows,
            )
            for dataset, day, rows, age in shown
        ),
    )
