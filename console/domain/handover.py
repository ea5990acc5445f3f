"""The sheet that one shift hands to the next: what is open, what happened, how the posts stand."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from html import escape

from console.domain.duty import (
    ENTRY_WORDS,
    SEVERITY_WORDS,
    Alarm,
    DutyEntry,
    EntryKind,
    alarm_words,
)
from console.domain.feeds import FAULT_WORDS, FEED_WORDS, FeedState, FeedStatus
from console.domain.posts import Post
from console.domain.wording import NOTHING, Lang, Text

Cells = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One table of the sheet; ``empty`` is said where it has no rows."""

    title: Text
    head: Cells
    rows: tuple[Cells, ...]
    empty: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """One shift.

    Attributes:
        since: When it began.
        until: When it ends: now.
        by: Who hands over.
        to: Who takes over, "" = not said.
        zone: The zone in which times are written.
    """

    since: datetime
    until: datetime
    by: str
    to: str = ""
    zone: tzinfo


@dataclass(frozen=True, slots=True)
class HandoverSheet:
    """The sheet: its heading in both languages, and its tables in the order of their weight."""

    title: Text
    heading: tuple[Text, ...]
    sections: tuple[Section, ...]


def handover_sheet(
    shift: Shift,
    entries: Iterable[DutyEntry],
    alarms: Iterable[Alarm],
    feeds: Iterable[tuple[Post, FeedStatus | None]],
    name_of: Callable[[str], Text],
) -> HandoverSheet:
    """Return the sheet of ``shift``.

    Args:
        shift: The shift.
        entries: The duty log; what lies outside of the shift is left out.
        alarms: All that are open, and those of the shift.
        feeds: The command posts with the states of their feeds, None = not looked at; expected
            ones that send no live picture are listed.
        name_of: Names a post or region by its code.
    """
    within = sorted((e for e in entries if shift.since <= e.at <= shift.until), key=_at)
    listed = sorted(alarms, key=_rank)
    still_open = [alarm for alarm in listed if alarm.is_listed]
    over = [alarm for alarm in listed if not alarm.is_listed and _falls_in(alarm, shift)]
    calls = [entry for entry in within if entry.kind is EntryKind.ROLL_CALL]
    others = [entry for entry in within if entry.kind is not EntryKind.ROLL_CALL]
    return HandoverSheet(
        title=Text("值班交接单", "Shift handover"),
        heading=tuple(_heading(shift)),
        sections=(
            _alarms(Text("未了告警", "Open alarms"), still_open, shift, name_of),
            Section(
                Text("未上线的点位", "Posts without a live picture"),
                (_POST, _STATE),
                tuple(_posts(feeds)),
                Text("应在线的点位全部正常。", "All expected posts send live pictures."),
            ),
            _entries(Text("点名", "Roll calls"), calls, shift, name_of),
            _alarms(Text("本班已处理告警", "Alarms settled in the shift"), over, shift, name_of),
            _entries(Text("值班日志", "Duty log"), others, shift, name_of),
        ),
    )


def to_markdown(sheet: HandoverSheet, lang: Lang) -> str:
    """Return the sheet as a Markdown document."""
    lines = [f"# {sheet.title.of(lang)}", ""]
    lines += [f"- {_plain(line.of(lang))}" for line in sheet.heading]
    for section in sheet.sections:
        lines += ["", f"## {section.title.of(lang)} ({len(section.rows)})", ""]
        if not section.rows:
            lines.append(section.empty.of(lang))
            continue
        lines.append(_row(section.head, lang))
        lines.append("|" + "---|" * len(section.head))
        lines += [_row(row, lang) for row in section.rows]
    return "\n".join(lines) + "\n"


def to_html(sheet: HandoverSheet, lang: Lang) -> str:
    """Return the sheet as an HTML document; texts of people are shown as text, never as HTML."""
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="{lang.value}"><head><meta charset="utf-8">',
        f"<title>{escape(sheet.title.of(lang))}</title></head><body>",
        f"<h1>{escape(sheet.title.of(lang))}</h1>",
        *(f"<p>{escape(line.of(lang))}</p>" for line in sheet.heading),
    ]
    for section in sheet.sections:
        parts.append(f"<h2>{escape(section.title.of(lang))} ({len(section.rows)})</h2>")
        if not section.rows:
            parts.append(f"<p>{escape(section.empty.of(lang))}</p>")
            continue
        parts.append('<table border="1" cellspacing="0" cellpadding="4">')
        parts.append(_html_row(section.head, lang, "th"))
        parts += [_html_row(row, lang, "td") for row in section.rows]
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]) + "\n"


