"""Cue sheets as files: opened, kept for the next start, and written where a person wants them."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from console import paths
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.views.desk_window import DeskWindow
from console.views.show import Show
from console.wall.cue_files import read_sheet, write_sheet
from console.wall.cue_sheet import CueSheet

_FILTER = "TOML (*.toml)"


class CueDesk(QObject):
    """Asks for files by dialogs that stop nothing, and says clearly what is wrong with one."""

    failed = Signal(object)
    """What is wrong with a file, with its line: a :class:`ConsoleError`."""

    def __init__(self, desk: DeskWindow, show: Show, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._show = show
        self._dialog: QFileDialog | None = None
        self._exported = ""
        desk.cues.open_wanted.connect(self.ask_to_open)
        desk.cues.export_wanted.connect(self.ask_to_export)

    @Slot()
    def ask_to_open(self) -> None:
        """Let the operator choose a file to open."""
        dialog = self._ask(self.tr("Open a cue sheet"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.open)
        dialog.open()

    @Slot(str)
    def ask_to_export(self, name: str) -> None:
        """Let the operator choose where the sheet ``name`` is written."""
        self._exported = name
        dialog = self._ask(self.tr("Save the cue sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("toml")
        dialog.selectFile(f"{name}.toml")
        dialog.fileSelected.connect(self.export)
        dialog.open()

    @Slot(str)
    def open(self, file: str) -> None:
        """Take the sheet in ``file`` over, and keep it for the next start.

        Steps that are wrong are told with their lines and left out.
        """
        faults: list[ConsoleError] = []
        director = self._show.director
        try:
            sheet = read_sheet(Path(file), director.scenes.keys(), faults)
        except ConsoleError as error:
            self._tell(error)
            return
        director.add_sheet(sheet)
        self._desk.show_sheets(director.sheets, sheet.name)
        for fault in faults:
            self._tell(fault)
        self._write(sheet, paths.user_config() / "cues" / f"{sheet.name}.toml")

    @Slot(str)
    def export(self, file: str) -> None:
        """Write the sheet that was last asked for to ``file``."""
        sheet = self._show.director.sheets.get(self._exported)
        if sheet is not None and self._write(sheet, Path(file)):
            self._desk.tell(self.tr("Saved: {0}").format(file))

    def _write(self, sheet: CueSheet, path: Path) -> bool:
        try:
            write_sheet(sheet, path)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._tell(
                ConsoleError(
                    str(path),
                    Text(f"无法写入（{reason}）。", f"It cannot be written ({reason})."),
                    Text("请检查路径和权限。", "Check the path and its rights."),
                )
            )
            return False
        return True

    def _tell(self, error: ConsoleError) -> None:
        self._desk.say(error)
        self.failed.emit(error)

    def _ask(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self._desk, title, str(Path.home()), _FILTER)
        # The system's own dialog may stop the GUI thread while a network drive answers.
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._dialog = dialog
        return dialog
