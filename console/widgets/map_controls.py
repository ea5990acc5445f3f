"""The slim row over the map: which figure, and by which areas, for mouse and keyboard."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from console.domain.regions import Level
from console.domain.requests import MapMetric
from console.theme import Metrics
from console.widgets.switch_row import SwitchRow

_LEVELS = (Level.PREFECTURE, Level.COUNTY)


class MapControls(QWidget):
    """Two rows of switches, one choice each; Tab and the arrow keys walk along them."""

    metric_chosen = Signal(str)
    """The viewer chose a :class:`MapMetric`, told by its value."""

    level_chosen = Signal(str)
    """The viewer chose a :class:`Level`, told by its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.metrics = SwitchRow(tuple(metric.value for metric in MapMetric), self)
        self.levels = SwitchRow(tuple(level.value for level in _LEVELS), self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.metrics)
        self._row.addStretch(1)
        self._row.addWidget(self.levels)
        self.metrics.chosen.connect(self._tell_metric)
        self.levels.chosen.connect(self._tell_level)
        self.retranslate()

    def show_choice(self, metric: MapMetric, level: Level) -> None:
        """Show what is chosen, telling nobody."""
        self.metrics.choose(metric.value)
        self.levels.choose(level.value)

    def height_for(self, width: int) -> int:
        """Lie in one row, or in two where ``width`` pixels are too few, and return the height."""
        spacing = self._row.spacing()
        wide = self.metrics.sizeHint().width() + spacing + self.levels.sizeHint().width()
        beside = wide <= width
        self._row.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        )
        heights = self.metrics.sizeHint().height(), self.levels.sizeHint().height()
        return max(heights) if beside else sum(heights) + spacing

    def set_metrics(self, metrics: Metrics) -> None:
        """Lay out for a wall of this height."""
        self._row.setSpacing(max(2, metrics.gap // 2))

    def retranslate(self) -> None:
        """Write the switches anew in the present language."""
        self.metrics.set_words(
            (
                self.tr("New"),
                self.tr("Total"),
                self.tr("Active"),
                self.tr("Per 100k"),
                self.tr("Gap"),
                self.tr("Risk"),
            )
        )
        self.levels.set_words((self.tr("Prefectures"), self.tr("Counties")))

    @Slot(str)
    def _tell_metric(self, key: str) -> None:
        self.metric_chosen.emit(key)

    @Slot(str)
    def _tell_level(self, key: str) -> None:
        self.level_chosen.emit(key)
