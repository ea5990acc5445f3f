"""The operator's desk: what is on the wall, what can be put there, and whether all is well."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.posts import PostsSnapshot
from console.domain.scenes import Scene
from console.domain.snapshots import PlacesSnapshot
from console.domain.truth import FreshnessLimits
from console.theme import Metrics, stylesheet
from console.views.alarm_list import AlarmList
from console.views.command_strip import CommandStrip
from console.views.cue_panel import CuePanel
from console.views.desk_bar import DeskBar
from console.views.desk_keys import DeskKeys
from console.views.desk_layout import SideBySide, arrange
from console.views.fault_book import FaultBook
from console.views.fault_list import FaultList
from console.views.health_panel import HealthPanel
from console.views.key_help import KeyHelp
from console.views.panel import Panel
from console.views.preview_pane import PreviewPane
from console.views.program_names import ProgramNames
from console.views.region_picker import RegionPicker
from console.views.scene_picker import ScenePicker
from console.views.thumbnails import Thumbnails
from console.views.wall_marks import marks_of
from console.wall.cue_sheet import CueSheet
from console.wall.events import WallEvent
from console.wall.program import Program
from console.wall.state import WallState
from console.widgets.language import language
from console.widgets.style import set_state


class DeskWindow(QWidget):
    """Composes the desk; every wish goes out as a signal, and it shows what comes of it."""

    scene_chosen = Signal(str)
    """A scene is wanted on air at once."""

    scene_loaded = Signal(str)
    """A scene is to be prepared."""

    post_loaded = Signal(str)
    """The picture of the post of this region is to be prepared."""

    region_chosen = Signal(str)
    region_loaded = Signal(str)
    take_wanted = Signal()
    undo_wanted = Signal()
    language_wanted = Signal()
    end_wanted = Signal()
    setup_wanted = Signal()
    arming_wanted = Signal()
    editor_wanted = Signal()

    def __init__(self, scenes: Sequence[Scene], limits: FreshnessLimits, faults: FaultBook) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.names = ProgramNames({scene.name: scene for scene in scenes})
        self._program = Program(next(iter(self.names.scenes), ""))
        self._state: WallState | None = None
        self._rehearsal: WallState | None = None
        self.sheets: Mapping[str, CueSheet] = {}
        self._ending = False
        self._metrics = Metrics(0)
        self.bar = DeskBar(self)
        self.picker = ScenePicker(scenes, self)
        self.scenes = self.picker.list
        self.regions = RegionPicker(self)
        self.thumbnails = Thumbnails(self)
        self.preview = PreviewPane(self)
        self.strip = CommandStrip(self)
        self.cues = CuePanel(self.names, self)
        self.alarms = AlarmList(self)
        self.health = HealthPanel(limits, self)
        self.faults = FaultList(faults, self)
        self.help = KeyHelp(self)
        self._arrange()
        self._connect()
        self.keys = DeskKeys(self)
        self._write()
        self.scenes.setFocus()

    def _arrange(self) -> None:
        shown = (
            self.picker,
            self.regions,
            self.thumbnails,
            self.preview,
            self.cues,
            self.alarms,
            self.health,
            self.faults,
        )
        self._panels = [Panel(widget, self) for widget in shown]
        scenes, regions, program, preview, cues, alarms, health, faults = self._panels
        self._prepared_panel = preview
        pictures = SideBySide(program, preview, self)
        arrange(
            self,
            self.bar,
            (
                ((scenes, 5), (regions, 5)),
                ((pictures, 15), (self.strip, 0), (cues, 16)),
                ((alarms, 5), (health, 10), (faults, 5)),
            ),
        )

    def _connect(self) -> None:
        self.scenes.scene_chosen.connect(self.scene_chosen)
        self.scenes.scene_loaded.connect(self.scene_loaded)
        self.scenes.post_loaded.connect(self.post_loaded)
        self.regions.region_chosen.connect(self.region_chosen)
        self.regions.region_loaded.connect(self.region_loaded)
        self.bar.language_wanted.connect(self.language_wanted)
        self.bar.help_wanted.connect(self.help.toggle)
        self.strip.take.clicked.connect(self.take_wanted)
        self.strip.undo.clicked.connect(self.undo_wanted)
        self.alarms.name_places(self.names.place)

    @Slot(object)
    def show_places(self, places: PlacesSnapshot) -> None:
        """Offer the regions of ``places``."""
        self.names.regions = places.regions
        self.regions.show_places(places)
        self.cues.write()
        self.alarms.write()
        self._write_programs()

    def show_scenes(self, scenes: Mapping[str, Scene]) -> None:
        """Offer ``scenes`` in the place of those there were, in the order of the desk."""
        ordered = sorted(scenes.values(), key=lambda scene: (scene.order, scene.name))
        self.names.scenes = {scene.name: scene for scene in ordered}
        self.scenes.show_scenes(ordered)
        self._write_programs()

    @Slot(object)
    def show_posts(self, posts: PostsSnapshot) -> None:
        """Offer the pictures of ``posts``."""
        self.scenes.show_posts(posts.posts)

    def show_sheets(self, sheets: Mapping[str, CueSheet], chosen: str = "") -> None:
        """Offer the cue sheets there are."""
        self.sheets = sheets
        self.cues.show_sheets(sheets, chosen)

    @Slot(object, bool)
    def show_program(self, program: Program, can_undo: bool) -> None:  # noqa: FBT001 - a slot
        """Show ``program`` as on air."""
        self._program = program
        self.strip.undo.setEnabled(can_undo)
        self.scenes.show_on_air(program.scene)
        self.regions.show_on_air(program.region)
        self._write_programs()

    @Slot(object)
    def show_event(self, event: WallEvent) -> None:
        """Say what is laid over the wall since ``event``."""
        self.show_state(event.after)

    def show_state(self, state: WallState) -> None:
        """Say what is laid over the wall, and who holds it."""
        self._state = state
        self.bar.show_marks(marks_of(state, self.sheets, language()))
        self.strip.show_state(state)
        if self._rehearsal is None:
            self.cues.show_state(state)
        self.scenes.show_prepared(state.preview.scene)
        differs = state.preview != state.program
        set_state(self._prepared_panel, "prepared", "true" if differs else "false")
        self._write_programs()

    def show_rehearsal(self, state: WallState | None) -> None:
        """Show where the rehearsal stands in the cue sheet's panel; None = it is over."""
        self._rehearsal = state
        shown = state or self._state
        if shown is not None:
            self.cues.show_state(shown, rehearsing=state is not None)

    def tell(self, words: str) -> None:
        """Say for a while what came of a wish."""
        self.bar.say(words)

    @Slot(object)
    def say(self, error: ConsoleError) -> None:
        """Say for a while why a wish was not followed."""
        lang = language()
        self.tell(f"{error.problem.of(lang)} {error.remedy.of(lang)}".strip())

    def end(self) -> None:
        """Close the desk for good."""
        self._ending = True
        self.thumbnails.stop()
        self.health.stop()
        self.cues.stop()
        self.alarms.stop()
        self.bar.stop()
        self.close()
        self.deleteLater()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._ending:
            super().closeEvent(event)
        else:
            event.ignore()
            self.ask_to_end()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not isinstance(self.focusWidget(), QLineEdit):
            self.keys.press()
        else:
            super().keyPressEvent(event)

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
    def ask_to_end(self) -> None:
        """Ask to end, at the second press: a wall must not go dark by one slip of the hand."""
        words = self.tr("Press again to end the console")
        if self.bar.says(words):
            self.end_wanted.emit()
        else:
            self.tell(words)

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Operator's desk"))
        titles = (
            self.tr("Scenes and posts"),
            self.tr("Places"),
            "",
            "",
            self.tr("Cue sheet"),
            self.tr("Alarms"),
            self.tr("Data"),
            self.tr("Faults"),
        )
        for panel, title in zip(self._panels, titles, strict=True):
            if title:
                panel.set_title(title)
        self.bar.write()
        self.strip.write()
        if self._state is not None:
            self.show_state(self._state)
        self._write_programs()

    def _write_programs(self) -> None:
        scene, region = self.names.of(self._program, language())
        self.bar.show_on_air(scene, region)
        on_air, preview = self._panels[2], self._panels[3]
        on_air.set_title(self.tr("On the wall: {0}").format(f"{scene} · {region}"))
        prepared = self._state.preview if self._state is not None else self._program
        if prepared == self._program:
            preview.set_title(self.tr("Preview: the same"))
        else:
            names = " · ".join(self.names.of(prepared, language()))
            preview.set_title(self.tr("Preview: {0}").format(names))
