"""What the operator laid over the wall, in few words for the top line of the desk."""

from collections.abc import Mapping
from datetime import datetime

from console.domain.wording import Lang, Text
from console.wall.cue_sheet import CueSheet
from console.wall.precedence import PRECEDENCE, Source
from console.wall.state import WallState

_TITLES = {rank.source: rank.title for rank in PRECEDENCE}
_FROZEN = Text("■ 定格 自 {since}", "■ FROZEN since {since}")
_TILES = Text("■ 定格图块 {count}", "■ tiles frozen: {count}")
_SPOTLIGHT = Text("放大图块", "Spotlight")
_CUE = Text("流程 {step}/{steps}", "Cue {step} of {steps}")
_ALARM = Text("告警建议已装入预监", "An alarm proposes what is in the preview")


def marks_of(state: WallState, sheets: Mapping[str, CueSheet], lang: Lang) -> str:
    """Return who holds the wall, and what is frozen, spotlit or proposed; "" = nothing special."""
    air = state.on_air
    found: list[str] = []
    if state.holder > Source.OPERATOR:
        found.append(_TITLES[state.holder].of(lang))
    if air.frozen_since is not None:
        found.append(_FROZEN.of(lang).format(since=_moment(air.frozen_since)))
    elif air.frozen_tiles:
        found.append(_TILES.of(lang).format(count=len(air.frozen_tiles)))
    if air.spotlight is not None:
        found.append(_SPOTLIGHT.of(lang))
    sheet = sheets.get(air.cue.sheet) if air.cue is not None else None
    if air.cue is not None and sheet is not None:
        found.append(_CUE.of(lang).format(step=air.cue.step + 1, steps=len(sheet.steps)))
    if state.proposal is not None and not state.held_by_alarm:
        found.append(_ALARM.of(lang))
    return " · ".join(found)


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone():%H:%M:%S}"
