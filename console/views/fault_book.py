"""The faults that stand, each once: what the desk lists until they are mended."""

import logging
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.errors import ConsoleError
from console.domain.truth import LinkState
from console.domain.wording import NOTHING, Text

_LOG = logging.getLogger(__name__)

_MOST = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: where, what, what to do, and since when."""

    place: Text
    problem: Text
    remedy: Text
    since: datetime


class FaultBook(QObject):
    """Collects faults by key; the same key replaces, and a mended one goes."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._faults: dict[str, Fault] = {}

    @property
    def faults(self) -> tuple[Fault, ...]:
        """The faults that stand, newest first."""
        return tuple(reversed(self._faults.values()))

    @Slot(object)
    def report(self, error: ConsoleError) -> None:
        """Note ``error``, keyed by its place."""
        self.note(error.place, Text(error.place, error.place), error.problem, error.remedy)

    @Slot(str)
    def report_bug(self, words: str) -> None:
        """Note an error of the program itself; the log has its trace."""
        self.note(
            words,
            Text("程序", "The program"),
            Text(words, words),
            Text("详情见日志，请转告维护人员。", "The log has the details; tell the maintainers."),
        )

    def note(self, key: str, place: Text, problem: Text, remedy: Text = NOTHING) -> None:
        """Note a fault under ``key``; the time it began stays where it stood already."""
        known = self._faults.get(key)
        since = known.since if known is not None else datetime.now().astimezone()
        fault = Fault(place, problem, remedy, since)
        if fault == known:
            return
        self._faults[key] = fault
        if known is None:  # Support reads the log; the list itself ends with the program.
            _LOG.warning("%s: %s", place.en, problem.en)
        while len(self._faults) > _MOST:
            del self._faults[next(iter(self._faults))]
        self.changed.emit()

    @Slot(object)
    def note_link(self, link: LinkState) -> None:
        """List a fault of the link to the database for as long as it stands."""
        if link.fault == NOTHING:
            self.mended("link")
        else:
            self.note("link", Text("数据库", "Database"), link.fault)

    @Slot(str)
    def mended(self, key: str) -> None:
        """Take the fault ``key`` off the list."""
        if self._faults.pop(key, None) is not None:
            self.changed.emit()
