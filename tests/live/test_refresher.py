"""The refresher: from a commit to one signal, and no fault of one display stops another."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.regions import Level
from console.domain.requests import (
    HeadlineRequest,
    MapMetric,
    MapRequest,
    PlacesRequest,
    SnapshotRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.snapshots import Snapshot, SnapshotBatch
from console.domain.truth import LinkState
from console.domain.wording import Text
from console.live import refresher as refresher_module
from console.live.fault_book import FaultBook
from console.live.refresher import Refresher
from console.live.runner import ServiceThread
from tests.data.following import execute, new_file

TREND = TrendRequest(("220103",))


class Screen(QObject):
    """Takes signals on the GUI thread, as a board does."""

    def __init__(self) -> None:
        super().__init__()
        self.batches: list[SnapshotBatch] = []
        self.links: list[LinkState] = []
        self.faults: list[ConsoleError] = []
        self.mended: list[str] = []
        self.threads: set[int] = set()

    @Slot(object)
    def take_batch(self, batch: SnapshotBatch) -> None:
        self.threads.add(threading.get_ident())
        self.batches.append(batch)

    @Slot(object)
    def take_link(self, link: LinkState) -> None:
        self.threads.add(threading.get_ident())
        self.links.append(link)

    @Slot(object)
    def take_fault(self, fault: ConsoleError) -> None:
        self.threads.add(threading.get_ident())
        self.faults.append(fault)

    @Slot(str)
    def take_mended(self, place: str) -> None:
        self.threads.add(threading.get_ident())
        self.mended.append(place)

    def latest(self, request: SnapshotRequest) -> Snapshot | None:
        shown = [s for b in self.batches for s in b.snapshots if s.request == request]
        return shown[-1] if shown else None

    def kinds(self, since: int) -> set[type]:
        return {type(s.request) for batch in self.batches[since:] for s in batch.snapshots}


@dataclass
class Running:
    refresher: Refresher
    thread: ServiceThread
    url: str
    screen: Screen = field(default_factory=Screen)

    def __post_init__(self) -> None:
        self.refresher.snapshots_ready.connect(self.screen.take_batch)
        self.refresher.link_changed.connect(self.screen.take_link)
        self.refresher.fault.connect(self.screen.take_fault)
        self.refresher.mended.connect(self.screen.take_mended)


def case(day: str, count: int) -> str:
    return (
        "INSERT INTO case_daily (region, date, confirmed_new)"  # noqa: S608 - made here
        f" VALUES ('220103', '{day}', {count})"
        " ON CONFLICT (region, date) DO UPDATE SET confirmed_new = excluded.confirmed_new"
    )


def run(url: str, **options: object) -> Running:
    refresher = Refresher(url, **options)
    return Running(refresher, ServiceThread(refresher, "refresher"), url)


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = new_file(tmp_path / "database.sqlite")
    execute(url, case("2020-02-01", 1))
    return url


@pytest.fixture
def running(qtbot: QtBot, url: str) -> Iterator[Running]:
    running = run(url)
    running.refresher.want(frozenset({TREND, StatusRequest()}))
    running.thread.start()
    yield running
    assert running.thread.stop()


def newest_count(screen: Screen) -> float | None:
    trend = screen.latest(TREND)
    return trend.series[0].cumulative[-1] if trend is not None and trend.series else None


def test_a_commit_becomes_one_batch_on_the_gui_thread(qtbot: QtBot, running: Running) -> None:
    screen = running.screen
    qtbot.waitUntil(lambda: newest_count(screen) == 1)
    since = len(screen.batches)
    execute(running.url, case("2020-02-02", 4))
    qtbot.waitUntil(lambda: newest_count(screen) == 5)
    (batch,) = screen.batches[since:]
    assert {s.request for s in batch.snapshots} == {TREND, StatusRequest()}
    assert not batch.failed
    assert screen.threads == {threading.get_ident()}


def test_only_the_snapshots_that_a_change_touches_are_built(qtbot: QtBot, running: Running) -> None:
    screen = running.screen
    qtbot.waitUntil(lambda: newest_count(screen) == 1)
    since = len(screen.batches)
    execute(
        running.url,
        "INSERT INTO material (code, name_zh, name_en, unit) VALUES ('m', '口罩', 'Mask', '只')",
    )
    qtbot.waitUntil(lambda: len(screen.batches) > since)
    assert screen.kinds(since) == {StatusRequest}


def test_the_publisher_and_demo_of_the_database_reach_every_snapshot(
    qtbot: QtBot, running: Running
) -> None:
    screen = running.screen
    qtbot.waitUntil(lambda: newest_count(screen) == 1)
    execute(
        running.url,
        "INSERT INTO about (key, value) VALUES ('publisher_en', 'Jilin'), ('demo', '1')"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
    )
    qtbot.waitUntil(lambda: screen.latest(TREND).provenance.source.en == "Jilin")
    assert screen.latest(TREND).provenance.demo
    qtbot.waitUntil(lambda: screen.links[-1].demo)


def test_what_is_newly_wanted_is_built_at_once_and_alone(qtbot: QtBot, running: Running) -> None:
    screen = running.screen
    qtbot.waitUntil(lambda: newest_count(screen) == 1)
    since = len(screen.batches)
    wish = MapRequest(MapMetric.CUMULATIVE, Level.COUNTY)
    running.refresher.want(frozenset({TREND, StatusRequest(), wish}))
    qtbot.waitUntil(lambda: screen.latest(wish) is not None)
    assert screen.kinds(since) == {MapRequest}


def test_what_is_no_longer_wanted_is_no_longer_built(qtbot: QtBot, running: Running) -> None:
    screen = running.screen
    qtbot.waitUntil(lambda: newest_count(screen) == 1)
    running.refresher.want(frozenset({HeadlineRequest()}))
    qtbot.waitUntil(lambda: screen.latest(HeadlineRequest()) is not None)
    since = len(screen.batches)
    execute(running.url, case("2020-02-02", 4))
    qtbot.waitUntil(lambda: len(screen.batches) > since)
    assert screen.kinds(since) == {HeadlineRequest}


def test_the_link_is_told_every_second_while_nothing_changes(
    qtbot: QtBot, running: Running
) -> None:
    screen = running.screen
    qtbot.waitUntil(lambda: bool(screen.links and screen.links[-1].confirmed_at))
    told = len(screen.links)
    first = screen.links[-1].confirmed_at
    qtbot.waitUntil(lambda: screen.links[-1].confirmed_at > first)
    assert len(screen.links) - told >= 1
    assert all(link.connected for link in screen.links[told:])


def test_a_failing_display_is_reported_once_and_stops_no_other(
    qtbot: QtBot, url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sound = refresher_module.build

    def build(store: Store, request: SnapshotRequest, context: object) -> Snapshot:
        if isinstance(request, StatusRequest):
            raise ZeroDivisionError("no such luck")
        return sound(store, request, context)

    monkeypatch.setattr(refresher_module, "build", build)
    running = run(url)
    screen = running.screen
    running.refresher.want(frozenset({TREND, StatusRequest()}))
    running.thread.start()
    qtbot.waitUntil(lambda: newest_count(screen) == 1)
    execute(url, case("2020-02-02", 4))
    qtbot.waitUntil(lambda: newest_count(screen) == 5)
    assert running.thread.stop()
    assert [fault.place for fault in screen.faults] == ["StatusRequest"]
    assert screen.batches[-1].failed == {StatusRequest()}
    assert "no such luck" in caplog.text


def test_a_dataset_that_cannot_be_stored_leaves_the_others_and_is_not_confirmed(
    qtbot: QtBot, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Partial(Store):
        def apply(self, dataset: Dataset, rows: object, *, reset: bool) -> None:
            if dataset is Dataset.CASE_NOTE:
                raise ZeroDivisionError("no such luck")
            super().apply(dataset, rows, reset=reset)

    monkeypatch.setattr(refresher_module, "Store", Partial)
    running = run(url)
    screen = running.screen
    running.refresher.want(frozenset({TREND, PlacesRequest()}))
    running.thread.start()
    qtbot.waitUntil(lambda: screen.latest(PlacesRequest()) is not None)
    qtbot.waitUntil(lambda: len(screen.links) > 6, timeout=15_000)  # longer than two heartbeats
    assert running.thread.stop()
    assert [fault.place for fault in screen.faults] == ["case_note"]
    assert screen.links[-1].confirmed_at is None
    assert screen.latest(TREND) is None  # it rests on what could not be stored
    assert any(TREND in batch.failed for batch in screen.batches)


def test_rows_that_cannot_be_read_are_reported_until_they_are_mended(
    qtbot: QtBot, running: Running
) -> None:
    execute(running.url, case("2093-02-02", 4))
    qtbot.waitUntil(lambda: bool(running.screen.faults))
    fault = running.screen.faults[0]
    assert fault.place == "case_daily"
    assert fault.problem.zh
    execute(running.url, "DELETE FROM case_daily WHERE date = '2093-02-02'")
    qtbot.waitUntil(lambda: running.screen.mended == ["case_daily"])


def test_a_start_without_a_database_shows_the_last_snapshots_with_their_age(
    qtbot: QtBot, url: str, tmp_path: Path
) -> None:
    kept = tmp_path / "kept"
    first = run(url, cache=kept)
    first.refresher.want(frozenset({TREND}))
    first.thread.start()
    qtbot.waitUntil(lambda: newest_count(first.screen) == 1)
    assert first.thread.stop()
    (tmp_path / "database.sqlite").rename(tmp_path / "away.sqlite")
    second = run(url, cache=kept)
    second.refresher.want(frozenset({TREND}))
    second.thread.start()
    qtbot.waitUntil(lambda: newest_count(second.screen) == 1)
    kept_at = second.screen.latest(TREND).provenance.confirmed_at
    # The link may fail before what was kept is read: the next heartbeat tells of both.
    qtbot.waitUntil(lambda: any(one.confirmed_at == kept_at for one in second.screen.links))
    qtbot.waitUntil(lambda: bool(second.screen.links[-1].fault.en))
    link = second.screen.links[-1]
    assert second.thread.stop()
    assert not link.connected
    assert link.confirmed_at == kept_at


def test_at_midnight_everything_is_built_for_the_new_day(qtbot: QtBot, running: Running) -> None:
    qtbot.waitUntil(lambda: newest_count(running.screen) == 1)
    since = len(running.screen.batches)
    running.refresher._today = date(2020, 1, 1)
    qtbot.waitUntil(lambda: len(running.screen.batches) > since)
    assert running.screen.kinds(since) == {TrendRequest, StatusRequest}


def test_it_ends_without_having_begun(qtbot: QtBot, url: str) -> None:
    running = run(url)
    assert running.thread.stop()


def test_fifty_commits_in_a_row_lose_no_change(qtbot: QtBot, running: Running) -> None:
    screen = running.screen
    qtbot.waitUntil(lambda: newest_count(screen) == 1)

    def write() -> None:
        for count in range(50):
            execute(running.url, case("2020-02-02", count))

    writer = threading.Thread(target=write)
    writer.start()
    qtbot.waitUntil(lambda: not writer.is_alive(), timeout=20_000)
    writer.join()
    qtbot.waitUntil(lambda: newest_count(screen) == 50)


def test_a_fault_is_new_once_and_again_after_it_was_mended() -> None:
    book = FaultBook()
    assert book.is_new(TREND, "trend", "a")
    assert not book.is_new(TREND, "trend", "a")
    assert book.is_new(TREND, "trend", "b")
    assert book.mend(TREND) == "trend"
    assert book.mend(TREND) is None
    assert book.is_new(TREND, "trend", "b")
    assert book.is_new(Dataset.REGION, "region", "c")
    assert book.unwanted(frozenset()) == [TREND]
    assert book.unwanted(frozenset({TREND})) == []


def test_a_place_is_mended_when_the_last_of_its_faults_is() -> None:
    book = FaultBook()
    rows = (Dataset.REGION, Text("", "rows"))
    book.is_new(Dataset.REGION, "region", "a")
    book.is_new(rows, "region", "3")
    assert book.rows() == [rows]
    assert book.mend(Dataset.REGION) is None
    assert book.mend(rows) == "region"
