"""What the wall shows survives the program, however it ends."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.wall.program import Program, TileKey
from console.wall.state import WallState
from tests.wall.wall_samples import director

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, str(ROOT / "main.py"), "run"]
LONGEST = 100
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGKILL"),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of the user for all runs: the demonstration is built once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., subprocess.Popen]]:
    started: list[subprocess.Popen] = []

    def begin(*arguments: str) -> subprocess.Popen:
        program = subprocess.Popen(
            [*PROGRAM, "--demo", "--windowed", "--screens", "2", "--lang", "en", *arguments],
            env={**os.environ, "CONSOLE_HOME": str(home)},
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        started.append(program)
        return program

    yield begin
    for program in started:
        if program.poll() is None:
            os.killpg(program.pid, signal.SIGKILL)
        program.communicate(timeout=LONGEST)


def wait_until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def log_of(home: Path) -> str:
    log = home / "logs" / "run.log"
    return log.read_text("utf-8") if log.exists() else ""


def opened(home: Path) -> int:
    return log_of(home).count("the wall is open: 2 windows")


def state_file(home: Path) -> Path:
    return home / "state" / "wall-demo.json"


def saved(home: Path) -> WallState:
    return WallState.from_json(state_file(home).read_bytes())


def prepare(home: Path, state: WallState) -> None:
    state_file(home).parent.mkdir(parents=True, exist_ok=True)
    state_file(home).write_text(state.to_json(), "utf-8")


def a_busy_wall() -> WallState:
    wall = director()
    wall.take("outbreak")
    wall.choose_region("220200")
    wall.freeze(on=True, tile=TileKey(1, 1, 3))
    wall.load(scene="materials", region="220100")
    return wall.state


def test_a_killed_console_comes_back_with_what_was_on_air(home, start, tmp_path):
    state = a_busy_wall()
    prepare(home, state)
    before = opened(home)
    program = start()
    wait_until(lambda: opened(home) > before)
    os.killpg(program.pid, signal.SIGKILL)
    program.wait(LONGEST)
    again = start("--for", "6", "--shot", str(tmp_path))
    _, complaints = again.communicate(timeout=LONGEST)
    assert (again.returncode, complaints) == (0, "")
    after = saved(home)
    assert after.on_air == state.on_air
    assert (after.preview, after.past, after.revision) == (
        state.preview, state.past, state.revision,
    )  # fmt: skip
    assert (tmp_path / "wall-2.png").exists()


def test_a_wall_that_was_black_stays_black_over_a_restart(home, start, tmp_path):
    from PySide6.QtGui import QImage

    wall = director()
    wall.panic()
    prepare(home, wall.state)
    done = start("--for", "4", "--shot", str(tmp_path))
    _, complaints = done.communicate(timeout=LONGEST)
    assert (done.returncode, complaints) == (0, "")
    for number in (1, 2):
        image = QImage(str(tmp_path / f"wall-{number}.png"))
        steps = range(0, image.width(), 7)
        seen = {image.pixel(x, y) for x in steps for y in range(0, image.height(), 7)}
        assert seen == {0xFF000000}
    assert saved(home).panic_since == wall.state.panic_since


def test_the_command_line_wins_over_what_was_saved(home, start):
    prepare(home, a_busy_wall())
    done = start("--scene", "materials", "--for", "2")
    assert done.wait(LONGEST) == 0
    assert saved(home).program.scene == "materials"
    assert saved(home).on_air.frozen_tiles == ()


def test_a_saved_scene_that_is_gone_is_replaced_and_a_broken_file_starts_afresh(home, start):
    prepare(home, WallState.of(Program("a scene of last year", "220100")))
    assert start("--for", "2").wait(LONGEST) == 0
    assert saved(home).program.scene == "overview"
    state_file(home).write_text("{", "utf-8")
    assert start("--for", "2").wait(LONGEST) == 0
    assert saved(home).program.scene == "overview"
    assert state_file(home).with_suffix(".damaged").exists()


def test_two_consoles_do_not_drive_one_wall_and_a_killed_one_holds_nobody_up(home, start):
    before = opened(home)
    first = start()
    wait_until(lambda: opened(home) > before)
    second = start("--for", "3")
    assert second.wait(LONGEST) == 0
    assert "only looks on" in log_of(home)
    driver = json.loads((home / "state" / "wall-demo.driver.json").read_text("utf-8"))
    assert driver["pid"] == first.pid
    os.killpg(first.pid, signal.SIGKILL)
    first.wait(LONGEST)
    before = opened(home)
    third = start("--for", "3")
    assert third.wait(LONGEST) == 0
    assert opened(home) == before + 1
