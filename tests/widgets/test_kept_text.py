"""Texts that are kept as images stand where they were asked for, whole or shortened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage, QPainter, QRegion

from console.widgets.kept_text import draw_kept_text, ended_with_a_word
from console.widgets.painting import fitted_text
from console.widgets.style import font_metrics

BOX = (40, 30, 200, 40)


@pytest.fixture
def drawn(qapp):
    """Draw a text and return the pixels that it covers, in those of the painter."""

    def draw(text: str, *, ratio: float = 1.0, **how) -> QRect:
        image = QImage(round(400 * ratio), round(100 * ratio), QImage.Format.Format_ARGB32)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        draw_kept_text(painter, BOX, text, pixels=20, role="text", **how)
        painter.end()
        image.setDevicePixelRatio(1.0)
        covered = QRegion(QRect())
        for y in range(image.height()):
            xs = [x for x in range(image.width()) if image.pixelColor(x, y).alpha() > 60]
            if xs:
                covered += QRect(xs[0], y, xs[-1] - xs[0] + 1, 1)
        return covered.boundingRect()

    return draw


@pytest.mark.parametrize("left", [True, False])
@pytest.mark.parametrize("text", ["延迟 0.3 秒", "Jilin command post", "很长的名字" * 9])
def test_a_text_stays_in_its_box(drawn, text, left):
    covered = drawn(text, left=left)
    assert not covered.isEmpty()
    assert QRect(*BOX).contains(covered)


def test_a_text_begins_at_the_left_or_stands_in_the_middle(drawn):
    left, middle = drawn("10:00:00", left=True), drawn("10:00:00")
    assert left.left() - BOX[0] <= 3
    assert abs(middle.center().x() - (BOX[0] + BOX[2] / 2)) <= 3
    assert abs(middle.center().y() - (BOX[1] + BOX[3] / 2)) <= 4


def test_a_text_too_long_is_written_smaller_before_it_is_shortened(drawn):
    words = "Jilin City command post"
    whole, smaller = drawn(words), drawn(words, least=8)
    assert smaller.height() < whole.height()


def test_a_screen_of_finer_pixels_is_written_in_them(drawn):
    coarse, fine = drawn("吉林"), drawn("吉林", ratio=2.0)
    assert abs(fine.width() - 2 * coarse.width()) <= 4


def test_no_text_paints_nothing(drawn):
    assert drawn("").isEmpty()


@given(st.integers(10, 400))
def test_a_name_that_is_shortened_keeps_whole_words_while_one_has_room(width):
    name = "Changchun command post"
    shown = ended_with_a_word(name, fitted_text(name, width, 16, 16, bold=True)[1])
    first = font_metrics(16, bold=True).horizontalAdvance("Changchun…")
    assert shown in {name, "Changchun command…", "Changchun…"} or width <= first + 1


def test_a_name_without_spaces_is_shortened_where_the_room_ends():
    assert ended_with_a_word("吉林省疫情防控指挥部", "吉林省疫…") == "吉林省疫…"
