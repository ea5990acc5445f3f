"""The console as a whole, in this process: real windows, a real database, real threads."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console import paths, settings
from console.app import RunOptions
from console.app.root import Console
from console.data.demo.keeping import ensure_demo
from console.domain.errors import ConsoleError
from console.domain.requests import HeadlineRequest, TrendRequest
from console.domain.snapshots import HeadlineSnapshot, MaterialsSnapshot
from console.domain.truth import Truth
from console.domain.wording import Lang
from console.views.displays import DISPLAYS
from console.wall.program import Program
from console.wall.scene_files import load_scenes
from console.widgets.headline_tile import HeadlineTile
from console.widgets.tile import Tile

WAIT = 20_000

Start = Callable[..., Console]


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(ensure_demo(tmp_path_factory.mktemp("demo")).removeprefix("sqlite:///"))


@pytest.fixture
def database(demo_file: Path, tmp_path: Path) -> Path:
    """A database of the test's own, as the demonstration is built."""
    copy = tmp_path / "centre.sqlite"
    with sqlite3.connect(demo_file) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    source.close()
    target.close()
    return copy


@pytest.fixture
def start(qtbot: QtBot, own_home: Path) -> Iterator[Start]:
    """Start a console as ``run`` does, and stop it as ``run`` does."""
    made: list[Console] = []

    def begin(database: str | Path, scene: str = "overview", **chosen: object) -> Console:
        options = RunOptions(
            database=str(database), windowed=True, lang=Lang.EN, scene=scene, **chosen
        )
        overrides = {"database.url": str(database), "language": "en", "wall.screens": 1}
        folders = [paths.resources() / "scenes", paths.user_config() / "scenes"]
        console = Console(
            options,
            settings.load(None, overrides),
            load_scenes(folders, DISPLAYS),
            Program(scene, "220000"),
        )
        made.append(console)
        console.start()
        return console

    yield begin
    for console in made:
        console.finish()


def tiles(console: Console) -> list[Tile]:
    return [tile for window in console.wall.windows for tile in window.tiles]


def filled(console: Console) -> bool:
    return all(tile.snapshot is not None for tile in tiles(console))


def headline(console: Console) -> HeadlineTile:
    return next(tile for tile in tiles(console) if isinstance(tile, HeadlineTile))


def figure(console: Console, key: str) -> float | None:
    snapshot = headline(console).snapshot
    assert isinstance(snapshot, HeadlineSnapshot)
    return next((f.value for f in snapshot.figures if f.key == key), None)


def words(console: Console) -> set[str]:
    return {label.text() for tile in tiles(console) for label in tile.findChildren(QLabel)}


def test_windows_come_up_and_every_tile_shows_the_databases_figures(qtbot, start, database):
    console = start(database)
    assert all(window.isVisible() for window in (*console.wall.windows, console.desk))
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    snapshot = headline(console).snapshot
    assert isinstance(snapshot, HeadlineSnapshot)
    assert 157.0 in {f.value for f in snapshot.figures}
    qtbot.waitUntil(
        lambda: all(tile.badge.mark.truth is Truth.DEMO for tile in tiles(console)), timeout=WAIT
    )


def test_a_change_that_another_program_commits_appears_in_the_tile(qtbot, start, database):
    console = start(database)
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    before = {f.key: f.value for f in headline(console).snapshot.figures}
    writer = sqlite3.connect(database, timeout=10)
    with writer:
        writer.execute(
            "UPDATE case_daily SET confirmed_new = confirmed_new + 7"
            " WHERE region = '220200' AND date = (SELECT max(date) FROM case_daily)"
        )
    writer.close()

    def changed() -> bool:
        now = {f.key: f.value for f in headline(console).snapshot.figures}
        return any(v is not None and before.get(k) == v - 7 for k, v in now.items())

    qtbot.waitUntil(changed, timeout=WAIT)


def test_one_region_key_turns_every_tile_wherever_it_is_turned(qtbot, start, database):
    console = start(database, scene="outbreak")
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    console.desk.region_chosen.emit("220200")
    assert all(tile.region == "220200" for tile in tiles(console))
    qtbot.waitUntil(
        lambda: headline(console).snapshot.request == HeadlineRequest("220200"), timeout=WAIT
    )
    tiles(console)[1].region_chosen.emit("220100")
    qtbot.waitUntil(
        lambda: console.board.latest(TrendRequest(("220100",))) is not None, timeout=WAIT
    )
    assert all(tile.region == "220100" for tile in tiles(console))
    console.desk.undo_wanted.emit()
    assert all(tile.region == "220200" for tile in tiles(console))


def test_a_retired_code_means_its_successor_and_the_provinces_code_the_province(
    qtbot, start, database
):
    console = start(database)
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    qtbot.waitUntil(lambda: console.show.director.program.region == "", timeout=WAIT)
    console.show.choose_region("220381")
    assert console.show.director.program.region == "220184"


