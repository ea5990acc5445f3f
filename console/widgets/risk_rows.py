"""The table of risk tiers: a place a row with its tier, since when, by whom, and why."""

from itertools import pairwise

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from typing_extensions import override

from console.domain.snapshots_analysis import RiskRow, RiskSnapshot
from console.domain.wording import Text
from console.widgets.language import language
from console.widgets.painting import draw_text, hatch
from console.widgets.row_list import LEFT, RowList
from console.widgets.style import colour

#: Narrower than this share of the wall's height, a row has two lines.
_NARROW = 60

#: From this share of the ranks on, a tier is grave; above the lowest one, it is to be watched.
_GRAVE = 0.75


class RiskRows(RowList):
    """Paint the rows of one :class:`RiskSnapshot`."""

    _snapshot: RiskSnapshot | None = None
    _everywhere: frozenset[Text] = frozenset()

    def show_risk(self, snapshot: RiskSnapshot, everywhere: frozenset[Text]) -> None:
        """Replace the rows; facts not known ``everywhere`` are said once, not in every row."""
        self._snapshot = snapshot
        self._everywhere = everywhere
        self.set_rows([row.region for row in snapshot.rows], self.tr("No place with a tier here"))
        self.setAccessibleDescription("; ".join(map(self.words, snapshot.rows)))

    def words(self, row: RiskRow) -> str:
        """Return a row in words."""
        parts = (row.name.of(language()), row.tier.of(language()), self._since(row), self._why(row))
        return " ".join(part for part in parts if part)

    @override
    def lines(self) -> int:
        return 2 if self.width() < self.metrics.share(_NARROW) else 1

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        if self._snapshot is None:
            return
        row = self._snapshot.rows[index]
        least = self.metrics.share(1.6)
        name, chip, since, why = self._parts(rect.adjusted(size * 0.3, size * 0.1, 0, -size * 0.1))
        role = "text_soft" if row.rank in {None, 1} else "figure"
        words = row.name.of(language())
        draw_text(painter, name, words, pixels=size, role=role, align=LEFT, least=least)
        self._paint_chip(painter, chip, row, size)
        for box, text, tone in (
            (since, self._since(row), "text_soft"),
            (why, self._why(row), "text_soft" if row.unknown or role == "text_soft" else "text"),
        ):
            draw_text(painter, box, text, pixels=size, role=tone, align=LEFT, least=least)

    def _parts(self, rect: QRectF) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Return the boxes of name, tier, since and why."""
        left, top, width = rect.left(), rect.top(), rect.width()
        if self.lines() == 1:
            edges, height = (0.0, 0.17, 0.39, 0.59, 1.0), rect.height()
            boxes = [
                QRectF(left + a * width, top, (b - a) * width * 0.97, height)
                for a, b in pairwise(edges)
            ]
            return boxes[0], boxes[1], boxes[2], boxes[3]
        half = rect.height() / 2
        return (
            QRectF(left, top, width * 0.44, half),
            QRectF(left + width * 0.46, top, width * 0.54, half),
            QRectF(left, top + half, width * 0.34, half),
            QRectF(left + width * 0.36, top + half, width * 0.64, half),
        )

    def _paint_chip(self, painter: QPainter, rect: QRectF, row: RiskRow, size: int) -> None:
        """Paint the tier: a full frame where declared, dashed where computed."""
        height = min(size * 1.5, rect.height())
        chip = QRectF(rect.left(), rect.center().y() - height / 2, rect.width() * 0.96, height)
        tone = _tone(row)
        if row.rank is None and not row.declared:
            hatch(painter, chip)
        dash = Qt.PenStyle.SolidLine if row.declared else Qt.PenStyle.DashLine
        painter.setPen(QPen(tone, max(1, self.metrics.share(0.15)), dash))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(chip, size * 0.25, size * 0.25)
        mark = self.tr("declared") if row.declared else self.tr("computed")
        words = f"{row.tier.of(language())} · {mark}"
        inner = chip.adjusted(size * 0.2, 0, -size * 0.2, 0)
        draw_text(
            painter, inner, words, pixels=round(size * 0.88), role=tone,
            least=self.metrics.share(1.4),
        )  # fmt: skip

    def _since(self, row: RiskRow) -> str:
        if row.since is None:
            return ""
        if row.since_earlier:
            return self.tr("since {0} or earlier").format(row.since)
        return self.tr("since {0}").format(row.since)

    def _why(self, row: RiskRow) -> str:
        """Return the reasons, and what is not known that could make the tier graver."""
        lang = language()
        parts = [reason.of(lang) for reason in row.reasons]
        unknown = [fact.of(lang) for fact in row.unknown if fact not in self._everywhere]
        if unknown:
            names = self.tr(", ").join(unknown)
            parts.append(self.tr("not known: {0}").format(names))
        return self.tr("; ").join(parts)


def _tone(row: RiskRow) -> QColor:
    """Return the colour of a tier: grey for the lowest, colour for what is not."""
    if row.rank is None or row.rank <= 1 or not row.ranks:
        return colour("text_soft")
    return colour("bad" if row.rank / row.ranks > _GRAVE else "warn")
