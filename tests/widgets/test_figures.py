"""Numbers as the wall writes them."""

import pytest

from console.domain.wording import Lang
from console.widgets import figures


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "0"), (1104, "1,104"), (-3, "−3"), (None, "—"), (float("nan"), "—")],
)
def test_a_count_tells_zero_from_not_published(value, words):
    assert figures.count(value) == words


def test_an_amount_is_shortened_in_the_manner_of_each_language():
    assert figures.amount(270_400, Lang.ZH) == "27.0万"
    assert figures.amount(270_400, Lang.EN) == "270k"
    assert figures.amount(5_254_000, Lang.EN) == "5.3m"
    assert figures.amount(9_999, Lang.ZH) == "9,999"
    assert figures.amount(None, Lang.ZH) == "—"


def test_days_of_cover_keep_a_decimal_only_where_it_matters():
    assert figures.days(1.84) == "1.8"
    assert figures.days(22.4) == "22"
    assert figures.days(float("inf")) == "∞"
    assert figures.days(None) == "—"


def test_a_change_shows_its_direction_without_colour():
    assert figures.change(5, 3, Lang.EN) == "▲2"
    assert figures.change(3, 5, Lang.EN) == "▼2"
    assert figures.change(3, 3, Lang.EN) == "±0"
    assert figures.change(3, None, Lang.EN) == "—"
    assert figures.change(None, 3, Lang.EN) == "—"


def test_a_headline_keeps_every_digit_below_a_million():
    assert figures.headline(999_999, Lang.ZH) == "999,999"
    assert figures.headline(1_834_273, Lang.ZH) == "183万"
    assert figures.headline(1_834_273, Lang.EN) == "1.8m"
    assert figures.headline(None, Lang.EN) == "—"


def test_a_large_change_is_shortened_like_an_amount():
    assert figures.change(1_000_000, 824_000, Lang.ZH) == "▲17.6万"
