"""Tries camera and microphone before a call: what the other side would see and hear."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.call_media import MediaReport, media_of
from console.domain.calls import MEDIA_WORDS
from console.domain.wording import Text
from console.theme import Metrics, stylesheet
from console.widgets.call_view import CallView, Pictures
from console.widgets.language import language
from console.widgets.style import set_state

_FULL = 100
_LOUD = 0.5
"""The level that fills the bar: nobody speaks at the top of the scale."""


class DeviceWindow(QWidget):
    """Every wish goes out as a signal."""

    devices_wanted = Signal(str, str)
    """Try the camera and the microphone of these names; "" = the first."""

    hear_wanted = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._metrics = Metrics(0)
        self._report: MediaReport | None = None
        self.camera, self.microphone = QComboBox(self), QComboBox(self)
        self._labels = (QLabel(self), QLabel(self), QLabel(self))
        self._devices = QLabel(self)
        self._devices.setProperty("role", "ring")
        self.view = CallView(self)
        self.level = QProgressBar(self)
        self.level.setRange(0, _FULL)
        self.level.setTextVisible(False)
        self.figures = QLabel(self)
        self._advice = QLabel(self)
        self._advice.setProperty("role", "soft")
        self._advice.setWordWrap(True)
        self.hear = QPushButton(self)
        self.hear.setCheckable(True)
        self.hear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hear.clicked.connect(self.hear_wanted)
        for box in (self.camera, self.microphone):
            box.activated.connect(self._choose)
        for key, slot in (("F9", self.hear.click), ("Esc", self.close)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(slot)
        self._arrange()
        self.show_open(False)  # noqa: FBT003 - a slot
        self._write()

    def _arrange(self) -> None:
        head, sound, layout = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for label, box in zip(self._labels, (self.camera, self.microphone), strict=False):
            label.setBuddy(box)
            head.addWidget(label)
            head.addWidget(box, 1)
        sound.addWidget(self._labels[2])
        sound.addWidget(self.level, 1)
        sound.addWidget(self.hear)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._devices)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.figures)
        layout.addLayout(sound)
        layout.addWidget(self._advice)

    def show_page(self, page: Pictures | None) -> None:
        """Show the pictures as they come back."""
        self.view.show_page(page)

    def offer(self, devices: Sequence[dict[str, object]]) -> None:
        """Offer ``devices`` (``kind``, ``label``, ``used``), with those that are open chosen."""
        kinds = (("videoinput", self.camera), ("audioinput", self.microphone))
        for kind, box in kinds:
            blocker = QSignalBlocker(box)
            box.clear()
            for one in devices:
                if one["kind"] == kind and one["label"]:
                    box.addItem(str(one["label"]))
                    if one["used"]:
                        box.setCurrentIndex(box.count() - 1)
            blocker.unblock()

    @Slot(object)
    def show_report(self, report: MediaReport | None) -> None:
        """Show how picture and sound come back; None = nothing is tried."""
        self._report = report
        level = (report.level or 0.0) if report is not None else 0.0
        self.level.setValue(round(min(1.0, level / _LOUD) * _FULL))
        self.figures.setText(_words(report).of(language()))

    @Slot(bool)
    def show_open(self, opened: bool) -> None:  # noqa: FBT001 - a slot
        """Mark that camera or microphone are in use, for as long as they are."""
        self._devices.setVisible(opened)
        set_state(self._devices, "ringing", "true" if opened else "false")

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = Metrics(min(max(self.height(), 860), 2160))
        if metrics != self._metrics:
            self._metrics = metrics
            self.setStyleSheet(stylesheet("desk", metrics))

    @override
    def sizeHint(self) -> QSize:
        return QSize(1100, 860)

    @Slot()
    def _choose(self) -> None:
        self.devices_wanted.emit(self.camera.currentText(), self.microphone.currentText())

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Camera and microphone"))
        names = (self.tr("Camera"), self.tr("Microphone"), self.tr("Sound"))
        for label, name in zip(self._labels, names, strict=True):
            label.setText(name)
        self._devices.setText(self.tr("● Camera or microphone in use"))
        self.hear.setText(self.tr("Hear myself (F9)"))
        self._advice.setText(
            self.tr(
                "This is what the other side gets. Speak: the bar has to move. Put on headphones "
                "before you hear yourself. What is chosen here is used until this program ends."
            )
        )
        self.show_report(self._report)


def _words(report: MediaReport | None) -> Text:
    """Return how the picture comes back."""
    if report is None:
        return Text("正在打开设备", "Opening the devices")
    words = MEDIA_WORDS[media_of(report)]
    quality = report.quality
    if quality.width is None or quality.frames is None:
        return words
    size = f"{quality.width}×{quality.height}"
    return Text(
        f"{words.zh} · {size} · 每秒 {quality.frames:.0f} 帧",
        f"{words.en} · {size} · {quality.frames:.0f} pictures a second",
    )
