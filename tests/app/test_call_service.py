"""A call between the centre and a real post: two processes and a real PostgreSQL between them."""

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from psycopg2 import sql
from pytestqt.qtbot import QtBot

from console.domain.calls import CallStage, EndReason, Media, Party, PartyKind, truth_of_call
from console.domain.truth import Truth
from console.domain.wording import Text
from console.wall.call_book import CallStep
from console.widgets.call_view import CallView
from tests.calling import HUADIAN, Centre, PostProcess, ask, wait_for_movement
from tests.films import red_film
from tests.postgres import PostgresServer

pytestmark = [pytest.mark.postgresql, pytest.mark.slow, pytest.mark.timeout(300)]

WAIT = 120_000
StartPost = Callable[..., PostProcess]


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        yield url


@pytest.fixture
def login(server: PostgresServer, url: str) -> str:
    """The database's address with a login of the role that posts have."""
    role, secret = sql.Identifier("post_hd"), sql.Literal(server.password)
    server.execute(sql.SQL("DROP ROLE IF EXISTS {}").format(role))
    server.execute(
        sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE console_post").format(role, secret)
    )
    return server.url(url.rpartition("/")[2], user="post_hd")


@pytest.fixture
def start_post(url: str, tmp_path: Path) -> Iterator[StartPost]:
    posts: list[PostProcess] = []

    def start(name: str = "hd-01", *extra: str, url: str = url) -> PostProcess:
        posts.append(PostProcess(url, name, *extra, home=tmp_path))
        return posts[-1]

    yield start
    for post in posts:
        if post.process.poll() is None:
            os.kill(post.pid, signal.SIGCONT)
            post.stop()


@pytest.fixture
def centre(qapp: object, url: str) -> Iterator[Centre]:
    made = Centre(url)
    yield made
    made.service.stop()


def through(qtbot: QtBot, centre: Centre) -> str:
    """Call Huadian, and wait until its moving picture is here."""
    key = centre.service.place(HUADIAN)
    qtbot.waitUntil(lambda: centre.call(key).media is Media.MOVING, timeout=WAIT)
    return key


def shown(qtbot: QtBot) -> CallView:
    """Return a place for pictures, in sight."""
    view = CallView()
    qtbot.addWidget(view)
    view.resize(640, 360)
    view.show()
    return view


def showing(centre: Centre, key: str, view: CallView) -> CallView:
    """Return ``view`` with the pictures of whichever page the call has now."""
    view.show_page(centre.service.lines.page(key))
    return view


def test_a_post_is_rung_answers_is_seen_heard_muted_taken_on_air_and_hung_up(
    qtbot: QtBot, centre: Centre, start_post: StartPost
) -> None:
    start_post("hd-01", "--answer")
    service = centre.service
    key = through(qtbot, centre)
    view = shown(qtbot)
    wait_for_movement(qtbot, lambda: showing(centre, key, view))
    qtbot.waitUntil(lambda: centre.level(key) > 0.1, timeout=WAIT)
    assert service.lines.is_heard(key)
    assert service.lines.captures
    service.take(key)
    assert centre.call(key).stage is CallStage.ON_AIR
    service.mute_all()
    assert centre.call(key).muted
    assert not service.lines.is_heard(key)
    service.hang_up(key)
    view.show_page(None)
    call = centre.call(key)
    assert (call.stage, call.reason) == (CallStage.ENDED, EndReason.HUNG_UP)
    assert call.on_air[0].until is not None
    assert not service.lines.captures


def test_a_frozen_caller_is_marked_though_the_line_stands_and_comes_back(
    qtbot: QtBot, centre: Centre, start_post: StartPost
) -> None:
    post = start_post("hd-01", "--answer")
    key = through(qtbot, centre)
    os.kill(post.pid, signal.SIGSTOP)
    qtbot.waitUntil(lambda: centre.call(key).media is Media.STILL, timeout=WAIT)
    assert truth_of_call(centre.call(key)).truth is Truth.STALE
    os.kill(post.pid, signal.SIGCONT)
    qtbot.waitUntil(lambda: centre.call(key).media is Media.MOVING, timeout=WAIT)
    assert not centre.call(key).is_over


def test_a_call_on_hold_is_off_the_wall_marked_and_moves_again_when_it_is_resumed(
    qtbot: QtBot, centre: Centre, start_post: StartPost
) -> None:
    start_post("hd-01", "--answer")
    service = centre.service
    key = through(qtbot, centre)
    service.take(key)
    service.hold(key, True)  # noqa: FBT003 - a slot
    call = centre.call(key)
    assert (call.stage, call.held) == (CallStage.CONNECTED, True)
    assert truth_of_call(call).truth is Truth.FROZEN
    report = service.lines.report(key)
    assert report is not None
    seen = report.frames
    service.hold(key, False)  # noqa: FBT003 - a slot
    assert not centre.call(key).held
    qtbot.waitUntil(lambda: (service.lines.report(key) or report).frames > seen, timeout=WAIT)
    qtbot.waitUntil(lambda: centre.call(key).media is Media.MOVING, timeout=WAIT)
    assert [step for step in centre.steps if step in (CallStep.HELD, CallStep.RESUMED)] == [
        CallStep.HELD,
        CallStep.RESUMED,
    ]


