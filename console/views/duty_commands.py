"""What the keys of the duty desk mean for the post that is looked at."""

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.duty import EntryKind
from console.views.duty_full import DutyFullScreen
from console.views.duty_log import DutyLog
from console.views.duty_pages import DutyPages
from console.views.duty_scribe import DutyScribe


class DutyCommands(QObject):
    """Turns keys into wishes about one post: the one on the full screen, else the chosen one."""

    hear_wanted = Signal(str)
    picture_wanted = Signal(str)
    posts_wanted = Signal(str)

    unsigned = Signal()
    """An entry was not made, for nobody has said who is on duty."""

    def __init__(
        self,
        pages: DutyPages,
        full: DutyFullScreen,
        log: DutyLog,
        scribe: DutyScribe,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._pages = pages
        self._full = full
        self._log = log
        self._scribe = scribe
        pages.opened.connect(self.open_full)
        full.left.connect(self._come_back)
        log.written.connect(self._write_note)

    @property
    def looked_at(self) -> str:
        """Code of the post that keys speak of; "" = none."""
        return self._full.post or self._pages.selection

    @Slot()
    def hear(self) -> None:
        """Hear the post, or mute it."""
        if self.looked_at:
            self.hear_wanted.emit(self.looked_at)

    @Slot()
    def take_picture(self) -> None:
        """Save the post's picture."""
        if self.looked_at:
            self.picture_wanted.emit(self.looked_at)

    @Slot()
    def edit_post(self) -> None:
        """Open the form with the post."""
        self.posts_wanted.emit(self.looked_at)

    @Slot()
    def open_selected(self) -> None:
        """Fill the screen with the chosen post."""
        self.open_full(self._pages.selection)

    @Slot(str)
    def open_full(self, code: str) -> None:
        """Fill the screen with a post; the pages rest, so that it gets its main stream."""
        cell = self._pages.cell_of(code)
        if cell is not None:
            self._full.open(cell, self._pages.canvas.shown_status(code))
            self._pages.canvas.hide()

    def renew_full(self) -> None:
        """Write the name of the post on the full screen anew."""
        cell = self._pages.cell_of(self._full.post)
        if cell is not None:
            self._full.show_cell(cell)

    @Slot()
    def _come_back(self) -> None:
        self._pages.canvas.show()
        self._pages.canvas.setFocus()

    @Slot(str, object)
    def _write_note(self, text: str, corrects: str) -> None:
        if not self._scribe.officer:
            self._log.field.setText(text)
            self.unsigned.emit()
            return
        detail = {"corrects": corrects} if corrects else {}
        self._scribe.write(EntryKind.NOTE, text, self.looked_at, detail=detail)
