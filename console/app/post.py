"""One run of a post's end of calls: its window, its service, the order of the stop."""

import logging
import os
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from console import logs, paths, settings
from console.app.call_policy import CallPolicy, policy_of
from console.app.call_service import CallService
from console.app.device_trial import DeviceTrial
from console.app.environment import prepare
from console.app.languages import Languages
from console.app.signals import EndSignals
from console.domain.calls import Call, Party, PartyKind
from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text
from console.live.audio import Loudspeaker
from console.settings import LoadedSettings
from console.video.clip import make_film
from console.views.post_window import PostWindow
from console.wall.call_book import CallEvent, CallLimits
from console.widgets import map_engine

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostOptions:
    """What the command line says.

    Attributes:
        name: The code of the post or expert.
        settings: A settings file in the place of the user's own.
        database: The database's address; None = the settings'.
        film: A video that is sent in the place of the camera.
        lang: The language; None = the settings'.
        answers: Whether every ring is answered at once, as by a camera in an empty room.
        seconds: End by itself after this many seconds.
    """

    name: str
    settings: Path | None = None
    database: str | None = None
    film: Path | None = None
    lang: Lang | None = None
    answers: bool = False
    seconds: float | None = None


def run_post(options: PostOptions) -> int:
    """Run a post's window until it is closed, and return the exit code.

    Raises:
        ConsoleError: It cannot start here.
    """
    overrides = {
        "database.url": options.database,
        "language": options.lang.value if options.lang else None,
    }
    loaded = settings.load(options.settings, overrides)
    if not loaded.settings.database.url.startswith("postgresql"):
        raise ConsoleError(
            "--database",
            Text("点位端需要中央数据库（PostgreSQL）。", "A post needs the central database."),
            Text("请给出 --database postgresql://…。", "Give --database postgresql://…."),
        )
    if options.film is not None:
        _send_film(options.film)
    prepare()
    book = logs.open_book("post")
    try:
        return _live(options, loaded, book)
    finally:
        book.close()


def _send_film(source: Path) -> None:
    """Have the engine take a film for its camera; it reads this once."""
    film = paths.user_cache() / "post.mjpeg"
    make_film(source, film)
    flags = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "")
    wanted = f"--use-fake-device-for-media-stream --use-file-for-fake-video-capture={film}"
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = f"{flags} {wanted}".strip()


def _live(options: PostOptions, loaded: LoadedSettings, book: logs.LogBook) -> int:
    book.catch_errors()
    book.catch_qt_messages()
    map_engine.register()
    app = QApplication(sys.argv[:1])
    app.setApplicationName(paths.APP_NAME)
    app.setDesktopFileName(paths.APP_NAME)
    app.setWindowIcon(QIcon(str(paths.resources() / "icons" / "command-console-256.png")))
    app.setQuitOnLastWindowClosed(False)
    post = PostRun(options, loaded)
    post.ended.connect(app.exit)
    try:
        post.start(loaded.settings.database.url)
        return app.exec()
    finally:
        post.finish()


class PostRun(QObject):
    """The window of a post and what does its wishes."""

    ended = Signal()

    def __init__(self, options: PostOptions, loaded: LoadedSettings) -> None:
        super().__init__()
        calls = loaded.settings.calls
        self._options = options
        self.languages = Languages(self)
        self.languages.use(loaded.settings.lang)
        self.signals = EndSignals()
        centre = Text(calls.name_zh, calls.name_en)
        self._centre = Party(calls.station, PartyKind.CONSOLE, centre)
        policy, faults = policy_of(calls)
        loudspeaker = Loudspeaker(self)
        self.service = CallService(_policy(policy, options), loudspeaker, self)
        self.trial = DeviceTrial(self.service, loudspeaker, self)
        self.service.know((self._centre,))
        self.window = PostWindow(options.name, centre)
        for error in (*loaded.faults, *faults):
            self.window.say(error)
        self._connect()

    def _connect(self) -> None:
        window, service = self.window, self.service
        window.call_wanted.connect(self._call_centre)
        window.accept_wanted.connect(service.accept)
        window.hang_up_wanted.connect(service.hang_up)
        window.mute_wanted.connect(service.mute)
        window.low_wanted.connect(self._set_low)
        window.share_wanted.connect(self._share)
        window.trial_wanted.connect(self._open_trial)
        window.language_wanted.connect(self.languages.switch)
        window.closed.connect(self.ended)
        service.changed.connect(self._show)
        service.happened.connect(self._note)
        service.ringing_changed.connect(window.ring)
        service.lines.capturing_changed.connect(window.show_devices)
        service.refused.connect(window.say)
        service.failed.connect(window.say)
        service.mended.connect(window.forget)
        self.signals.ended.connect(self.ended)

    def start(self, url: str) -> None:
        """Open the window, and let the post be rung."""
        self.window.show()
        self.service.open(url)
        if self._options.seconds is not None:
            QTimer.singleShot(round(self._options.seconds * 1000), self._end)

    def finish(self) -> None:
        """Hang up and end the threads."""
        self.trial.stop()
        self.service.stop()
        self.window.close()
        self.window.deleteLater()
        self.signals.close()
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @Slot()
    def _end(self) -> None:
        self.ended.emit()

    @property
    def call(self) -> Call | None:
        """The call that goes on, or else the last one."""
        calls = list(self.service.calls.values())
        going_on = [call for call in calls if not call.is_over]
        return (going_on or calls)[-1] if calls else None

    @Slot()
    def _call_centre(self) -> None:
        self.service.place(self._centre)

    @Slot()
    def _open_trial(self) -> None:
        self.trial.open_window(self.window.screen())

    @Slot(object)
    def _note(self, event: CallEvent) -> None:
        _LOG.info("call %s: %s (%s)", event.call.key, event.step.value, event.call.media.value)
        rings_here = self.service.book.rings_aloud and not event.call.outgoing
        if self._options.answers and rings_here:
            QTimer.singleShot(0, self._answer)

    @Slot()
    def _answer(self) -> None:
        call = self.call
        if call is not None and not call.is_over and not call.is_answered:
            self.service.accept(call.key)

    @Slot()
    def _show(self) -> None:
        call = self.call
        page = self.service.lines.page(call.key) if call is not None else None
        self.window.show_call(call, page)

    @Slot(bool)
    def _set_low(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if self.call is not None and self.call.key in self.service.lines:
            self.service.lines[self.call.key].set_flags(low=on)

    @Slot(bool)
    def _share(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if self.call is not None and self.call.key in self.service.lines:
            self.service.lines[self.call.key].share_screen(on=on)


def _policy(policy: CallPolicy, options: PostOptions) -> CallPolicy:
    """Return the policy of a post: one call at a time, and no sound with a film."""
    name = Text(options.name, options.name)
    media = replace(policy.media, own=True, sound=options.film is None)
    return replace(policy, station=options.name, name=name, media=media, limits=CallLimits(calls=1))
