"""Snapshots of the response for the displays' tests and pictures: small, plausible, made up."""

from datetime import date, datetime, timedelta

import numpy as np

from console.domain.requests_analysis import (
    FacilitiesRequest,
    InvestigationRequest,
    NetworkRequest,
)
from console.domain.snapshots_response import (
    BedLoad,
    FacilitiesSnapshot,
    FacilityLoad,
    Grouping,
    InvestigationSnapshot,
    InvestigationStage,
    NetworkGroup,
    NetworkSnapshot,
    SilentUnit,
)
from console.domain.wording import Text
from tests.widgets.samples import NOON, PLACES, provenance

PROVINCE = Text("吉林省", "Jilin")
LAST = date(2020, 5, 20)


def stage(key: str, each: float, share: float | None = None, of: str = "") -> InvestigationStage:
    values = np.full(14, each)
    values[3] = np.nan
    total = None if key == "under_observation" else each * 13
    return InvestigationStage(key=key, values=values, total=total, share=share, share_of=of)


def investigation() -> InvestigationSnapshot:
    return InvestigationSnapshot(
        request=InvestigationRequest(),
        provenance=provenance(),
        region_name=PROVINCE,
        first_day=LAST - timedelta(days=13),
        stages=(
            stage("screened", 120_000.0),
            stage("positive", 3.0, 2.5e-5, "screened"),
            stage("contacts_traced", 40.0),
            stage("contacts_followed", 36.0, 0.9, "contacts_traced"),
            stage("under_observation", 420.0),
            stage("released", 30.0),
        ),
        reported=58,
        places=60,
        unfinished_from=LAST + timedelta(days=1),
    )


def silent(code: str, place: int, last: datetime | None) -> SilentUnit:
    return SilentUnit(
        code=code,
        name=Text(f"单位{code}", f"Unit {code}"),
        region=PLACES[place].code,
        region_name=PLACES[place].name,
        system=Text("公安", "Public security"),
        sector=Text("交通卡口", "road checks"),
        last_report_at=last,
    )


def network() -> NetworkSnapshot:
    levels = (
        NetworkGroup(name=Text("县级", "Counties"), region="", expected=120, in_time=118),
        NetworkGroup(name=Text("省级", "Province"), region="", expected=8, in_time=8),
    )
    regions = tuple(
        NetworkGroup(name=place.name, region=place.code, expected=32, in_time=32 - short)
        for place, short in zip(PLACES, (1, 1, 0, 0), strict=True)
    )
    return NetworkSnapshot(
        request=NetworkRequest(),
        provenance=provenance(),
        region_name=PROVINCE,
        moment=NOON,
        groups=((Grouping.LEVEL, levels), (Grouping.REGION, regions)),
        silent=(silent("A", 0, None), silent("B", 1, NOON - timedelta(hours=60))),
        expected=128,
    )


def load(name: Text, region: str, used: float | None, icu: BedLoad, quiet: int = 0) -> FacilityLoad:
    beds = BedLoad(total=None if used is None else 1000.0, used=used)
    return FacilityLoad(name=name, region=region, sites=4, silent=quiet, beds=beds, icu=icu)


def facilities() -> FacilitiesSnapshot:
    unknown = BedLoad(total=None, used=None)
    return FacilitiesSnapshot(
        request=FacilitiesRequest(),
        provenance=provenance(),
        region_name=PROVINCE,
        kinds=(load(Text("定点医院", "Designated hospitals"), "", 800.0, unknown),),
        places=(
            load(PLACES[1].name, PLACES[1].code, 950.0, BedLoad(total=20.0, used=10.0)),
            load(PLACES[0].name, PLACES[0].code, 400.0, BedLoad(total=0.0, used=0.0)),
            load(PLACES[3].name, PLACES[3].code, None, unknown, quiet=4),
        ),
    )
