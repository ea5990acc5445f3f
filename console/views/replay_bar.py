"""The day and the time of a replay: a slider over one day, marked where the wall changed."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QDate, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QPushButton, QSlider, QStyle, QWidget
from typing_extensions import override

from console.domain.centre import CENTRE_ZONE
from console.widgets.style import colour

_DAY = 24 * 60 * 60


class DaySlider(QSlider):
    """The seconds of one day, with a mark at every change of the wall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(0, _DAY - 1)
        self.setSingleStep(60)
        self.setPageStep(3600)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows go from change to change
        self._marks: tuple[int, ...] = ()

    def show_marks(self, seconds: Sequence[int]) -> None:
        """Mark these ``seconds`` of the day."""
        self._marks = tuple(seconds)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        edge = self.style().pixelMetric(QStyle.PixelMetric.PM_SliderLength) // 2
        room = self.width() - 2 * edge
        painter.setPen(colour("selected"))
        for second in self._marks:
            x = edge + round(second / _DAY * room)
            painter.drawLine(x, 0, x, self.height() // 3)
        painter.end()


class ReplayBar(QWidget):
    """Chooses the moment that is replayed."""

    moment_chosen = Signal(object)
    """A moment of the day shown: an aware datetime."""

    day_chosen = Signal(object)
    """Another day: a date."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._moment = datetime.now(CENTRE_ZONE)
        self.day = QDateEdit(self)
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.day.setKeyboardTracking(False)
        self.slider = DaySlider(self)
        self._back = QPushButton(self)
        self._forth = QPushButton(self)
        for button in (self._back, self._forth):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._back)
        layout.addWidget(self.day)
        layout.addWidget(self._forth)
        layout.addWidget(self.slider, 1)
        self.slider.valueChanged.connect(self._take_second)
        self.day.dateChanged.connect(self._take_day)
        self._back.clicked.connect(self.day_back)
        self._forth.clicked.connect(self.day_forth)

    @property
    def moment(self) -> datetime:
        """The moment chosen, aware, in the centre's time."""
        return self._moment

    def show_moment(self, moment: datetime) -> None:
        """Stand at ``moment``; nothing is emitted."""
        self._moment = moment.astimezone(CENTRE_ZONE)
        day, second = self._moment.date(), _second(self._moment)
        with QSignalBlocker(self.slider), QSignalBlocker(self.day):
            self.day.setDate(QDate(day.year, day.month, day.day))
            self.slider.setValue(second)

    def show_marks(self, moments: Sequence[datetime]) -> None:
        """Mark the changes of the day."""
        self.slider.show_marks([_second(moment.astimezone(CENTRE_ZONE)) for moment in moments])

    def write(self) -> None:
        """Write every text in the present language."""
        self._back.setText(self.tr("Day back  PgUp"))
        self._forth.setText(self.tr("Day forth  PgDn"))

    @Slot()
    def day_back(self) -> None:
        """Go to the same time of the day before."""
        self._go(self._moment - timedelta(days=1))

    @Slot()
    def day_forth(self) -> None:
        """Go to the same time of the next day, but never beyond the present."""
        self._go(self._moment + timedelta(days=1))

    def _go(self, moment: datetime) -> None:
        before = self._moment.date()
        self.show_moment(min(moment, datetime.now(CENTRE_ZONE)))
        if self._moment.date() != before:
            self.day_chosen.emit(self._moment.date())
        else:
            self.moment_chosen.emit(self._moment)

    @Slot(QDate)
    def _take_day(self, day: QDate) -> None:
        chosen = date(day.year(), day.month(), day.day())
        self._go(datetime.combine(chosen, self._moment.timetz()))

    @Slot(int)
    def _take_second(self, second: int) -> None:
        midnight = datetime.combine(self._moment.date(), time(), CENTRE_ZONE)
        self._moment = midnight + timedelta(seconds=second)
        self.moment_chosen.emit(self._moment)


def _second(moment: datetime) -> int:
    return moment.hour * 3600 + moment.minute * 60 + moment.second
