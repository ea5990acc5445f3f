"""How the state and the quality of a call are said to people."""

from console.domain.calls import END_WORDS, MEDIA_WORDS, STAGE_WORDS, Call, CallStage, Media
from console.domain.wording import NOTHING, Text

_RINGS_HERE = Text("来电", "Is calling")
_HELD = Text("通话保持中", "On hold")
_MUTED = Text("本方已静音", "muted here")


def state_words(call: Call) -> Text:
    """Return where ``call`` stands: its stage, and what comes where that is not all well."""
    if call.stage is CallStage.ENDED:
        return END_WORDS[call.reason] if call.reason is not None else STAGE_WORDS[call.stage]
    if call.stage is CallStage.RINGING:
        return STAGE_WORDS[call.stage] if call.outgoing else _RINGS_HERE
    parts = [STAGE_WORDS[call.stage]]
    if call.held:
        parts.append(_HELD)
    elif call.media not in (Media.MOVING, Media.NONE):
        parts.append(MEDIA_WORDS[call.media])
    if call.muted:
        parts.append(_MUTED)
    return _joined(parts)


def quality_words(call: Call) -> Text:
    """Return loss, delay, pictures a second and size of what comes; what is not known is left."""
    quality, parts = call.quality, []
    if quality.loss is not None:
        parts.append(Text(f"丢包 {quality.loss:.1%}", f"loss {quality.loss:.1%}"))
    if quality.delay is not None:
        delay = round(quality.delay.total_seconds() * 1000)
        parts.append(Text(f"时延 {delay} 毫秒", f"delay {delay} ms"))
    if quality.frames is not None:
        parts.append(Text(f"{quality.frames:.0f} 帧/秒", f"{quality.frames:.0f} fps"))
    if quality.width and quality.height:
        size = f"{quality.width}×{quality.height}"
        parts.append(Text(size, size))
    return _joined(parts) if parts else NOTHING


def _joined(parts: list[Text]) -> Text:
    return Text(" · ".join(part.zh for part in parts), " · ".join(part.en for part in parts))
