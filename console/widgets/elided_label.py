"""A label of a line or two that shortens its text with an ellipsis instead of cutting it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from console.widgets.style import plain_tip

_RIGHT = Qt.TextElideMode.ElideRight


class ElidedLabel(QLabel):
    """Show as much of a plain text as fits; the whole of it is the tooltip.

    Its letters shrink as far as :meth:`set_least` allows, then it takes the lines that
    :meth:`set_lines` allows, before anything is left out.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        self._least, self._lines = 0, 1
        self._last: tuple[object, tuple[QFont, str]] | None = None
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_least(self, pixels: int) -> None:
        """Let the letters become as small as ``pixels`` where the text is too long; 0 = never."""
        if pixels != self._least:
            self._least = pixels
            self.updateGeometry()
            self.update()

    def set_lines(self, lines: int) -> None:
        """Take up to ``lines`` lines where the text needs them."""
        self._lines = lines
        # A fixed height would be that of one line.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    @override
    def hasHeightForWidth(self) -> bool:
        # The policy's flag would be put back with each new text, which breaks no lines itself.
        return self._lines > 1

    @override
    def heightForWidth(self, width: int) -> int:
        if self._lines == 1:
            return super().heightForWidth(width)
        needed = self._lines if self._fitting(width) is None else 1
        return needed * self.fontMetrics().lineSpacing()

    def whole_width(self) -> int:
        """Return the width of the whole text in letters of the full size."""
        return self.fontMetrics().horizontalAdvance(self.text())

    def shown(self) -> tuple[QFont, str]:
        """Return the font that is painted with, and as much of the text as is shown."""
        # Measuring is dear, and a wall paints the same words again and again.
        same = (self.text(), self.contentsRect().width(), self._least, self._lines, self.font())
        if self._last is None or self._last[0] != same:
            self._last = same, self._fit()
        return self._last[1]

    def _fit(self) -> tuple[QFont, str]:
        width = self.contentsRect().width()
        font = self._fitting(width) or self._fitting(width * self._lines)
        if font is None:
            font = self._sized(self._least or self.font().pixelSize())
        metrics = QFontMetricsF(font)
        lines: list[str] = []
        rest = self.text()
        while len(lines) < self._lines - 1 and metrics.horizontalAdvance(rest) > width:
            end = _first_line(rest, font, width)
            lines.append(rest[:end].rstrip())
            rest = rest[end:]
        return font, "\n".join([*lines, metrics.elidedText(rest, _RIGHT, width)])

    def _fitting(self, width: int) -> QFont | None:
        """Return the largest font in which the text is no wider than ``width``; None = none is."""
        size = self.font().pixelSize()
        needed = QFontMetricsF(self._sized(size)).horizontalAdvance(self.text())
        # Widths grow about as the sizes do: what is much too large need not be measured.
        likely = size if needed <= width else min(size - 1, int(size * width / needed) + 1)
        for pixels in range(likely, (min(self._least, size) or size) - 1, -1):
            font = self._sized(pixels)
            if QFontMetricsF(font).horizontalAdvance(self.text()) <= width:
                return font
        return None

    def _sized(self, pixels: int) -> QFont:
        font = QFont(self.font())
        if pixels > 0:  # A font that no style sheet sized is measured in points.
            font.setPixelSize(pixels)
        return font

    @override
    def setText(self, text: str) -> None:
        if text != self.text():
            super().setText(text)
            self.setToolTip(plain_tip(text))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height(), self.fontMetrics().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font, shown = self.shown()
        painter.setFont(font)
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        painter.end()


def _first_line(text: str, font: QFont, width: int) -> int:
    """Return how much of ``text`` the first line of ``width`` takes, broken between words."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    return max(1, line.textLength())
