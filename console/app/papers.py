"""What the operator takes away from the desk: sources of figures, exports, the daily brief."""

from PySide6.QtCore import QObject, Slot

from console.app.briefing import Briefing
from console.app.sources import Sources
from console.domain.wording import Text
from console.settings import Settings
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.show import Show
from console.views.wall_set import WallSet
from console.widgets.language import language


class Papers(QObject):
    """Holds them together; what comes of a wish is said on the desk."""

    def __init__(
        self, settings: Settings, desk: DeskWindow, surfaces: tuple[Board, WallSet], show: Show
    ) -> None:
        super().__init__(desk)
        board, wall = surfaces
        self._desk = desk
        self.sources = Sources(desk, board, wall)
        outlines, limits = settings.map.prefectures, settings.freshness.limits
        self.briefing = Briefing(desk, board, show, outlines, limits)
        self.sources.told.connect(self._tell)
        self.briefing.told.connect(self._tell)

    @Slot(str)
    def use(self, url: str) -> None:
        """Read from the database at ``url`` from now on."""
        self.sources.use(url)

    def stop(self) -> None:
        """Close the window, and wait for nothing more."""
        self.sources.stop()
        self.briefing.stop()

    @Slot(object)
    def _tell(self, words: Text) -> None:
        self._desk.tell(words.of(language()))
