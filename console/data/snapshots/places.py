"""Regions, command posts and the state of the datasets."""

from console.data.snapshots.context import BuildContext
from console.data.snapshots.posts import all_posts
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.requests import PlacesRequest, StatusRequest
from console.domain.snapshots import PlacesSnapshot, PostMark, StatusSnapshot


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
    return tuple(
        PostMark(
            code=post.code,
            region=post.region,
            name=post.name,
            kind=post.kind,
            lat=post.lat,
            lon=post.lon,
        )
        for post in all_posts(store)
    )
