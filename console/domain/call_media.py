"""The media of one call: what is sent, and what is told of what comes back."""

import json
import math
from dataclasses import dataclass, field, replace
from datetime import timedelta

from console.domain.calls import CallQuality, Media

STILL_AFTER = 1.6
"""Seconds without a picture that differs after which it does not move."""

SILENT_AFTER = 1.25
"""Seconds without a packet of pictures after which none will come.

A busy machine decodes for a second what came before the other side stopped: packets tell earlier.
"""

LOST_AFTER = 3.0
"""Seconds without any picture or sound after which the line is lost."""

_BROKEN = frozenset({"disconnected", "failed", "closed"})
_OPENING = frozenset({"idle", "new", "connecting"})


@dataclass(frozen=True, slots=True)
class IceServer:
    """A STUN or TURN server of the network, by which two ends find a way to each other."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallMedia:
    """What is sent to the other side.

    Attributes:
        ice: Servers that help where there is no direct way; () on a network that routes.
        sound: Whether the microphone is opened.
        picture: Whether the camera is opened.
        camera: The camera's name, or a part of it; "" = the first.
        microphone: The microphone's, likewise.
        own: Whether our own picture is shown in the corner.
        one_way: Whether nothing is to come back.
    """

    ice: tuple[IceServer, ...] = ()
    sound: bool = True
    picture: bool = True
    camera: str = ""
    microphone: str = ""
    own: bool = False
    one_way: bool = False

    def to_page(self) -> str:
        """Return it as the call page takes it."""
        servers = [
            {"urls": one.url, "username": one.user, "credential": one.password}
            if one.user
            else {"urls": one.url}
            for one in self.ice
        ]
        return json.dumps(
            {
                "ice": servers,
                "audio": self.sound,
                "video": self.picture,
                "camera": self.camera,
                "microphone": self.microphone,
                "own": self.own,
                "oneWay": self.one_way,
            }
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaReport:
    """What the call page tells of a call, four times a second; ages are in seconds.

    Attributes:
        state: Of the connection, in the words of WebRTC; "idle" = it was not begun.
        frames: Pictures decoded so far.
        new_age: Since the last picture; None = none came.
        moved_age: Since the last picture that differed; None = none came.
        packet_age: Since the last packet of a picture; None = none came.
        heard_age: Since the last packet of sound; None = none came.
        level: How loud the other side is, 0 to 1; None = not known.
        quality: How well it comes.
        sending: Whether our camera or microphone is open.
        sharing: Whether a screen is sent in the camera's place.
    """

    state: str
    frames: int
    new_age: float | None
    moved_age: float | None
    packet_age: float | None
    heard_age: float | None
    level: float | None
    quality: CallQuality
    sending: bool
    sharing: bool

    @classmethod
    def parse(cls, text: str) -> "MediaReport":
        """Read what the page wrote.

        Raises:
            ValueError: It is no report; the page is of our own, so this is a fault of ours.
        """
        told = json.loads(text)
        if not isinstance(told, dict):
            msg = f"no report: {text[:80]}"
            raise ValueError(msg)  # noqa: TRY004 - the text is wrong, not its type
        delay = _number(told, "delay")
        quality = CallQuality(
            loss=_number(told, "loss"),
            delay=None if delay is None else timedelta(seconds=delay),
            frames=_number(told, "fps"),
            width=_whole(told, "width"),
            height=_whole(told, "height"),
        )
        return cls(
            state=str(told.get("state", "")),
            frames=_whole(told, "frames") or 0,
            new_age=_seconds(told, "newAge"),
            moved_age=_seconds(told, "movedAge"),
            packet_age=_seconds(told, "packetAge"),
            heard_age=_seconds(told, "heardAge"),
            level=_number(told, "level"),
            quality=quality,
            sending=told.get("sending") is True,
            sharing=told.get("sharing") is True,
        )

    def aged(self, seconds: float) -> "MediaReport":
        """Return it as it holds ``seconds`` later where nothing was told since.

        Of packets nothing is known then: a busy page tells late what came in time.
        """
        return replace(
            self,
            new_age=_later(self.new_age, seconds),
            moved_age=_later(self.moved_age, seconds),
            heard_age=_later(self.heard_age, seconds),
        )


def media_of(report: MediaReport) -> Media:
    """Return what comes from the other side: told by pictures, whatever the connection says."""
    if report.state in _BROKEN:
        return Media.LOST
    if report.state in _OPENING:
        return Media.CONNECTING
    heard = report.heard_age is not None and report.heard_age < LOST_AFTER
    if report.new_age is None:
        return Media.SOUND if heard else Media.CONNECTING
    if report.new_age >= LOST_AFTER:
        return Media.STILL if heard else Media.LOST
    moved, packet = _known(report.moved_age), _known(report.packet_age)
    return Media.MOVING if moved < STILL_AFTER and packet < SILENT_AFTER else Media.STILL


def sending_of(report: MediaReport) -> Media:
    """Return how it stands with what is only sent: nothing comes back by which to tell."""
    if report.state in _BROKEN:
        return Media.LOST
    return Media.CONNECTING if report.state in _OPENING else Media.MOVING


def _known(age: float | None) -> float:
    return math.inf if age is None else age


def _later(age: float | None, seconds: float) -> float | None:
    return None if age is None else age + seconds


def _number(told: dict[str, object], name: str) -> float | None:
    value = told.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if math.isfinite(value) else None


def _seconds(told: dict[str, object], name: str) -> float | None:
    value = _number(told, name)
    return None if value is None else value / 1000


def _whole(told: dict[str, object], name: str) -> int | None:
    value = _number(told, name)
    return None if value is None else int(value)
