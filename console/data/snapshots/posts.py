"""The command posts, with the addresses that their pictures and calls come from."""

from console.data.snapshots.context import BuildContext
from console.data.store import Row, Store
from console.domain.datasets import Dataset
from console.domain.posts import Post, PostsSnapshot
from console.domain.regions import RegionTree
from console.domain.requests import PostsRequest
from console.domain.wording import Text


def build_posts(store: Store, request: PostsRequest, context: BuildContext) -> PostsSnapshot:
    """Return every command post, and the regions."""
    return PostsSnapshot(
        request=request,
        provenance=context.provenance(Dataset.COMMAND_POST, Dataset.REGION, as_of=None),
        posts=all_posts(store),
        regions=store.regions,
    )


def all_posts(store: Store) -> tuple[Post, ...]:
    """Return the command posts in the order of their codes.

    Each is in the region in force; one without coordinates stands at its region's.
    """
    rows = store.table(Dataset.COMMAND_POST)
    return tuple(_post(rows[key], store.regions) for key in sorted(rows, key=str))


def _post(row: Row, tree: RegionTree) -> Post:
    code = tree.canonical(_text(row, "region"))
    lat, lon = _number(row.get("lat")), _number(row.get("lon"))
    region = tree.get(code)
    if (lat is None or lon is None) and region is not None:
        lat, lon = region.lat, region.lon
    expected = row.get("expected")
    return Post(
        code=_text(row, "code"),
        region=code,
        name=Text(_text(row, "name_zh"), _text(row, "name_en")),
        kind=_text(row, "kind"),
        main_url=_text(row, "main_url"),
        sub_url=_text(row, "sub_url"),
        call_url=_text(row, "call_url"),
        phone=_text(row, "phone"),
        expected=expected is None or bool(expected),
        lat=lat,
        lon=lon,
    )


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "").strip()


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
