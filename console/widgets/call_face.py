"""One call as it is shown: the call, its pictures, and where the other side is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from console.domain.call_words import quality_words, state_words
from console.domain.calls import Call, Media, truth_of_call
from console.domain.truth import Truth, TruthMark
from console.domain.wording import NOTHING, Text

if TYPE_CHECKING:
    from console.widgets.call_page import CallPage

_UNSEEN = Text("画面尚未显示", "no picture yet")


@dataclass(frozen=True, slots=True, eq=False)
class CallFace:
    """One call as desk and wall show it.

    Attributes:
        call: The call as it stands.
        page: Its pictures; None while there are none.
        place: The region that the other side speaks for.
        heard: Whether it has the loudspeaker.
        shared: Whether the wall is sent in the camera's place.
        unseen: Whether its pictures belong to where it is shown and are not seen there.
    """

    call: Call
    page: "CallPage | None" = None
    place: Text = NOTHING
    heard: bool = False
    shared: bool = False
    unseen: bool = False

    @property
    def who(self) -> Text:
        """Name, region and duty of the other side."""
        party = self.call.party
        return _joined(party.name, self.place, party.duty)

    @property
    def mark(self) -> TruthMark:
        """What is true of it where it is shown: pictures that nobody sees are not LIVE there."""
        if self._misses_pictures:
            return TruthMark(Truth.STALE)
        return truth_of_call(self.call)

    @property
    def how(self) -> Text:
        """State, whether it is heard, and quality: the end is cut where there is little room."""
        heard = Text("正在收听", "heard") if self.heard else NOTHING
        quality = quality_words(self.call) if self.call.is_answered else NOTHING
        shared = Text("对方正在看大屏", "sees our wall") if self.shared else NOTHING
        unseen = _UNSEEN if self._misses_pictures else NOTHING
        return _joined(state_words(self.call), unseen, heard, shared, quality)

    @property
    def _misses_pictures(self) -> bool:
        call = self.call
        moving = call.media is Media.MOVING and not (call.held or call.is_over)
        return self.unseen and moving


def _joined(*parts: Text) -> Text:
    zh = [part.zh for part in parts if part.zh]
    en = [part.en for part in parts if part.en]
    return Text(" · ".join(dict.fromkeys(zh)), " · ".join(dict.fromkeys(en)))
