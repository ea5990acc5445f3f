"""The document of the explorable map, made once by folium and never again for data.

It holds outlines only, numbered in the order of the boundary file: no name, code or figure from a
file or the database is written into it. Those are pushed later and set as text.
"""

from functools import lru_cache

from console.domain.boundaries import Boundaries, Boundary
from console.widgets.map_projection import label_point

STATIC = "console://map/static"
"""Where the page finds its scripts and styles."""

_SMOOTHING = 0.5


@lru_cache(maxsize=4)
def build_document(layers: tuple[Boundaries, ...]) -> bytes:
    """Return the HTML document for ``layers``, the same for all maps that draw them.

    Importing folium and rendering takes the better part of a second: call it off the GUI thread.
    """
    import folium  # noqa: PLC0415 - it brings pandas along; who shows no web map needs neither
    from branca.element import Element, Figure  # noqa: PLC0415

    page = folium.Map(
        tiles=None,
        prefer_canvas=True,
        zoom_control=True,
        attribution_control=False,
        keyboard=False,
        box_zoom=False,
        double_click_zoom=False,
        inertia=False,
        fade_animation=False,
        zoom_animation=False,
        marker_zoom_animation=False,
        zoom_snap=0,
        zoom_delta=0.5,
        wheel_px_per_zoom_level=120,
    )
    page._id = "console"  # noqa: SLF001 - folium has no other way to a stable name
    # On the instance: folium's add_js_link would change every map of the process.
    page.default_js = [("leaflet", f"{STATIC}/leaflet.js")]
    page.default_css = [
        ("leaflet_css", f"{STATIC}/leaflet.css"),
        ("console_css", f"{STATIC}/map.css"),
    ]
    for boundaries in layers:
        layer = folium.GeoJson(_geojson(boundaries), smooth_factor=_SMOOTHING)
        layer._id = boundaries.level.value  # noqa: SLF001
        layer.add_to(page)
    root = page.get_root()
    assert isinstance(root, Figure)  # noqa: S101 - folium's map makes one for itself
    for name in ("qwebchannel.js", "labels.js", "map.js"):
        root.header.add_child(Element(f'<script src="{STATIC}/{name}" defer></script>'))
    return str(root.render()).encode()


def _geojson(boundaries: Boundaries) -> dict[str, object]:
    return {
        "type": "FeatureCollection",
        "features": [_feature(number, item) for number, item in enumerate(boundaries.items)],
    }


def _feature(number: int, item: Boundary) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": {"i": number, "at": list(label_point(item))},
        # All rings as one polygon: the canvas fills what lies within an odd number of them.
        "geometry": {"type": "Polygon", "coordinates": [ring.tolist() for ring in item.rings]},
    }
