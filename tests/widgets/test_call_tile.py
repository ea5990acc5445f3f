"""The calls on the wall: how many there are, whose they are, and what is true of each."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from console.domain.calls import Call, CallQuality, CallStage, Media, Party, PartyKind
from console.domain.errors import ConsoleError
from console.domain.truth import Truth
from console.domain.wording import Lang, Text
from console.theme import Metrics
from console.widgets.call_face import CallFace
from console.widgets.call_tile import CallTile
from console.widgets.language import set_language

AT = datetime(2020, 2, 1, 9, tzinfo=UTC)


def face(number: int, media: Media = Media.MOVING, *, held: bool = False) -> CallFace:
    party = Party(
        f"p{number}",
        PartyKind.POST,
        Text(f"点位{number}", f"Post {number}"),
        "220282",
        Text("县区指挥部", "County command post"),
    )
    call = Call(
        key=f"k{number}",
        party=party,
        outgoing=True,
        stage=CallStage.ON_AIR,
        placed_at=AT,
        media=media,
        held=held,
        quality=CallQuality(loss=0.01, delay=timedelta(milliseconds=30), frames=25.0),
    )
    return CallFace(call, None, Text("桦甸市", "Huadian"), heard=number == 1)


@pytest.fixture
def tile(qtbot):
    set_language(Lang.EN)
    made = CallTile()
    qtbot.addWidget(made)
    made.set_metrics(Metrics(1080))
    made.resize(1200, 700)
    made.show()
    return made


def test_without_a_call_the_tile_says_so_and_bears_no_mark_of_a_fault(tile):
    tile.show_faces(())
    assert tile._nobody.isVisible()
    assert tile._nobody.text() == "Nobody is on air"
    assert not tile.badge.isVisible()


@pytest.mark.parametrize(
    ("count", "columns", "rows"), [(1, 1, 1), (2, 2, 1), (4, 2, 2), (5, 3, 2), (9, 3, 3)]
)
def test_the_calls_stand_in_a_grid_as_square_as_can_be(qtbot, tile, count, columns, rows):
    tile.show_faces([face(number) for number in range(count)])
    qtbot.waitUntil(lambda: tile.cells[-1].width() > 50, timeout=20_000)
    assert len({cell.x() for cell in tile.cells}) == columns
    assert len({cell.y() for cell in tile.cells}) == rows


class Wide(QWidget):
    """Pictures that would like to have more room than there is."""

    @property
    def view(self) -> QWidget:
        return self

    def sizeHint(self) -> QSize:
        return QSize(1000, 600)


@pytest.mark.parametrize("count", [2, 4])
def test_every_call_has_the_same_room_whether_or_not_its_picture_is_there(qtbot, tile, count):
    wide = Wide()
    qtbot.addWidget(wide)
    faces = [face(number) for number in range(count)]
    tile.show_faces([replace(faces[0], page=wide), *faces[1:]])
    qtbot.waitUntil(lambda: tile.cells[-1].width() > 50, timeout=20_000)
    assert max(cell.width() for cell in tile.cells) - min(c.width() for c in tile.cells) <= 1
    assert max(cell.height() for cell in tile.cells) - min(c.height() for c in tile.cells) <= 1
    tile.show_faces(())


def test_each_call_says_who_where_and_how_well_it_comes(tile):
    tile.show_faces([face(1), face(2)])
    first, second = tile.cells
    assert first._who.text() == "Post 1 · Huadian · County command post"
    assert first._how.text() == "On air · heard · loss 1.0% · delay 30 ms · 25 fps"
    assert "heard" not in second._how.text()


@pytest.mark.parametrize(
    ("other", "worst"),
    [
        (face(2), Truth.LIVE),
        (face(2, Media.STILL), Truth.STALE),
        (face(2, Media.LOST), Truth.LOST),
        (face(2, held=True), Truth.FROZEN),
    ],
)
def test_the_tile_bears_the_worst_mark_of_its_calls(tile, other, worst):
    tile.show_faces([face(1), other])
    assert tile.badge.mark.truth is worst
    assert tile.cells[0].badge.mark.truth is Truth.LIVE


@pytest.mark.parametrize(
    ("unseen", "truth"),
    [
        (face(1), Truth.STALE),
        (face(1, Media.SOUND), Truth.LIVE),
        (face(1, Media.LOST), Truth.LOST),
        (face(1, held=True), Truth.FROZEN),
    ],
)
def test_only_of_pictures_that_move_is_it_said_that_they_are_not_seen(unseen, truth):
    shown = replace(unseen, unseen=True)
    assert shown.mark.truth is truth
    assert ("no picture yet" in shown.how.en) is (truth is Truth.STALE)


def test_calls_that_find_no_room_are_counted(qtbot):
    set_language(Lang.EN)
    small = CallTile({"count": 1})
    qtbot.addWidget(small)
    small.show_faces([face(1), face(2), face(3)])
    assert len(small.cells) == 1
    assert small.source_words() == "2 more on air"


@pytest.mark.parametrize("count", [0, 10, "4", True])
def test_a_wrong_count_is_refused_with_what_is_right(count):
    with pytest.raises(ConsoleError) as refused:
        CallTile({"count": count})
    assert "1 to 9" in refused.value.remedy.en


def test_the_other_language_is_spoken_at_once(qtbot, tile):
    tile.show_faces([face(1)])
    set_language(Lang.ZH)
    tile.retranslate()
    assert tile.cells[0]._who.text() == "点位1 · 桦甸市 · 县区指挥部"
