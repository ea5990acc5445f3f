"""Bounds in time of everything that a feed's thread does."""

from dataclasses import dataclass, field

from console.video.budget import REFUSED_PAUSE
from console.video.watchdog import Patience


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of every call to the outside, in seconds; none may exceed what stopping is given.

    Attributes:
        ask: The request that finds out why a feed does not come, name service included.
        open: FFmpeg's open.
        read: One wait for a picture.
        first_picture: From the open to the first clean picture; encoders with rare key frames
            need up to half a minute.
        behind: Delay that grows by more than this is cut by opening anew.
    """

    ask: float = 2.0
    open: float = 2.0
    read: float = 1.5
    first_picture: float = 40.0
    behind: float = 3.0


@dataclass(frozen=True, slots=True)
class CaptureSettings:
    """How a capture behaves; ``refused_pause`` are the seconds until a refusal is asked again."""

    limits: Limits = field(default_factory=Limits)
    patience: Patience = field(default_factory=Patience)
    refused_pause: float = REFUSED_PAUSE
