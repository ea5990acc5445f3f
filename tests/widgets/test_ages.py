"""Ages in words."""

from datetime import timedelta

import pytest

from console.widgets.ages import age_words, span_words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=-3), "0 s"),
        (timedelta(seconds=119), "119 s"),
        (timedelta(minutes=2), "2 min"),
        (timedelta(minutes=119), "119 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(hours=47), "47 h"),
        (timedelta(days=2), "2 d"),
    ],
)
def test_a_span_is_told_in_the_largest_unit_of_which_there_are_two(span, words):
    assert span_words(span).en == words


def test_what_is_younger_than_ten_seconds_was_just_now():
    assert age_words(timedelta(seconds=9)).zh == "刚刚"
    assert age_words(timedelta(seconds=10)).zh == "10 秒前"
    assert age_words(timedelta(seconds=120)).zh == "2 分钟前"
    assert age_words(timedelta(days=3)).en == "3 d ago"
