"""Who reports in time, by group; and who is silent, since when."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from typing_extensions import override

from console.domain.snapshots_response import NetworkGroup, SilentUnit
from console.widgets.bars import share_bar
from console.widgets.language import language
from console.widgets.painting import draw_text, hatch
from console.widgets.row_list import LEFT, RowList
from console.widgets.style import colour


class GroupRows(RowList):
    """Paint groups of units, the least in time first."""

    _groups: tuple[NetworkGroup, ...] = ()

    def show_groups(self, groups: tuple[NetworkGroup, ...]) -> None:
        """Replace the rows."""
        self._groups = groups
        self.set_rows([group.region for group in groups], self.tr("No reporting units"))

    def words(self) -> list[str]:
        """Return the rows in words."""
        return [f"{g.name.of(language())} {g.in_time}/{g.expected}" for g in self._groups]

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        group, width = self._groups[index], rect.width()
        all_in_time = group.in_time == group.expected
        least = self.metrics.share(1.6)
        name = QRectF(rect.left() + size * 0.3, rect.top(), width * 0.6, rect.height())
        draw_text(painter, name, group.name.of(language()), pixels=size,
                  role="text_soft" if all_in_time else "text", align=LEFT, least=least)  # fmt: skip
        count = QRectF(rect.left() + width * 0.64, rect.top(), width * 0.36, rect.height())
        role = "bar" if all_in_time else "warn"
        count = share_bar(painter, count, group.in_time / group.expected, role)
        draw_text(painter, count, f"{group.in_time}/{group.expected}", pixels=size,
                  role="text_soft" if all_in_time else "warn", align=LEFT, least=least)  # fmt: skip


class SilentRows(RowList):
    """Paint the units that have not reported in time, the longest silent first."""

    _units: tuple[SilentUnit, ...] = ()

    def show_units(self, units: tuple[SilentUnit, ...], empty: str) -> None:
        """Replace the rows."""
        self._units = units
        self.set_rows([unit.region for unit in units], empty)
        self.setAccessibleDescription("; ".join(self.words()))

    def words(self) -> list[str]:
        """Return the rows in words."""
        return [f"{unit.name.of(language())} {self._since(unit)}" for unit in self._units]

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        unit, width = self._units[index], rect.width()
        least = self.metrics.share(1.6)
        band = QRectF(rect.left(), rect.top(), size * 0.3, rect.height())
        if unit.last_report_at is None:
            hatch(painter, band)
        else:
            painter.fillRect(band, colour("warn"))
        name = QRectF(rect.left() + size * 0.7, rect.top(), width * 0.6, rect.height())
        draw_text(painter, name, unit.name.of(language()), pixels=size, align=LEFT, least=least)
        since = QRectF(rect.left() + width * 0.64, rect.top(), width * 0.36, rect.height())
        draw_text(painter, since, self._since(unit), pixels=size, role="text_soft", align=LEFT,
                  least=least)  # fmt: skip

    def _since(self, unit: SilentUnit) -> str:
        if unit.last_report_at is None:
            return self.tr("never reported")
        local = unit.last_report_at.astimezone()
        return self.tr("silent since {0:%m-%d %H:%M}").format(local)
