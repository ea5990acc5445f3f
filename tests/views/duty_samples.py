"""Posts and regions for the tests of the duty desk."""

from console.domain.posts import Post, PostsSnapshot
from console.domain.regions import Level, Region, RegionTree
from console.domain.requests import PostsRequest
from console.domain.wording import Text
from tests.views.conftest import fresh, samples

REGIONS = RegionTree(
    [
        Region("220000", Text("吉林省", "Jilin"), Level.PROVINCE),
        Region("220100", Text("长春市", "Changchun"), Level.PREFECTURE, "220000"),
        Region("220200", Text("吉林市", "Jilin City"), Level.PREFECTURE, "220000"),
        Region("220282", Text("桦甸市", "Huadian"), Level.COUNTY, "220200"),
    ]
)


def post(code: str, region: str = "220100", main: str = "demo:pattern", **rest: object) -> Post:
    name = Text(f"点位{code}", f"Post {code}")
    return Post(code, region, name, **{"kind": "prefecture", "main_url": main, **rest})


POSTS = (
    post("P220100"),
    post("P220200", "220200"),
    post("P220282", "220282", kind="county", phone="0432-1"),
    post("P220283", "220282", "", kind="hospital", expected=False),
)


def posts(*given: Post) -> PostsSnapshot:
    return PostsSnapshot(
        request=PostsRequest(),
        provenance=samples.provenance(**fresh()),
        posts=given or POSTS,
        regions=REGIONS,
    )
