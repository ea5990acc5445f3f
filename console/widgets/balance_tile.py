"""The account of every material: opening, production, arrivals, use, closing; on its way; gap."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.snapshots import Snapshot
from console.domain.supply import BalanceRequest, BalanceSnapshot
from console.widgets.balance_rows import BalanceRows
from console.widgets.region_tile import RegionTile


class BalanceTile(RegionTile):
    """Show that what was there and came is what went and is there: for the chosen region."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._rows = BalanceRows(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rows)
        self.adopt(self._rows)

    @override
    def request(self) -> BalanceRequest:
        return BalanceRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("Production, reserve, flow and gap")

    @override
    def source_words(self) -> str:
        snapshot = self.snapshot
        if not isinstance(snapshot, BalanceSnapshot) or snapshot.first is None:
            return super().source_words()
        rule = self.tr("{0} to {1}: stock + made + came − sent − used + recounted = stock now")
        rule = rule.format(f"{snapshot.first:%m-%d}", f"{snapshot.last:%m-%d}")
        gap = self.tr("gap over {0} days").format(snapshot.horizon_days)
        return f"{rule} · {gap} · {super().source_words()}"

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, BalanceSnapshot):
            self._rows.show_balance(snapshot)
