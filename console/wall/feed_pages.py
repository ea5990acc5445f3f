"""Which feeds the duty desk shows, page by page; nothing here moves because a feed flaps."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from console.domain.feeds import FeedState
from console.domain.posts import Post
from console.domain.regions import RegionTree

PAGE_SIZES = (4, 9, 16, 25, 64)


class Showing(StrEnum):
    """Which of the posts that fit are shown."""

    ALL = "all"
    NOT_LIVE = "not_live"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PostFilter:
    """What the officer asked to see; empty words ask for everything.

    Attributes:
        region: Code of a region: posts of it and of all below it.
        kind: Kind of the post.
        showing: All, those that are not live, or those that are missing in the roll call.
        words: Typed words; each must be found in the names, the code or the region's name.
    """

    region: str = ""
    kind: str = ""
    showing: Showing = Showing.ALL
    words: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of posts; ``number`` counts from 1 to ``count``, of ``total`` posts in all."""

    posts: tuple[Post, ...]
    number: int
    count: int
    total: int


def in_order(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return ``posts`` in the order of the desk: by region's code, then by post's."""
    return tuple(sorted(posts, key=lambda post: (post.region, post.code)))


def fitting(posts: Iterable[Post], tree: RegionTree, wish: PostFilter) -> tuple[Post, ...]:
    """Return the posts that fit region, kind and words of ``wish``, whatever their state."""
    region = tree.canonical(wish.region) if wish.region else ""
    inside = {region, *(below.code for below in tree.descendants(region))} if region else set()
    words = wish.words.casefold().split()
    return in_order(
        post
        for post in posts
        if (not inside or post.region in inside)
        and (not wish.kind or post.kind == wish.kind)
        and _found(words, post, tree)
    )


def _found(words: Sequence[str], post: Post, tree: RegionTree) -> bool:
    place = tree.name(post.region)
    text = " ".join((post.name.zh, post.name.en, post.code, place.zh, place.en)).casefold()
    return all(word in text for word in words)


def in_trouble(
    posts: Iterable[Post],
    showing: Showing,
    states: Mapping[str, FeedState],
    missing: Collection[str],
) -> tuple[str, ...]:
    """Return the codes of the posts that ``showing`` means at this moment.

    A post nobody has looked at yet is not live: what is not known is not well.
    """
    if showing is Showing.MISSING:
        return tuple(post.code for post in posts if post.code in missing)
    return tuple(
        post.code for post in posts if states.get(post.code, FeedState.IDLE) is not FeedState.LIVE
    )


class HeldList:
    """The posts of a filter by state: who came in stays where it stands until told otherwise.

    A feed that flaps would otherwise shift every tile behind it under the officer's hand.
    """

    def __init__(self) -> None:
        self._codes: tuple[str, ...] = ()

    def renew(self, codes: Iterable[str]) -> None:
        """Hold exactly ``codes`` from now on."""
        self._codes = tuple(codes)

    def take(self, codes: Iterable[str]) -> bool:
        """Add those of ``codes`` that are new, at the end; say whether there were any."""
        new = tuple(code for code in codes if code not in self._codes)
        self._codes += new
        return bool(new)

    def of(self, posts: Iterable[Post]) -> tuple[Post, ...]:
        """Return those of ``posts`` that are held, in the order held."""
        by_code = {post.code: post for post in posts}
        return tuple(by_code[code] for code in self._codes if code in by_code)


def page_of(posts: Sequence[Post], size: int, number: int) -> Page:
    """Return page ``number`` of ``posts``, ``size`` on each, or the nearest page there is."""
    count = max(1, -(-len(posts) // size))
    number = min(max(number, 1), count)
    first = (number - 1) * size
    return Page(tuple(posts[first : first + size]), number, count, len(posts))


def page_with(posts: Sequence[Post], size: int, code: str) -> int:
    """Return the number of the page that ``code`` is on; 1 where it is on none."""
    places = [place for place, post in enumerate(posts) if post.code == code]
    return places[0] // size + 1 if places else 1
