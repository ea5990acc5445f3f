"""The daily brief without windows: read the database once, write the page, end."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from console import logs, paths, settings
from console.app.briefing import outlines_of, unwritten
from console.app.feeding import Feeding
from console.app.options import RunOptions, WrongUsageError
from console.app.usage import RegionCheck, overrides
from console.data.days import CENTRE_ZONE
from console.domain.brief import Brief, brief_of, requests_of
from console.domain.errors import ConsoleError
from console.domain.requests import PlacesRequest, SnapshotRequest
from console.domain.snapshots import PlacesSnapshot, Snapshot, SnapshotBatch
from console.domain.truth import LinkState
from console.domain.wording import NOTHING, Lang, Text
from console.settings import LoadedSettings
from console.views.brief_writer import write_brief

_LOOK_MS = 100
_LONGEST = 60.0
"""Seconds to wait for a database; building the demonstration for the first time takes some."""


def make_brief(options: RunOptions, folder: Path) -> tuple[Path, Path]:
    """Write the brief of the options' region into ``folder``; return the PDF and the picture.

    Where the database does not answer, the last good figures are told, and that they are.

    Raises:
        WrongUsageError: There is no such region.
        ConsoleError: There are no figures at all, or the files cannot be written.
    """
    if sys.platform.startswith("linux") and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    loaded = settings.load(options.settings, overrides(options))
    book = logs.open_book("brief")
    try:
        app = QGuiApplication(sys.argv[:1])
        app.setApplicationName(paths.APP_NAME)
        gathering = Gathering(options, loaded)
        gathering.done.connect(app.quit)
        gathering.start()
        app.exec()
        gathering.stop()
        return gathering.write(folder)
    finally:
        book.close()


class Gathering(QObject):
    """Waits until all that the brief needs is there, or it is clear that it will not come.

    What this machine kept of an earlier run is there at once, and no brief is made of it while the
    database may still answer: it waits until both were found to agree after this run began.
    """

    done = Signal()

    def __init__(self, options: RunOptions, loaded: LoadedSettings) -> None:
        super().__init__()
        self._settings = loaded.settings
        self._region = self._settings.wall.region
        self._requests = requests_of(self._region)
        self._found: dict[SnapshotRequest, Snapshot] = {}
        self._link = LinkState(None, connected=False)
        self._refusal: ConsoleError | None = None
        self._brief: Brief | None = None
        self._began = datetime.max.replace(tzinfo=UTC)
        self._fault: ConsoleError | None = None
        self._until = 0.0
        self.feeding = Feeding(self._settings, demo=options.demo)
        self.feeding.snapshots_ready.connect(self._take)
        self.feeding.link_changed.connect(self._take_link)
        self.feeding.failed.connect(self._note)
        self._check = RegionCheck(options.region, (), self)
        self._check.refused.connect(self._refuse)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_again)

    @property
    def brief(self) -> Brief | None:
        """What is to be written, once it is :attr:`done`; None = there are no figures."""
        return self._brief

    def start(self) -> None:
        """Begin to read."""
        self._until = monotonic() + _LONGEST
        self._began = datetime.now(UTC)
        self.feeding.want(frozenset({*self._requests, PlacesRequest()}))
        self.feeding.start()
        self._look.start()

    def stop(self) -> None:
        """End every thread within its deadline."""
        self._look.stop()
        self.feeding.stop()

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write what was found.

        Raises:
            ConsoleError: Nothing was found, or it cannot be written.
        """
        if self._refusal is not None:
            raise self._refusal
        if self._brief is None:
            raise self._fault or _nothing(self._link)
        try:
            return write_brief(self._brief, outlines_of(self._settings.map.prefectures), folder)
        except OSError as error:
            raise unwritten(folder, error) from error

    @Slot(object)
    def _take(self, batch: SnapshotBatch) -> None:
        for snapshot in batch.snapshots:
            self._found[snapshot.request] = snapshot
            if isinstance(snapshot, PlacesSnapshot):
                self._check.check(snapshot)

    @Slot(object)
    def _take_link(self, link: LinkState) -> None:
        self._link = link

    @Slot(object)
    def _note(self, error: ConsoleError) -> None:
        self._fault = error

    @Slot(object)
    def _refuse(self, refusal: WrongUsageError) -> None:
        self._refusal = refusal
        self.done.emit()

    @Slot()
    def _look_again(self) -> None:
        whole = all(request in self._found for request in self._requests)
        if (whole and self._is_level()) or monotonic() > self._until:
            self._look.stop()
            # Now, and not after the threads have ended: by then it would seem to be older.
            self._brief = self._gathered()
            self.done.emit()

    def _is_level(self) -> bool:
        """Tell whether the figures were found to be the database's since this run began."""
        link = self._link
        return link.connected and link.confirmed_at is not None and link.confirmed_at > self._began

    def _gathered(self) -> Brief | None:
        found = {request: s for request, s in self._found.items() if request in self._requests}
        if not found:
            return None
        return brief_of(
            found,
            region=self._region,
            lang=self._settings.lang,
            link=self._link,
            limits=self._settings.freshness.limits,
            now=datetime.now(CENTRE_ZONE),
        )


def _nothing(link: LinkState) -> ConsoleError:
    """Return that there is nothing to tell, and why, as far as it is known."""
    problem = Text("没有取得任何数据。", "There are no figures at all.")
    if link.fault != NOTHING:
        problem = Text(link.fault.of(Lang.ZH), link.fault.of(Lang.EN))
    remedy = Text("请用 check 检查数据库连接。", "Examine the database with the command check.")
    return ConsoleError("brief", problem, remedy)
