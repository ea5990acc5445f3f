"""The operator's desk: what is on the wall, what can be put there, and whether all is well."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.regions import RegionTree
from console.domain.scenes import Scene
from console.domain.snapshots import PlacesSnapshot
from console.domain.truth import FreshnessLimits
from console.theme import Metrics, stylesheet
from console.views.desk_bar import DeskBar
from console.views.fault_book import FaultBook
from console.views.fault_list import FaultList
from console.views.health_panel import HealthPanel
from console.views.key_help import KeyHelp
from console.views.panel import Panel
from console.views.region_picker import RegionPicker
from console.views.scene_list import SceneList
from console.views.thumbnails import Thumbnails, bring
from console.views.wall_marks import marks_of
from console.wall.cue_sheet import CueSheet
from console.wall.events import WallEvent
from console.wall.program import Program
from console.wall.state import WallState
from console.widgets.language import language

_SECOND_PRESS_MS = 5000
_SAID_MS = 8000


class DeskWindow(QWidget):
    """Composes the desk; every wish goes out as a signal, and it shows what comes of it."""

    scene_chosen = Signal(str)
    region_chosen = Signal(str)
    undo_wanted = Signal()
    language_wanted = Signal()
    end_wanted = Signal()
    setup_wanted = Signal()

    def __init__(self, scenes: Sequence[Scene], limits: FreshnessLimits, faults: FaultBook) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._scenes = {scene.name: scene for scene in scenes}
        self._regions = RegionTree(())
        self._program = Program(next(iter(self._scenes), ""))
        self._can_undo = False
        self._state: WallState | None = None
        self.sheets: Mapping[str, CueSheet] = {}
        self._ending = False
        self._metrics = Metrics(0)
        self.bar = DeskBar(self)
        self.scenes = SceneList(scenes, self)
        self.regions = RegionPicker(self)
        self.thumbnails = Thumbnails(self)
        self.health = HealthPanel(limits, self)
        self.faults = FaultList(faults, self)
        self._panels = [
            Panel(w, self)
            for w in (self.scenes, self.regions, self.thumbnails, self.faults, self.health)
        ]
        self._arrange()
        self.help = KeyHelp(self)
        self._second_press = QTimer(self)
        self._second_press.setSingleShot(True)
        self._second_press.setInterval(_SECOND_PRESS_MS)
        self._second_press.timeout.connect(self._forget_press)
        self._said = QTimer(self)
        self._said.setSingleShot(True)
        self._said.setInterval(_SAID_MS)
        self._said.timeout.connect(self._forget_press)
        self._connect()
        self._write()
        self.scenes.setFocus()

    def _arrange(self) -> None:
        scenes, regions, wall, faults, health = self._panels
        columns = QHBoxLayout()
        columns.setSpacing(8)
        for panels, width in (((scenes, regions), 22), ((wall, faults), 46), ((health,), 32)):
            column = QVBoxLayout()
            column.setSpacing(8)
            for panel, height in zip(
                panels, (3, 7) if panels[0] is scenes else (7, 3), strict=False
            ):
                panel.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
                column.addWidget(panel, height)
            columns.addLayout(column, width)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(self.bar)
        layout.addLayout(columns, 1)

    def _connect(self) -> None:
        self.scenes.scene_chosen.connect(self.scene_chosen)
        self.regions.region_chosen.connect(self.region_chosen)
        self.bar.language_wanted.connect(self.language_wanted)
        self.bar.undo_wanted.connect(self.undo_wanted)
        self.bar.help_wanted.connect(self._toggle_help)
        for number in range(1, 10):
            shortcut = self._key(str(number))
            shortcut.setProperty("number", number)
            shortcut.activated.connect(self._take_number)
        self._key("0").activated.connect(self._take_province)
        self._key("/").activated.connect(self._find_place)
        self._key("Ctrl+F").activated.connect(self._find_place)
        self._key("Ctrl+Z").activated.connect(self.undo_wanted)
        self._key("F2").activated.connect(self.language_wanted)
        self._key("F4").activated.connect(self._swap_with_wall)
        self._key("F1").activated.connect(self._toggle_help)
        self._key("?").activated.connect(self._toggle_help)
        self._key("Ctrl+Q").activated.connect(self._end)
        self._key("Ctrl+,").activated.connect(self.setup_wanted)
        for widget, slot in (
            (self.scenes, self.scenes.take_current),
            (self.regions.tree, self.regions.take_current),
        ):
            for key in ("Return", "Enter"):
                shortcut = QShortcut(QKeySequence(key), widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(slot)

    def _key(self, keys: str) -> QShortcut:
        """Return a shortcut that acts on the wall windows too: there may be only one screen."""
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.ApplicationShortcut)
        return shortcut

    @Slot(object)
    def show_places(self, places: PlacesSnapshot) -> None:
        """Offer the regions of ``places``."""
        self._regions = places.regions
        self.regions.show_places(places)
        self._write_on_air()

    @Slot(object, bool)
    def show_program(self, program: Program, can_undo: bool) -> None:  # noqa: FBT001 - a slot
        """Show ``program`` as on air."""
        self._program, self._can_undo = program, can_undo
        self.scenes.show_on_air(program.scene)
        self.regions.show_on_air(program.region)
        self._write_on_air()

    @Slot(object)
    def show_event(self, event: WallEvent) -> None:
        """Say what is laid over the wall since ``event``."""
        self.show_state(event.after)

    def show_state(self, state: WallState) -> None:
        """Say what is laid over the wall, and who holds it."""
        self._state = state
        self.bar.show_marks(marks_of(state, self.sheets, language()))

    @Slot(object)
    def say(self, error: ConsoleError) -> None:
        """Say for a while why a wish was not followed."""
        lang = language()
        self.bar.show_notice(f"{error.problem.of(lang)} {error.remedy.of(lang)}".strip())
        self._said.start()

    def end(self) -> None:
        """Close the desk for good."""
        self._ending = True
        self._said.stop()
        self._second_press.stop()
        self.thumbnails.stop()
        self.health.stop()
        self.bar.stop()
        self.close()
        self.deleteLater()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ending:
            super().closeEvent(event)
        else:
            event.ignore()
            self._end()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = Metrics(min(max(self.height(), 860), 2160))
        if metrics != self._metrics:
            self._metrics = metrics
            self.setStyleSheet(stylesheet("desk", metrics))

    @override
    def sizeHint(self) -> QSize:
        return QSize(1920, 1080)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(1024, 640)

    @Slot()
    def _take_number(self) -> None:
        number = self.sender().property("number")
        self.scenes.choose(int(number) - 1)

    @Slot()
    def _take_province(self) -> None:
        self.region_chosen.emit("")

    @Slot()
    def _find_place(self) -> None:
        bring(self)
        self.regions.field.setFocus()
        self.regions.field.selectAll()

    @Slot()
    def _swap_with_wall(self) -> None:
        """Go from the desk to the wall and back, where both lie on one screen."""
        if self.isActiveWindow():
            self.thumbnails.bring_wall()
        else:
            bring(self)

    @Slot()
    def _toggle_help(self) -> None:
        self.help.toggle()

    @Slot()
    def _end(self) -> None:
        """Ask to end, at the second press: a wall must not go dark by one slip of the hand."""
        if self._second_press.isActive():
            self.end_wanted.emit()
            return
        self._second_press.start()
        self.bar.show_notice(self.tr("Press again to end the console"))

    @Slot()
    def _forget_press(self) -> None:
        self.bar.show_notice("")

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Operator's desk"))
        titles = (
            self.tr("Scenes"),
            self.tr("Places"),
            self.tr("On the wall"),
            self.tr("Faults"),
            self.tr("Data"),
        )
        for panel, title in zip(self._panels, titles, strict=True):
            panel.set_title(title)
        self.bar.write()
        if self._state is not None:
            self.show_state(self._state)
        self._write_on_air()

    def _write_on_air(self) -> None:
        lang = language()
        scene = self._scenes.get(self._program.scene)
        province = self._regions.province
        region = self._program.region or (province.code if province else "")
        name = self._regions.name(region).of(lang) if region in self._regions else region
        self.bar.show_on_air(scene.title.of(lang) if scene else "", name, can_undo=self._can_undo)
