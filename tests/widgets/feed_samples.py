"""Pictures and states of feeds for the displays' tests: plain colours, as a painter takes them."""

import math
from datetime import UTC, datetime
from time import monotonic

import numpy as np

from console.domain.feeds import FeedFault, FeedState, FeedStatus, Frame, Stream
from console.domain.posts import Post, PostsSnapshot
from console.domain.regions import Level, Region, RegionTree
from console.domain.requests import PostsRequest
from console.domain.wording import Text
from console.widgets.feed_cell import FeedCell
from tests.widgets.samples import provenance

GREEN, BLUE = (0, 200, 0), (220, 0, 0)
"""Colours as blue, green, red."""


class Pictures:
    """Gives one picture after the other, each of one colour, as a feed's slot does.

    ``age`` is how many seconds ago they were decoded, ``left`` how many there are, ``moving`` what
    was judged of them where they were decoded, and ``live_for`` for how many seconds from then on
    (or ``until``, by the monotonic clock).
    """

    def __init__(self, size=(160, 90), colour=GREEN, *, age=0.0, left=1000) -> None:
        self.size = size
        self.colour = colour
        self.age = age
        self.left = left
        self.moving, self.live_for = True, 60.0
        self.until: float | None = None
        self.taken = 0

    def take(self) -> Frame | None:
        if self.taken >= self.left:
            return None
        self.taken += 1
        width, height = self.size
        array = np.empty((height, width, 4), np.uint8)
        array[:] = (*self.colour, 255)
        at = datetime.now().astimezone()
        moment = monotonic() - self.age
        until = moment + self.live_for if self.moving else -math.inf
        if self.until is not None:
            until = self.until
        return Frame(array, moment, at, self.taken, until)


def status(post: str, state: FeedState = FeedState.LIVE, **more) -> FeedStatus:
    values = {"stream": Stream.MAIN, "since": datetime.now(UTC), "fault": FeedFault.NONE, **more}
    return FeedStatus(post=post, state=state, **values)


def cells(count: int) -> list[FeedCell]:
    return [
        FeedCell(f"P{n}", Text(f"点位{n}", f"Post {n}"), Text("吉林市", "Jilin City"))
        for n in range(count)
    ]


TREE = RegionTree(
    (
        Region("22", Text("吉林省", "Jilin"), Level.PROVINCE, None, lat=43.7, lon=126.2),
        Region("2202", Text("吉林市", "Jilin City"), Level.PREFECTURE, "22", lat=43.6, lon=126.8),
        Region("220282", Text("桦甸市", "Huadian"), Level.COUNTY, "2202", lat=43.0, lon=126.9),
        Region("220284", Text("磐石市", "Panshi"), Level.COUNTY, "2202", lat=43.0, lon=126.1),
        Region("2206", Text("白山市", "Baishan"), Level.PREFECTURE, "22", lat=42.1, lon=127.2),
    )
)


def post(code: str, region: str, kind: str, url: str = "demo:pattern") -> Post:
    name = TREE.name(region)
    return Post(
        code, region, Text(f"{name.zh}指挥部", f"{name.en} post"), kind, main_url=url, sub_url=url
    )


JILIN = post("P2202", "2202", "prefecture")
HUADIAN = post("P220282", "220282", "county")
BAISHAN = post("P2206", "2206", "prefecture")
BLIND = post("P220284", "220284", "county", "")


def posts(*shown: Post) -> PostsSnapshot:
    return PostsSnapshot(request=PostsRequest(), provenance=provenance(), posts=shown, regions=TREE)
