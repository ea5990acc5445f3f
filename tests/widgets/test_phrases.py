"""Short Chinese phrases stay on one line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetricsF, QTextLayout, QTextOption

from console.widgets.phrases import unbroken
from console.widgets.style import font


def lines(text: str, width: float) -> list[str]:
    layout = QTextLayout(text, font(20))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    found = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return [line.replace("\u2060", "").replace("\u00a0", " ").strip() for line in found]


@pytest.mark.parametrize("ems", range(6, 30))
def test_the_counts_of_a_roll_call_break_between_phrases_alone(qapp, ems):
    words = "22:00 开始 · 应到 16 · 实到 13 · 未到 2 · 待答 1"
    whole = ["22:00", "开始", "·", "应到 16", "实到 13", "未到 2", "待答 1"]
    width = QFontMetricsF(font(20)).horizontalAdvance("未") * ems
    for line in lines(unbroken(words), width):
        rest = line
        for phrase in whole:
            rest = rest.replace(phrase, "")
        assert not rest.strip(), line


@given(st.text())
def test_nothing_is_put_in_but_what_is_not_seen(text):
    plain = text.replace("\u2060", "").replace("\u00a0", " ")
    assert unbroken(plain).replace("\u2060", "").replace("\u00a0", " ") == plain


def test_no_tag_and_no_sign_of_html_is_touched():
    html = '<td align="left">未到</td><p>A &amp; B；&#26410;</p><style>td { padding: 4px; }</style>'
    found = unbroken(html)
    assert found.replace("\u2060", "") == html
    assert found.startswith('<td align="left">未\u2060到</td>')
