"""The clock of the wall: time, date, weekday."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QLocale, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests import StatusRequest
from console.domain.snapshots import Snapshot
from console.domain.wording import Lang
from console.theme import Metrics
from console.widgets.language import language
from console.widgets.style import font
from console.widgets.tile import Tile, TileFrame

_LOCALES = {
    Lang.ZH: QLocale(QLocale.Language.Chinese, QLocale.Country.China),
    Lang.EN: QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class ClockTile(Tile):
    """Show this machine's time of day; the truth mark beside it is that of the data link."""

    frame = TileFrame.COMPACT
    shows_without_data = True
    freezes = False

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self.badge.set_brief(brief=True)
        self._time = QLabel(self.content)
        self._date = QLabel(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for label in (self._time, self._date):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @override
    def request(self) -> StatusRequest:
        return StatusRequest()

    @override
    def heading(self) -> str:
        return self.tr("Time")

    @override
    def source_words(self) -> str:
        return ""

    @override
    def draw(self, snapshot: Snapshot) -> None:
        self._write()

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._time.setFont(font(metrics.share(4.4), bold=True))
        self._time.setStyleSheet(f"font-size: {metrics.share(4.4)}px; font-weight: 600;")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    @Slot()
    def _tick(self) -> None:
        self._write()
        self._timer.start(1000 - datetime.now().astimezone().microsecond // 1000)

    def _write(self) -> None:
        now = datetime.now().astimezone()
        locale = _LOCALES[language()]
        weekday = locale.dayName(now.isoweekday(), QLocale.FormatType.ShortFormat)
        self._time.setText(f"{now:%H:%M:%S}")
        self._date.setText(f"{now:%Y-%m-%d} {weekday}")
