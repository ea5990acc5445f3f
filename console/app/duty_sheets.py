"""The duty desk's papers: the sheet of a roll call, as an entry of the log and as files."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from console import paths
from console.domain.duty import EntryKind
from console.domain.errors import ConsoleError
from console.domain.roll_call import RollCall
from console.domain.roll_call_words import result_words
from console.views.duty_window import DutyWindow
from console.views.sheet_writer import HTML, PNG, SheetWriter
from console.views.sheets import roll_call_sheet
from console.widgets.language import language


class DutySheets(QObject):
    """Keeps what a roll call found: at once in the log, and then on paper."""

    def __init__(self, window: DutyWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._folder = paths.user_data() / "sheets"
        self._writer = SheetWriter(self._folder, self)
        self._writer.written.connect(self._tell_written)
        self._writer.failed.connect(self._tell_failed)
        window.roll.finished.connect(self.keep_roll_call)

    @Slot(object)
    def keep_roll_call(self, call: RollCall) -> None:
        """Write the result into the log, and the sheet as a picture and as HTML."""
        lang, zone = language(), datetime.now().astimezone().tzinfo
        ended = call.finished_at
        if zone is None or ended is None:
            return
        stem = f"roll-call_{ended.astimezone(zone):%Y%m%d_%H%M}_{call.uid[:8]}"
        self._window.scribe.write(
            EntryKind.ROLL_CALL,
            result_words(call, zone).of(lang),
            picture=str(self._folder / f"{stem}{PNG}"),
            detail=call.to_detail(),
            uid=call.uid,
        )
        self._writer.write(stem, stem, roll_call_sheet(call, lang, zone), (PNG, HTML))

    @Slot(str, object)
    def _tell_written(self, _key: str, files: tuple[Path, ...]) -> None:
        self._window.say(self.tr("Saved: {0}").format(", ".join(map(str, files))))

    @Slot(str, object)
    def _tell_failed(self, _key: str, error: ConsoleError) -> None:
        self._window.say(error.say(language()), fault=True)
