"""The picture of a call whose place changes its size: whole, or not there."""

import os
import signal
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QImage

from console.domain.calls import Call, CallStage, Media, Party, PartyKind
from console.domain.truth import Truth
from console.domain.wording import Lang, Text
from console.widgets.call_face import CallFace
from console.widgets.call_tile import CallTile
from console.widgets.call_view import CallView
from console.widgets.language import set_language
from tests.call_ends import connect, through

pytestmark = pytest.mark.slow

_PATIENCE = 40_000
_SHAPE = (1280, 720)


def is_green(image: QImage, x: float, y: float) -> bool:
    """Return whether Chromium's own moving picture, which is green all over, is seen there."""
    colour = image.pixelColor(
        min(max(round(x), 0), image.width() - 1), min(max(round(y), 0), image.height() - 1)
    )
    return colour.green() > 60 and colour.red() < 150


def seen(view: CallView) -> str:
    """Return "whole" for a picture with its bars, "nothing" without one, and "cut" for the rest."""
    image = view.grab().toImage()
    width, height = image.width(), image.height()
    scale = min(width / _SHAPE[0], height / _SHAPE[1])
    wide, high = _SHAPE[0] * scale, _SHAPE[1] * scale
    left, top = (width - wide) / 2, (height - high) / 2
    edge = 4.0
    inside = [
        is_green(image, left + edge, height / 2),
        is_green(image, left + wide - edge, height / 2),
        is_green(image, width / 3, top + edge),
        is_green(image, width / 3, top + high - edge),
    ]
    bars = [(left / 2, height / 2), (width - left / 2, height / 2)] if left > edge else []
    bars += [(width / 3, top / 2), (width / 3, height - top / 2)] if top > edge else []
    outside = [is_green(image, x, y) for x, y in bars]
    if all(inside) and not any(outside):
        return "whole"
    return "cut" if any(inside + outside) else "nothing"


@pytest.fixture
def view(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    made = CallView()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.show_page(here.page)
    qtbot.waitUntil(lambda: seen(made) == "whole", timeout=_PATIENCE)
    yield made
    made.show_page(None)


def test_a_picture_whose_place_shrinks_is_never_seen_cut(qtbot, line, view):
    pid = line[0].page.process_id
    for size in ((700, 600), (300, 200), (1100, 300)):
        os.kill(pid, signal.SIGSTOP)  # a machine so busy that the engine draws nothing for a while
        try:
            view.resize(*size)
            qtbot.waitUntil(lambda size=size: view.width() == size[0], timeout=_PATIENCE)
            assert seen(view) == "nothing"
        finally:
            os.kill(pid, signal.SIGCONT)
        found: set[str] = set()

        def is_whole(found: set[str] = found) -> bool:
            found.add(seen(view))
            return "whole" in found

        qtbot.waitUntil(is_whole, timeout=_PATIENCE)
        assert "cut" not in found


def test_a_picture_that_moves_to_a_smaller_place_is_never_seen_cut(qtbot, line, view):
    pid = line[0].page.process_id
    other = CallView()
    qtbot.addWidget(other)
    other.resize(400, 400)
    other.show()
    os.kill(pid, signal.SIGSTOP)
    try:
        other.show_page(line[0].page)
        qtbot.waitUntil(lambda: line[0].page.view.size() == other.size(), timeout=_PATIENCE)
        assert seen(other) == "nothing"
    finally:
        os.kill(pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: seen(other) == "whole", timeout=_PATIENCE)
    other.show_page(None)


def test_a_place_that_takes_back_its_size_at_once_shows_the_picture_again(qtbot, view):
    for _ in range(3):
        view.resize(500, 500)
        view.resize(1280, 720)
    qtbot.waitUntil(lambda: seen(view) == "whole", timeout=_PATIENCE)


@pytest.fixture
def tile(qtbot, line):
    here, there = connect(line)
    through(qtbot, here, there)
    set_language(Lang.EN)
    call = Call(
        key="k",
        party=Party("hd-01", PartyKind.POST, Text("桦甸", "Huadian")),
        outgoing=True,
        stage=CallStage.ON_AIR,
        placed_at=datetime(2020, 2, 1, 9, tzinfo=UTC),
        media=Media.MOVING,
    )
    made = CallTile()
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.show_faces([CallFace(call, here.page)])
    qtbot.waitUntil(lambda: is_seen_live(made), timeout=_PATIENCE)
    yield made
    made.show_faces(())


def is_seen_live(tile: CallTile) -> bool:
    """Return whether there is a picture, and every mark and word says so."""
    (cell,) = tile.cells
    marks = {tile.badge.mark.truth, cell.badge.mark.truth}
    view = cell.view.grab().toImage()
    picture = is_green(view, view.width() / 2, view.height() / 2)
    return picture and marks == {Truth.LIVE} and "no picture yet" not in cell._how.text()


def test_a_picture_that_stays_black_is_not_marked_as_live_until_it_is_seen(qtbot, line, tile):
    pid = line[0].page.process_id
    (cell,) = tile.cells
    os.kill(pid, signal.SIGSTOP)
    try:
        tile.resize(700, 600)
        qtbot.waitUntil(lambda: tile.badge.mark.truth is Truth.STALE, timeout=_PATIENCE)
        assert cell.badge.mark.truth is Truth.STALE
        assert cell._how.text() == "On air · no picture yet"
        tile.show_faces([cell.face])  # whatever is told of the call meanwhile
        assert tile.badge.mark.truth is Truth.STALE
    finally:
        os.kill(pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: is_seen_live(tile), timeout=_PATIENCE)
