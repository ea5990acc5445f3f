"""The duty desk's way to the database: kept on this machine at once, delivered when it can be."""

import json
import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot

from console.data.duty_courier import Courier
from console.data.duty_deeds import ALARM_DEEDS, Acknowledge, Clear, Deed, Reopen
from console.data.duty_queue import DutyQueue
from console.data.wall_file import write_whole
from console.domain.duty import Alarm, DutyEntry
from console.domain.errors import ConsoleError
from console.domain.posts import Post
from console.domain.wording import Text

_log = logging.getLogger(__name__)

_STOP_WITHIN = 2.5


class DutyService(QObject):
    """Keeps what the desk does on disk, and sees to its delivery; lives on a QThread.

    Its slots return once the deed is on the disk. Deeds arrive in the database in their order,
    each once, whatever dies in between. The signals may be connected from any thread.

    Args:
        url: The database's address.
        folder: Where deeds wait (:func:`console.paths.user_state`).
    """

    queue_changed = Signal(int)
    """How many deeds wait now, whenever that changes."""

    saved = Signal(str)
    """In the database now: an entry's UUID, an alarm's key or a post's code."""

    failed = Signal(object)
    """A :class:`ConsoleError`: not kept, not taken, or nothing can be delivered for now."""

    mended = Signal(str)
    """Deliveries go on: the place of an earlier :attr:`failed`."""

    rights_changed = Signal(bool)
    """Whether the login may write, when it is first known, and if it changes."""

    book_read = Signal(object)
    """At the start: the alarm book as :meth:`keep_book` left it, {} = there is none."""

    stopped = Signal()
    """Everything has ended, or was given up."""

    _moved = Signal()

    def __init__(self, url: str, folder: Path) -> None:
        super().__init__()
        self._url = url
        self._folder = folder
        self._queue: DutyQueue | None = None
        self._courier: Courier | None = None
        self._count = -1
        self._may_write = True
        self._moved.connect(self._count_anew, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def start(self) -> None:
        """Begin; to be called on this object's thread."""
        try:
            self._queue = DutyQueue(self._folder, self._url)
            self._courier = Courier(self._queue, self._url, self)
        except ConsoleError as error:
            _log.warning("The duty desk cannot keep anything: %s", error)
            self.failed.emit(error)
            self.book_read.emit({})
            return
        self.book_read.emit(_read_book(self._book_file(self._queue)))
        self._courier.start()
        self._count_anew()

    @Slot()
    def stop(self) -> None:
        """End; to be called on this object's thread. What still waits is on the disk."""
        if self._courier is not None and not self._courier.stop(_STOP_WITHIN):
            _log.warning("The duty courier did not end in time and was left behind")
        if self._queue is not None:
            self._queue.close()
        self._queue = self._courier = None
        self.stopped.emit()

    @Slot(object)
    def record(self, entry: DutyEntry) -> None:
        """Write an entry into the duty log."""
        self._do(entry)

    @Slot(object)
    def raise_alarm(self, alarm: Alarm) -> None:
        """Raise an alarm, unless one with its key was raised already, here or elsewhere."""
        self._do(alarm)

    @Slot(str, str)
    def acknowledge(self, key: str, by: str) -> None:
        """Note that ``by`` has seen an alarm; the first one to do so stands."""
        self._do(Acknowledge(key, by, datetime.now(UTC)))

    @Slot(str)
    def clear(self, key: str) -> None:
        """Note that the cause of an alarm is gone."""
        self._do(Clear(key, datetime.now(UTC)))

    @Slot(str)
    def reopen(self, key: str) -> None:
        """Note that the cause of an alarm is back, which nobody has acknowledged yet."""
        self._do(Reopen(key))

    @Slot(object)
    def save_post(self, post: Post) -> None:
        """Add a command post or change it; tried once, at once, and told by a signal."""
        if self._courier is None:
            self.failed.emit(_not_running(post.code))
        else:
            self._courier.save_post(post)

    @Slot(object)
    def keep_book(self, state: Mapping[str, object]) -> None:
        """Keep the alarm book on disk, so that a restart forgets no alarm."""
        if self._queue is None:
            return
        path = self._book_file(self._queue)
        try:
            write_whole(path, json.dumps(state))
        except OSError as error:
            self.failed.emit(_book_not_kept(str(path), error))

    @staticmethod
    def _book_file(queue: DutyQueue) -> Path:
        return queue.path.with_suffix(".alarms.json")

    def _do(self, deed: Deed) -> None:
        if self._queue is None or self._courier is None:
            self.failed.emit(_not_running(type(deed).__name__))
            return
        if not self._may_write and isinstance(deed, ALARM_DEEDS):
            return  # it stands in the alarm book, and is told again once it may be written
        try:
            self._queue.put(deed)
        except ConsoleError as error:
            _log.error("A duty record is lost: %s", error)
            self.failed.emit(error)
            return
        self._count_anew()
        self._courier.wake()

    @Slot()
    def _count_anew(self) -> None:
        count = len(self._queue) if self._queue is not None else 0
        if count != self._count:
            self._count = count
            self.queue_changed.emit(count)

    # The courier calls these on its own thread.

    def delivered(self, keys: list[str]) -> None:
        """Tell what has arrived."""
        for key in keys:
            self.saved.emit(key)
        self._moved.emit()

    def troubled(self, error: ConsoleError) -> None:
        """Tell why nothing can be delivered for now."""
        self.failed.emit(error)

    def recovered(self, place: str) -> None:
        """Tell that deliveries go on."""
        self.mended.emit(place)

    def refused(self, error: ConsoleError) -> None:
        """Tell what the database will never take."""
        self.failed.emit(error)
        self._moved.emit()

    def allowed(self, *, to_write: bool) -> None:
        """Keep alarms in their book alone while the login may only read."""
        self._may_write = to_write
        if not to_write and self._queue is not None:
            self._queue.forget_alarms()
        self.rights_changed.emit(to_write)
        self._moved.emit()

    def post_saved(self, code: str) -> None:
        """Tell that a command post has arrived."""
        self.saved.emit(code)


def _not_running(place: str) -> ConsoleError:
    return ConsoleError(
        place,
        Text("值班记录服务未运行，未能保存。", "The duty record does not run: this is not kept."),
        Text(
            "请先排除启动时报告的故障，再重新录入。",
            "Mend what was reported at the start, then enter it again.",
        ),
    )


def _read_book(path: Path) -> dict[str, object]:
    """Return what was kept in ``path``; what cannot be read is put aside, and counts as nothing."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("The alarm book cannot be read: %s", error)
        with suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        return {}
    return found if isinstance(found, dict) else {}


def _book_not_kept(place: str, error: OSError) -> ConsoleError:
    return ConsoleError(
        place,
        Text(
            f"告警簿无法写入本机磁盘（{error.strerror or error}）。",
            "The alarm book could not be written to this machine's disk"
            f" ({error.strerror or error}).",
        ),
        Text(
            "请清理磁盘；重新启动前请逐条确认告警。",
            "Make room on the disk; acknowledge the alarms before you start anew.",
        ),
    )
