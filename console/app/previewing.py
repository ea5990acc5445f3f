"""Draws on the desk what is prepared: the preview of the run."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Slot

from console.domain.scenes import Scene
from console.views.board import Board
from console.views.bus import Bus
from console.views.desk_window import DeskWindow
from console.views.displays import DISPLAYS
from console.views.preview_stage import PreviewStage
from console.views.show import Show
from console.views.wall_set import WallSet

_AFTER_START_MS = 1500
"""The wall comes first: the preview is built when it stands."""

_AHEAD_MS = 600
"""Whoever looks through the scenes makes nothing be built for the wall: it follows a rest."""


class Previewing(QObject):
    """Keeps the preview's stage in step with the director, on a region key of its own."""

    def __init__(
        self, desk: DeskWindow, show: Show, surfaces: tuple[Board, WallSet], parent: QObject
    ) -> None:
        super().__init__(parent)
        board, self._wall = surfaces
        self._show = show
        self._bus = Bus(board, "preview")
        self.stage = PreviewStage(DISPLAYS, self._bus)
        self._ready = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_START_MS)
        self._timer.timeout.connect(self._begin)
        self._ahead = QTimer(self)
        self._ahead.setSingleShot(True)
        self._ahead.setInterval(_AHEAD_MS)
        self._ahead.timeout.connect(self._prepare)
        desk.preview.show_stage(self.stage)
        show.happened.connect(self.follow)
        show.program_changed.connect(self.follow)
        self._wall.windows_changed.connect(self.follow)
        self._wall.arranged.connect(self.follow)
        self._wall.change.ready.connect(self.follow)

    def start(self) -> None:
        """Draw from soon on."""
        self._timer.start()

    def stop(self) -> None:
        """Let go of every display."""
        self._ready = False
        self._timer.stop()
        self._ahead.stop()
        self.stage.stop()

    @Slot()
    def _begin(self) -> None:
        self._ready = True
        self.follow()

    @Slot()
    def follow(self) -> None:
        """Draw what is prepared now; the wall comes first where it is about to change."""
        if not self._ready or self._wall.change.pending:
            return
        preview = self._show.state.preview
        scenes: Mapping[str, Scene] = self._show.director.scenes
        scene = scenes.get(preview.scene)
        self._bus.select(preview.region, preview.material)
        if scene is not None:
            self.stage.show_scene(scene, max(1, len(self._wall.windows)), self._wall.gone)
            self._ahead.start()

    @Slot()
    def _prepare(self) -> None:
        """Build what is prepared for the wall too, off air: the take is only a change of place."""
        preview = self._show.state.preview
        scene = self._show.director.scenes.get(preview.scene)
        if not self.stage.complete or self._wall.change.pending:
            self._ahead.start()
        elif scene is not None:
            self._wall.prepare(scene, (preview.region, preview.material))
