"""The duty desk's records: their service on a thread, once the database is known."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from console import paths
from console.domain.duty import Alarm, DutyEntry
from console.domain.posts import Post
from console.live.duty import DutyService
from console.live.runner import ServiceThread

_STOP_SECONDS = 4.0


class DutyRecords(QObject):
    """Takes what the desk does, from any window; all that it emits arrives on the GUI thread.

    What comes before the database is known waits, and is kept as soon as it is.
    """

    queue_changed = Signal(int)
    """How many records wait on this machine."""

    saved = Signal(str)
    """In the database now: an entry's UUID, an alarm's key or a post's code."""

    failed = Signal(object)
    """A :class:`ConsoleError`: not kept, not taken, or nothing can be delivered for now."""

    mended = Signal(str)
    """Deliveries go on: the place of an earlier :attr:`failed`."""

    rights_changed = Signal(bool)
    """Whether the login may write, when it is first known, and if it changes."""

    book_read = Signal(object)
    """The alarm book as it was kept on this machine, once; {} = there is none."""

    _record = Signal(object)
    _raise = Signal(object)
    _acknowledge = Signal(str, str)
    _clear = Signal(str)
    _reopen = Signal(str)
    _save_post = Signal(object)
    _keep_book = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._early: list[tuple[SignalInstance, tuple[object, ...]]] = []
        self._thread: ServiceThread | None = None
        self._ended = False

    @Slot(str)
    def open(self, url: str) -> None:
        """Keep records for the database at ``url`` from now on."""
        if self._ended or self._thread is not None:
            return
        service = DutyService(url, paths.user_state())
        service.queue_changed.connect(self.queue_changed)
        service.saved.connect(self.saved)
        service.failed.connect(self.failed)
        service.mended.connect(self.mended)
        service.rights_changed.connect(self.rights_changed)
        service.book_read.connect(self.book_read)
        self._record.connect(service.record)
        self._raise.connect(service.raise_alarm)
        self._acknowledge.connect(service.acknowledge)
        self._clear.connect(service.clear)
        self._reopen.connect(service.reopen)
        self._save_post.connect(service.save_post)
        self._keep_book.connect(service.keep_book)
        self._thread = ServiceThread(service, "duty records", self)
        self._thread.start()
        early, self._early = self._early, []
        for signal, values in early:
            self._tell(signal, *values)

    def stop(self) -> None:
        """End within the deadline; what still waits is on the disk."""
        self._ended = True
        if self._thread is not None:
            self._thread.stop(_STOP_SECONDS)

    @Slot(object)
    def record(self, entry: DutyEntry) -> None:
        """Write an entry into the duty log."""
        self._tell(self._record, entry)

    @Slot(object)
    def raise_alarm(self, alarm: Alarm) -> None:
        """Raise an alarm, once on all consoles."""
        self._tell(self._raise, alarm)

    @Slot(str, str)
    def acknowledge(self, key: str, by: str) -> None:
        """Note that ``by`` has seen an alarm."""
        self._tell(self._acknowledge, key, by)

    @Slot(str)
    def clear(self, key: str) -> None:
        """Note that the cause of an alarm is gone."""
        self._tell(self._clear, key)

    @Slot(str)
    def reopen(self, key: str) -> None:
        """Note that the cause of an alarm is back."""
        self._tell(self._reopen, key)

    @Slot(object)
    def save_post(self, post: Post) -> None:
        """Add or change a command post; the caller has judged it."""
        self._tell(self._save_post, post)

    @Slot(object)
    def keep_book(self, state: Mapping[str, object]) -> None:
        """Keep the alarm book on this machine."""
        self._tell(self._keep_book, state)

    def _tell(self, signal: SignalInstance, *values: object) -> None:
        if self._thread is None:
            self._early.append((signal, values))
        else:
            signal.emit(*values)
