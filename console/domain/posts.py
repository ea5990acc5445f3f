"""Command posts with their addresses, and which of them is shown for a region."""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from console.domain.feeds import FeedPost
from console.domain.provenance import Provenance
from console.domain.regions import Level, Region, RegionTree
from console.domain.requests import PostsRequest
from console.domain.wording import NOTHING, Text

#: Kinds in the order in which they stand for a region; others follow, by their codes.
KINDS = (
    "province", "prefecture", "county", "zone", "command",
    "hospital", "checkpoint", "mobile", "expert",
)  # fmt: skip

KIND_WORDS = {
    "province": Text("省指挥中心", "Provincial command centre"),
    "prefecture": Text("市州指挥部", "Prefecture command post"),
    "county": Text("县区指挥部", "County command post"),
    "zone": Text("开发区指挥部", "Zone command post"),
    "command": Text("指挥部", "Command post"),
    "hospital": Text("定点医院", "Hospital"),
    "checkpoint": Text("卡口", "Checkpoint"),
    "mobile": Text("移动点位", "Mobile post"),
    "expert": Text("专家会诊室", "Experts' room"),
}

_EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True)
class Post:
    """A command post as the database holds it; its addresses may hold passwords.

    Attributes:
        code: Its key.
        region: The code in force of the region that it stands for.
        name: Its name.
        kind: One of :data:`KINDS`, or what the centre calls it.
        main_url: Address of the full picture, "" = none.
        sub_url: Address of the small picture, "" = none.
        call_url: Address of its calls, "" = none.
        phone: Its telephone, "" = none.
        expected: Whether it is expected to be on air.
        lat: Latitude, WGS84 degrees; None = not known.
        lon: Longitude likewise.
    """

    code: str
    region: str
    name: Text
    kind: str
    main_url: str = field(default="", repr=False)
    sub_url: str = field(default="", repr=False)
    call_url: str = field(default="", repr=False)
    phone: str = ""
    expected: bool = True
    lat: float | None = None
    lon: float | None = None

    @property
    def has_video(self) -> bool:
        """Whether there is an address to take pictures from."""
        return bool(self.main_url or self.sub_url)

    @property
    def rank(self) -> tuple[int, str]:
        """What orders posts of one place: kind, then code."""
        return (KINDS.index(self.kind) if self.kind in KINDS else len(KINDS)), self.code


@dataclass(frozen=True, slots=True)
class PostChoice:
    """The post shown for a region; ``reason`` says why, where it is not the region's own."""

    post: Post
    reason: Text = NOTHING


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PostsSnapshot:
    """Every command post with its addresses, and the regions they stand in."""

    request: PostsRequest
    provenance: Provenance
    posts: tuple[Post, ...]
    regions: RegionTree


def feed_posts(posts: Iterable[Post]) -> tuple[FeedPost, ...]:
    """Return the posts that send pictures, as the feeds want them."""
    return tuple(
        FeedPost(post.code, post.name, post.main_url, post.sub_url)
        for post in posts
        if post.has_video
    )


def post_for(region: str, posts: Sequence[Post], tree: RegionTree) -> PostChoice | None:
    """Return the post to show for ``region`` ("" = the province), by the nearest-post rule.

    Its own; else one inside it; else that of the prefecture it lies in; else the nearest one.
    Posts that send pictures come before posts that send none. None where there is no post.
    """
    if not posts:
        return None
    province = tree.province
    code = tree.canonical(region) if region else province.code if province else ""
    own = [post for post in posts if post.region == code]
    seeing = [post for post in posts if post.has_video]
    post = _nearest(code, seeing or posts, tree)
    if post.region == code:
        return PostChoice(post)
    return PostChoice(post, _reason(tree.name(code), blind=bool(own)))


def _reason(place: Text, *, blind: bool) -> Text:
    """Return why it is not the region's own post; whose it is, its name says."""
    if blind:
        return Text(
            f"{place.zh}指挥点位没有视频，就近显示",
            f"{place.en}'s post sends no video: the nearest one",
        )
    return Text(f"{place.zh}未设指挥点位，就近显示", f"{place.en} has no post: the nearest one")


def _nearest(code: str, posts: Sequence[Post], tree: RegionTree) -> Post:
    inside = {region.code for region in tree.descendants(code)}
    above = [region.code for region in tree.ancestors(code) if region.level is not Level.PROVINCE]
    here = tree.get(code)

    def order(post: Post) -> tuple[int, float, tuple[int, str]]:
        if post.region == code:
            return 0, 0.0, post.rank
        if post.region in inside:
            return 1, _distance(here, post), post.rank
        if post.region in above:
            return 2, float(above.index(post.region)), post.rank
        return 3, _distance(here, post), post.rank

    return min(posts, key=order)


def _distance(region: Region | None, post: Post) -> float:
    """Return kilometres from the middle of ``region``; endless where either is not known."""
    if region is None or None in (region.lat, region.lon, post.lat, post.lon):
        return math.inf
    return kilometres((region.lat or 0.0, region.lon or 0.0), (post.lat or 0.0, post.lon or 0.0))


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance of two points (latitude, longitude in degrees) on the globe."""
    lat1, lon1, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat1) / 2) ** 2
    half += math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def wall_posts(  # noqa: PLR0913 - each argument narrows or orders by itself
    posts: Sequence[Post],
    tree: RegionTree,
    region: str = "",
    *,
    kinds: Collection[str] = (),
    level: Level | None = None,
    within: str = "",
) -> tuple[Post, ...]:
    """Return the posts that send pictures in the order of a wall that is turned to ``region``.

    Those of the region come first, then those of its prefecture, then the others; among them by
    kind and code.

    Args:
        posts: All there are.
        tree: The regions.
        region: The chosen region, "" = the province.
        kinds: Only posts of these kinds; () = of all.
        level: Only posts of regions of this level; None = of all.
        within: Only posts in this region; "" = in all.
    """
    own, around = _own_and_around(tree, region)
    shown = [post for post in posts if post.has_video and (not kinds or post.kind in kinds)]
    if level is not None:
        shown = [post for post in shown if _level(post, tree) is level]
    if within:
        inside = _with_all_below(tree.canonical(within), tree)
        shown = [post for post in shown if post.region in inside]
    return tuple(sorted(shown, key=lambda p: (p.region not in own, p.region not in around, p.rank)))


def leading_region(shown: Sequence[Post], tree: RegionTree, region: str) -> str:
    """Return the region whose posts lead in :func:`wall_posts`: it, its prefecture, or ""."""
    own, around = _own_and_around(tree, region)
    codes = {post.region for post in shown}
    if not region or codes & own:
        return region
    prefecture = tree.at_or_above(region, Level.PREFECTURE)
    return prefecture.code if prefecture and codes & around else ""


def _own_and_around(tree: RegionTree, region: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the regions that ``region`` covers, and those that its prefecture covers."""
    code = tree.canonical(region) if region else ""
    prefecture = tree.at_or_above(code, Level.PREFECTURE) if code else None
    own = _with_all_below(code, tree)
    return own, _with_all_below(prefecture.code, tree) if prefecture else own


def _with_all_below(code: str, tree: RegionTree) -> frozenset[str]:
    return frozenset((code, *(region.code for region in tree.descendants(code))))


def _level(post: Post, tree: RegionTree) -> Level | None:
    region = tree.get(post.region)
    return region.level if region else None
