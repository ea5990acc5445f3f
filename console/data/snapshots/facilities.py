"""Beds and intensive care, by kind of site and by place."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from console.data.snapshots.context import BuildContext
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.provenance import Basis
from console.domain.requests_analysis import FacilitiesRequest
from console.domain.snapshots_response import BedLoad, FacilitiesSnapshot, FacilityLoad
from console.domain.wording import Text

#: Kinds that centres commonly keep; any other is shown as it is written.
_KINDS = {
    "designated_hospital": Text("定点医院", "Designated hospitals"),
    "hospital": Text("医院", "Hospitals"),
    "fever_clinic": Text("发热门诊", "Fever clinics"),
    "shelter_hospital": Text("方舱医院", "Shelter hospitals"),
    "isolation_site": Text("集中隔离点", "Isolation sites"),
}


def build_facilities(
    store: Store, request: FacilitiesRequest, context: BuildContext
) -> FacilitiesSnapshot:
    """Return the load of every kind of site, and of every place right below the region."""
    code = store.code_or_province(request.region)
    inside = store.codes_below(code)
    rows = [
        row
        for row in store.table(Dataset.FACILITY).values()
        if store.regions.canonical(str(row["region"])) in inside
    ]
    kinds = _grouped((str(row["kind"]), row) for row in rows)
    places = _grouped((_place(store, code, row), row) for row in rows)
    # Beds carry no day: the day on which the table changed is not one that they speak of.
    provenance = context.provenance(
        Dataset.FACILITY, Dataset.REGION, as_of=None, basis=Basis.REGISTER
    )
    loads = [_load(store.regions.name(place), place, found) for place, found in places.items()]
    return FacilitiesSnapshot(
        request=request,
        provenance=provenance if rows else replace(provenance, reported_at=None),
        region_name=store.regions.name(code),
        kinds=tuple(
            _load(_KINDS.get(kind, Text(kind, kind)), "", found)
            for kind, found in sorted(kinds.items())
        ),
        places=tuple(sorted(loads, key=_fullest_first)),
    )


def _grouped(pairs: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for key, row in pairs:
        found.setdefault(key, []).append(row)
    return found


def _place(store: Store, code: str, row: Row) -> str:
    """Return the child of ``code`` that a site lies in, or ``code`` where it is its own."""
    region = store.regions.canonical(str(row["region"]))
    way = [region, *(above.code for above in store.regions.ancestors(region))]
    children = {child.code for child in store.regions.children(code)}
    return next((step for step in way if step in children), code)


def _load(name: Text, region: str, rows: Sequence[Row]) -> FacilityLoad:
    stated = [row for row in rows if _pair(row, "beds") is not None]
    return FacilityLoad(
        name=name,
        region=region,
        sites=len(rows),
        silent=len(rows) - len(stated),
        beds=_beds(rows, "beds"),
        icu=_beds(rows, "icu"),
    )


def _beds(rows: Sequence[Row], kind: str) -> BedLoad:
    """Sum up the sites that state both figures: one alone would falsify the load."""
    pairs = [pair for row in rows if (pair := _pair(row, kind)) is not None]
    if not pairs:
        return BedLoad(total=None, used=None)
    return BedLoad(total=sum(total for total, _ in pairs), used=sum(used for _, used in pairs))


def _pair(row: Row, kind: str) -> tuple[float, float] | None:
    total, used = row.get(f"{kind}_total"), row.get(f"{kind}_used")
    if isinstance(total, int | float) and isinstance(used, int | float):
        return float(total), float(used)
    return None


def _fullest_first(load: FacilityLoad) -> tuple[float, str]:
    share = load.beds.share
    return (-share if share is not None else 1.0), load.region
