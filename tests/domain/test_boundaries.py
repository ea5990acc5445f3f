"""What outlines promise: which region a point lies in, holes and several parts included."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.boundaries import Boundaries, Boundary
from console.domain.regions import Level
from console.domain.wording import Text


def square(west: float, south: float, size: float) -> npt.NDArray[np.float64]:
    east, north = west + size, south + size
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return np.array(corners, dtype=np.float64)


RING = Boundary("1", Text("环", "Ring"), (square(0, 0, 10), square(3, 3, 4), square(20, 0, 5)))
CORE = Boundary("2", Text("心", "Core"), (square(3, 3, 4),))
BOTH = Boundaries(Level.COUNTY, (RING, CORE), Text("", ""), (0, 0, 25, 10))


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [(1, 1, "1"), (5, 5, "2"), (22, 2, "1"), (15, 2, None), (5, 12, None), (-1, 5, None)],
)
def test_a_point_in_a_hole_belongs_to_the_region_that_fills_it(
    lon: float, lat: float, code: str | None
) -> None:
    found = BOTH.at(lon, lat)
    assert (found.code if found else None) == code


@given(st.floats(0.01, 9.99), st.floats(0.01, 9.99))
def test_no_point_of_the_province_lies_in_two_regions_or_in_none(lon: float, lat: float) -> None:
    assert sum(item.contains(lon, lat) for item in BOTH.items) == 1
