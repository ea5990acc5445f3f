"""The watch of the duty desk: what lasts is latched, kept on disk, and raised in the database."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from console.app.alarm_watch import AlarmWatch
from console.app.duty import DutyRecords
from console.data.administration import initialise
from console.data.connection import open_engine
from console.domain.duty import Alarm, AlarmKind
from console.domain.feeds import FeedState, FeedStatus, Stream
from console.domain.posts import Post
from console.domain.truth import FreshnessLimits, LinkState
from console.domain.wording import NOTHING, Text
from console.views.board import Board
from console.wall.alarm_causes import AlarmLimits
from tests.data.duty import held

AT_ONCE = AlarmLimits(feed=timedelta(0), queue=timedelta(hours=1), settle=timedelta(0))
POST = Post("P1", "220282", Text("桦甸", "Huadian"), "county", main_url="rtsp://10.0.0.1/x")


class Screen(QObject):
    """What the desk would show."""

    def __init__(self) -> None:
        super().__init__()
        self.alarms: tuple[Alarm, ...] = ()
        self.deaf = NOTHING
        self.rights: list[bool] = []

    @Slot(bool)
    def show_rights(self, may_write: bool) -> None:  # noqa: FBT001 - a slot
        self.rights.append(may_write)

    @Slot(object)
    def show_alarms(self, alarms: tuple[Alarm, ...]) -> None:
        self.alarms = alarms

    @Slot(object)
    def show_deaf(self, why: Text) -> None:
        self.deaf = why


@pytest.fixture
def url(tmp_path: Path) -> str:
    engine = open_engine(str(tmp_path / "console.sqlite"))
    initialise(engine)
    engine.dispose()
    return f"sqlite:///{tmp_path / 'console.sqlite'}"


def status(state: FeedState) -> FeedStatus:
    return FeedStatus(post="P1", stream=Stream.SUB, state=state, since=datetime.now(UTC))


class Desk:
    """One run of a duty desk's watch over a database."""

    def __init__(self, url: str, limits: AlarmLimits = AT_ONCE) -> None:
        self.records = DutyRecords()
        self.board = Board(FreshnessLimits())
        self.watch = AlarmWatch(self.records, self.board, limits)
        self.screen = Screen()
        self.records.rights_changed.connect(self.screen.show_rights)
        self.watch.alarms_changed.connect(self.screen.show_alarms)
        self.watch.deaf_changed.connect(self.screen.show_deaf)
        self.watch.take_posts((POST,))
        self.records.open(url)
        self.watch.start()

    def stop(self) -> None:
        self.watch.stop()
        self.board.stop()
        self.records.stop()


@pytest.fixture
def desk(url: str, qtbot: QtBot) -> Callable[[], Desk]:
    return lambda: Desk(url)


def alerts(url: str) -> list[object]:
    engine = open_engine(url)
    found = held(engine, "alert")
    engine.dispose()
    return list(found)


def test_a_feed_that_stays_away_is_latched_on_the_desk_and_in_the_database(
    qtbot: QtBot, url: str, desk: Callable[[], Desk]
) -> None:
    run = desk()
    run.watch.take_status(status(FeedState.DOWN))
    qtbot.waitUntil(lambda: len(run.screen.alarms) == 1)
    run.watch.take_status(status(FeedState.LIVE))
    qtbot.waitUntil(lambda: run.screen.alarms[0].cleared_at is not None)
    (alarm,) = run.screen.alarms
    assert (alarm.key, alarm.kind) == ("feed/P1/1", AlarmKind.FEED)
    run.watch.acknowledge(alarm.key, "王")
    assert run.screen.alarms == ()
    run.stop()
    qtbot.waitUntil(lambda: len(alerts(url)) == 1)
    again = desk()
    qtbot.waitUntil(lambda: alerts(url)[0].acknowledged_by == "王")
    again.stop()


def test_alarms_and_what_was_acknowledged_survive_a_restart_without_the_database(
    qtbot: QtBot, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'away.sqlite'}"
    first = Desk(url)
    first.watch.take_status(status(FeedState.DOWN))
    qtbot.waitUntil(lambda: len(first.screen.alarms) == 1)
    first.watch.acknowledge("feed/P1/1", "王")
    first.stop()
    second = Desk(url)
    qtbot.waitUntil(lambda: len(second.screen.alarms) == 1)
    second.watch.acknowledge("feed/P1/1", "李")
    assert [alarm.acknowledged_by for alarm in second.screen.alarms] == ["王"]
    second.stop()


def test_alarms_that_cannot_be_received_are_told_apart_and_are_an_alarm(
    qtbot: QtBot, desk: Callable[[], Desk]
) -> None:
    run = desk()
    long_ago = datetime.now(UTC) - timedelta(minutes=10)
    run.board.link_changed.emit(LinkState(long_ago, connected=False))
    qtbot.waitUntil(lambda: run.screen.deaf != NOTHING)
    kinds = {alarm.kind for alarm in run.screen.alarms}
    assert kinds == {AlarmKind.ALERTS, AlarmKind.LINK}
    run.board.link_changed.emit(LinkState(datetime.now(UTC), connected=True))
    qtbot.waitUntil(lambda: run.screen.deaf == NOTHING)
    assert {alarm.kind for alarm in run.screen.alarms} == kinds
    run.stop()


def test_a_login_that_may_only_read_has_its_own_words_and_tells_all_once_it_may_write(
    qtbot: QtBot, url: str
) -> None:
    run = Desk(url, replace(AT_ONCE, queue=timedelta(0)))
    qtbot.waitUntil(lambda: run.screen.rights == [True])
    run.records.rights_changed.emit(False)  # noqa: FBT003 - a signal has no keywords
    run.records.queue_changed.emit(1)
    run.watch.take_status(status(FeedState.DOWN))
    qtbot.waitUntil(lambda: len(run.screen.alarms) == 2)
    (waits,) = [alarm for alarm in run.screen.alarms if alarm.kind == AlarmKind.QUEUE]
    assert "may only read" in waits.text.en
    assert "只读账号" in waits.text.zh
    run.watch.acknowledge("feed/P1/1", "王")
    run.records.rights_changed.emit(True)  # noqa: FBT003 - a signal has no keywords
    qtbot.waitUntil(lambda: [a.acknowledged_by for a in alerts(url) if a.post == "P1"] == ["王"])
    run.stop()
