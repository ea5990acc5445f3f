"""A strip of datasets with the day they speak of and how old they are."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.datasets import DATASET_WORDS, DatasetState
from console.theme import Metrics
from console.widgets.ages import age_words
from console.widgets.language import language
from console.widgets.painting import draw_text
from console.widgets.style import font_metrics

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class StatusStrip(QWidget):
    """Paint as many datasets as fit, the weightiest first; the desk lists them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._states: tuple[DatasetState, ...] = ()
        self._metrics = Metrics(1080)
        # Ages grow while nothing new comes, and above all then.
        self._ageing = QTimer(self)
        self._ageing.setInterval(1000)
        self._ageing.timeout.connect(self.update)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ageing.start()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ageing.stop()

    def set_metrics(self, metrics: Metrics) -> None:
        """Take the sizes of the wall."""
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def show_states(self, states: Sequence[DatasetState]) -> None:
        """Replace the datasets."""
        self._states = tuple(states)
        self.update()

    def words(self, now: datetime) -> list[str]:
        """Return one text a dataset, as painted at the moment ``now``."""
        return [" ".join(part for part in self._parts(state, now)) for state in self._states]

    @override
    def sizeHint(self) -> QSize:
        return QSize(self._metrics.share(40), round(self._metrics.body * 2.7))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        now = datetime.now().astimezone()
        cells = [self._parts(state, now) for state in self._states]
        metrics = self._metrics
        line = metrics.body * 1.3
        rows = max(1, int(self.height() / (line * 2.4)))
        measure = font_metrics(metrics.body, bold=True)
        widest = max(
            (measure.horizontalAdvance(text) for cell in cells for text in cell), default=0
        )
        room = widest + metrics.share(2.4)
        columns = max(1, int((self.width() + metrics.share(2.4)) / max(1.0, room)))
        shown = cells[: rows * columns]
        used = -(-len(shown) // columns)
        top = (self.height() - used * line * 2.4) / 2 + line * 0.2
        for index, (name, detail) in enumerate(shown):
            left = (index % columns) * room
            box = QRectF(left, top + (index // columns) * line * 2.4, widest + 1, line)
            draw_text(painter, box, name, pixels=metrics.body, role="text_soft", align=_LEFT)
            below = box.translated(0, line)
            draw_text(painter, below, detail, pixels=metrics.body, align=_LEFT, bold=True)
        painter.end()

    def _parts(self, state: DatasetState, now: datetime) -> tuple[str, str]:
        lang = language()
        name = DATASET_WORDS[state.dataset].of(lang)
        if state.rows == 0:
            return name, self.tr("no data yet")
        age = age_words(now - state.changed_at).of(lang) if state.changed_at else ""
        day = state.newest_day.isoformat() if state.newest_day else ""
        return name, " · ".join(part for part in (day, age) if part)
