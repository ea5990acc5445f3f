"""One material over time: reserve and demand, production and use, shipped and arrived apart."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests import MaterialsRequest
from console.domain.snapshots import MaterialSeries, MaterialsSnapshot, Snapshot
from console.theme import Metrics
from console.widgets.language import language
from console.widgets.series_panel import PanelLine, SeriesPanel
from console.widgets.tile import Tile

#: Days shown; older ones are on the desk.
WINDOW_DAYS = 60


class MaterialSeriesTile(Tile):
    """Show the chosen material's ledger of the last weeks as three small charts."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._panels = tuple(SeriesPanel(self.content) for _ in range(3))
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        for panel in self._panels:
            layout.addWidget(panel, 1)

    @property
    def panels(self) -> tuple[SeriesPanel, ...]:
        """The charts, from top to bottom."""
        return self._panels

    @override
    def request(self) -> MaterialsRequest:
        return MaterialsRequest(self.region, self.material)

    @override
    def heading(self) -> str:
        title = self.tr("Production, reserve, flow")
        snapshot = self.snapshot
        if not isinstance(snapshot, MaterialsSnapshot) or snapshot.series is None:
            return title
        code = snapshot.series.material
        named = [m for m in snapshot.materials if m.code == code]
        if not named:
            return title
        lang = language()
        material = f"{named[0].name.of(lang)} ({named[0].unit.of(lang)})"
        return f"{material} · {snapshot.region_name.of(lang)} · {title}"

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, MaterialsSnapshot) and snapshot.series is not None:
            series = snapshot.series
            *above, lowest = zip(self._panels, self._lines(series), strict=True)
            for panel, lines in above:
                panel.show_lines(lines)
            lowest[0].show_lines(lowest[1], _span(series))

    @Slot(str)
    @override
    def select_material(self, code: str) -> None:
        super().select_material(code)
        self.request_changed.emit(self.request())

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        for panel in self._panels:
            panel.set_metrics(metrics)

    def _lines(self, series: MaterialSeries) -> tuple[tuple[PanelLine, ...], ...]:
        last = slice(-WINDOW_DAYS, None)
        return (
            (
                PanelLine(self.tr("Reserve"), series.reserve[last], "accent"),
                PanelLine(self.tr("Daily demand"), series.demand[last], "warn", dashed=True),
            ),
            (
                PanelLine(self.tr("Produced"), series.produced[last], "good"),
                PanelLine(self.tr("Consumed"), series.consumed[last], "warn", dashed=True),
            ),
            (
                PanelLine(self.tr("Shipped"), series.shipped[last], "replay", dashed=True),
                PanelLine(self.tr("Arrived"), series.arrived[last], "accent"),
            ),
        )


def _span(series: MaterialSeries) -> tuple[date, date] | None:
    """Return the first and the last day shown."""
    days = len(series.reserve)
    if series.first_day is None or days == 0:
        return None
    last = series.first_day + timedelta(days=days - 1)
    return last - timedelta(days=min(days, WINDOW_DAYS) - 1), last
