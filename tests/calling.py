"""Two ends of a call for tests: a real post in a process of its own, and the centre's service."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg2
from PySide6.QtCore import QObject, Slot
from PySide6.QtWebEngineWidgets import QWebEngineView
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from console.app.call_policy import CallPolicy, Outlet
from console.app.call_service import CallService
from console.domain.call_media import CallMedia
from console.domain.calls import Call, Media, Party, PartyKind
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.live.audio import Loudspeaker
from console.video.whep import CallHosts
from console.wall.call_book import CallEvent, CallLimits, CallStep
from console.widgets.call_view import CallView

HUADIAN = Party("hd-01", PartyKind.POST, Text("桦甸市指挥部", "Huadian"), "220282")
#: A busy machine takes its time to bring up a post.
PATIENT = CallLimits(
    ring=timedelta(minutes=3), connect=timedelta(minutes=2), recover=timedelta(minutes=2)
)
ROOT = Path(__file__).parents[1]


class PostProcess:
    """``command-console post`` as it runs in a city: a process of its own.

    ``within`` is the command that runs it, such as ``ip netns exec NAME``.
    """

    def __init__(
        self, url: str, name: str, *extra: str, home: Path, within: Sequence[str] = ()
    ) -> None:
        folder = home / name
        folder.mkdir(parents=True, exist_ok=True)
        self.log = folder / "said.txt"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [
                    *within,
                    *(sys.executable, "main.py", "post", "--name", name, "--database", url),
                    *extra,
                ],
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

    def __init__(self, url: str = "", outlet: Outlet | None = None) -> None:
        super().__init__()
        self.loudspeaker = Loudspeaker(self)
        policy = CallPolicy(
            station=self.station,
            name=Text("省指挥中心", "Provincial centre"),
            media=CallMedia(),
            hosts=CallHosts(("127.0.0.1",), plain=True),
            limits=PATIENT,
            outlet=outlet,
        )
        self.service = CallService(policy, self.loudspeaker, self)
        self.events: list[CallEvent] = []
        self.refused: list[ConsoleError] = []
        self.failures: list[ConsoleError] = []
        self.marks: list[tuple[Media, datetime]] = []
        self.service.happened.connect(self.note)
        self.service.refused.connect(self.note_refusal)
        self.service.failed.connect(self.note_failure)
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

    @Slot(object)
    def note_failure(self, error: ConsoleError) -> None:
        self.failures.append(error)

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


def wait_for_movement(qtbot: QtBot, find: Callable[[], CallView | None]) -> None:
    """Wait until the pictures of one page were seen to move.

    Args:
        qtbot: Lets events run meanwhile.
        find: Returns the present place of the pictures, None = none: on a busy machine a page may
            die, and is replaced with all that showed it.
    """
    qtbot.waitUntil(_Movement(find).is_seen, timeout=60_000)


class _Movement:
    """Looks at whichever page is shown now, and begins anew with each."""

    def __init__(self, find: Callable[[], CallView | None]) -> None:
        self._find = find
        self._page: QWebEngineView | None = None
        self._seen: set[bytes] = set()

    def is_seen(self) -> bool:
        """Return whether there were three pictures: one may be the ground before the first."""
        place = self._find()
        if place is None or not isValid(place) or not place.is_showing:
            return False
        page = place.findChild(QWebEngineView)
        if page is not self._page:
            self._page, self._seen = page, set()
        image = place.grab().toImage()  # it has to live for as long as its bits are read
        self._seen.add(bytes(image.constBits()))
        return len(self._seen) > 2
