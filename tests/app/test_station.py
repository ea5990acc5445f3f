"""A wall that stands by itself: no blanked screen, and no cursor that lies on the figures."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console import paths
from console.app.station import Station
from console.domain.truth import FreshnessLimits
from console.views.board import Board
from console.views.displays import DISPLAYS
from console.views.wall_set import WallSet
from console.wall.scene_files import load_scenes

_DESKTOP = """
import sys
from gi.repository import Gio, GLib

shape = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.freedesktop.ScreenSaver">
<method name="Inhibit"><arg name="application" type="s" direction="in"/>
<arg name="reason" type="s" direction="in"/><arg name="cookie" type="u" direction="out"/>
</method></interface></node>''')

def call(connection, sender, path, interface, method, words, answer):
    answer.return_value(GLib.Variant("(u)", (7,)))
    print(method, *words.unpack(), sep="|", flush=True)

def own(connection, name):
    connection.register_object("/org/freedesktop/ScreenSaver", shape.interfaces[0], call)
    print("ready", flush=True)

Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.ScreenSaver", 0, None, own, None)
GLib.MainLoop().run()
"""

_WALL = """
import subprocess, sys
from PySide6.QtCore import QDeadlineTimer
from PySide6.QtWidgets import QApplication
from console.app.station import Station
from console.domain.truth import FreshnessLimits
from console.views.board import Board
from console.views.wall_set import WallSet

command = ["/usr/bin/python3", "-c", sys.argv[1]]
desktop = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
assert desktop.stdout.readline() == "ready\\n"
app = QApplication(["wall", "-platform", "offscreen"])
station = Station(WallSet({}, Board(FreshnessLimits()), screens=1, windowed=False), keep_awake=True)
station.start()
deadline = QDeadlineTimer(20_000)
while not station.is_awake and not deadline.hasExpired():
    app.processEvents()
print(station.is_awake, desktop.stdout.readline(), end="")
station.stop()
desktop.kill()
desktop.wait()
"""


@pytest.fixture
def wall(qtbot: QtBot) -> Iterator[WallSet]:
    board = Board(FreshnessLimits())
    scenes = load_scenes([paths.resources() / "scenes"], DISPLAYS)
    wall = WallSet(DISPLAYS, board, screens=1, windowed=True)
    wall.open(scenes.scenes[0])
    qtbot.waitUntil(wall.windows[0].isVisible)
    yield wall
    wall.close()
    board.stop()


@pytest.fixture
def station(wall: WallSet) -> Iterator[Station]:
    station = Station(wall, keep_awake=False)
    station.idle_seconds = 0.1
    yield station
    station.stop()


def test_a_cursor_that_rests_on_the_wall_is_hidden_until_it_moves(
    qtbot: QtBot, wall: WallSet, station: Station
) -> None:
    middle = wall.windows[0].geometry().center()
    QCursor.setPos(middle)
    station.start()
    qtbot.waitUntil(lambda: station.is_hidden)
    shown = QGuiApplication.overrideCursor()
    assert shown is not None
    assert shown.shape() is Qt.CursorShape.BlankCursor
    QCursor.setPos(middle + QPoint(9, 9))
    qtbot.waitUntil(lambda: not station.is_hidden)
    assert QGuiApplication.overrideCursor() is None


def test_a_cursor_beside_the_wall_stays_in_sight(
    qtbot: QtBot, wall: WallSet, station: Station
) -> None:
    corner = wall.windows[0].screen().geometry().bottomRight()
    QCursor.setPos(corner)
    # The window manager may still be about to give the window its place.
    qtbot.waitUntil(lambda: QApplication.topLevelAt(corner) is None)
    station.idle_seconds = 0.0
    station._look()
    station._look()
    assert not station.is_hidden


def test_the_end_of_the_run_gives_the_cursor_back(
    qtbot: QtBot, wall: WallSet, station: Station
) -> None:
    QCursor.setPos(wall.windows[0].geometry().center())
    station.start()
    qtbot.waitUntil(lambda: station.is_hidden)
    station.stop()
    assert QGuiApplication.overrideCursor() is None


def test_the_desktop_is_asked_to_keep_its_screens_on(tmp_path: Path) -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", _WALL, _DESKTOP],
        capture_output=True, text=True, check=False, timeout=60, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert done.stdout.startswith("True Inhibit|command-console|"), done.stderr
