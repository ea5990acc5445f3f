"""Camera and microphone tried before a call: this machine calls itself, coding and all."""

from dataclasses import replace

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QScreen
from typing_extensions import override

from console.app.call_line import CallLine
from console.app.call_service import CallService
from console.domain.call_media import CallMedia, MediaReport
from console.live.audio import Loudspeaker
from console.views.device_window import DeviceWindow
from console.views.thumbnails import bring
from console.views.wall_set import settle

_NOTHING_SENT = CallMedia(sound=False, picture=False)


class _Ear:
    """The trial as an owner of the loudspeaker."""

    def __init__(self, trial: "DeviceTrial") -> None:
        self._trial = trial

    def silence(self) -> None:
        """Be heard no longer."""
        self._trial.fall_silent()

    @override
    def __repr__(self) -> str:
        return "_Ear(trial)"


class DeviceTrial(QObject):
    """Sends to a second page of this machine what a call would send, and shows what comes there.

    Args:
        service: Its calls use what is chosen here.
        loudspeaker: Asked for before anything is heard.
        parent: The owner.
    """

    def __init__(
        self, service: CallService, loudspeaker: Loudspeaker, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._loudspeaker = loudspeaker
        self._ear = _Ear(self)
        self._near: CallLine | None = None
        self._far: CallLine | None = None
        self._listed = False
        self._opened = False
        self.window = DeviceWindow()
        self.window.devices_wanted.connect(self._choose)
        self.window.hear_wanted.connect(self._hear)
        self.window.closed.connect(self.end)

    def open_window(self, screen: QScreen | None) -> None:
        """Bring the window, and open the devices."""
        if not self._opened:
            self._opened = True
            settle(self.window, screen)
        self.window.show()
        bring(self.window)
        if self._near is None:
            self._begin()

    @Slot()
    def end(self) -> None:
        """Close the devices."""
        near, far = self._near, self._far
        self._near = self._far = None
        self.fall_silent()
        self._loudspeaker.give_back(self._ear)
        self.window.show_page(None)
        self.window.show_report(None)
        for line in (near, far):
            if line is not None:
                line.end()
        self.window.show_open(False)  # noqa: FBT003 - a slot

    def stop(self) -> None:
        """Close the devices and the window, at the end of the run."""
        self.window.close()
        self.end()
        self.window.deleteLater()

    def fall_silent(self) -> None:
        """Be heard no longer."""
        self.window.hear.setChecked(False)
        if self._far is not None:
            self._far.set_loud(loud=False)

    def _begin(self) -> None:
        self._listed = False
        near = CallLine("near", offers=True, parent=self)
        far = CallLine("far", offers=False, parent=self)
        near.said.connect(self._say_there)
        far.said.connect(self._say_here)
        near.reported.connect(self._look_at_devices)
        near.capturing_changed.connect(self._mark)
        far.reported.connect(self._show_report)
        far.page_changed.connect(self._show_page)
        self._near, self._far = near, far
        far.begin(_NOTHING_SENT)
        near.begin(self._service.media)
        self._show_page("")

    @Slot(str, str)
    def _choose(self, camera: str, microphone: str) -> None:
        """Use these devices from now on, here and in calls."""
        media = self._service.media
        self._service.media = replace(media, camera=camera, microphone=microphone)
        self.end()
        self._begin()

    @Slot(bool)
    def _hear(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if not on or self._far is None:
            self._loudspeaker.give_back(self._ear)
            self.fall_silent()
            return
        self._loudspeaker.take(self._ear)
        self._far.set_loud(loud=True)

    @Slot(str, str)
    def _say_there(self, _key: str, message: str) -> None:
        if self._far is not None:
            self._far.take(message)

    @Slot(str, str)
    def _say_here(self, _key: str, message: str) -> None:
        if self._near is not None:
            self._near.take(message)

    @Slot(str, object)
    def _look_at_devices(self, _key: str, report: MediaReport) -> None:
        """Ask once for the devices: they have names as soon as one is open."""
        page = self._near.page if self._near is not None else None
        if report.sending and not self._listed and page is not None:
            self._listed = True
            page.devices_found.connect(self._offer)
            page.list_devices()

    @Slot(object)
    def _offer(self, devices: list[dict[str, object]]) -> None:
        self.window.offer(devices)

    @Slot()
    def _mark(self) -> None:
        self.window.show_open(self._near is not None and self._near.is_capturing)

    @Slot(str, object)
    def _show_report(self, _key: str, report: MediaReport) -> None:
        if self._far is not None:
            self.window.show_report(report)

    @Slot(str)
    def _show_page(self, _key: str) -> None:
        self.window.show_page(self._far.page if self._far is not None else None)
