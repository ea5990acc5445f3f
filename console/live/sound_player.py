"""The process that plays one post's sound; it ends when its standard input does.

A process of its own, for three reasons. Qt's player waits for its threads while Python's lock is
held, and those threads want the lock when they end: stopping it inside the console could hang the
console for ever (seen with PySide6 6.11.3). A server that hangs can hang this process only. And the
address with its login is passed by a pipe, is resolved here, and is gone with the process.

Input: one line of JSON, ``{"post": …, "address": …, "allowed": […]}``. Output: one word a line, of
:class:`console.domain.listening.SoundState`.
"""

import json
import os
import sys
import threading

from PySide6.QtCore import QCoreApplication, QObject, QTimer, QUrl, Slot

from console.domain.errors import ConsoleError
from console.domain.listening import SoundState
from console.video.address import PROTOCOLS, FeedAddress, parse_address
from console.video.credentials import with_login

_OPEN_MS = 15_000
"""Milliseconds for a sound to open; then it has failed."""

_FAILED = 1


def play() -> int:
    """Play what the first line of standard input names, until the input ends; return 0 or 1."""
    order = json.loads(sys.stdin.readline())
    try:
        address = parse_address(
            order["address"], also_allowed=frozenset(order["allowed"]), place=order["post"]
        )
    except ConsoleError:
        _say(SoundState.FAILED)
        return _FAILED
    address = with_login(address, order["post"])
    # Read by Qt when its player is first made.
    os.environ["QT_FFMPEG_PROTOCOL_WHITELIST"] = ",".join(protocols_of(address.scheme))
    app = QCoreApplication(sys.argv[:1])
    player = SoundPlayer(address)
    threading.Thread(target=_end_with_input, name="input", daemon=True).start()
    player.start()
    app.exec()
    # Without any tidying: see above. What is open is closed by the system.
    os._exit(_FAILED)


def _end_with_input() -> None:
    while sys.stdin.readline():
        pass
    os._exit(0)


def _say(state: SoundState) -> None:
    sys.stdout.write(f"{state.value}\n")
    sys.stdout.flush()


def protocols_of(scheme: str) -> tuple[str, ...]:
    """Return the protocols that FFmpeg may use for a sound.

    Qt cannot be told to take RTSP over TCP: FFmpeg tries UDP, and TCP where nothing comes by that.
    """
    return PROTOCOLS[scheme] + (("udp",) if scheme == "rtsp" else ())


def player_url(address: FeedAddress) -> str:
    """Return the address as the player is given it."""
    return f"file://{address.target}" if address.scheme == "file" else address.for_ffmpeg


class SoundPlayer(QObject):
    """Qt's player with a loudspeaker and without a picture."""

    def __init__(self, address: FeedAddress) -> None:
        super().__init__()
        # Only here: the variable above must be set before the module is loaded.
        from PySide6.QtMultimedia import (  # noqa: PLC0415
            QAudioOutput,
            QMediaDevices,
            QMediaPlayer,
        )

        self._statuses = QMediaPlayer.MediaStatus
        self._has_device = not QMediaDevices.defaultAudioOutput().isNull()
        self._url = player_url(address)
        self._output = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.mediaStatusChanged.connect(self._look)
        self._player.errorOccurred.connect(self._fail)
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(_OPEN_MS)
        self._limit.timeout.connect(self._fail)

    def start(self) -> None:
        """Open the sound."""
        _say(SoundState.STARTING)
        self._limit.start()
        self._player.setSource(QUrl(self._url))

    @Slot()
    def _look(self) -> None:
        status = self._player.mediaStatus()
        if status is self._statuses.LoadedMedia and self._limit.isActive():
            self._limit.stop()
            self._begin()
        elif status in {self._statuses.EndOfMedia, self._statuses.InvalidMedia}:
            self._fail()

    def _begin(self) -> None:
        if not self._player.hasAudio():
            _say(SoundState.NO_SOUND)
        elif not self._has_device:
            _say(SoundState.NO_DEVICE)
        else:
            # Its pictures are decoded elsewhere already; to be said before anything plays.
            self._player.setActiveVideoTrack(-1)
            self._player.play()
            _say(SoundState.HEARD)

    @Slot()
    def _fail(self) -> None:
        """End; the console tries again. Qt's own words may name the address: they stay unsaid."""
        _say(SoundState.FAILED)
        os._exit(_FAILED)
