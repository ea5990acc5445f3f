"""The duty log: what was written down, newest first, and the line to write the next entry."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.duty import ENTRY_WORDS, DutyEntry, EntryKind
from console.domain.wording import Text
from console.views.wrapped_list import Row, WrappedList
from console.widgets.elided_label import ElidedLabel
from console.widgets.language import language

_LONGEST = 2000
_KNOWN_LATE = 500
"""Entries written here that are remembered until the database has them."""


def _nameless(code: str) -> Text:
    return Text(code, code)


class DutyLog(QWidget):
    """Append-only: what is wrong is corrected by another entry that says so."""

    written = Signal(str, object)
    """The officer entered a text; besides, the uid of the entry that it corrects, "" = none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[DutyEntry, ...] = ()
        self._own: dict[str, DutyEntry] = {}
        self._place_of: Callable[[str], Text] = _nameless
        self._place = ""
        self._corrects = ""
        self._trouble = ""
        self.list = WrappedList(self)
        self.field = QLineEdit(self)
        self.field.setMaxLength(_LONGEST)
        self._about = ElidedLabel(self)
        self._about.setProperty("role", "soft")
        self._hint = QLabel(self)
        self._hint.setProperty("role", "soft")
        row = QHBoxLayout()
        row.addWidget(self._about, 1)
        row.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        layout.addLayout(row)
        layout.addWidget(self.list, 1)
        self.field.returnPressed.connect(self._enter)
        self.list.itemDoubleClicked.connect(self._correct)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._correct)
        self.write()

    @property
    def entries(self) -> tuple[DutyEntry, ...]:
        """What is shown: the database's entries, and those of this desk that are on their way."""
        known = {entry.uid for entry in self._entries}
        late = [entry for uid, entry in self._own.items() if uid not in known]
        return tuple(sorted((*late, *self._entries), key=_moment, reverse=True))

    def name_places(self, name: Callable[[str], Text]) -> None:
        """Write names by ``name``, which is given the code of a post or region."""
        self._place_of = name
        self.write()

    @Slot(object)
    def show_entries(self, entries: Sequence[DutyEntry]) -> None:
        """Show what the database holds."""
        self._entries = tuple(entries)
        known = {entry.uid for entry in entries}
        self._own = {uid: entry for uid, entry in self._own.items() if uid not in known}
        self.write()

    def add_own(self, entry: DutyEntry) -> None:
        """Show an entry of this desk at once, as not delivered yet."""
        self._own[entry.uid] = entry
        while len(self._own) > _KNOWN_LATE:
            del self._own[next(iter(self._own))]
        self.write()

    def show_place(self, words: str) -> None:
        """Say which post the next entry is about; "" = none."""
        self._place = words
        self._write_about()

    def show_trouble(self, words: str) -> None:
        """Say ``words`` where there are no entries to show."""
        self._trouble = words
        self.write()

    def begin(self) -> None:
        """Put the keys into the line."""
        self.field.setFocus()
        self.field.selectAll()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.write()

    @Slot()
    def write(self) -> None:
        """Write every text in the present language."""
        self.field.setPlaceholderText(self.tr("Write into the log; Enter enters it (L)"))
        self._hint.setText(self.tr("Enter on an entry: correct it"))
        late = self._own.keys() - {entry.uid for entry in self._entries}
        rows = [self._row(entry, late=entry.uid in late) for entry in self.entries]
        self.list.set_rows(rows, self._trouble or self.tr("Nothing is written down yet"))
        self._write_about()

    def _row(self, entry: DutyEntry, *, late: bool) -> Row:
        lang = language()
        local, today = entry.at.astimezone(), datetime.now().astimezone().date()
        clock = f"{local:%H:%M:%S}" if local.date() == today else f"{local:%m-%d %H:%M}"
        place = self._place_of(entry.post or entry.region).of(lang)
        words = [clock, place, ENTRY_WORDS[entry.kind].of(lang), entry.by]
        if late:
            words.append(self.tr("◌ waits on disk"))
        lines = [" · ".join(filter(None, words)), entry.text]
        if entry.picture:
            lines.append(entry.picture)
        return Row(entry.uid, "\n".join(lines), "warn" if late else _role(entry))

    def _write_about(self) -> None:
        if self._corrects:
            self._about.setText(self.tr("Corrects an entry; Esc takes that back"))
        else:
            place = self._place or self.tr("no post")
            self._about.setText(self.tr("About: {0}").format(place))

    @Slot()
    def _enter(self) -> None:
        text = self.field.text().strip()
        if text:
            corrects, self._corrects = self._corrects, ""
            self.field.clear()
            self.written.emit(text, corrects)
            self._write_about()

    @Slot()
    def _correct(self) -> None:
        """Begin an entry that corrects the chosen one: none is ever changed."""
        entry = next((e for e in self.entries if e.uid == self.list.chosen), None)
        if entry is not None:
            self._corrects = entry.uid
            clock = f"{entry.at.astimezone():%m-%d %H:%M:%S}"
            self.field.setText(self.tr("Correction of {0}: ").format(clock))
            self.field.setFocus()
            self._write_about()

    def take_back(self) -> bool:
        """Leave off a correction that was begun; say whether there was one."""
        begun = bool(self._corrects)
        self._corrects = ""
        if begun:
            self.field.clear()
            self._write_about()
        return begun


def _moment(entry: DutyEntry) -> datetime:
    return entry.at


def _role(entry: DutyEntry) -> str:
    return "text" if entry.kind in {EntryKind.NOTE, EntryKind.HANDOVER} else "text_soft"
