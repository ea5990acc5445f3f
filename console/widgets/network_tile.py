"""The reporting network of the chosen region: expected against in time, and who is silent."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests_analysis import NetworkRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_response import Grouping, NetworkSnapshot
from console.theme import Metrics
from console.widgets.elided_label import ElidedLabel
from console.widgets.network_rows import GroupRows, SilentRows
from console.widgets.region_tile import RegionTile
from console.widgets.switch_row import SwitchRow

#: Narrower than this share of the wall's height, the lists stand below each other.
_NARROW = 70


class NetworkTile(RegionTile):
    """Show units in time against units expected, by what the viewer groups by, and the silent.

    Options: ``group`` ("level", "region", "system", "sector").
    """

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        wished = str(self.options.get("group", Grouping.LEVEL))
        self._grouping = Grouping(wished) if wished in set(Grouping) else Grouping.LEVEL
        self._summary = ElidedLabel(self.content)
        self._switch = SwitchRow(tuple(Grouping), self)
        self._groups = GroupRows(self.content)
        self._silent = SilentRows(self.content)
        self._build()

    def _build(self) -> None:
        self._switch.choose(self._grouping)
        self._switch.chosen.connect(self._choose_grouping)
        self.adopt(self._groups, self._silent)
        top = QHBoxLayout()
        top.addWidget(self._summary, 1)
        top.addWidget(self._switch)
        self._lists = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lists.addWidget(self._groups, 2)
        self._lists.addWidget(self._silent, 3)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addLayout(self._lists, 1)
        self._write_switch()

    @override
    def request(self) -> NetworkRequest:
        return NetworkRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("Reporting network")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, NetworkSnapshot):
            return
        self._summary.setText(self._summary_words(snapshot))
        self._groups.show_groups(dict(snapshot.groups).get(self._grouping, ()))
        empty = self.tr("Nobody is silent") if snapshot.expected else ""
        self._silent.show_units(snapshot.silent, empty)
        for rows in (self._groups, self._silent):
            rows.select_row(self.region)

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._lists.setSpacing(metrics.gap)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self.metrics.share(_NARROW)
        self._switch.setVisible(wide)
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._lists.setDirection(beside if wide else below)

    @override
    def retranslate(self) -> None:
        self._write_switch()
        super().retranslate()

    def words(self) -> list[str]:
        """Return summary, groups and silent units as they are shown, in words."""
        return [self._summary.text(), *self._groups.words(), *self._silent.words()]

    def _summary_words(self, snapshot: NetworkSnapshot) -> str:
        in_time = snapshot.expected - len(snapshot.silent)
        words = self.tr("{0} of {1} units in time").format(in_time, snapshot.expected)
        if snapshot.moment is None:
            return words
        local = snapshot.moment.astimezone()
        moment = self.tr("at {0:%m-%d %H:%M}").format(local)
        return f"{words} · {moment}"

    def _write_switch(self) -> None:
        self._switch.set_words(
            (self.tr("Level"), self.tr("Region"), self.tr("System"), self.tr("Sector"))
        )

    @Slot(str)
    def _choose_grouping(self, key: str) -> None:
        self._grouping = Grouping(key)
        if self.snapshot is not None:
            self.show_snapshot(self.snapshot)
