"""Two ends of a call for tests: a real post in a process of its own, and the centre's service."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg2
from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from console.app.call_policy import CallPolicy
from console.app.call_service import CallService
from console.domain.call_media import CallMedia
from console.domain.calls import Call, Media, Party, PartyKind
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.live.audio import Loudspeaker
from console.video.whep import CallHosts
from console.wall.call_book import CallEvent, CallLimits, CallStep

HUADIAN = Party("hd-01", PartyKind.POST, Text("桦甸市指挥部", "Huadian"), "220282")
#: A busy machine takes its time to bring up a post.
PATIENT = CallLimits(
    ring=timedelta(minutes=3), connect=timedelta(minutes=2), recover=timedelta(minutes=2)
)
ROOT = Path(__file__).parents[1]


class PostProcess:
    """``command-console post`` as it runs in a city: a process of its own."""

    def __init__(self, url: str, name: str, *extra: str, home: Path) -> None:
        folder = home / name
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "said.txt"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "main.py", "post", "--name", name, "--database", url, *extra],
                cwd=ROOT,
                env={**os.environ, "CONSOLE_HOME": str(folder)},
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        self.pid = self.process.pid

    def stop(self) -> int:
        self.process.terminate()
        try:
            return self.process.wait(30)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


class Centre(QObject):
    """The centre's calls without its windows, and all that was told of them."""

    station = "centre"

    def __init__(self, url: str = "") -> None:
        super().__init__()
        self.loudspeaker = Loudspeaker(self)
        policy = CallPolicy(
            station=self.station,
            name=Text("省指挥中心", "Provincial centre"),
            media=CallMedia(),
            hosts=CallHosts(("127.0.0.1",), plain=True),
            limits=PATIENT,
        )
        self.service = CallService(policy, self.loudspeaker, self)
        self.events: list[CallEvent] = []
        self.refused: list[ConsoleError] = []
        self.marks: list[tuple[Media, datetime]] = []
        self.service.happened.connect(self.note)
        self.service.refused.connect(self.note_refusal)
        if url:
            self.service.open(url)

    @Slot(object)
    def note(self, event: CallEvent) -> None:
        self.events.append(event)
        if event.step is CallStep.MEDIA:
            self.marks.append((event.call.media, datetime.now(UTC)))

    @Slot(object)
    def note_refusal(self, error: ConsoleError) -> None:
        self.refused.append(error)

    @property
    def steps(self) -> list[CallStep]:
        return [event.step for event in self.events]

    def call(self, key: str) -> Call:
        return self.service.calls[key]

    def level(self, key: str) -> float:
        report = self.service.lines.report(key)
        return (report.level or 0.0) if report else 0.0


def ask(url: str, statement: str) -> list[tuple[object, ...]]:
    """Run one statement, and return what it finds."""
    connection = psycopg2.connect(url)
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def wait_for_movement(qtbot: QtBot, view: QWidget) -> None:
    """Wait until what ``view`` shows differs twice: first from the ground before any picture."""
    seen = [_pixels(view)]
    for _ in range(2):
        qtbot.waitUntil(lambda: _pixels(view) not in seen, timeout=60_000)
        seen.append(_pixels(view))


def _pixels(view: QWidget) -> bytes:
    image = view.grab().toImage()  # it has to live for as long as its bits are read
    return bytes(image.constBits())
