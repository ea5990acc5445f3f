"""What either map draws, worked out once: every area's class and words, and every class's colours.

Both maps are handed the same frozen picture, so they cannot disagree.
"""

import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass

from console import theme
from console.domain.boundaries import Boundaries
from console.domain.regions import Level
from console.domain.requests import MapMetric
from console.domain.snapshots import MapSnapshot, MapValue
from console.domain.wording import Lang
from console.widgets.figures import NOT_PUBLISHED
from console.widgets.map_words import class_range, figure, short_name

_log = logging.getLogger(__name__)

UNPUBLISHED = 0
"""The class of areas whose figure was not published; it is hatched."""

_FIGURE_CONTRAST = 7.0


@dataclass(frozen=True, slots=True)
class ClassLook:
    """One class as it is drawn; ``words`` is its range, empty for "not published"."""

    fill: str
    ink: str
    halo: str
    hatched: bool
    words: str


@dataclass(frozen=True, slots=True)
class AreaLook:
    """One area as it is drawn; the label of a greater ``weight`` goes first where room is short.

    ``why`` are the reasons of what is shown, a line each.
    """

    klass: int
    name: str
    short: str
    value: str
    weight: float
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostLook:
    """One command post as it is drawn, at degrees of longitude and latitude."""

    name: str
    lon: float
    lat: float


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Everything on the map that comes from data.

    ``strays`` are the names of places that have a figure and no area to draw it in.
    """

    level: Level
    areas: Mapping[str, AreaLook]
    classes: tuple[ClassLook, ...]
    posts: tuple[PostLook, ...]
    unit: str
    strays: tuple[str, ...] = ()


def picture_of(snapshot: MapSnapshot, boundaries: Boundaries, lang: Lang) -> MapPicture:
    """Return what to draw for ``snapshot`` on the areas of ``boundaries`` in ``lang``.

    An area that the snapshot does not speak of is "not published", never zero.
    """
    metric = snapshot.request.metric
    values = {value.region: value for value in snapshot.values}
    known = max(1, len(snapshot.classes))
    areas = {}
    for item in boundaries.items:
        value = values.pop(item.code, None)
        name = value.name if value is not None and value.name.of(lang) else item.name
        areas[item.code] = AreaLook(
            klass=_klass(value, known),
            name=name.of(lang),
            short=short_name(name, lang),
            value=_said(value, metric, lang),
            weight=_weight(value),
            why=tuple(reason.of(lang) for reason in value.why) if value is not None else (),
        )
    return MapPicture(
        level=boundaries.level,
        areas=areas,
        classes=class_looks(snapshot, lang),
        posts=_posts(snapshot, lang),
        unit=snapshot.unit.of(lang),
        strays=tuple(v.name.of(lang) for v in values.values() if _published(v)),
    )


def class_looks(snapshot: MapSnapshot, lang: Lang) -> tuple[ClassLook, ...]:
    """Return the looks of the snapshot's classes, "not published" always among them."""
    shades = _shades(len(snapshot.classes) - 1)
    metric = snapshot.request.metric
    return (
        _hatched(),
        *(
            _shaded(shade, class_range(klass, metric, lang))
            for klass, shade in zip(snapshot.classes[1:], shades, strict=True)
        ),
    )


def spoken(area: AreaLook, unit: str) -> tuple[str, ...]:
    """Return an area's name, its figure with the unit, and the reasons, as a bubble says them."""
    value = area.value if area.value == NOT_PUBLISHED else f"{area.value} {unit}".strip()
    return area.name, value, *area.why


def _said(value: MapValue | None, metric: MapMetric, lang: Lang) -> str:
    if value is not None and value.words is not None:
        return value.words.of(lang)
    return figure(value.value if value is not None else None, metric, lang)


def _published(value: MapValue) -> bool:
    return value.value is not None and not math.isnan(value.value)


def _klass(value: MapValue | None, known: int) -> int:
    if value is None or not _published(value):
        return UNPUBLISHED
    if not 0 <= value.klass < known:
        _log.warning("map value of %s names class %d of %d", value.region, value.klass, known)
        return UNPUBLISHED
    return value.klass


def _weight(value: MapValue | None) -> float:
    if value is None or not _published(value):
        return -1.0
    return abs(value.value or 0.0)


def _posts(snapshot: MapSnapshot, lang: Lang) -> tuple[PostLook, ...]:
    return tuple(
        PostLook(post.name.of(lang), post.lon, post.lat)
        for post in snapshot.posts
        if post.lon is not None
        and post.lat is not None
        and math.isfinite(post.lon)
        and math.isfinite(post.lat)
        and abs(post.lat) <= 90
        and abs(post.lon) <= 180
    )


def _shades(count: int) -> list[str]:
    """Spread ``count`` classes over the palette's shades, mixing between them where it must."""
    colours = theme.palette().map_classes
    if count <= 1:
        return [colours[len(colours) // 2]] * max(0, count)
    return [_mix(colours, position * (len(colours) - 1) / (count - 1)) for position in range(count)]


def _mix(colours: tuple[str, ...], position: float) -> str:
    lower = min(int(position), len(colours) - 2)
    share = position - lower
    pairs = zip(_rgb(colours[lower]), _rgb(colours[lower + 1]), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def _rgb(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[place : place + 2], 16) for place in (1, 3, 5))


def _luminance(colour: str) -> float:
    """Return the relative luminance that WCAG measures contrast by."""
    linear = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (part / 255 for part in _rgb(colour))
    )
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _shaded(fill: str, words: str) -> ClassLook:
    palette = theme.palette()
    ground, ink = _luminance(fill) + 0.05, _luminance(palette["window"]) + 0.05
    if ground / ink >= _FIGURE_CONTRAST:
        return ClassLook(fill, palette["window"], fill, hatched=False, words=words)
    return ClassLook(fill, palette["figure"], palette["window"], hatched=False, words=words)


def _hatched() -> ClassLook:
    palette = theme.palette()
    return ClassLook(palette["unknown"], palette["text"], palette["window"], hatched=True, words="")
