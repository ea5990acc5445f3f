"""The reproduction number of the chosen region: its fan, the line at one, growth in words."""

from collections.abc import Mapping
from datetime import timedelta

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests_analysis import ReproductionRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_analysis import ReproductionSnapshot
from console.theme import Metrics
from console.widgets.elided_label import ElidedLabel
from console.widgets.fan_plot import FanDrawing, FanPlot
from console.widgets.legend_row import LegendEntry, LegendRow, Mark
from console.widgets.region_tile import RegionTile
from console.widgets.reproduction_words import ReproductionWords
from console.widgets.style import colour

#: Days shown at most unless the scene says otherwise (option ``days``); 0 shows all.
WINDOW_DAYS = 180


class ReproductionTile(RegionTile):
    """Show R by sliding windows with its 95 % fan; windows of few cases are faint.

    Options: ``days``; ``serial_mean`` and ``serial_std``, the serial interval in days.
    """

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        days = self.options.get("days", WINDOW_DAYS)
        self._days = days if isinstance(days, int) and days >= 0 else WINDOW_DAYS
        self._words = ReproductionWords(self)
        self._newest = ElidedLabel(self.content)
        self._newest.setProperty("role", "finding")
        self._growth = ElidedLabel(self.content)
        self._legend = LegendRow(self.content)
        self._plot = FanPlot(self.content)
        self._basis = ElidedLabel(self.content)
        self._remarks = ElidedLabel(self.content)
        for label in (self._basis, self._remarks):
            label.setProperty("role", "source")
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        for part in (self._newest, self._growth, self._legend):
            layout.addWidget(part)
        layout.addWidget(self._plot, 1)
        layout.addWidget(self._basis)
        layout.addWidget(self._remarks)

    @override
    def request(self) -> ReproductionRequest:
        mean, std = (_number(self.options.get(key)) for key in ("serial_mean", "serial_std"))
        if mean > 1 and std > 0:
            return ReproductionRequest(self.region, mean, std)
        return ReproductionRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("Reproduction number R")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, ReproductionSnapshot):
            return
        self._newest.setText(self._words.newest(snapshot))
        self._growth.setText(self._words.growth(snapshot.growth))
        self._basis.setText(self._words.basis(snapshot))
        self._remarks.setText(self._words.remarks(snapshot))
        self._remarks.setVisible(bool(self._remarks.text()))
        self._plot.draw(_drawing(snapshot, self._days))
        self._legend.show_entries(self._entries(snapshot))

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._legend.set_metrics(metrics)
        self._plot.set_metrics(metrics)

    def words(self) -> list[str]:
        """Return the sentences as they are shown."""
        labels = (self._newest, self._growth, self._basis, self._remarks)
        return [label.text() for label in labels if label.text()]

    def _entries(self, snapshot: ReproductionSnapshot) -> list[LegendEntry]:
        width = max(1, self.metrics.share(0.28))
        accent = colour("accent")
        faint = self.tr("Fewer than {0} cases in the window").format(snapshot.few_cases)
        return [
            LegendEntry(self.tr("Mean and 95% interval"), Mark.LINE, QPen(accent, width)),
            LegendEntry(faint, Mark.LINE, QPen(accent.darker(180), width, Qt.PenStyle.DotLine)),
            LegendEntry("R = 1", Mark.LINE, QPen(colour("text"), width, Qt.PenStyle.DashLine)),
        ]


def _drawing(snapshot: ReproductionSnapshot, window: int) -> FanDrawing | None:
    """Cut ``snapshot`` to its last ``window`` days (0 = all); None where there is nothing.

    A window without a case tells the prior and nothing else, so that it is not drawn.
    """
    if snapshot.first_day is None:
        return None
    cut = max(0, len(snapshot.mean) - window) if window else 0
    cases = np.nan_to_num(snapshot.cases[cut:])
    return FanDrawing(
        first_day=snapshot.first_day + timedelta(days=cut),
        middle=snapshot.mean[cut:],
        low=snapshot.low[cut:],
        high=snapshot.high[cut:],
        told=cases > 0,
        sure=cases >= snapshot.few_cases,
        line=1.0,
    )


def _number(option: object) -> float:
    return float(option) if isinstance(option, int | float) else 0.0
