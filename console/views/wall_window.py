"""One screen of the wall: the tiles of its layout, and nothing else."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.scenes import ScreenLayout, TilePlace
from console.theme import Metrics, stylesheet
from console.views.bus import Server, wings_of
from console.views.curtain import Curtain
from console.views.tile_shelf import PlacedTile, TileKind, TileShelf
from console.views.wings import Wings
from console.wall.placement import Rect, Size, filling, key_of, place, widths_beside
from console.wall.program import OnAir, TileKey
from console.widgets.tile import Tile

_SMALLEST_HEIGHT = 360
"""Pixels below which a window is a picture of a wall, with text no smaller than for this height."""


_ASK_MS = 1000

_MOST_STOPS = 64
"""Places of one tile where the focus may rest; more only stop the walk through them."""


class WallWindow(QWidget):
    """Shows one :class:`ScreenLayout`, and the same tiles further where the next one has them."""

    region_chosen = Signal(str)
    material_chosen = Signal(str)
    tile_built = Signal(object)
    tile_failed = Signal(object)

    resized = Signal()
    """The window has another size: what runs over several is laid out anew on all of them."""

    def __init__(self, number: int, kinds: Mapping[str, TileKind], board: Server) -> None:
        super().__init__()
        self.setObjectName("wall")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.number = number
        self._board = board
        self._tiles: list[PlacedTile] = []
        self._metrics = Metrics(0)
        self._ending = False
        self._layout: ScreenLayout | None = None
        self._spotlit: TilePlace | None = None
        self._sizes: tuple[Size, ...] = ()
        self._curtain = Curtain(self)
        self._shelf = TileShelf(kinds, self)
        self._shelf.built.connect(self._prepare)
        self._shelf.failed.connect(self.tile_failed)
        self.wings = Wings(self._shelf, wings_of(board), self._size_of)
        self._fitting = QTimer(self)
        self._fitting.setSingleShot(True)
        self._fitting.setInterval(0)
        self._fitting.timeout.connect(self._fit)
        self._asking = QTimer(self)
        self._asking.setInterval(_ASK_MS)
        self._asking.timeout.connect(self.catch_up)
        self._asking.start()
        self._name()

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The tiles shown, in the order of the layout."""
        return tuple(tile for _, tile in self._tiles)

    @property
    def places(self) -> tuple[TilePlace, ...]:
        """Where the layout puts the tiles, in its order."""
        return tuple(wanted for wanted, _ in self._tiles)

    def key(self, wanted: TilePlace) -> TileKey:
        """Return by which key the director knows the tile at ``wanted``."""
        return key_of(wanted, self.number)

    def tile_at(self, key: TileKey) -> Tile | None:
        """Return the tile that the director calls ``key``; None where this window has none."""
        return next((tile for wanted, tile in self._tiles if self.key(wanted) == key), None)

    def lie_among(self, sizes: Sequence[Size]) -> None:
        """Fit what runs over several windows to the ``sizes`` of all of them, number 1 first."""
        self._sizes = tuple(sizes)
        if any(wanted.part is not None for wanted in self.places):
            self._place_tiles()

    def darken(self, *, dark: bool) -> None:
        """Be black at once, and show nothing else; or show the tiles again."""
        self._curtain.draw(closed=dark)

    def lay_over(self, on_air: OnAir) -> None:
        """Freeze the tiles that are to stand still, and let the spotlit one fill the window."""
        for wanted, tile in self._tiles:
            self._board.freeze(tile, on_air.frozen_at(self.key(wanted)))
        spot = on_air.spotlight
        spotlit = next((w for w in self.places if spot and self.key(w) == spot.tile), None)
        if spotlit != self._spotlit:
            self._spotlit = spotlit
            self._place_tiles()
            self._board.draw()

    def shows(self, layout: ScreenLayout) -> bool:
        """Tell whether ``layout`` is the one that is shown."""
        return layout == self._layout

    def plan(self, layout: ScreenLayout, *, ahead: bool) -> None:
        """Let the wings hold what ``layout`` needs; see :meth:`Wings.plan`."""
        self.wings.plan(layout.tiles, self._tiles, ahead=ahead)

    def show_layout(self, layout: ScreenLayout, *, held: bool = False) -> None:
        """Show ``layout``; a tile that both layouts have goes on, others come and go at once.

        Args:
            layout: What is to be shown.
            held: Paint nothing of it until :meth:`reveal`.
        """
        if layout == self._layout:
            return
        self._layout, self._spotlit = layout, None
        self.setUpdatesEnabled(False)
        try:
            before, self._tiles = self._tiles, []
            new: list[PlacedTile] = []
            for wanted in layout.tiles:
                kept = self._shelf.pick(before, wanted)
                tile = kept or self._new(wanted)
                if tile is not None:
                    self._tiles.append((wanted, tile))
                    new += [(wanted, tile)] if kept is None else []
            for old_place, tile in before:
                self._board.detach(tile)
                self._shelf.put_back(old_place, tile)
            self._fit()
            for wanted, tile in new:
                self._board.attach(tile, wanted.region)
        finally:
            if not held:
                self.reveal()

    def reveal(self) -> None:
        """Paint again what changed while updates were not enabled."""
        self.setUpdatesEnabled(True)
        self.catch_up()

    @Slot()
    def catch_up(self) -> None:
        """Paint what is still to be painted; nothing where that is nothing."""
        # Qt asks once for what is dirty, and trusts that this is heard. A window was seen that went
        # on showing the last scene for two minutes: it is asked again as long as it is open.
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.UpdateRequest))

    def _new(self, wanted: TilePlace) -> Tile | None:
        waited = self.wings.take(wanted)
        if waited is None and not self.wings.refused(wanted):
            return self._shelf.take(wanted)
        return waited

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        # What waits in the wings counts as visible, but nobody sees where the focus would be.
        for _ in range(1 + len(self.wings.tiles) * _MOST_STOPS):
            moved = super().focusNextPrevChild(forward)
            focus = self.focusWidget()
            if not moved or not any(t.isAncestorOf(focus) for t in self.wings.tiles if focus):
                return moved
        return False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._curtain.setGeometry(self.rect())
        self._place_tiles()
        self._fitting.start()
        self.resized.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The keys belong to the desk: no control of a tile shows a focus until somebody tabs to it.
        self.setFocus()
        self._fit()
        self._board.draw()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._name()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        # The wall ends with the desk, never by a slip of the hand on a screen that people watch.
        if self._ending:
            super().closeEvent(event)
        else:
            event.ignore()

    def end(self) -> None:
        """Close the window for good, and serve its tiles no longer."""
        self._ending = True
        self._fitting.stop()
        self._asking.stop()
        for _, tile in self._tiles:
            self._board.detach(tile)
        self._tiles = []
        self.wings.clear()
        self._shelf.clear()
        self.close()
        self.deleteLater()

    @override
    def sizeHint(self) -> QSize:
        return QSize(1280, 720)

    def _name(self) -> None:
        self.setWindowTitle(f"大屏 {self.number} / Wall {self.number}")

    @Slot(object)
    def _prepare(self, tile: Tile) -> None:
        tile.set_metrics(self._metrics if self._metrics.height else Metrics(1080))
        tile.region_chosen.connect(self.region_chosen)
        tile.material_chosen.connect(self.material_chosen)
        self.tile_built.emit(tile)

    @Slot()
    def _fit(self) -> None:
        """Give every tile its sizes; restyling is dear, so it follows the height only."""
        metrics = Metrics(max(self.height(), _SMALLEST_HEIGHT))
        if metrics != self._metrics:
            self._metrics = metrics
            self.setStyleSheet(stylesheet("wall", metrics))
        for tile in self.tiles:
            if tile.metrics != metrics:
                tile.set_metrics(metrics)
        self._place_tiles()

    def _rect(self, where: TilePlace) -> Rect:
        beside = widths_beside(where, self.number, self._sizes) if self._sizes else ()
        return place(where, self.width(), self.height(), self._metrics.gap, beside)

    def _size_of(self, wanted: TilePlace) -> QSize:
        rect = self._rect(wanted)
        return QSize(rect.width, rect.height)

    def _place_tiles(self) -> None:
        for wanted, tile in self._tiles:
            hidden = self._spotlit is not None and wanted is not self._spotlit
            where = wanted if self._spotlit is None else filling(wanted)
            if not hidden:
                rect = self._rect(where)
                tile.setGeometry(rect.x, rect.y, rect.width, rect.height)
            tile.setVisible(not hidden)
        if self._curtain.isVisible():
            self._curtain.raise_()
