"""What feeds the wall: the refresher on its thread, and the demonstration where there is one."""

from PySide6.QtCore import QObject, Signal, Slot

from console import paths
from console.app.demonstration import Demonstration
from console.domain.requests import SnapshotRequest
from console.live.refresher import Refresher
from console.live.runner import ServiceThread
from console.settings import Settings


class Feeding(QObject):
    """Starts and stops the readers; all that it emits arrives on the GUI thread."""

    snapshots_ready = Signal(object)
    link_changed = Signal(object)
    failed = Signal(object)
    mended = Signal(str)
    database_ready = Signal(str)
    """The address of the database, once it is there to be read."""
    _wanted_changed = Signal(object)

    def __init__(self, settings: Settings, *, demo: bool) -> None:
        super().__init__()
        self._settings = settings
        self._wanted: frozenset[SnapshotRequest] = frozenset()
        self._thread: ServiceThread | None = None
        self._ended = False
        self._demonstration: Demonstration | None = None
        if demo or not settings.database.url:
            self._demonstration = Demonstration(self)
            self._demonstration.ready.connect(self._read_from)
            self._demonstration.failed.connect(self.failed)

    def start(self) -> None:
        """Begin to read, at once or as soon as the demonstration's database is there."""
        if self._demonstration is not None:
            self._demonstration.start()
        else:
            self._read_from(self._settings.database.url)

    def stop(self) -> None:
        """End every thread, each within its deadline."""
        self._ended = True
        if self._demonstration is not None:
            self._demonstration.stop()
        if self._thread is not None:
            self._thread.stop()

    @Slot(object)
    def want(self, requests: frozenset[SnapshotRequest]) -> None:
        """Keep ``requests`` up to date from now on."""
        self._wanted = requests
        self._wanted_changed.emit(requests)

    @Slot(str)
    def _read_from(self, url: str) -> None:
        if self._ended:
            return  # The demonstration's database was finished while the console ended.
        refresher = Refresher(
            url,
            poll_seconds=self._settings.database.poll_seconds,
            cache=paths.user_cache(),
            horizon_days=self._settings.materials.horizon_days,
            basis=self._settings.analysis.basis,
        )
        refresher.snapshots_ready.connect(self.snapshots_ready)
        refresher.link_changed.connect(self.link_changed)
        refresher.fault.connect(self.failed)
        refresher.mended.connect(self.mended)
        self._wanted_changed.connect(refresher.want)
        self._thread = ServiceThread(refresher, "refresher", self)
        self._thread.start()
        self._wanted_changed.emit(self._wanted)
        self.database_ready.emit(url)
