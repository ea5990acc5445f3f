"""The web engine's scheme must be known before the application object is made."""

from collections.abc import Iterator

import pytest

from console.widgets.map_scheme import register_scheme
from tests.call_ends import End

register_scheme()


@pytest.fixture
def line(qapp: object) -> Iterator[tuple[End, End]]:
    """Two ends of a call that has not begun."""
    here, there = End(), End()
    here.other, there.other = there, here
    yield here, there
    here.page.retire()
    there.page.retire()
