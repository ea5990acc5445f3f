"""Places lie on the map where Web Mercator says, fitted into the widget."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.boundaries import Boundary
from console.domain.wording import NOTHING
from console.widgets.map_layers import build_layer, coarsened, fit_layer
from console.widgets.map_projection import fit, label_point, project_point
from tests.widgets.map_samples import grid, outlines

_BOUNDS = st.tuples(
    st.floats(-179, 170), st.floats(-80, 70), st.floats(0.01, 9), st.floats(0.01, 9)
).map(lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3]))


def test_the_projection_is_the_one_that_web_maps_use():
    x, y = project_point(125.3245, 43.8868)
    # The same point in EPSG:3857 metres, divided by the radius of 6,378,137 m.
    assert x * 6378137 == pytest.approx(13951059.5, abs=1)
    assert -y * 6378137 == pytest.approx(5447120.5, rel=1e-3)


def test_a_place_beyond_the_map_is_drawn_at_its_edge():
    assert project_point(0, 90) == project_point(0, 85.05)


@given(_BOUNDS, st.floats(50, 4000), st.floats(50, 4000))
def test_everything_fits_inside_the_margin_and_touches_it_somewhere(bounds, width, height):
    made = fit(bounds, width, height, 10)
    left, top = made.pixel(*project_point(bounds[0], bounds[3]))
    right, bottom = made.pixel(*project_point(bounds[2], bounds[1]))
    free = (left, top, width - right, height - bottom)
    assert min(free) == pytest.approx(10, abs=1e-3)


def test_a_label_lies_in_the_largest_ring_where_the_file_names_no_point():
    small = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=float)
    large = small * 4 + 10
    assert label_point(Boundary("1", NOTHING, (small, large))) == (12.0, 12.0)


def test_every_region_is_found_under_its_own_label():
    for boundaries in outlines():
        layer = build_layer(boundaries)
        fitted = fit_layer(layer, fit(boundaries.bounds, 1000, 700, 10), 1.5)
        found = [fitted.at(point) for point in fitted.label_points]
        assert found == list(range(len(layer.codes)))


def test_coarser_neighbours_still_share_their_border():
    boundaries = grid(6, outlines()[1].level)
    layer = build_layer(boundaries)
    fitted = fit_layer(layer, fit(boundaries.bounds, 600, 600, 0), 12.0)
    corners = [
        {
            (round(e.x, 6), round(e.y, 6))
            for e in (path.elementAt(i) for i in range(path.elementCount()))
        }
        for path in fitted.paths
    ]
    assert all(corners[place] & corners[place + 6] for place in range(30))


_RINGS = st.lists(
    st.lists(st.tuples(st.floats(0, 60), st.floats(0, 60)), min_size=3, max_size=40).map(np.array),
    min_size=1,
    max_size=4,
)


@given(_RINGS)
def test_coarsening_drops_corners_but_neither_rings_nor_the_kept_corners_places(rings):
    coarse = coarsened(rings, 8.0)
    assert len(coarse) == len(rings)
    for ring, left in zip(rings, coarse, strict=True):
        assert 3 <= len(left) <= len(ring)
        assert {tuple(corner) for corner in left.tolist()} <= {tuple(c) for c in ring.tolist()}


@given(_RINGS, st.integers(0, 39))
def test_coarsening_keeps_the_same_corners_wherever_a_ring_begins_and_however_it_runs(rings, turn):
    turned = [np.roll(ring[::-1], turn, axis=0) for ring in rings]
    for one, other in zip(coarsened(rings, 8.0), coarsened(turned, 8.0), strict=True):
        assert {tuple(c) for c in one.tolist()} == {tuple(c) for c in other.tolist()}
