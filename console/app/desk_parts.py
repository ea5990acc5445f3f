"""What the operator's desk has besides the wall itself: preview, rehearsal, files, alarms."""

from PySide6.QtCore import QObject

from console.app.alarm_desk import AlarmDesk
from console.app.cue_desk import CueDesk
from console.app.directing import Directing
from console.app.duty_desk import DutyDesk
from console.app.feeding import Feeding
from console.app.live_feeds import LiveFeeds
from console.app.outlines import Outlines
from console.app.papers import Papers
from console.app.previewing import Previewing
from console.app.rehearsing import Rehearsing
from console.app.scene_desk import SceneDesk
from console.settings import Settings
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.wall_set import WallSet


class DeskParts(QObject):
    """Builds the parts of the desk that outlive no run, and stops them before the board."""

    def __init__(
        self, desk: DeskWindow, directing: Directing, duty: DutyDesk, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._directing = directing
        self._duty = duty
        self._show = directing.show
        self.cues = CueDesk(desk, self._show, self)
        self.cues.failed.connect(directing.failed)
        self.alarms = AlarmDesk(desk, self._show, duty, self)

    def serve(self, surfaces: tuple[Board, WallSet], suppliers: tuple[Outlines, LiveFeeds]) -> None:
        """Tell the desk all that the wall is told; draw preview and rehearsal from its sources."""
        outlines, feeds = suppliers
        board, wall = surfaces
        self._board = board
        desk = self._desk
        board.link_changed.connect(desk.health.show_link)
        board.status_changed.connect(desk.health.show_status)
        board.places_changed.connect(desk.show_places)
        board.posts_changed.connect(desk.show_posts)
        wall.windows_changed.connect(desk.thumbnails.show_windows)
        self._show.program_changed.connect(desk.show_program)
        self.alarms.listen(board)
        self.previewing = Previewing(self._desk, self._show, surfaces, self)
        self.rehearsing = Rehearsing(self._desk, self._show, surfaces, self)
        self.scenes = SceneDesk(desk, self._show, board, self)
        self.scenes.failed.connect(self._directing.failed)
        self.scenes.saved.connect(self.previewing.follow)
        self._duty.desks.add(self.scenes.editor)
        for built in (
            self.previewing.stage.tile_built,
            self.rehearsing.tile_built,
            self.scenes.stage.tile_built,
        ):
            built.connect(outlines.supply)
            built.connect(feeds.hub.supply)

    def take_papers(self, settings: Settings, feeding: Feeding, wall: WallSet) -> None:
        """Let the operator open sources of figures, export them, and make the daily brief."""
        self.papers = Papers(settings, self._desk, (self._board, wall), self._show)
        feeding.database_ready.connect(self.papers.use)

    def start(self, rehearsed: str | None) -> None:
        """Draw the preview from soon on; where ``rehearsed`` names a sheet, begin it stamped."""
        self.previewing.start()
        if rehearsed is not None:
            self.rehearsing.stamp_wall()
            self._show.begin_sheet(rehearsed)

    def stop(self) -> None:
        """End what runs by itself."""
        self.papers.stop()
        self.scenes.stop()
        self.rehearsing.end()
        self.previewing.stop()
