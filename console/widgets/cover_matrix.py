"""The matrix of places and materials: days of cover, and the gap beneath, most needy first."""

import math
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.snapshots import MaterialCell, MaterialsSnapshot
from console.theme import Metrics
from console.widgets import figures
from console.widgets.language import language
from console.widgets.painting import draw_text, hatch
from console.widgets.style import colour, font_metrics

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

#: Lines that a material's name may take.
HEAD_LINES = 3

#: Stands before the day on which a place runs dry, and the part of a cell's width for it.
DRY_MARK, _DRY_SHARE = "▾", 0.52

#: Days of cover under which a cell is grave, and under which it is to be watched.
GRAVE_DAYS, WATCH_DAYS = 3.0, 7.0


class CoverMatrix(QWidget):
    """Paint as many places and materials as fit, and say how many there are in all."""

    place_chosen = Signal(str)
    material_chosen = Signal(str)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._metrics = Metrics(1080)
        self._snapshot: MaterialsSnapshot | None = None
        self._region = ""

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def show_materials(self, snapshot: MaterialsSnapshot) -> None:
        """Replace the matrix."""
        self._snapshot = snapshot
        self.update()

    def select_place(self, code: str) -> None:
        """Mark the row of ``code``."""
        self._region = code
        self.update()

    def shown_size(self) -> tuple[int, int]:
        """Return how many places and materials fit just now."""
        if self._snapshot is None:
            return 0, 0
        metrics = self._metrics
        rows = int((self.height() - self._head_height()) / (metrics.share(2.0) * 2.8))
        columns = int((self.width() - self._name_width()) / (metrics.share(2.0) * 5.2))
        return (
            max(0, min(rows, len(self._snapshot.places) + 1)),
            max(0, min(columns, len(self._snapshot.materials))),
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics.share(80), self._metrics.share(40))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        snapshot = self._snapshot
        rows, columns = self.shown_size()
        if snapshot is None:
            return
        painter = QPainter(self)
        if not snapshot.places or not snapshot.materials:
            words = self.tr("No material reports yet")
            size = self._metrics.title
            draw_text(painter, self.rect(), words, pixels=size, role="text_soft")
            columns = rows = 0
        for column in range(columns):
            self._paint_head(painter, self._cell_rect(-1, column), column)
        total = self.tr("Total")
        for row in range(rows):
            place = snapshot.places[row - 1] if row else None
            cells = snapshot.cells[row - 1] if row else snapshot.totals
            name = place.name.of(language()) if place else total
            selected = place is not None and place.code == self._region
            self._paint_name(painter, self._cell_rect(row, -1), name, selected=selected)
            for column in range(columns):
                self._paint_cell(painter, self._cell_rect(row, column), cells[column])
        painter.end()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        row, column = self._hit(event.position().x(), event.position().y())
        self._choose(row, column)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None or self._snapshot is None:
            super().keyPressEvent(event)
            return
        codes = ["", *(place.code for place in self._snapshot.places)]
        present = codes.index(self._region) if self._region in codes else 0
        self.place_chosen.emit(codes[(present + step) % len(codes)])

    def _choose(self, row: int, column: int) -> None:
        snapshot = self._snapshot
        rows, columns = self.shown_size()
        if snapshot is None or not (-1 <= row < rows and -1 <= column < columns):
            return
        if column >= 0:
            self.material_chosen.emit(snapshot.materials[column].code)
        if row >= 1:
            self.place_chosen.emit(snapshot.places[row - 1].code)
        elif row == 0 and column == -1:
            self.place_chosen.emit("")

    def _hit(self, x: float, y: float) -> tuple[int, int]:
        first = self._cell_rect(0, 0)
        column = math.floor((x - first.left()) / first.width())
        row = math.floor((y - first.top()) / first.height())
        return max(-1, row), max(-1, column)

    def _name_width(self) -> float:
        size = self._metrics.share(2.0)
        places = self._snapshot.places if self._snapshot else ()
        measure = font_metrics(self._metrics.body, bold=True)
        lang = language()
        widest = max((measure.horizontalAdvance(p.name.of(lang)) for p in places), default=0.0)
        return min(max(widest + size * 1.2, size * 5), size * 13, self.width() / 3)

    def _head_height(self) -> float:
        return self._metrics.share(2.0) * HEAD_LINES * 1.25

    def _cell_rect(self, row: int, column: int) -> QRectF:
        """Return the rectangle of a cell; row -1 is the heading and column -1 the names."""
        rows, columns = self.shown_size()
        left, top = self._name_width(), self._head_height()
        width = (self.width() - left) / max(1, columns)
        height = min((self.height() - top) / max(1, rows), self._metrics.share(2.0) * 4)
        x, cell_width = (0.0, left) if column < 0 else (left + column * width, width)
        y, cell_height = (0.0, top) if row < 0 else (top + row * height, height)
        return QRectF(x, y, cell_width, cell_height)

    def _paint_head(self, painter: QPainter, rect: QRectF, column: int) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        material = snapshot.materials[column]
        role = "text" if material.critical else "text_soft"
        chosen = snapshot.series is not None and snapshot.series.material == material.code
        inner = rect.adjusted(3, 0, -3, -4)
        size = self._metrics.share(2.0)
        measure = font_metrics(size, bold=chosen)
        lines = broken_name(
            material.name.of(language()), inner.width(), measure.horizontalAdvance, HEAD_LINES
        )
        line = inner.height() / HEAD_LINES
        for index, words in enumerate(lines):
            top = inner.bottom() - line * (len(lines) - index)
            box = QRectF(inner.left(), top, inner.width(), line)
            draw_text(painter, box, words, pixels=size, role=role, bold=chosen)
        if chosen:
            bar = QRectF(inner.left(), rect.bottom() - 3, inner.width(), 3)
            painter.fillRect(bar, colour("selected"))

    def _paint_name(self, painter: QPainter, rect: QRectF, name: str, *, selected: bool) -> None:
        if selected:
            painter.fillRect(rect.adjusted(0, 1, -2, -1), colour("selected"))
        draw_text(
            painter,
            rect.adjusted(self._metrics.share(0.5), 0, -6, 0),
            name,
            pixels=self._metrics.body,
            role="window" if selected else "text",
            align=_LEFT,
            bold=selected,
            least=self._metrics.share(2.0),
        )

    def _paint_cell(self, painter: QPainter, rect: QRectF, cell: MaterialCell) -> None:
        inner = rect.adjusted(1, 1, -1, -1)
        if cell.cover_days is None and cell.gap is None:
            hatch(painter, inner)
            dash = figures.NOT_PUBLISHED
            draw_text(painter, inner, dash, pixels=self._metrics.body, role="text_soft")
            return
        ground, ink = _looks(cell)
        painter.fillRect(inner, ground)
        size = self._metrics.share(2.0)
        gap = cell.gap or 0.0
        share = 0.52 if gap > 0 else 1.0
        top = QRectF(inner.left(), inner.top(), inner.width(), inner.height() * share)
        cover = self.tr("{0} d").format(figures.days(cell.cover_days))
        dry = cell.dry_on if (cell.cover_days or 0.0) < WATCH_DAYS else None
        days = top.adjusted(0, 0, -top.width() * _DRY_SHARE, 0) if dry else top
        large, least = round(size * 1.12), int(size * 0.85)
        draw_text(painter, days, cover, pixels=large, role=ink, bold=True, least=least)
        if dry is not None:
            date = QRectF(days.right(), top.top(), top.right() - days.right() - 2, top.height())
            words = f"{DRY_MARK}{dry:%m-%d}"
            draw_text(painter, date, words, pixels=size, role=ink, least=least)
        if gap > 0:
            bottom = QRectF(inner.left(), top.bottom(), inner.width(), inner.height() * 0.46)
            words = self.tr("gap {0}").format(figures.amount(gap, language()))
            fitted = bottom.adjusted(2, 0, -2, 0)
            draw_text(painter, fitted, words, pixels=size, role=ink, least=least)


def _looks(cell: MaterialCell) -> tuple[QColor, str]:
    cover = cell.cover_days
    if cover is None or cover >= WATCH_DAYS:
        return colour("raised"), "text"
    return (colour("bad"), "window") if cover < GRAVE_DAYS else (colour("warn"), "window")


def broken_name(name: str, width: float, measure: Callable[[str], float], most: int) -> list[str]:
    """Break a material's name into at most ``most`` lines of ``width``; the last keeps the rest.

    Latin names break at spaces, Chinese ones between any two characters.
    """
    gap = " " if name.isascii() else ""
    lines: list[str] = []
    for part in name.split(" ") if gap else list(name):
        longer = f"{lines[-1]}{gap}{part}" if lines else part
        if lines and (measure(longer) <= width or len(lines) == most):
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