def test_a_scene_is_taken_and_taken_back_and_its_tiles_are_filled(qtbot, start, database):
    console = start(database)
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    first = [type(tile) for tile in tiles(console)]
    console.desk.scene_chosen.emit("materials")
    qtbot.waitUntil(lambda: [type(tile) for tile in tiles(console)] != first, timeout=WAIT)
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    assert any(isinstance(tile.snapshot, MaterialsSnapshot) for tile in tiles(console))
    console.desk.undo_wanted.emit()
    qtbot.waitUntil(lambda: [type(tile) for tile in tiles(console)] == first, timeout=WAIT)
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)


def test_the_language_changes_on_every_window_while_it_runs(qtbot, start, database):
    console = start(database)
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    english = words(console)
    assert any("Jilin" in text for text in english)
    console.desk.language_wanted.emit()
    qtbot.waitUntil(lambda: any("吉林省" in text for text in words(console)))
    console.desk.language_wanted.emit()
    qtbot.waitUntil(lambda: any("Jilin" in text for text in words(console)))


def test_a_broken_scene_of_the_user_is_a_fault_on_the_desk_and_the_rest_is_usable(
    qtbot, start, database
):
    folder = paths.user_config() / "scenes"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text('title = "x"\n[[walls]]\ntiles = 3\n', "utf-8")
    console = start(database)
    assert [fault.place.en for fault in console.faults.faults][-1].endswith("broken.toml:2")
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)


def test_a_scene_that_pins_an_unknown_region_is_a_fault_that_names_the_known_ones(
    qtbot, start, database
):
    folder = paths.user_config() / "scenes"
    folder.mkdir(parents=True)
    tile = '{ display = "trend", column = 1, row = 1, width = 12, height = 12, region = "9" }'
    (folder / "pinned.toml").write_text(f"[[walls]]\ntiles = [{tile}]\n", "utf-8")
    console = start(database)
    qtbot.waitUntil(lambda: bool(console.faults.faults), timeout=WAIT)
    fault = console.faults.faults[0]
    assert fault.place.en == "pinned: region = 9"
    assert "220200 吉林市" in fault.remedy.en


def test_an_error_that_nobody_caught_is_listed_on_the_desk_from_whichever_thread(
    qtbot, start, database
):
    console = start(database)
    teller = threading.Thread(target=console.hear_error, args=("RuntimeError: a bug",))
    teller.start()
    teller.join()
    qtbot.waitUntil(
        lambda: any("a bug" in fault.problem.en for fault in console.faults.faults), timeout=WAIT
    )


def test_a_database_that_is_not_there_leaves_windows_that_say_lost_and_the_reason(
    qtbot, start, tmp_path
):
    console = start("postgresql://nobody@127.0.0.1:9/nothing")
    assert all(window.isVisible() for window in (*console.wall.windows, console.desk))
    label = console.desk.health.link_label
    qtbot.waitUntil(lambda: "\n" in label.text(), timeout=WAIT)
    assert {tile.badge.mark.truth for tile in tiles(console)} == {Truth.LOST}
    assert [fault.place.en for fault in console.faults.faults] == ["Database"]


def test_a_database_that_comes_later_fills_the_wall_by_itself(qtbot, start, database):
    waiting = database.rename(database.with_suffix(".later"))
    console = start(database)
    label = console.desk.health.link_label
    qtbot.waitUntil(lambda: "\n" in label.text(), timeout=WAIT)
    waiting.rename(database)
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    qtbot.waitUntil(lambda: console.faults.faults == (), timeout=WAIT)


def test_a_start_without_the_database_shows_the_last_good_figures_and_says_how_old_they_are(
    qtbot, start, database
):
    first = start(database)
    qtbot.waitUntil(lambda: filled(first), timeout=WAIT)
    known = headline(first).snapshot
    first.finish()
    database.unlink()
    second = start(database)
    qtbot.waitUntil(lambda: filled(second), timeout=WAIT)
    assert [f.value for f in headline(second).snapshot.figures] == [f.value for f in known.figures]
    assert headline(second).snapshot.provenance.confirmed_at is not None


def test_an_unknown_region_of_the_command_line_ends_the_run_with_the_known_ones(
    qtbot, start, database
):
    console = start(database, region="999")
    qtbot.waitUntil(lambda: console.refusal is not None, timeout=WAIT)
    assert isinstance(console.refusal, ConsoleError)
    assert "220200 吉林市" in str(console.refusal)


def test_a_stop_ends_every_thread_and_window_and_may_come_twice(qtbot, start, database):
    before = set(threading.enumerate())
    console = start(database)
    qtbot.waitUntil(lambda: filled(console), timeout=WAIT)
    assert console.finish() == 0
    # The last one may still be writing the cache: a busy machine takes more than its two seconds.
    for thread in set(threading.enumerate()) - before:
        if not isinstance(thread, threading._DummyThread):
            thread.join(WAIT / 1000)
            assert not thread.is_alive()
    assert console.wall.windows == ()
    console.finish()


def test_an_end_while_the_database_is_still_being_read_is_clean(start, database):
    console = start(database)
    assert console.finish() == 0