_TIME, _WHO = Text("时间", "Time"), Text("记录人", "By")
_PLACE, _WHAT = Text("地点", "Place"), Text("内容", "Entry")
_POST, _STATE = Text("点位", "Post"), Text("状态", "State")
_KIND, _SEVERITY = Text("类别", "Kind"), Text("级别", "Severity")
_HANDLED = Text("处理", "Handling")


def _heading(shift: Shift) -> Iterator[Text]:
    since, until = _moment(shift.since, shift), _moment(shift.until, shift)
    yield Text(f"班次：{since} 至 {until}", f"Shift: {since} to {until}")
    yield Text(f"交班人：{shift.by}", f"Handed over by: {shift.by}")
    to = shift.to or "________"
    yield Text(f"接班人：{to}", f"Taken over by: {to}")


def _alarms(
    title: Text, alarms: Iterable[Alarm], shift: Shift, name_of: Callable[[str], Text]
) -> Section:
    rows = tuple(
        (
            _same(_moment(alarm.raised_at, shift)),
            SEVERITY_WORDS[alarm.severity],
            alarm_words(alarm.kind),
            name_of(alarm.post or alarm.region),
            alarm.text,
            _handling(alarm, shift),
        )
        for alarm in alarms
    )
    head = (_TIME, _SEVERITY, _KIND, _PLACE, _WHAT, _HANDLED)
    return Section(title, head, rows, Text("无。", "None."))


def _handling(alarm: Alarm, shift: Shift) -> Text:
    zh, en = [], []
    if alarm.acknowledged_at is None:
        zh.append("未确认")
        en.append("not acknowledged")
    else:
        at = _moment(alarm.acknowledged_at, shift)
        zh.append(f"{alarm.acknowledged_by} {at} 确认")
        en.append(f"acknowledged by {alarm.acknowledged_by} {at}")
    if alarm.cleared_at is not None:
        at = _moment(alarm.cleared_at, shift)
        zh.append(f"{at} 恢复")
        en.append(f"over {at}")
    elif alarm.is_active:
        zh.append("仍未恢复")
        en.append("still there")
    return Text("，".join(zh), ", ".join(en))


def _posts(feeds: Iterable[tuple[Post, FeedStatus | None]]) -> Iterator[Cells]:
    for post, status in feeds:
        if not post.expected:
            continue
        if not post.has_video:
            yield post.name, Text("未登记视频地址", "no address is on record")
        elif status is None or status.state is FeedState.IDLE:
            yield post.name, Text("未查看", "not looked at")
        elif status.state is not FeedState.LIVE:
            state, fault = FEED_WORDS[status.state], FAULT_WORDS[status.fault]
            both = fault != NOTHING
            yield (
                post.name,
                Text(
                    state.zh + f"（{fault.zh}）" * both,
                    state.en + f" ({fault.en})" * both,
                ),
            )


def _entries(
    title: Text, entries: Iterable[DutyEntry], shift: Shift, name_of: Callable[[str], Text]
) -> Section:
    rows = tuple(
        (
            _same(_moment(entry.at, shift)),
            ENTRY_WORDS[entry.kind],
            name_of(entry.post or entry.region) if entry.post or entry.region else NOTHING,
            _same(entry.text),
            _same(entry.by),
        )
        for entry in entries
    )
    return Section(title, (_TIME, _KIND, _PLACE, _WHAT, _WHO), rows, Text("无。", "None."))


def _falls_in(alarm: Alarm, shift: Shift) -> bool:
    """Tell whether an alarm was raised or settled in the shift."""
    moments = (alarm.raised_at, alarm.acknowledged_at, alarm.cleared_at)
    return any(shift.since <= moment <= shift.until for moment in moments if moment is not None)


def _at(entry: DutyEntry) -> datetime:
    return entry.at


def _rank(alarm: Alarm) -> tuple[bool, int, float, str]:
    return alarm.rank


def _moment(moment: datetime, shift: Shift) -> str:
    return f"{moment.astimezone(shift.zone):%Y-%m-%d %H:%M}"


def _same(text: str) -> Text:
    return Text(text, text)


def _row(cells: Cells, lang: Lang) -> str:
    return "| " + " | ".join(_plain(cell.of(lang)) for cell in cells) + " |"


def _plain(text: str) -> str:
    """Return ``text`` so that it stays one cell of a Markdown table, and no HTML."""
    return escape(" ".join(text.split()), quote=False).replace("|", "\\|")


def _html_row(cells: Cells, lang: Lang, tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(c.of(lang))}</{tag}>" for c in cells) + "</tr>"
