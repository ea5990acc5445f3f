"""The keys of the operator's desk; those that play the wall are :mod:`console.views.wall_keys`."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, SignalInstance, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from console.views.thumbnails import bring

if TYPE_CHECKING:
    from console.views.desk_window import DeskWindow

_DIGITS = range(1, 10)

Wish = Callable[[], object] | SignalInstance


class DeskKeys(QObject):
    """Turns keys into what the desk's own buttons and lists do.

    What changes the wall by itself (digits, 0, undo) acts on the wall windows too, for there may be
    only one screen; what prepares and takes the preview acts where the preview is seen.
    """

    def __init__(self, desk: "DeskWindow") -> None:
        super().__init__(desk)
        self._desk = desk
        for digit in _DIGITS:
            self._numbered(str(digit), self._take_number, digit, everywhere=True)
            self._numbered(f"Ctrl+{digit}", self._load_number, digit, everywhere=False)
        everywhere: tuple[tuple[str, Wish], ...] = (
            ("0", self._take_province),
            ("/", self._find_place),
            ("Ctrl+F", self._find_place),
            ("Ctrl+Z", desk.undo_wanted),
            ("F2", desk.language_wanted),
            ("F4", self._swap_with_wall),
            ("F1", desk.help.toggle),
            ("?", desk.help.toggle),
            ("Ctrl+Q", desk.ask_to_end),
            ("Ctrl+,", desk.setup_wanted),
        )
        for keys, wish in everywhere:
            self._key(keys, everywhere=True).activated.connect(wish)
        here: tuple[tuple[str, Wish], ...] = (
            ("Space", self.press),
            ("F3", desk.picker.begin_search),
            ("Ctrl+L", desk.alarms.go),
            ("Ctrl+B", desk.cues.begin_now),
            ("Ctrl+R", desk.cues.rehearse_now),
            ("Ctrl+O", desk.cues.open_wanted),
            ("Ctrl+S", desk.cues.export_now),
            ("Ctrl+F12", desk.arming_wanted),
            ("Ctrl+E", desk.editor_wanted),
        )
        for keys, wish in here:
            self._key(keys, everywhere=False).activated.connect(wish)
        lists: tuple[tuple[str, QWidget, Wish], ...] = (
            ("Return", desk.scenes, self._enter_scene),
            ("Enter", desk.scenes, self._enter_scene),
            ("Return", desk.regions.tree, desk.regions.take_current),
            ("Enter", desk.regions.tree, desk.regions.take_current),
            ("Ctrl+Return", desk.regions.tree, desk.regions.load_current),
            ("Ctrl+Enter", desk.regions.tree, desk.regions.load_current),
        )
        for keys, widget, wish in lists:
            shortcut = QShortcut(QKeySequence(keys), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(wish)

    def _key(self, keys: str, *, everywhere: bool) -> QShortcut:
        shortcut = QShortcut(QKeySequence(keys), self._desk)
        context = Qt.ShortcutContext
        shortcut.setContext(context.ApplicationShortcut if everywhere else context.WindowShortcut)
        shortcut.setAutoRepeat(False)
        return shortcut

    def _numbered(self, keys: str, slot: Wish, number: int, *, everywhere: bool) -> None:
        shortcut = self._key(keys, everywhere=everywhere)
        shortcut.setProperty("number", number)
        shortcut.activated.connect(slot)

    @Slot()
    def _take_number(self) -> None:
        self._desk.scenes.choose(int(self.sender().property("number")) - 1)

    @Slot()
    def _load_number(self) -> None:
        self._desk.scenes.prepare(int(self.sender().property("number")) - 1)

    @Slot()
    def _take_province(self) -> None:
        self._desk.region_chosen.emit("")

    @Slot()
    def _find_place(self) -> None:
        bring(self._desk)
        self._desk.regions.field.setFocus()
        self._desk.regions.field.selectAll()

    @Slot()
    def _swap_with_wall(self) -> None:
        """Go from the desk to the wall and back, where both lie on one screen."""
        if self._desk.isActiveWindow():
            self._desk.thumbnails.bring_wall()
        else:
            bring(self._desk)

    @Slot()
    def press(self) -> None:
        """Take the preview; where a control has the focus, the space bar is that control's."""
        if self._desk.help.isVisible():
            self._desk.help.hide()
            return
        focused = self._desk.focusWidget()
        if isinstance(focused, QComboBox):
            focused.showPopup()
        elif isinstance(focused, QAbstractButton):
            focused.click()
        else:
            self._desk.take_wanted.emit()

    @Slot()
    def _enter_scene(self) -> None:
        """Prepare the scene that the arrow keys went to; take it where it is prepared already."""
        if self._desk.scenes.current_is_prepared:
            self._desk.take_wanted.emit()
        else:
            self._desk.scenes.load_current()
