"""The result of a roll call in words, for its entry in the duty log and for the handover."""

from datetime import datetime, tzinfo

from console.domain.roll_call import PRESENT, Presence, RollCall
from console.domain.wording import Lang, Text


def result_words(call: RollCall, zone: tzinfo) -> Text:
    """Return the counts, and who is missing since when; times in ``zone``."""
    here, video = call.count(*PRESENT), call.count(Presence.VIDEO)
    voice, excused = call.count(Presence.VOICE), call.count(Presence.EXCUSED)
    missing = [row for row in call.sheet() if row.presence is Presence.MISSING]
    zh = (
        f"应到{len(call.expected)}，实到{here}（视频{video}、语音{voice}），请假{excused}，"
        f"未到{len(missing)}"
    )
    en = (
        f"{len(call.expected)} expected, {here} present ({video} by video, {voice} by voice),"
        f" {excused} excused, {len(missing)} missing"
    )
    if missing:
        zh += "：" + "、".join(
            f"{row.post.name.of(Lang.ZH)}（自{short_moment(row.missing_since, zone)}）"
            for row in missing
        )
        en += ": " + ", ".join(
            f"{row.post.name.of(Lang.EN)} (since {short_moment(row.missing_since, zone)})"
            for row in missing
        )
    return Text(f"{zh}。", f"{en}.")


def short_moment(moment: datetime | None, zone: tzinfo) -> str:
    """Return a moment as month, day, hour and minute in ``zone``; "" for none."""
    return f"{moment.astimezone(zone):%m-%d %H:%M}" if moment else ""
