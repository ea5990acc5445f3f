"""Who is heard: there is one owner of the loudspeaker in the whole program."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from console.domain.wording import NOTHING, Text


class SoundState(StrEnum):
    """What is heard of the owner."""

    OFF = "off"
    STARTING = "starting"
    HEARD = "heard"
    NO_SOUND = "no_sound"
    NO_DEVICE = "no_device"
    FAILED = "failed"


SOUND_WORDS = {
    SoundState.OFF: Text("静音", "Muted"),
    SoundState.STARTING: Text("正在接通声音", "Sound is being opened"),
    SoundState.HEARD: Text("正在收听", "Heard"),
    SoundState.NO_SOUND: Text("该路没有声音", "It carries no sound"),
    SoundState.NO_DEVICE: Text(
        "本机没有声音输出设备，请接好音箱或耳机", "No loudspeaker here: connect one"
    ),
    SoundState.FAILED: Text("声音中断，自动重试", "The sound broke off; it is tried again"),
}

SOUND_SHAPES = {
    SoundState.OFF: "",
    SoundState.STARTING: "♪…",
    SoundState.HEARD: "♪",
    SoundState.NO_SOUND: "♪✕",
    SoundState.NO_DEVICE: "♪✕",
    SoundState.FAILED: "♪✕",
}
"""A mark of each state, so that none is told by a word or a colour alone."""


@dataclass(frozen=True, slots=True)
class SoundStatus:
    """Who owns the loudspeaker, and what is heard of it.

    Attributes:
        post: Code of the post that is heard, "" where it is none.
        state: What is heard.
        name: Name of the owner, for the status line.
        reason: Why it is not heard, where the state alone does not say it.
    """

    post: str = ""
    state: SoundState = SoundState.OFF
    name: Text = NOTHING
    reason: Text = NOTHING


SILENCE = SoundStatus()


class Loud(Protocol):
    """Something that can own the loudspeaker, such as a feed or a call."""

    def silence(self) -> None:
        """Be heard no longer: somebody else is; must not block."""
        ...
