"""Deeds of the duty desk on disk until the database has them.

One append-only file a database and console: a line of JSON for each deed and, once it has arrived,
a line that says so. Every line is on the disk before anybody is told that it is kept. A line that
a crash cut short was never told of, and is dropped at the next start.
"""

import hashlib
import json
import logging
import os
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from console.data.addresses import redact
from console.data.duty_deeds import ALARM_DEEDS, Deed, decode, encode
from console.data.slots import Slot, free_slots, take_slot
from console.domain.errors import ConsoleError
from console.domain.wording import Text

_log = logging.getLogger(__name__)

#: Deeds that wait at most. An outage that fills it lasted for weeks, or something is wild. Alarms,
#: which come by themselves, take half of it at most: the rest is for what people write.
MOST_WAITING = 20_000
#: Bytes of the file from which on it is written anew without what has arrived.
_COMPACT_FROM = 1 << 20


class DutyQueue:
    """The deeds that wait for one database; usable from any thread.

    Args:
        folder: Where the files lie; it is created.
        url: The database's address, known here only by a hash of its redacted form.
        most: How many may wait.

    Raises:
        ConsoleError: Nothing can be kept there.
    """

    def __init__(self, folder: Path, url: str, *, most: int = MOST_WAITING) -> None:
        name = f"duty-{hashlib.sha256(redact(url).encode()).hexdigest()[:16]}"
        self._most = most
        self._lock = threading.Lock()
        self._waiting: dict[int, Deed] = {}
        self._next = 1
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._slot: Slot = take_slot(folder, name)
            self._path = self._slot.path.with_suffix(".jsonl")
            self._load()
            self._adopt(folder, name)
        except OSError as error:
            raise _cannot_keep(str(folder), error) from error

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def path(self) -> Path:
        """The file that holds what waits."""
        return self._path

    def put(self, deed: Deed) -> None:
        """Keep ``deed``; once this returns, no crash loses it.

        Raises:
            ConsoleError: It could not be kept: the disk or the queue is full.
        """
        with self._lock:
            most = self._most // 2 if isinstance(deed, ALARM_DEEDS) else self._most
            if len(self._waiting) >= most:
                raise _too_many(str(self._path), most)
            number = self._next
            try:
                self._append([f'{{"n":{number},"do":{encode(deed)}}}'])
            except OSError as error:
                raise _cannot_keep(str(self._path), error) from error
            self._next += 1
            self._waiting[number] = deed

    def first(self, most: int) -> list[tuple[int, Deed]]:
        """Return the oldest deeds that wait, at most ``most`` of them, with their numbers."""
        with self._lock:
            return list(self._waiting.items())[:most]

    def done(self, numbers: Iterable[int]) -> None:
        """Forget deeds that have arrived, or that never can.

        Where that cannot be written they are delivered once more, which changes nothing.
        """
        with self._lock:
            gone = [number for number in numbers if self._waiting.pop(number, None) is not None]
            with suppress(OSError):
                if not self._waiting:
                    self._rewrite()
                elif gone:
                    self._append([f'{{"done":{json.dumps(gone)}}}'])
                    if self._path.stat().st_size > _COMPACT_FROM:
                        self._rewrite()

    def forget_alarms(self) -> None:
        """Leave to the alarm book what only tells of alarms."""
        with self._lock:
            waiting = list(self._waiting.items())
        self.done(number for number, deed in waiting if isinstance(deed, ALARM_DEEDS))

    def set_aside(self, deed: Deed, reason: str) -> Path:
        """Keep a deed that the database will never take where a person can find it."""
        path = self._path.with_suffix(".refused.jsonl")
        line = f'{{"reason":{json.dumps(reason, ensure_ascii=False)},"do":{encode(deed)}}}\n'
        with suppress(OSError):
            _write(path, line.encode(), append=True)
        _log.error("The database refuses for good what is now in %s: %s", path.name, reason)
        return path

    def close(self) -> None:
        """Let another console have the file."""
        self._slot.release()

    def _append(self, lines: list[str]) -> None:
        before = self._path.stat().st_size if self._path.exists() else 0
        try:
            _write(self._path, "".join(f"{line}\n" for line in lines).encode(), append=True)
        except OSError:
            # Half a line would spoil the next one.
            with suppress(OSError):
                os.truncate(self._path, before)
            raise

    def _rewrite(self) -> None:
        """Write the file anew with what waits, so that it does not grow for ever."""
        lines = (f'{{"n":{n},"do":{encode(deed)}}}\n' for n, deed in self._waiting.items())
        fresh = self._path.with_suffix(".new")
        _write(fresh, "".join(lines).encode(), append=False)
        fresh.replace(self._path)
        _sync_folder(self._path.parent)

    def _load(self) -> None:
        if not self._path.exists():
            return
        content = self._path.read_bytes()
        whole = content.rfind(b"\n") + 1
        if whole < len(content):
            _log.warning("A line of %s was cut short by a crash", self._path.name)
            os.truncate(self._path, whole)
        self._waiting = read_lines(content[:whole], self._path.name)
        self._next = max(self._waiting, default=0) + 1

    def _adopt(self, folder: Path, name: str) -> None:
        """Take over what consoles that are gone have left behind, file by file."""
        for slot in free_slots(folder, name, but=self._slot):
            path = slot.path.with_suffix(".jsonl")
            try:
                content = path.read_bytes() if path.exists() else b""
                left = read_lines(content[: content.rfind(b"\n") + 1], path.name).values()
                numbered = dict(enumerate(left, self._next))
                if numbered:
                    self._append([f'{{"n":{n},"do":{encode(d)}}}' for n, d in numbered.items()])
                    self._waiting |= numbered
                    self._next += len(numbered)
                path.unlink(missing_ok=True)
            finally:
                slot.release()


def read_lines(content: bytes, place: str) -> dict[int, Deed]:
    """Return the deeds in ``content`` that have not arrived, by number, in their order."""
    waiting: dict[int, Deed] = {}
    for number, line in enumerate(content.splitlines(), 1):
        try:
            values = json.loads(line)
            for gone in values.get("done", ()):
                waiting.pop(gone, None)
            if "n" in values:
                waiting[int(values["n"])] = decode(json.dumps(values["do"]))
        except (ValueError, TypeError, AttributeError, KeyError):
            _log.exception("Line %d of %s cannot be read and is passed over", number, place)
    return waiting


def _write(path: Path, content: bytes, *, append: bool) -> None:
    is_new = not path.exists()
    with path.open("ab" if append else "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        path.chmod(0o600)
        _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """Bring a new name in ``folder`` to the disk, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _cannot_keep(place: str, error: OSError) -> ConsoleError:
    return ConsoleError(
        place,
        Text(
            f"值班记录无法写入本机磁盘（{error.strerror or error}），未能保存。",
            "The duty record could not be written to this machine's disk"
            f" ({error.strerror or error}) and is not kept.",
        ),
        Text(
            "请清理磁盘并检查该文件夹的权限，然后重新录入。",
            "Make room on the disk, check the folder's rights, then enter it again.",
        ),
    )


def _too_many(place: str, most: int) -> ConsoleError:
    return ConsoleError(
        place,
        Text(
            f"等待送入数据库的值班记录已达 {most} 条，不再接收，本条未能保存。",
            f"{most} duty records wait for the database already: this one is not kept.",
        ),
        Text("请先恢复与数据库的连接。", "Restore the connection to the database first."),
    )
