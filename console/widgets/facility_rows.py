"""Beds and intensive care, a row a kind of site or a place, the fullest first."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from typing_extensions import override

from console.domain.snapshots_response import BedLoad, FacilitiesSnapshot, FacilityLoad
from console.widgets import figures
from console.widgets.bars import share_bar
from console.widgets.language import language
from console.widgets.painting import draw_text
from console.widgets.row_list import LEFT, RowList

#: Shares of used beds from which a place is to be watched, and is full.
_WATCH, _FULL = 0.75, 0.9


class FacilityRows(RowList):
    """Paint kinds first, then places."""

    _loads: tuple[FacilityLoad, ...] = ()

    def show_facilities(self, snapshot: FacilitiesSnapshot) -> None:
        """Replace the rows."""
        self._loads = (*snapshot.kinds, *snapshot.places)
        self.set_rows([load.region for load in self._loads], self.tr("No sites on record"))
        self.setAccessibleDescription("; ".join(self.words()))

    def words(self) -> list[str]:
        """Return the rows in words."""
        return [
            " ".join((self._name(load), self._used(self.tr("beds"), load.beds),
                      self._used(self.tr("ICU"), load.icu)))
            for load in self._loads
        ]  # fmt: skip

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        load, width = self._loads[index], rect.width()
        role = "text" if load.region else "figure"
        name = QRectF(rect.left() + size * 0.3, rect.top(), width * 0.35, rect.height())
        draw_text(painter, name, self._name(load), pixels=size, role=role, align=LEFT,
                  bold=not load.region, least=self.metrics.share(1.4))  # fmt: skip
        for left, title, beds in (
            (0.38, self.tr("beds"), load.beds),
            (0.70, self.tr("ICU"), load.icu),
        ):
            box = QRectF(rect.left() + left * width, rect.top(), width * 0.29, rect.height())
            self._paint_load(painter, box, self._used(title, beds), beds)

    def _paint_load(self, painter: QPainter, rect: QRectF, words: str, beds: BedLoad) -> None:
        size, role = self.text_size(), _role(beds)
        if beds.total != 0:
            rect = share_bar(painter, rect, beds.share, role)
        tone = "text" if role == "bar" else role
        draw_text(painter, rect, words, pixels=size, role=tone, align=LEFT,
                  least=self.metrics.share(1.4))  # fmt: skip

    def _name(self, load: FacilityLoad) -> str:
        words = self.tr("{0} ({1} sites)").format(load.name.of(language()), load.sites)
        if load.silent:
            silent = self.tr("{0} state no beds").format(load.silent)
            return f"{words} · {silent}"
        return words

    def _used(self, title: str, beds: BedLoad) -> str:
        if beds.total == 0:
            none = self.tr("none")
            return f"{title} {none}"
        counts = f"{title} {figures.count(beds.used)}/{figures.count(beds.total)}"
        return counts if beds.share is None else f"{counts} {beds.share:.0%}"


def _role(beds: BedLoad) -> str:
    share = beds.share
    if share is None or share < _WATCH:
        return "bar"
    return "bad" if share >= _FULL else "warn"
