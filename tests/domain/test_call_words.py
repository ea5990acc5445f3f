"""What people are told of a call, in both languages."""

from datetime import UTC, datetime

import pytest

from console.domain.call_words import quality_words, state_words
from console.domain.calls import Call, CallStage, EndReason, Media, Party, PartyKind
from console.domain.wording import NOTHING, Text

AT = datetime(2020, 2, 1, 9, tzinfo=UTC)


def call(stage: CallStage, **more: object) -> Call:
    party = Party("p", PartyKind.POST, Text("甲", "A"))
    given: dict[str, object] = {"outgoing": False, **more}
    return Call(key="k", party=party, stage=stage, placed_at=AT, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (call(CallStage.RINGING), "来电"),
        (call(CallStage.RINGING, outgoing=True), "呼叫中"),
        (call(CallStage.CONNECTED, media=Media.MOVING), "已接通（未上屏）"),
        (call(CallStage.ON_AIR, media=Media.STILL), "正在上屏 · 画面静止"),
        (
            call(CallStage.CONNECTED, held=True, muted=True),
            "已接通（未上屏） · 通话保持中 · 本方已静音",
        ),
        (call(CallStage.ENDED, reason=EndReason.REFUSED), "对方拒接"),
        (call(CallStage.ENDED, reason=EndReason.NO_ANSWER), "无人接听"),
    ],
)
def test_the_state_is_one_line_of_plain_words(given, words):
    assert state_words(given).zh == words
    assert state_words(given).en


def test_what_is_not_known_of_the_quality_is_left_out():
    assert quality_words(call(CallStage.CONNECTED)) == NOTHING
