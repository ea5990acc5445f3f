"""Names and numbers on the map are short and still true."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.requests import MapMetric
from console.domain.snapshots import MapClass
from console.domain.wording import Lang, Text
from console.widgets.map_words import class_range, figure, short_name


@pytest.mark.parametrize(
    ("zh", "short"),
    [
        ("延边朝鲜族自治州", "延边州"),
        ("前郭尔罗斯蒙古族自治县", "前郭尔罗斯县"),
        ("伊通满族自治县", "伊通县"),
        ("恩施土家族苗族自治州", "恩施州"),
        ("通化市", "通化市"),
        ("通化县", "通化县"),
        ("西安区", "西安区"),
    ],
)
def test_a_chinese_name_loses_its_peoples_but_never_its_rank(zh, short):
    assert short_name(Text(zh, ""), Lang.ZH) == short


@pytest.mark.parametrize(
    ("en", "short"),
    [
        ("Yanbian Korean Autonomous Prefecture", "Yanbian"),
        ("Qian Gorlos Mongol Autonomous County", "Qian Gorlos"),
        ("Xi'an District", "Xi'an"),
        ("Jilin City", "Jilin"),
        ("Changchun", "Changchun"),
        ("County", "County"),
    ],
)
def test_an_english_name_loses_its_rank_and_is_never_empty(en, short):
    assert short_name(Text("", en), Lang.EN) == short


@given(st.text(), st.sampled_from(Lang))
def test_any_name_has_a_short_form_unless_it_is_empty(name, lang):
    assert bool(short_name(Text(name, name), lang)) == bool(name)


@pytest.mark.parametrize(
    ("value", "metric", "words"),
    [
        (None, MapMetric.NEW, "—"),
        (math.nan, MapMetric.NEW, "—"),
        (0.0, MapMetric.NEW, "0"),
        (-2.0, MapMetric.NEW, "−2"),
        (0.0, MapMetric.PER_100K, "0"),
        (1.26, MapMetric.PER_100K, "1.3"),
        (123456.0, MapMetric.GAP, "12.3万"),
    ],
)
def test_a_figure_tells_not_published_from_zero(value, metric, words):
    assert figure(value, metric, Lang.ZH) == words


@pytest.mark.parametrize(
    ("low", "high", "metric", "words"),
    [
        (None, 1.0, MapMetric.CUMULATIVE, "0"),
        (-math.inf, 1.0, MapMetric.CUMULATIVE, "0"),
        (None, 1.0, MapMetric.NEW, "≤ 0"),
        (1.0, 10.0, MapMetric.CUMULATIVE, "1–9"),
        (1.0, 2.0, MapMetric.CUMULATIVE, "1"),
        (500.0, None, MapMetric.CUMULATIVE, "≥ 500"),
        (500.0, math.inf, MapMetric.CUMULATIVE, "≥ 500"),
        (None, 0.1, MapMetric.PER_100K, "< 0.1"),
        (0.1, 1.0, MapMetric.PER_100K, "0.1–<1"),
        (10000.0, 50000.0, MapMetric.GAP, "1.0万–5.0万"),
    ],
)
def test_a_class_says_its_range_in_whole_numbers_where_things_are_counted(low, high, metric, words):
    assert class_range(MapClass(low=low, high=high), metric, Lang.ZH) == words
