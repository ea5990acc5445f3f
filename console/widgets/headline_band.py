"""A row of headline figures, each with its unit and its change against a day and a week before."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.snapshots import HeadlineFigure
from console.theme import Metrics
from console.widgets import figures
from console.widgets.language import language
from console.widgets.painting import draw_text
from console.widgets.style import colour, font_metrics

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class HeadlineBand(QWidget):
    """Paint the figures side by side in columns of equal width."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[HeadlineFigure, ...] = ()
        self._metrics = Metrics(1080)

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def show_figures(self, shown: tuple[HeadlineFigure, ...]) -> None:
        """Replace the figures."""
        self._figures = shown
        self.setAccessibleDescription("; ".join(self.words()))
        self.update()

    def words(self) -> list[str]:
        """Return each figure as it is painted, in words."""
        lang = language()
        return [
            f"{figure.label.of(lang)} {figures.headline(figure.value, lang)} {figure.unit.of(lang)}"
            for figure in self._figures
        ]

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics.share(60), self._metrics.share(11))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._figures:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = self.width() / len(self._figures)
        for index, figure in enumerate(self._figures):
            cell = QRectF(index * width, 0, width, self.height())
            self._paint_figure(painter, cell, figure)
            if index:
                painter.setPen(colour("line"))
                painter.drawLine(cell.topLeft(), cell.bottomLeft())
        painter.end()

    def _paint_figure(self, painter: QPainter, cell: QRectF, figure: HeadlineFigure) -> None:
        metrics, lang = self._metrics, language()
        inner = cell.adjusted(metrics.share(1.2), 0, -metrics.share(0.4), 0)
        label_height = metrics.body * 1.25
        change_height = metrics.share(2.0) * 1.25
        top = QRectF(inner.left(), inner.top(), inner.width(), label_height)
        label, unit = figure.label.of(lang), figure.unit.of(lang)
        with_unit = label if unit in label else f"{label}  {unit}"
        if font_metrics(metrics.body).horizontalAdvance(with_unit) <= inner.width():
            label = with_unit
        draw_text(painter, top, label, pixels=metrics.body, role="text_soft", align=_LEFT)
        middle = QRectF(
            inner.left(),
            top.bottom(),
            inner.width(),
            max(1.0, inner.height() - label_height - change_height),
        )
        draw_text(
            painter,
            middle,
            figures.headline(figure.value, lang),
            pixels=min(metrics.headline, int(middle.height())),
            role="figure",
            align=_LEFT,
            bold=True,
            least=metrics.share(3),
        )
        bottom = QRectF(inner.left(), middle.bottom(), inner.width(), change_height)
        self._paint_changes(painter, bottom, figure)

    def _paint_changes(self, painter: QPainter, rect: QRectF, figure: HeadlineFigure) -> None:
        lang, size = language(), self._metrics.share(2.0)
        changes = (
            (self.tr("day {0}"), figure.day_before),
            (self.tr("week {0}"), figure.week_before),
        )
        texts = [
            (words.format(figures.change(figure.value, before, lang)), before)
            for words, before in changes
        ]
        gap = size * 0.7
        least = self._metrics.share(1.5)
        # A number is never cut: the week gives way to the day where both have no room.
        if (
            sum(font_metrics(least).horizontalAdvance(text) for text, _ in texts) + gap
            > rect.width()
        ):
            texts.pop()
        wide = sum(font_metrics(size).horizontalAdvance(text) + 1 for text, _ in texts)
        fitted = int(size * min(1.0, (rect.width() - gap) / wide))
        pixels, left = max(fitted, least), rect.left()
        for text, before in texts:
            width = min(font_metrics(pixels).horizontalAdvance(text) + 1, rect.right() - left)
            box = QRectF(left, rect.top(), max(1.0, width), rect.height())
            role = _role_of_change(figure, before)
            draw_text(painter, box, text, pixels=pixels, role=role, align=_LEFT)
            left += width + max(gap, rect.width() / 2 - width if fitted == size else gap)


def _role_of_change(figure: HeadlineFigure, before: float | None) -> str:
    if figure.value is None or before is None or figure.rise_is_bad is None:
        return "text_soft"
    difference = figure.value - before
    if difference == 0:
        return "text_soft"
    return "warn" if (difference > 0) == figure.rise_is_bad else "good"
