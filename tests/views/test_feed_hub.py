"""The hub feeds what is in sight, ends what is not, and paints each window by one clock."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.feeds import FeedPost, FeedState, Stream
from console.domain.truth import Truth
from console.domain.wording import Text
from console.live.feeds import FeedService
from console.theme import Metrics
from console.video.wall_budget import LoadLimits
from console.views.feed_hub import FeedHub
from console.views.paint_clock import FASTEST_MS, SLOWEST_MS, PaintClock
from console.widgets import feed_words
from console.widgets.feed_canvas import FeedCanvas
from console.widgets.feed_tile import FeedTile
from console.widgets.feeds_tile import FeedsTile
from tests.widgets.feed_samples import HUADIAN, JILIN, cells, posts


@pytest.fixture
def service(qapp) -> Iterator[FeedService]:
    made = FeedService(limits=LoadLimits(high=2.0))
    made.set_posts(
        tuple(
            FeedPost(f"P{n}", Text(f"点位{n}", f"Post {n}"), "demo:pattern", "demo:pattern")
            for n in range(20)
        )
    )
    yield made
    assert made.stop()


@pytest.fixture
def hub(service: FeedService) -> Iterator[FeedHub]:
    made = FeedHub(service)
    service.status_changed.connect(made.show_status)
    yield made
    made.stop()


@pytest.fixture
def window(qtbot) -> Iterator[Callable[..., tuple[QWidget, list[FeedCanvas]]]]:
    """Open windows with a canvas for each of the given numbers of feeds."""
    made: list[QWidget] = []

    def open_window(*counts: int) -> tuple[QWidget, list[FeedCanvas]]:
        widget = QWidget()
        made.append(widget)
        layout = QVBoxLayout(widget)
        canvases = [FeedCanvas(widget) for _ in counts]
        for canvas, count in zip(canvases, counts, strict=True):
            layout.addWidget(canvas)
            canvas.set_metrics(Metrics(600))
            canvas.set_cells(cells(count))
        widget.resize(640, 480)
        widget.show()
        qtbot.waitExposed(widget)
        return widget, canvases

    yield open_window
    for widget in made:
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def state(canvas: FeedCanvas, post: str = "P0") -> FeedState:
    status = canvas.shown_status(post)
    assert status is not None
    return status.state


def live(canvas: FeedCanvas) -> bool:
    return all(state(canvas, cell.post) is FeedState.LIVE for cell in canvas.cells)


def test_a_canvas_in_sight_comes_alive_and_one_clock_paints_its_window(hub, window, qtbot):
    _, (first, second) = window(2, 1)
    hub.add(first)
    hub.add(second)
    qtbot.waitUntil(lambda: live(first) and live(second), timeout=10_000)
    assert hub.beating == 1
    view = first.view("P0")
    assert view is not None
    assert view.mark().truth is Truth.DEMO


def test_two_windows_have_a_clock_each_and_share_a_feed(hub, window, service, qtbot):
    _, (wall,) = window(1)
    _, (desk,) = window(1)
    hub.add(wall)
    hub.add(desk, viewer="duty")
    qtbot.waitUntil(lambda: live(wall) and live(desk), timeout=10_000)
    assert hub.beating == 2
    assert service.capture("P0") is not None


def test_a_hidden_window_stops_decoding_and_its_clock_and_goes_on_when_it_returns(
    hub, window, service, qtbot
):
    widget, (canvas,) = window(2)
    hub.add(canvas)
    qtbot.waitUntil(lambda: live(canvas), timeout=10_000)
    widget.hide()
    qtbot.waitUntil(lambda: service.capture("P0") is None and hub.beating == 0)
    assert state(canvas) is FeedState.IDLE
    assert canvas.view("P0").picture_at is not None
    widget.show()
    qtbot.waitUntil(lambda: live(canvas), timeout=10_000)
    assert hub.beating == 1


def test_a_window_that_is_gone_is_fed_no_longer(hub, window, service, qtbot):
    widget, (canvas,) = window(1)
    hub.add(canvas)
    qtbot.waitUntil(lambda: live(canvas), timeout=10_000)
    canvas.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: service.capture("P0") is None and hub.beating == 0)
    assert hub.canvases == ()
    assert widget.isVisible()


def test_a_canvas_that_is_taken_out_gives_its_slots_back(hub, window, service, qtbot):
    _, (canvas,) = window(1)
    hub.add(canvas, viewer="duty")
    hub.add(canvas, viewer="duty")
    qtbot.waitUntil(lambda: live(canvas), timeout=10_000)
    assert len(hub.canvases) == 1
    hub.remove(canvas)
    assert service.capture("P0") is None
    assert hub.beating == 0
    hub.remove(canvas)


def test_a_feed_that_moves_to_another_canvas_is_not_opened_anew(hub, window, service, qtbot):
    _, (first, second) = window(1, 0)
    hub.add(first)
    hub.add(second)
    qtbot.waitUntil(lambda: live(first), timeout=10_000)
    capture = service.capture("P0")
    first.set_cells(())
    second.set_cells(cells(1))
    qtbot.waitUntil(lambda: bool(second.cells) and live(second), timeout=10_000)
    assert service.capture("P0") is capture


def test_large_cells_take_the_main_stream_and_small_ones_the_sub_stream(
    hub, window, service, qtbot
):
    widget, (canvas,) = window(16)
    hub.add(canvas)
    qtbot.waitUntil(lambda: live(canvas), timeout=20_000)
    assert service.status("P0").stream is Stream.SUB
    canvas.set_cells(cells(1))
    widget.resize(1400, 900)
    qtbot.waitUntil(lambda: service.status("P0").stream is Stream.MAIN, timeout=20_000)
    qtbot.waitUntil(lambda: live(canvas), timeout=10_000)


def test_under_load_cells_are_shed_and_marked_but_never_the_one_in_focus(window, qtbot):
    service = FeedService(limits=LoadLimits(high=-1.0, low=-2.0, shed_every=0.0))
    hub = FeedHub(service)
    service.status_changed.connect(hub.show_status)
    names = {code: Text(code, code) for code in ("P0", "P1")}
    service.set_posts(
        tuple(FeedPost(c, name, "demo:pattern", "demo:pattern") for c, name in names.items())
    )
    widget, (canvas,) = window(2)
    widget.resize(1000, 1000)
    canvas.set_focus_post("P0")
    hub.add(canvas)
    qtbot.waitUntil(
        lambda: feed_words.quality_words(canvas.shown_status("P1")).en == "SD fewer frames",
        timeout=30_000,
    )
    assert feed_words.quality_words(canvas.shown_status("P0")).en == ""
    qtbot.waitUntil(lambda: live(canvas), timeout=15_000)
    hub.stop()
    assert service.stop()


def test_a_picture_fills_the_cell_pixel_by_pixel(hub, window, qtbot):
    _, (canvas,) = window(1)
    hub.add(canvas)
    qtbot.waitUntil(lambda: live(canvas), timeout=10_000)
    wish = canvas.wishes()["P0"].size
    picture = canvas.view("P0").picture()
    assert picture is not None
    assert picture.width() == wish[0] or picture.height() == wish[1]


def test_posts_that_come_late_are_fed_as_soon_as_they_are_known(window, qtbot):
    service = FeedService(limits=LoadLimits(high=2.0))
    hub = FeedHub(service)
    service.status_changed.connect(hub.show_status)
    _, (canvas,) = window(1)
    hub.add(canvas)
    qtbot.waitUntil(lambda: hub.beating == 1)
    assert state(canvas) is FeedState.IDLE
    service.set_posts((FeedPost("P0", Text("点", "Post"), "demo:pattern"),))
    hub.match()
    qtbot.waitUntil(lambda: live(canvas), timeout=10_000)
    hub.stop()
    assert service.stop()


def test_tiles_of_feeds_are_served_and_others_passed_over(hub, qtbot):
    tile, grid, other = FeedTile(), FeedsTile(), QWidget()
    for widget in (tile, grid, other):
        qtbot.addWidget(widget)
        hub.supply(widget)
    assert hub.canvases == (tile.canvas, grid.canvas)
    tile.show_snapshot(posts(JILIN, HUADIAN))
    assert [cell.post for cell in tile.canvas.cells] == ["P2202"]


class _Dear(FeedCanvas):
    """A canvas that says painting took long."""

    share = 1.0

    def take_paint_seconds(self) -> float:
        return self.share


def test_a_clock_slows_down_where_painting_is_dear_and_quickens_again(qtbot, qapp):
    canvas = _Dear()
    qtbot.addWidget(canvas)
    clock = PaintClock(qapp)
    assert clock.interval_ms == FASTEST_MS
    clock.beat([canvas])
    qtbot.waitUntil(lambda: clock.interval_ms == SLOWEST_MS, timeout=10_000)
    canvas.share = 0.0
    qtbot.waitUntil(lambda: clock.interval_ms == FASTEST_MS, timeout=20_000)
    clock.stop()
    assert not clock.beating
