"""Sheets for paper as HTML: what a roll call found. Text from the database stays text."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from html import escape

from console.domain.roll_call import PRESENCE_WORDS, RollCall, SheetRow
from console.domain.roll_call_words import result_words
from console.domain.wording import Lang, Text

_TITLE = Text("点名表", "Roll call sheet")
_HEADS = (
    Text("序号", "No."),
    Text("点位", "Post"),
    Text("编号", "Code"),
    Text("应答", "Answer"),
    Text("时间", "At"),
    Text("登记人", "Marked by"),
    Text("未到起始", "Missing since"),
)
_FROM_TO = Text("点名时间：{0} 至 {1}　点名人：{2}", "From {0} to {1}, called by {2}")
_SIGNED = Text("值班员签字：＿＿＿＿＿＿＿＿", "Signed: ____________________")

_STYLE = (
    "body { color: #000000; background: #ffffff; }"
    "h1 { font-size: 150%; } th { background: #e8e8e8; }"
    "td, th { padding: 4px 8px; } .bad { font-weight: bold; }"
    "td, th, p { word-break: keep-all; }"
)


def page(title: str, body: str) -> str:
    """Return a whole document, black on white."""
    return (
        f'<html><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>"
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table of plain texts."""
    head = "".join(f'<th align="left">{escape(word)}</th>' for word in heads)
    lines = "".join(
        "<tr>" + "".join(f"<td>{escape(word)}</td>" for word in row) + "</tr>" for row in rows
    )
    return (
        '<table border="1" cellspacing="0" cellpadding="4" width="100%">'
        f"<tr>{head}</tr>{lines}</table>"
    )


def paragraph(words: str) -> str:
    """Return a paragraph of plain text."""
    return f"<p>{escape(words)}</p>"


def roll_call_sheet(call: RollCall, lang: Lang, zone: tzinfo) -> str:
    """Return the sheet of a finished roll call in ``lang``, times in ``zone``."""
    times = _clock(call.started_at, zone), _clock(call.finished_at, zone)
    rows = [_row(number, row, lang, zone) for number, row in enumerate(call.sheet(), 1)]
    body = (
        paragraph(_FROM_TO.of(lang).format(*times, call.started_by))
        + paragraph(result_words(call, zone).of(lang))
        + table([head.of(lang) for head in _HEADS], rows)
        + paragraph(_SIGNED.of(lang))
    )
    return page(_TITLE.of(lang), body)


def _row(number: int, row: SheetRow, lang: Lang, zone: tzinfo) -> tuple[str, ...]:
    return (
        str(number),
        row.post.name.of(lang),
        row.post.code,
        PRESENCE_WORDS[row.presence].of(lang),
        f"{row.at.astimezone(zone):%H:%M:%S}" if row.at is not None else "",
        row.by,
        _clock(row.missing_since, zone),
    )


def _clock(moment: datetime | None, zone: tzinfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment is not None else ""
