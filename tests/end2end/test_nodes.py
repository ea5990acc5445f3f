"""Three machines, one wall: real programs with their windows, real keys, one real database."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psycopg2
import pytest

from console.theme import palette
from console.wall.state import WallState
from tests.end2end.desktops import Desktop
from tests.postgres import PostgresServer

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 90
BETWEEN_KEYS = 3.0
WALL = [1280, 0, 1280, 720]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.postgresql,
    pytest.mark.timeout(400),
    pytest.mark.skipif(sys.platform != "linux", reason="needs an X server of its own"),
]


class Machine:
    """One machine of the wall: a desktop with a desk's screen and a wall's, and the program."""

    def __init__(self, name: str, url: str, folder: Path) -> None:
        self.name = name
        self.folder = folder
        self.desktop = Desktop(folder, {"D": 0, "W": 1280})
        command = [sys.executable, str(ROOT / "main.py"), "run", "--database", url]
        with (folder / "errors").open("wb") as errors:
            self._process = subprocess.Popen(
                [*command, "--node", name, "--lang", "en"],
                env=self.desktop.environment,
                stderr=errors,
                start_new_session=True,
            )
        wait_until(lambda: "the wall is open" in self.log)
        wait_until(lambda: self.state is not None)

    @property
    def log(self) -> str:
        path = self.folder / "logs" / "run.log"
        return path.read_text("utf-8") if path.exists() else ""

    @property
    def state(self) -> WallState | None:
        path = self.folder / "state" / f"wall-{self.name}.json"
        return WallState.from_json(path.read_bytes()) if path.exists() else None

    @property
    def scene(self) -> str:
        return self.state.program.scene

    def take(self, key: str, scene: str) -> None:
        """Strike ``key`` until ``scene`` is on air: a window that just came may have no focus."""
        struck = 0.0

        def is_on_air() -> bool:
            nonlocal struck
            if time.monotonic() - struck > BETWEEN_KEYS:
                struck = time.monotonic()
                self.desktop.press(key)
            return self.scene == scene

        wait_until(is_on_air)

    def end(self) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(LONGEST)
        self.desktop.end()


def wait_until(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LONGEST
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def agree(*machines: Machine) -> bool:
    """Tell whether all show the same, by the same author, at the same revision."""
    first, *others = [machine.state for machine in machines]
    told = (first.on_air, first.revision, first.author)
    return all((other.on_air, other.revision, other.author) == told for other in others)


def alike(one: Machine, other: Machine) -> float:
    """Return the part of two walls' pixels that are the same."""
    return float(np.mean(one.desktop.picture(WALL) == other.desktop.picture(WALL)))


def late_pixels(machine: Machine) -> int:
    """Return how many pixels of the wall have the colour of the mark LATE, and of nothing else."""
    red, green, blue = bytes.fromhex(palette()["late"].removeprefix("#"))
    return int(np.all(machine.desktop.picture(WALL) == (blue, green, red), axis=2).sum())


def recorded(url: str) -> list[tuple[str, str]]:
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute('SELECT "by", scene FROM command.wall_event ORDER BY at')
        rows = cursor.fetchall()
    connection.close()
    return rows


@pytest.fixture
def server() -> Iterator[PostgresServer]:
    with PostgresServer(durable=True) as made:
        yield made


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as address:
        yield address


@pytest.fixture
def switch_on(url: str, tmp_path: Path) -> Iterator[Callable[[str], Machine]]:
    made: list[Machine] = []

    def begin(name: str) -> Machine:
        folder = tmp_path / name
        folder.mkdir()
        made.append(Machine(name, url, folder))
        return made[-1]

    yield begin
    for machine in made:
        machine.end()


def test_a_take_reaches_every_machine_and_one_that_comes_late_shows_it(switch_on):
    left, middle = switch_on("left"), switch_on("middle")
    left.take("2", "outbreak")
    wait_until(lambda: agree(left, middle))
    late = switch_on("late")
    wait_until(lambda: agree(left, middle, late))
    assert late.state.author.desk == "left"
    wait_until(lambda: min(alike(left, middle), alike(left, late)) > 0.9)
    late.take("5", "investigation")
    wait_until(lambda: agree(left, middle, late))


def test_operators_who_take_at_once_all_see_one_outcome_and_whose_it_was(switch_on, url):
    machines = [switch_on(name) for name in ("left", "middle", "right")]
    wait_until(lambda: agree(*machines))
    for machine in machines:  # so that every window has the keys
        machine.take("5", "investigation")
    wait_until(lambda: agree(*machines))
    before = machines[0].state.revision
    told = len(recorded(url))
    keys = [
        subprocess.Popen(["xdotool", "key", key], env=machine.desktop.environment)
        for machine, key in zip(machines, "234", strict=True)
    ]
    for key in keys:
        assert key.wait(LONGEST) == 0
    wait_until(lambda: machines[0].state.revision > before and agree(*machines))
    takers = {machine.name for machine in machines}
    assert machines[0].state.author.desk in takers
    wait_until(lambda: len(recorded(url)) >= told + 3)
    winner = machines[0].state
    assert (f"{winner.author.by}@{winner.author.desk}", winner.program.scene) in recorded(url)


def test_a_machine_without_the_database_keeps_its_picture_and_delivers_its_record_once(
    switch_on, server, url
):
    left, right = switch_on("left"), switch_on("right")
    left.take("2", "outbreak")
    wait_until(lambda: agree(left, right))
    wait_until(lambda: len(recorded(url)) == 1)
    shown = right.desktop.settled_picture(WALL)
    server.kill()
    marked = late_pixels(right)
    wait_until(lambda: late_pixels(right) > marked + 200)
    assert np.mean(right.desktop.picture(WALL) == shown) > 0.9
    right.take("3", "materials")
    assert left.scene == "outbreak"
    server.restart()
    wait_until(lambda: left.scene == "materials" and agree(left, right))
    wait_until(lambda: len(recorded(url)) == 2)
    assert [scene for _, scene in recorded(url)] == ["outbreak", "materials"]
