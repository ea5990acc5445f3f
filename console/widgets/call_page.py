"""The media end of one call: a page of our own that sends and takes pictures and sound."""

import json
import logging

from PySide6.QtCore import QObject, QSize, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtWebChannel import QWebChannel
from PySide6.QtWebEngineCore import QWebEnginePage
from shiboken6 import isValid

from console.domain.call_media import CallMedia, MediaReport
from console.widgets.call_engine import CALL_PAGE, CallEngine, give_way
from console.widgets.call_screen import CallScreen
from console.widgets.call_web_page import CallBridge, CallWebPage

_log = logging.getLogger(__name__)

_SILENCE_MS = 2_000
"""The page reports four times a second: after a silence this long nothing is known of the call."""

_HANGS_MS = 8_000
"""A silence this much longer means that the page hangs, and not that the machine is busy."""

_START_MS = 15_000
"""What a renderer may take to come up on a busy machine."""


class CallPage(QObject):
    """One call's media. It is used until the call ends or its process dies, and then made anew."""

    ready = Signal()
    said = Signal(str)
    """Something for the other side's page, as text; it is carried unread."""

    reported = Signal(object)
    """A :class:`MediaReport`, four times a second."""

    capturing_changed = Signal(bool)
    """Whether camera or microphone is open: whoever shows the call shows this too."""

    failed = Signal(str, str)
    """A step failed: which, and why, for the log; after ``place`` or ``accept`` the call is not."""

    devices_found = Signal(object)
    """A list of dicts ``id``, ``kind`` (as ``videoinput``), ``label``, ``used``."""

    fell_silent = Signal()
    """Nothing is known of the call; the next report says otherwise."""

    died = Signal(str)
    """The page is of no more use; why, for the log. Told once."""

    def __init__(self, engine: CallEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dead = False
        self._is_ready = False
        self._is_silent = False
        self._view: CallScreen | None = None
        self._drawn = QSize()
        self._capturing = False
        self._waiting: list[str] = []
        bridge = CallBridge(self)
        self.web_page = CallWebPage(engine, self)
        channel = QWebChannel(self.web_page)
        channel.registerObject("bridge", bridge)
        self.web_page.setWebChannel(channel)
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._fall_silent)
        bridge.readied.connect(self._begin)
        bridge.said.connect(self.said)
        bridge.failed.connect(self._note_failure)
        bridge.reported.connect(self._take_report)
        bridge.devices_found.connect(self._take_devices)
        bridge.drawn.connect(self._take_drawn)
        self.web_page.renderProcessTerminated.connect(self._take_termination)
        self._silence.start(_START_MS)
        self.web_page.setBackgroundColor(Qt.GlobalColor.black)
        self.web_page.load(QUrl(CALL_PAGE))
        # Pictures are looked at whether or not a window shows them.
        self.web_page.setVisible(True)

    @property
    def view(self) -> CallScreen:
        """The one widget that shows the pictures; it moves from place to place as it is.

        A page that is given to another view keeps the size and the picture of the one before.
        """
        if self._view is None or not isValid(self._view):
            self._view = CallScreen(self.web_page)
            self._view.take_drawn(self._drawn)
        return self._view

    @property
    def is_capturing(self) -> bool:
        """Whether camera or microphone is open."""
        return self._capturing

    @property
    def process_id(self) -> int:
        """The renderer's process, 0 where there is none."""
        return 0 if self._dead else self.web_page.renderProcessPid()

    def place(self, media: CallMedia) -> None:
        """Begin as the side that makes the offers."""
        self._open("place", media)

    def accept(self, media: CallMedia) -> None:
        """Begin as the side that answers offers."""
        self._open("accept", media)

    def take(self, message: str) -> None:
        """Take what the other side's page said; what is no message is dropped with a warning."""
        try:
            plain = json.loads(message)
        except ValueError:
            plain = None
        if not isinstance(plain, dict):
            _log.warning("the other side said what is no message: %r", message[:80])
            return
        self._tell("take", json.dumps(plain))

    def again(self) -> None:
        """Find another way to the other side, as after a network that was away."""
        self._tell("again")

    def set_flags(
        self,
        *,
        muted: bool | None = None,
        held: bool | None = None,
        low: bool | None = None,
        crowded: bool | None = None,
    ) -> None:
        """Mute the microphone, stop everything, save bandwidth, send less to each; None = as is."""
        news = {"muted": muted, "held": held, "low": low, "crowded": crowded}
        self._tell("set", json.dumps({k: v for k, v in news.items() if v is not None}))

    def share(self, title: str) -> None:
        """Send the window of this title in the camera's place; "" = the camera again."""
        self.web_page.shared_title = title
        self.web_page.shares_screen = False
        self._tell("share", json.dumps(bool(title)))

    def share_screen(self, *, on: bool) -> None:
        """Send this machine's first screen in the camera's place; off = the camera again."""
        self.web_page.shared_title = ""
        self.web_page.shares_screen = on
        self._tell("share", json.dumps(on))

    def list_devices(self) -> None:
        """Have :attr:`devices_found` told."""
        self._tell("devices")

    def set_loud(self, loud: bool) -> None:  # noqa: FBT001 - a slot
        """Let the other side be heard here, or not: there is one owner of the loudspeaker."""
        self.web_page.setAudioMuted(not loud)

    def retire(self) -> None:
        """End the media, close the devices and let the page go."""
        if self._dead:
            return
        self._dead = True
        self._silence.stop()
        self._note_capturing(now=False)
        self.web_page.granted = False
        self.web_page.runJavaScript("consoleCall.end()")
        if self._view is not None and isValid(self._view):
            self._view.hide()
            self._view.deleteLater()
        self.deleteLater()

    def _open(self, how: str, media: CallMedia) -> None:
        self.web_page.granted = media.sound or media.picture
        self._tell(how, media.to_page())

    def _tell(self, function: str, argument: str = "") -> None:
        script = f"consoleCall.{function}({argument})"
        if self._is_ready:
            self.web_page.runJavaScript(script)
        elif not self._dead:
            self._waiting.append(script)

    @Slot()
    def _begin(self) -> None:
        if self._dead:
            return
        self._is_ready = True
        give_way(self.process_id)
        self._silence.start(_SILENCE_MS)
        self.ready.emit()
        waiting, self._waiting = self._waiting, []
        for script in waiting:
            self.web_page.runJavaScript(script)

    @Slot(str)
    def _take_report(self, text: str) -> None:
        if self._dead:
            return
        self._is_silent = False
        self._silence.start(_SILENCE_MS)
        report = MediaReport.parse(text)
        self._note_capturing(now=report.sending or report.sharing)
        self.reported.emit(report)

    @Slot(str)
    def _take_devices(self, text: str) -> None:
        self.devices_found.emit(json.loads(text))

    @Slot(int, int)
    def _take_drawn(self, width: int, height: int) -> None:
        self._drawn = QSize(width, height)
        if self._view is not None and isValid(self._view):
            self._view.take_drawn(self._drawn)

    @Slot(str, str)
    def _note_failure(self, what: str, why: str) -> None:
        _log.warning("call page: %s failed: %s", what, why)
        self.failed.emit(what, why)

    def _note_capturing(self, *, now: bool) -> None:
        if now != self._capturing:
            self._capturing = now
            self.capturing_changed.emit(now)

    @Slot()
    def _fall_silent(self) -> None:
        if self._is_ready and not self._is_silent:
            self._is_silent = True
            self._silence.start(_HANGS_MS)
            self.fell_silent.emit()
        else:
            self._die("it does not answer")

    @Slot(QWebEnginePage.RenderProcessTerminationStatus, int)
    def _take_termination(
        self, _status: QWebEnginePage.RenderProcessTerminationStatus, code: int
    ) -> None:
        self._die(f"its process ended with {code}")

    def _die(self, why: str) -> None:
        if self._dead:
            return
        _log.warning("a call page is lost: %s", why)
        self.retire()
        self.died.emit(why)
