"""Regions, command posts and the state of the datasets."""

from console.data.snapshots.context import BuildContext
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.requests import PlacesRequest, StatusRequest
from console.domain.snapshots import PlacesSnapshot, PostMark, StatusSnapshot
from console.domain.wording import Text


def build_places(store: Store, request: PlacesRequest, context: BuildContext) -> PlacesSnapshot:
    """Return the region tree and the command posts."""
    return PlacesSnapshot(
        request=request,
        provenance=context.provenance(Dataset.REGION, Dataset.COMMAND_POST, as_of=None),
        regions=store.regions,
        posts=post_marks(store),
    )


def build_status(_store: Store, request: StatusRequest, context: BuildContext) -> StatusSnapshot:
    """Return the state of every dataset, in the order of :class:`Dataset`."""
    return StatusSnapshot(
        request=request,
        provenance=context.provenance(Dataset.ABOUT, as_of=None),
        datasets=tuple(context.states[dataset] for dataset in Dataset if dataset in context.states),
    )


def post_marks(store: Store) -> tuple[PostMark, ...]:
    """Return the command posts in the order of their codes.

    A post without coordinates stands at its region's; its addresses and telephone stay behind.
    """
    rows = store.table(Dataset.COMMAND_POST)
    return tuple(_post(store, rows[key]) for key in sorted(rows, key=str))


def _post(store: Store, row: Row) -> PostMark:
    code = store.regions.canonical(str(row.get("region") or ""))
    lat, lon = _number(row.get("lat")), _number(row.get("lon"))
    region = store.regions.get(code)
    if (lat is None or lon is None) and region is not None:
        lat, lon = region.lat, region.lon
    return PostMark(
        code=str(row["code"]),
        region=code,
        name=Text(str(row.get("name_zh") or ""), str(row.get("name_en") or "")),
        kind=str(row.get("kind") or ""),
        lat=lat,
        lon=lon,
    )


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
