"""A canvas of feeds shows pictures as they come, and never one as live that is not."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from console.domain.feeds import FeedFault, FeedFigures, FeedState, Stream
from console.domain.truth import Truth
from console.domain.wording import Lang, Text
from console.theme import Metrics
from console.video.watchdog import Difference, Patience, Watchdog
from console.widgets import feed_painting, feed_words
from console.widgets.feed_canvas import FeedCanvas, FeedCell
from console.widgets.feed_cell import CellView
from console.widgets.feed_grid import MOST, boxes_of, columns_of, neighbour
from console.widgets.language import set_language
from console.widgets.paint_turns import BEAT_SECONDS
from console.widgets.style import font_metrics
from tests.widgets.feed_samples import BLUE, GREEN, Pictures, cells, status

NOT_LIVE = [state for state in FeedState if state is not FeedState.LIVE]


class Ear(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []
        self.opened: list[str] = []
        self.wishes = 0
        self.states = 0

    @Slot(str)
    def choose(self, post: str) -> None:
        self.chosen.append(post)

    @Slot(str)
    def open(self, post: str) -> None:
        self.opened.append(post)

    @Slot()
    def wish(self) -> None:
        self.wishes += 1

    @Slot()
    def state(self) -> None:
        self.states += 1


@pytest.fixture(autouse=True)
def _english(qapp):
    set_language(Lang.EN)
    yield
    set_language(Lang.ZH)


@pytest.fixture
def canvas(qtbot):
    made = FeedCanvas()
    qtbot.addWidget(made)
    made.set_metrics(Metrics(1080))
    made.resize(960, 540)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def ear(canvas):
    made = Ear()
    canvas.post_chosen.connect(made.choose)
    canvas.post_opened.connect(made.open)
    canvas.wishes_changed.connect(made.wish)
    canvas.states_changed.connect(made.state)
    return made


def live(canvas, count=1, **more) -> list[Pictures]:
    """Show ``count`` live feeds, each with a picture."""
    canvas.set_cells(cells(count))
    sources = []
    for n in range(count):
        sources.append(Pictures(canvas.wishes()[f"P{n}"].size))
        canvas.set_source(f"P{n}", sources[-1])
        canvas.show_status(status(f"P{n}", **more))
    while not all(source.taken for source in sources):  # a slow machine takes several beats
        canvas.tick()
    return sources


def picture_rect(canvas, post="P0") -> QRect:
    return canvas._boxes[post].picture


def colour_at(canvas, point: QPoint) -> QColor:
    return canvas.grab().toImage().pixelColor(point)


def corner(canvas, post="P0") -> QPoint:
    """Return a point of the picture that no words cover."""
    return picture_rect(canvas, post).topLeft() + QPoint(4, 4)


def test_a_live_picture_is_painted_as_it_came(canvas):
    live(canvas)
    assert colour_at(canvas, picture_rect(canvas).center()).getRgb()[:3] == (0, 200, 0)
    assert canvas.view("P0").mark().truth is Truth.LIVE


def test_a_newer_picture_takes_the_place_of_the_last(canvas):
    (source,) = live(canvas)
    source.colour = BLUE
    canvas.tick()
    assert colour_at(canvas, picture_rect(canvas).center()).getRgb()[:3] == (0, 0, 220)


@pytest.mark.parametrize("state", NOT_LIVE)
def test_the_last_picture_of_a_feed_that_is_not_live_stays_greyed_with_its_time(canvas, state):
    live(canvas)
    taken_at = canvas.view("P0").picture_at
    canvas.show_status(status("P0", state))
    canvas.tick()
    red, green, blue, _ = colour_at(canvas, corner(canvas)).getRgb()
    assert red == green == blue
    assert 0 < red < 120
    assert canvas.view("P0").picture_at == taken_at
    assert canvas.shown_status("P0").state is state
    assert canvas.view("P0").mark().truth in {Truth.LOST, Truth.STALE}
    assert canvas.view("P0").mark().since == taken_at


def test_the_time_of_the_last_picture_is_said_with_its_age(canvas):
    now = datetime(2026, 3, 1, 12, 0, 30).astimezone()
    long, short = feed_words.last_picture_words(now - timedelta(seconds=30), now)
    assert long == Text("最后画面 12:00:00 · 30 秒前", "Last picture 12:00:00 · 30 s ago")
    assert short.en == "12:00:00 · 30 s ago"
    assert feed_words.clock_words(now - timedelta(days=1), now) == "02-28 12:00:30"


def test_no_picture_is_fetched_of_a_feed_that_is_not_live(canvas):
    (source,) = live(canvas)
    taken = source.taken
    for state in NOT_LIVE:
        canvas.show_status(status("P0", state))
        canvas.tick()
    assert source.taken == taken


def test_a_feed_is_not_live_before_its_first_picture_is_here(canvas):
    canvas.set_cells(cells(1))
    canvas.show_status(status("P0"))
    canvas.tick()
    assert canvas.shown_status("P0").state is FeedState.CONNECTING
    assert canvas.view("P0").mark().truth is Truth.LOST


def test_after_an_outage_a_feed_is_live_only_with_a_picture_of_after_it(canvas):
    (source,) = live(canvas)
    canvas.show_status(status("P0", FeedState.DOWN))
    source.left = source.taken
    canvas.show_status(status("P0"))
    canvas.tick()
    assert canvas.shown_status("P0").state is FeedState.STALE
    source.left += 1
    canvas.tick()
    assert canvas.shown_status("P0").state is FeedState.LIVE


def test_a_picture_that_waited_through_an_outage_is_not_shown_as_live(canvas):
    (source,) = live(canvas)
    canvas.show_status(status("P0", FeedState.DOWN))
    source.age, source.live_for = 10.0, 1.0
    canvas.show_status(status("P0"))
    canvas.tick()
    assert canvas.shown_status("P0").state is FeedState.STALE


def test_pictures_that_came_but_did_not_move_are_not_live_though_no_status_says_so_yet(canvas):
    (source,) = live(canvas)
    source.moving = False
    canvas.tick()
    assert canvas.shown_status("P0").state is FeedState.STALE
    source.moving = True
    canvas.tick()
    assert canvas.shown_status("P0").state is FeedState.LIVE


def test_pictures_that_stop_coming_are_not_live_for_long_whatever_is_said_of_the_feed(
    canvas, qtbot
):
    (source,) = live(canvas)
    source.live_for, source.left = 0.5, source.taken + 1
    canvas.tick()
    qtbot.waitUntil(lambda: canvas.shown_status("P0").state is FeedState.STALE, timeout=20_000)


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


@given(st.floats(0.0, 1.5), st.floats(0.0, 3.0), st.booleans())
def test_a_cell_ages_by_its_own_clock_though_nobody_tells_it_anything(late, waited, moves):
    feed, clock = Watchdog(100.0), Clock(100.0)
    for n in range(40):
        clock.now = 100.0 + n / 10
        feed.frame(clock.now, Difference.MOTION if moves or n < 25 else Difference.NONE)
    feed.frame(clock.now, Difference.MOTION if moves else Difference.NONE, late)
    view, source = CellView(cells(1)[0], clock), Pictures()
    source.until = feed.live_until(clock.now)
    view.source = source
    view.show_status(status("P0"))
    view.take()
    clock.now += waited
    fresh = moves and late + waited <= Patience().stale_after
    assert (view.status().state is FeedState.LIVE) == fresh
    assert (view.mark().truth is Truth.LIVE) == fresh
    assert fresh == (feed.verdict(clock.now).state is FeedState.LIVE)


def test_only_the_cells_with_a_new_picture_are_painted_again(canvas, qtbot, monkeypatch):
    first, second = live(canvas, 2)
    qtbot.waitUntil(lambda: canvas.take_paint_seconds() > 0)
    second.left = second.taken
    regions = []
    monkeypatch.setattr(canvas, "update", lambda *area: regions.append(area))
    canvas._turn = 10**12
    canvas._look()
    regions.clear()
    canvas._look = lambda: None
    canvas.tick()
    assert regions == [(picture_rect(canvas, "P0"),)]
    assert first.taken == 2


@pytest.mark.parametrize("count", [1, 2, 3, 5, 9, 16, 25, 64])
def test_a_grid_fills_its_room_without_overlap_and_every_cell_has_a_name_and_a_picture(count):
    room = QRect(0, 0, 1880, 900)
    boxes = boxes_of(count, room, Metrics(1080))
    assert len(boxes) == count
    for n, box in enumerate(boxes):
        assert room.contains(box.cell)
        assert box.head.height() >= Metrics(1080).share(1.4)
        assert box.picture.height() >= 60
        assert not any(box.cell.intersects(other.cell) for other in boxes[n + 1 :])


@given(st.integers(0, MOST), st.integers(1, 4000), st.integers(1, 2200), st.booleans())
def test_a_grid_can_be_laid_out_at_any_size(count, width, height, captions):
    boxes = boxes_of(count, QRect(0, 0, width, height), Metrics(1080), captions=captions)
    assert len(boxes) == count
    for box in boxes:
        for part in (box.head, box.picture, box.foot):
            assert part.isEmpty() or box.cell.contains(part)


@given(st.integers(1, MOST), st.data())
def test_the_arrows_never_leave_the_grid_and_reach_every_cell(count, data):
    columns = data.draw(st.integers(1, count))
    reached, new = {0}, {0}
    while new:
        steps = [(1, 0), (-1, 0), (0, 1), (0, -1)]
        new = {neighbour(n, count, columns, step) for n in new for step in steps} - reached
        reached |= new
    assert reached == set(range(count))


@pytest.mark.parametrize(("count", "columns"), [(1, 1), (4, 2), (9, 3), (16, 4), (64, 8)])
def test_a_square_number_of_cells_makes_a_full_grid_on_a_wide_wall(count, columns):
    assert columns_of(boxes_of(count, QRect(0, 0, 1880, 1000), Metrics(1080))) == columns


def test_few_cells_are_written_larger_than_many():
    room, metrics = QRect(0, 0, 1880, 900), Metrics(1080)
    sizes = [boxes_of(count, room, metrics)[0].text for count in (1, 4, 16, 64)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] >= metrics.share(2.0)
    assert sizes[-1] >= metrics.share(1.4)


def test_the_wish_of_a_cell_is_its_picture_in_device_pixels(canvas):
    canvas.set_cells(cells(4))
    size = picture_rect(canvas).size() * canvas.devicePixelRatioF()
    assert canvas.wishes()["P0"].size == (size.width(), size.height())
    assert not any(wish.focus for wish in canvas.wishes().values())


def test_the_post_in_focus_is_wished_as_such_and_outlined(canvas, ear):
    live(canvas, 4)
    before = ear.wishes
    canvas.set_focus_post("P2")
    assert canvas.wishes()["P2"].focus
    assert ear.wishes == before + 1
    edge = canvas._boxes["P2"].cell
    gold = QColor("#ffd24a")
    assert colour_at(canvas, QPoint(edge.left() + 1, edge.center().y())) == gold
    canvas.set_focus_post(None)
    assert colour_at(canvas, QPoint(edge.left() + 1, edge.center().y())) != gold


def test_a_canvas_that_is_hidden_wishes_nothing(canvas, ear):
    canvas.set_cells(cells(2))
    canvas.hide()
    assert canvas.wishes() == {}
    canvas.show()
    assert set(canvas.wishes()) == {"P0", "P1"}
    assert ear.wishes >= 3


def test_cells_that_stay_go_on_with_their_pictures(canvas):
    live(canvas, 2)
    kept = canvas.view("P1").picture_at
    canvas.set_cells(reversed(cells(3)))
    assert [cell.post for cell in canvas.cells] == ["P2", "P1", "P0"]
    assert canvas.view("P1").picture_at == kept
    assert canvas.view("P2").picture_at is None


def test_a_post_has_one_cell_and_there_are_sixty_four_at_most(canvas):
    canvas.set_cells([*cells(80), *cells(3)])
    assert len(canvas.cells) == MOST


def test_the_arrows_move_the_cursor_and_enter_picks_the_post(canvas, ear):
    canvas.set_cells(cells(4))
    assert columns_of(tuple(canvas._boxes.values())) == 2
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(canvas, key)
    assert canvas.cursor_post == "P3"
    assert ear.chosen == ["P3"]
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.cursor_post == "P0"


def test_a_click_picks_a_post_and_a_double_click_opens_it(canvas, ear):
    canvas.set_cells(cells(4))
    spot = picture_rect(canvas, "P1").center()
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    QTest.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=spot)
    assert ear.chosen[0] == "P1"
    assert ear.opened == ["P1"]


@pytest.mark.parametrize("fault", [f for f in FeedFault if f is not FeedFault.NONE])
def test_every_fault_is_told_with_its_remedy_in_both_languages(fault):
    down = status("P", FeedState.DOWN, fault=fault)
    for words in (feed_words.fault_words(down), feed_words.remedy_words(down)):
        assert words.zh
        assert words.en


def test_a_fault_with_its_remedy_changes_what_is_painted_over_the_picture(canvas):
    live(canvas)
    canvas.show_status(status("P0", FeedState.DOWN))
    before = canvas.grab().toImage()
    canvas.show_status(status("P0", FeedState.REFUSED, fault=FeedFault.UNAUTHORIZED))
    assert canvas.grab().toImage() != before


def test_why_a_feed_is_not_tried_is_said_in_its_place():
    note = Text("此点位没有视频地址", "This post has no video address")
    assert feed_words.fault_words(status("P", FeedState.IDLE), note) == note
    assert feed_words.fault_words(status("P", FeedState.DOWN), note) != note


def test_a_lesser_picture_is_marked_and_its_delay_is_told_unless_it_is_drawn():
    sub = status("P", stream=Stream.SUB, reduced=True)
    assert feed_words.quality_words(sub) == Text("标清 减帧", "SD fewer frames")
    late = replace(sub, figures=FeedFigures(delay=timedelta(seconds=1.26)))
    assert feed_words.delay_words(late).en == "delay 1.3 s"
    assert not feed_words.delay_words(replace(late, demo=True)).en
    assert not feed_words.delay_words(sub).zh


def test_a_canvas_says_why_it_is_empty(canvas):
    canvas.set_cells((), "No post sends video here")
    spoken = canvas.grab().toImage()
    canvas.set_cells((), "")
    assert canvas.grab().toImage() != spoken


def test_long_names_are_shortened_and_the_mark_stays_whole(canvas):
    canvas.resize(1200, 700)
    long = FeedCell("P0", Text("长" * 60, "Long name " * 20), Text("区", "Region"))
    canvas.set_cells([long, *cells(40)[1:]])
    canvas.set_source("P0", Pictures())
    canvas.show_status(status("P0"))
    canvas.tick()
    head = canvas._boxes["P0"].head
    image = canvas.grab(head).toImage()
    right_half = [
        image.pixelColor(x, y).name()
        for x in range(image.width() // 2, image.width())
        for y in range(image.height())
    ]
    assert "#7fd1ae" in right_half


@pytest.mark.parametrize("count", [4, 9, 16, 25])
def test_a_name_that_fits_beside_its_mark_is_not_shortened_for_the_clock(
    canvas, monkeypatch, count
):
    name, widths = "Siping command post", []
    draw = feed_painting.draw_kept_text

    def draw_and_note(painter, box, text, **how):
        if text == name:
            least = font_metrics(how["least"], bold=True).horizontalAdvance(name)
            widths.append((box[2], least))
        draw(painter, box, text, **how)

    canvas.resize(1200, 700)
    canvas.set_cells(
        [FeedCell(f"P{n}", Text("四平", name), Text("四平", "S")) for n in range(count)]
    )
    for n in range(count):
        canvas.set_source(f"P{n}", Pictures())
        canvas.show_status(status(f"P{n}"))
    canvas.tick()
    monkeypatch.setattr(feed_painting, "draw_kept_text", draw_and_note)
    canvas.grab()
    assert len(widths) == count
    assert all(room >= least for room, least in widths)


def test_sixteen_feeds_beside_other_displays_have_a_line_for_their_region_and_clock():
    boxes = boxes_of(16, QRect(0, 0, 1250, 880), Metrics(1080))
    assert not any(box.foot.isEmpty() for box in boxes)


def test_whoever_listens_hears_of_every_change_of_a_state(canvas, ear, qtbot):
    live(canvas)
    heard = ear.states
    canvas.show_status(status("P0", FeedState.DOWN))
    qtbot.waitUntil(lambda: ear.states == heard + 1, timeout=20_000)


def test_changes_of_many_feeds_at_once_are_told_once(canvas, ear, qtbot):
    live(canvas, MOST)
    heard = ear.states
    for cell in canvas.cells:
        canvas.show_status(status(cell.post, FeedState.DOWN))
    qtbot.waitUntil(lambda: ear.states > heard, timeout=20_000)
    assert ear.states == heard + 1


@pytest.fixture
def updated(canvas, monkeypatch, qtbot) -> list[str]:
    """The posts whose cells are asked to be painted, while each cell takes a third of a beat."""
    live(canvas, 12)
    qtbot.waitUntil(lambda: not canvas._paying.isActive(), timeout=20_000)
    asked: list[str] = []

    def note(area: QRect) -> None:
        asked.append(canvas.post_at(area.center().x(), area.center().y()))

    monkeypatch.setattr(canvas, "update", note)
    monkeypatch.setattr(canvas._turns, "_cost", BEAT_SECONDS / 3)
    monkeypatch.setattr(canvas._turns, "painted", lambda *_: None)
    monkeypatch.setattr(canvas, "_renew_captions", canvas.take_paint_seconds)
    return asked


def test_a_beat_fetches_no_more_pictures_than_it_can_paint_and_all_have_their_turn(canvas, updated):
    for beat in range(1, 5):
        canvas.tick()
        assert len(updated) == 3 * beat
    assert sorted(updated) == sorted(cell.post for cell in canvas.cells)


def test_marks_that_change_at_once_are_all_painted_though_not_in_one_go(canvas, updated, qtbot):
    canvas.tick()
    updated.clear()
    for cell in canvas.cells:
        canvas.show_status(status(cell.post, FeedState.DOWN))
    assert not updated
    assert all(canvas.view(cell.post).mark().truth is Truth.LOST for cell in canvas.cells)
    posts = {cell.post for cell in canvas.cells}
    qtbot.waitUntil(lambda: set(updated) == posts, timeout=20_000)
    assert len(updated) == len(posts)


def test_a_wish_is_told_anew_when_the_screen_has_other_pixels(canvas, ear, monkeypatch):
    live(canvas)
    before, width = ear.wishes, canvas.wishes()["P0"].size[0]
    monkeypatch.setattr(canvas, "devicePixelRatioF", lambda: 2.0)
    canvas.tick()
    assert ear.wishes == before + 1
    assert canvas.wishes()["P0"].size[0] == 2 * width


def test_painting_is_timed_for_whoever_sets_the_beat(canvas):
    live(canvas)
    canvas.take_paint_seconds()
    canvas.grab()
    assert canvas.take_paint_seconds() > 0
    assert canvas.take_paint_seconds() == 0


def test_a_picture_of_another_size_is_fitted_in_its_own_shape(canvas):
    canvas.set_cells(cells(1))
    canvas.set_source("P0", Pictures((90, 160), GREEN))
    canvas.show_status(status("P0"))
    canvas.tick()
    rect = picture_rect(canvas)
    assert colour_at(canvas, rect.center()).green() == 200
    assert colour_at(canvas, rect.topLeft() + QPoint(3, 3)).green() == 0
