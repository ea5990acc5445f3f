"""The scene editor of the run: opened from the desk, saved into the user's folder."""

from PySide6.QtCore import QObject, Signal, Slot

from console import paths
from console.domain.errors import ConsoleError
from console.domain.scenes import Scene
from console.domain.wording import Text
from console.theme import Metrics
from console.views.board import Board
from console.views.bus import Bus
from console.views.desk_window import DeskWindow
from console.views.displays import DISPLAYS
from console.views.preview_stage import PreviewStage
from console.views.scene_editor import SceneEditor
from console.views.show import Show
from console.views.wall_set import settle
from console.wall.scene_text import parse_scene
from console.wall.scene_writing import scene_to_toml, write_scene


class SceneDesk(QObject):
    """Draws a scene that is being made from the wall's own figures, on the wall's region."""

    saved = Signal()
    """A scene was kept, and the director knows it."""

    failed = Signal(object)
    """The scene could not be kept: a :class:`ConsoleError`."""

    def __init__(self, desk: DeskWindow, show: Show, board: Board, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._show = show
        self._bus = Bus(board, "editor")
        self.stage = PreviewStage(DISPLAYS, self._bus)
        self.editor = SceneEditor(self.stage, tuple(DISPLAYS), desk)
        self.editor.save_wanted.connect(self.save)
        desk.editor_wanted.connect(self.open)

    @Slot()
    def open(self) -> None:
        """Bring the editor, with the scene that is in the preview."""
        state = self._show.state
        if not self.editor.isVisible():
            settle(self.editor, self._desk.screen())
        self.editor.restyle(Metrics(min(max(self._desk.height(), 860), 2160)))
        self._bus.select(state.program.region, state.program.material)
        self.editor.open(self._show.director.scenes, state.preview.scene)

    @Slot(object)
    def save(self, scene: Scene) -> None:
        """Keep ``scene`` in the user's folder, and offer it on the desk at once.

        What is on air goes on as it is: the change is seen with the next take of the scene.
        """
        path = paths.user_config() / "scenes" / f"{scene.name}.toml"
        try:
            parse_scene(scene_to_toml(scene), name=scene.name, place=str(path), displays=DISPLAYS)
            write_scene(scene, path)
        except ConsoleError as error:
            self._fail(error)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._fail(
                ConsoleError(
                    str(path),
                    Text(f"无法写入（{reason}）。", f"It cannot be written ({reason})."),
                    Text("请检查路径和权限。", "Check the path and its rights."),
                )
            )
        else:
            self._show.director.add_scene(scene)
            self._desk.show_scenes(self._show.director.scenes)
            on_air = scene.name == self._show.state.program.scene
            self.editor.saved(str(path), on_air=on_air)
            self.saved.emit()

    def stop(self) -> None:
        """Close the editor for good."""
        self.editor.close()
        self.stage.stop()
        self.editor.deleteLater()

    def _fail(self, error: ConsoleError) -> None:
        self.editor.say(error)
        self.failed.emit(error)
