"""One screen of a scene as it would look, with its grid: tiles are moved and resized on it."""

from dataclasses import replace

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from console.domain.scenes import GRID, TilePlace
from console.views.preview_stage import SIZE
from console.wall.placement import place
from console.wall.scene_draft import SceneDraft
from console.widgets.style import colour

_EDGE = 14
"""Pixels beside a tile's right and lower edge that resize it."""

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class SceneCanvas(QWidget):
    """Arrows move the chosen tile, with Shift they resize it; the mouse does both, by cells."""

    changed = Signal()
    """The draft was changed here."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft: SceneDraft | None = None
        self._picture: QImage | None = None
        self._chosen = 0
        self._grip: tuple[QPoint, TilePlace, bool] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 180)

    @property
    def chosen(self) -> int:
        """The number of the tile that keys and fields are about."""
        tiles = self._draft.tiles if self._draft is not None else ()
        return min(self._chosen, max(0, len(tiles) - 1))

    def edit(self, draft: SceneDraft) -> None:
        """Work on ``draft`` from now on."""
        self._draft = draft
        self.choose(0)

    def choose(self, number: int) -> None:
        """Let keys and fields be about the tile ``number``."""
        self._chosen = number
        self.chosen_changed.emit()
        self.update()

    def show_picture(self, picture: QImage | None) -> None:
        """Show what the displays of this screen show."""
        self._picture = picture
        self.update()

    @Slot()
    def choose_next(self) -> None:
        """Go on to the next tile."""
        self._step_choice(1)

    @Slot()
    def choose_previous(self) -> None:
        """Go back to the tile before."""
        self._step_choice(-1)

    @Slot()
    def delete(self) -> None:
        """Take the chosen tile away."""
        if self._draft is not None and self._draft.delete(self.chosen):
            self.choose(self.chosen)
            self.changed.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or self._draft is None:
            super().keyPressEvent(event)
            return
        larger = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        change = self._draft.resize if larger else self._draft.move
        if change(self.chosen, *step):
            self.changed.emit()
            self.update()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        found = self._tile_at(event.position().toPoint())
        if found is None or self._draft is None:
            return
        self.choose(found)
        where = event.position().toPoint()
        self._grip = (where, self._draft.tiles[found], self._on_edge(where, found))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.position().toPoint()
        if self._grip is None:
            self._show_cursor(where)
            return
        begun, tile, resizes = self._grip
        area = self._area()
        columns = round((where.x() - begun.x()) * GRID / max(1, area.width()))
        rows = round((where.y() - begun.y()) * GRID / max(1, area.height()))
        if resizes:
            wanted = replace(tile, width=tile.width + columns, height=tile.height + rows)
        else:
            wanted = replace(tile, column=tile.column + columns, row=tile.row + rows)
        may = resizes or wanted.inside  # Only a larger tile runs on over the next screen.
        if self._draft is not None and may and self._draft.drag(self.chosen, wanted):
            self.changed.emit()
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        if self._draft is not None:
            self._draft.drop()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        if self._picture is not None:
            painter.drawImage(area, self._picture)
        else:
            painter.fillRect(area, colour("window"))
        painter.setPen(QPen(colour("line"), 1, Qt.PenStyle.DotLine))
        for line in range(GRID + 1):
            x = area.left() + line * area.width() // GRID
            y = area.top() + line * area.height() // GRID
            painter.drawLine(x, area.top(), x, area.bottom())
            painter.drawLine(area.left(), y, area.right(), y)
        self._paint_tiles(painter)

    def _paint_tiles(self, painter: QPainter) -> None:
        for number, tile in enumerate(self._draft.tiles if self._draft is not None else ()):
            mine = number == self.chosen
            rect = self._rect(tile)
            painter.setPen(QPen(colour("selected" if mine else "text_soft"), 3 if mine else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
            if not mine:
                continue
            words = f"{tile.column},{tile.row}  {tile.width}×{tile.height}{self._screens_of(tile)}"
            box = painter.fontMetrics().boundingRect(words).adjusted(-6, -3, 6, 3)
            # Title and mark stand at the corners above, and what it is stands beside the canvas.
            box.moveTop(rect.top())
            box.moveLeft(rect.left() + max(0, rect.width() - box.width()) // 2)
            painter.fillRect(box, colour("selected"))
            painter.setPen(colour("window"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
            if tile.part is None or tile.part.screen == tile.part.last:
                grip = QRect(rect.right() - _EDGE, rect.bottom() - _EDGE, _EDGE, _EDGE)
                painter.fillRect(grip, colour("selected"))

    def _screens_of(self, tile: TilePlace) -> str:
        if tile.part is None or self._draft is None:
            return ""
        first = self._draft.screen + 1 - tile.part.screen
        return "  " + self.tr("screens {0}–{1}").format(first, first + tile.spans - 1)

    def _step_choice(self, by: int) -> None:
        if self._draft is not None:
            self.choose((self.chosen + by) % len(self._draft.tiles))

    def _show_cursor(self, where: QPoint) -> None:
        found = self._tile_at(where)
        shape = Qt.CursorShape
        if found is None:
            self.setCursor(shape.ArrowCursor)
        else:
            on_edge = self._on_edge(where, found)
            self.setCursor(shape.SizeFDiagCursor if on_edge else shape.SizeAllCursor)

    def _tile_at(self, where: QPoint) -> int | None:
        tiles = self._draft.tiles if self._draft is not None else ()
        return next((n for n, t in enumerate(tiles) if self._rect(t).contains(where)), None)

    def _on_edge(self, where: QPoint, number: int) -> bool:
        if self._draft is None:
            return False
        tile = self._draft.tiles[number]
        rect = self._rect(tile)
        ends_here = tile.part is None or tile.part.screen == tile.part.last
        on_right = ends_here and rect.right() - where.x() <= _EDGE
        return on_right or rect.bottom() - where.y() <= _EDGE

    def _area(self) -> QRect:
        size = SIZE.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        area = QRect(QPoint(0, 0), size)
        area.moveLeft((self.width() - size.width()) // 2)
        return area

    def _rect(self, tile: TilePlace) -> QRect:
        area = self._area()
        found = place(tile, area.width(), area.height(), 0)
        rect = QRect(area.left() + found.x, area.top() + found.y, found.width, found.height)
        return rect.intersected(area)