def test_our_page_that_is_killed_is_lost_at_once_and_the_call_goes_on_with_another(
    qtbot: QtBot, centre: Centre, start_post: StartPost
) -> None:
    start_post("hd-01", "--answer")
    key = through(qtbot, centre)
    page = centre.service.lines.page(key)
    assert page is not None
    view = shown(qtbot)
    showing(centre, key, view)
    os.kill(page.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: centre.call(key).media is Media.LOST, timeout=WAIT)
    qtbot.waitUntil(lambda: centre.call(key).media is Media.MOVING, timeout=WAIT)
    assert centre.service.lines[key].pages == 2
    wait_for_movement(qtbot, lambda: showing(centre, key, view))
    assert not centre.call(key).is_over


def test_our_page_that_hangs_is_marked_as_not_moving_before_it_is_given_up(
    qtbot: QtBot, centre: Centre, start_post: StartPost
) -> None:
    start_post("hd-01", "--answer")
    key = through(qtbot, centre)
    page = centre.service.lines.page(key)
    assert page is not None
    hung = page.process_id
    centre.marks.clear()
    os.kill(hung, signal.SIGSTOP)
    try:
        qtbot.waitUntil(lambda: centre.call(key).media is Media.LOST, timeout=WAIT)
    finally:
        os.kill(hung, signal.SIGCONT)
    assert [mark for mark, _at in centre.marks] == [Media.STILL, Media.LOST]


def test_a_post_that_is_killed_and_starts_anew_is_in_the_same_call(
    qtbot: QtBot, centre: Centre, start_post: StartPost
) -> None:
    post = start_post("hd-01", "--answer")
    key = through(qtbot, centre)
    post.process.kill()
    post.process.wait()
    qtbot.waitUntil(lambda: centre.call(key).media is Media.LOST, timeout=WAIT)
    start_post("hd-01")  # it need not be answered again
    qtbot.waitUntil(lambda: centre.call(key).media is Media.MOVING, timeout=WAIT)


def test_a_post_that_hangs_up_ends_the_call_and_says_so(
    qtbot: QtBot, centre: Centre, start_post: StartPost
) -> None:
    post = start_post("hd-01", "--answer")
    key = through(qtbot, centre)
    assert post.stop() == 0
    qtbot.waitUntil(lambda: centre.call(key).is_over, timeout=WAIT)
    assert centre.call(key).reason is EndReason.FAR_HUNG_UP


def test_a_post_in_a_call_is_busy_for_everybody_else(
    qtbot: QtBot, centre: Centre, start_post: StartPost, url: str
) -> None:
    start_post("hd-01", "--answer")
    through(qtbot, centre)
    other = CentreTwo(url)
    key = other.service.place(HUADIAN)
    qtbot.waitUntil(lambda: other.call(key).is_over, timeout=WAIT)
    assert other.call(key).reason is EndReason.BUSY
    other.service.stop()


def test_two_consoles_that_ring_and_refuse_or_miss_each_other_say_so(
    qtbot: QtBot, centre: Centre, url: str
) -> None:
    other = CentreTwo(url)
    there = Party("centre2", PartyKind.CONSOLE, Text("第二中心", "Second centre"))
    key = centre.service.place(there)
    qtbot.waitUntil(lambda: key in other.service.calls, timeout=WAIT)
    assert other.service.book.rings_aloud
    other.service.hang_up(key)
    qtbot.waitUntil(lambda: centre.call(key).is_over, timeout=WAIT)
    assert centre.call(key).reason is EndReason.REFUSED
    missed = centre.service.place(there)
    qtbot.waitUntil(lambda: missed in other.service.calls, timeout=WAIT)
    centre.service.hang_up(missed)
    qtbot.waitUntil(lambda: other.call(missed).is_over, timeout=WAIT)
    assert other.call(missed).is_missed
    other.service.stop()


def test_a_post_with_a_login_of_its_own_sends_a_film_in_the_cameras_place(
    qtbot: QtBot, centre: Centre, start_post: StartPost, login: str, tmp_path: Path
) -> None:
    start_post("hd-01", "--answer", "--file", str(red_film(tmp_path)), url=login)
    key = through(qtbot, centre)
    view = shown(qtbot)

    def is_red() -> bool:
        colour = showing(centre, key, view).grab().toImage().pixelColor(320, 60)
        return colour.red() > 150 and max(colour.green(), colour.blue()) < 100

    qtbot.waitUntil(is_red, timeout=WAIT)
    wait_for_movement(qtbot, lambda: showing(centre, key, view))
    view.show_page(None)
    assert centre.level(key) == 0.0


def test_a_database_that_is_away_leaves_the_call_alone_and_learns_of_its_end_when_it_is_back(
    qtbot: QtBot, centre: Centre, start_post: StartPost, server: PostgresServer, url: str
) -> None:
    start_post("hd-01", "--answer")
    key = through(qtbot, centre)
    server.pause()
    try:
        report = centre.service.lines.report(key)
        assert report is not None
        enough = report.frames + 30
        qtbot.waitUntil(
            lambda: (centre.service.lines.report(key) or report).frames > enough, timeout=WAIT
        )
        assert not centre.call(key).is_over
        centre.service.hang_up(key)
    finally:
        server.resume()
    ends = "SELECT 1 FROM command.call WHERE state = 'ended'"
    qtbot.waitUntil(lambda: bool(ask(url, ends)), timeout=WAIT)


def test_without_a_database_nobody_is_called_and_the_reason_is_said(qapp: object) -> None:
    alone = Centre()
    assert alone.service.place(HUADIAN) == ""
    assert "PostgreSQL" in alone.refused[0].remedy.en
    alone.service.stop()


class CentreTwo(Centre):
    """Another console, in another city."""

    station = "centre2"
