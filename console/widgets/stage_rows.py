"""The steps of investigation, a row each: the newest day, two weeks' sum, share and trend."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from typing_extensions import override

from console.domain.snapshots_response import InvestigationSnapshot, InvestigationStage
from console.widgets import figures
from console.widgets.bars import day_bars, share_bar
from console.widgets.painting import draw_text
from console.widgets.row_list import LEFT, RowList

#: Narrower than this share of the wall's height, a row has two lines.
_NARROW = 70

#: Contacts that are followed: under this share, they are not under control.
_FOLLOWED = 0.95


class StageRows(RowList):
    """Paint the steps of one :class:`InvestigationSnapshot`."""

    _snapshot: InvestigationSnapshot | None = None

    def show_investigation(self, snapshot: InvestigationSnapshot) -> None:
        """Replace the rows."""
        self._snapshot = snapshot
        self.set_rows([""] * len(snapshot.stages), self.tr("Nothing published"))
        self.setAccessibleDescription("; ".join(map(self.words, snapshot.stages)))

    def words(self, stage: InvestigationStage) -> str:
        """Return a row in words."""
        parts = (self._name(stage.key), self._newest(stage), self._sum(stage))
        return " ".join(part for part in parts if part)

    @override
    def lines(self) -> int:
        return 2 if self.width() < self.metrics.share(_NARROW) else 1

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        if self._snapshot is None:
            return
        stage = self._snapshot.stages[index]
        name, newest, total, weeks = self._parts(rect.adjusted(size * 0.3, 1, -size * 0.3, -1))
        least = self.metrics.share(1.6)
        # A step that is a part of the one above it stands a little to the right.
        shift = size if stage.share_of else 0
        words = self._name(stage.key)
        draw_text(painter, name.adjusted(shift, 0, 0, 0), words, pixels=size, role="text_soft",
                  align=LEFT, least=least)  # fmt: skip
        draw_text(painter, newest, self._newest(stage), pixels=size, role="figure", align=LEFT,
                  bold=True, least=least)  # fmt: skip
        if stage.share_of and stage.share is not None:
            total = share_bar(painter, total, stage.share, _role(stage))
        draw_text(painter, total, self._sum(stage), pixels=size, role="text", align=LEFT,
                  least=least)  # fmt: skip
        day_bars(painter, weeks.adjusted(0, size * 0.2, 0, -size * 0.15), stage.values)

    def _parts(self, rect: QRectF) -> tuple[QRectF, QRectF, QRectF, QRectF]:
        """Return the boxes of name, newest figure, sum with share, and trend."""
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        if self.lines() == 1:
            return (
                QRectF(left, top, width * 0.22, height),
                QRectF(left + width * 0.23, top, width * 0.14, height),
                QRectF(left + width * 0.38, top, width * 0.42, height),
                QRectF(left + width * 0.82, top, width * 0.18, height),
            )
        half = height / 2
        return (
            QRectF(left, top, width * 0.62, half),
            QRectF(left + width * 0.64, top, width * 0.36, half),
            QRectF(left, top + half, width * 0.62, half),
            QRectF(left + width * 0.64, top + half, width * 0.36, half),
        )

    def _name(self, key: str) -> str:
        return {
            "screened": self.tr("Screened, persons"),
            "positive": self.tr("Positive"),
            "contacts_traced": self.tr("Contacts traced"),
            "contacts_followed": self.tr("Contacts followed"),
            "under_observation": self.tr("Under observation"),
            "released": self.tr("Released"),
        }.get(key, key)

    @staticmethod
    def _newest(stage: InvestigationStage) -> str:
        return figures.count(float(stage.values[-1]) if len(stage.values) else None)

    def _sum(self, stage: InvestigationStage) -> str:
        """Return the sum of the days shown, and what share that is of the step it belongs to."""
        if stage.total is None:
            return ""
        days = len(stage.values)
        words = self.tr("{0} in {1} days").format(figures.count(stage.total), days)
        if stage.share is None:
            return words
        if stage.share_of == "screened":
            part = self.tr("{0} per 10,000 screened").format(f"{stage.share * 1e4:.2g}")
        else:
            part = self.tr("{0} of those traced").format(f"{stage.share:.0%}")
        return f"{words} · {part}"


def _role(stage: InvestigationStage) -> str:
    followed = stage.share_of == "contacts_traced"
    return "warn" if followed and stage.share is not None and stage.share < _FOLLOWED else "bar"
