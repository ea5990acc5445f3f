"""What a web page of the map must be told to look like its picture: only what it does not know yet.

Everything travels as JSON; texts stay texts on the page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from console import theme
from console.domain.regions import Level
from console.theme import Metrics
from console.widgets.figures import NOT_PUBLISHED
from console.widgets.map_layers import MapLayer
from console.widgets.map_picture import AreaLook, MapPicture

News = dict[str, object]


@dataclass(frozen=True, slots=True)
class MapState:
    """All that a page shows: the picture, the region outlined, the area pointed at, the sizes."""

    picture: MapPicture | None = None
    selected: str = ""
    hover: str = ""
    metrics: Metrics = field(default_factory=lambda: Metrics(1080))


def look(metrics: Metrics, bounds: Sequence[float]) -> News:
    """Return colours and sizes for the wall, and the ``bounds`` (degrees) to fit into sight."""
    palette = theme.palette()
    return {
        "bounds": list(bounds),
        "panel": palette["panel"],
        "raised": palette["raised"],
        "line": palette["line"],
        "text": palette["text"],
        "soft": palette["text_soft"],
        "accent": palette["accent"],
        "window": palette["window"],
        "selected": palette["selected"],
        "families": ", ".join(f'"{name}"' for name in theme.FONT_FAMILIES[:-1]) + ", sans-serif",
        "dash": NOT_PUBLISHED,
        "body": metrics.body,
        "line_height": metrics.body * 1.26,
        "gap": metrics.gap,
        "hair": metrics.hair,
        "margin": metrics.share(1.2),
        "rim": max(1.0, metrics.height * 0.0013),
        "thin": metrics.share(0.2),
        "heavy": metrics.share(0.4),
        "post": metrics.height * 0.0075,
        "hatch": max(6, metrics.share(1.1)),
    }


def news_of(before: MapState | None, after: MapState, layers: Mapping[Level, MapLayer]) -> News:
    """Return what turns a page that shows ``before`` (None: nothing) into one showing ``after``."""
    news: News = {}
    first = next(iter(layers.values())).boundaries
    if before is None or before.metrics != after.metrics:
        news["look"] = look(after.metrics, first.bounds)
        # Patterns, marks and outlines have their sizes from the look.
        before = None
    if after.picture is not None and after.picture.level in layers:
        shown = before.picture if before is not None else None
        news.update(_picture_news(shown, after.picture, layers[after.picture.level]))
    if before is None or before.selected != after.selected:
        news["selected"] = _place_of(after.selected, layers)
    if before is None or before.hover != after.hover:
        layer = layers.get(after.picture.level) if after.picture is not None else None
        news["hover"] = layer.places.get(after.hover, -1) if layer is not None else -1
    return news


def _place_of(code: str, layers: Mapping[Level, MapLayer]) -> tuple[str, int] | None:
    return next(
        ((level.value, la.places[code]) for level, la in layers.items() if code in la.places), None
    )


def _picture_news(before: MapPicture | None, after: MapPicture, layer: MapLayer) -> News:
    anew = before is None or before.level != after.level
    news: News = {}
    if before is None or before.classes != after.classes:
        news["classes"] = [
            {"fill": each.fill, "ink": each.ink, "halo": each.halo, "hatched": each.hatched}
            for each in after.classes
        ]
    if before is None or before.unit != after.unit:
        news["unit"] = after.unit
    if before is None or before.posts != after.posts:
        news["posts"] = [[post.name, post.lon, post.lat] for post in after.posts]
    if anew:
        news["level"] = after.level.value
    changed = [
        _area(place, after.areas[code])
        for place, code in enumerate(layer.codes)
        if anew or before is None or before.areas.get(code) != after.areas[code]
    ]
    if changed:
        news["areas"] = changed
    return news


def _area(place: int, area: AreaLook) -> list[object]:
    why = "\n".join(area.why)
    return [place, area.klass, area.name, area.short, area.value, area.weight, why]
