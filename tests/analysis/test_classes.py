"""Classes of the map stay put while values change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import paths
from console.analysis.classes import choose_scale, class_of, load_ladders
from console.domain.requests import MapMetric

LADDER = ((1.0, 10.0, 50.0), (1.0, 100.0, 500.0), (1.0, 1000.0, 5000.0))
SHIPPED = paths.resources() / "map" / "classes.toml"


def test_a_value_on_an_edge_belongs_to_the_class_above_it():
    classes = [
        class_of(v, LADDER[0]) for v in (None, float("nan"), -2.0, 0.0, 1.0, 9.9, 10, 50, 1e9)
    ]
    assert classes == [0, 0, 1, 1, 2, 2, 3, 4, 4]


def test_the_scale_moves_up_only_when_the_top_edge_is_exceeded_twice():
    assert [choose_scale(LADDER, top, 0) for top in (50, 99, 100, 101, 5000)] == [0, 0, 0, 1, 2]


def test_the_scale_moves_down_only_below_a_tenth_of_the_top_edge():
    assert [choose_scale(LADDER, top, 1) for top in (60, 50, 49)] == [1, 1, 0]


def test_the_first_scale_is_the_smallest_that_holds_the_maximum():
    assert [choose_scale(LADDER, top, None) for top in (0, 48, 700, 1e9)] == [0, 0, 1, 2]


@given(st.lists(st.floats(0, 1e5), min_size=1), st.floats(0, 1e5))
def test_a_scale_once_chosen_stays_for_the_same_maximum(history, maximum):
    last = None
    for value in history:
        last = choose_scale(LADDER, value, last)
    chosen = choose_scale(LADDER, maximum, last)
    assert choose_scale(LADDER, maximum, chosen) == chosen


def test_the_shipped_ladders_have_every_metric_and_as_many_classes_as_the_palette():
    ladders = load_ladders(SHIPPED)
    counted = set(MapMetric) - {MapMetric.RISK}
    assert set(ladders) == {*(metric.value for metric in counted), "short"}
    assert {len(scale) for ladder in ladders.values() for scale in ladder} == {5}


@given(st.floats(0, 1e7))
def test_no_shipped_ladder_wavers_on_any_maximum(maximum):
    for ladder in load_ladders(SHIPPED).values():
        for last in range(len(ladder)):
            chosen = choose_scale(ladder, maximum, last)
            assert choose_scale(ladder, maximum, chosen) == chosen


@pytest.mark.parametrize("scales", ["[[1, 1, 2]]", "[[2, 1]]", "[[1, 9], [1, 5]]", "[]", "[[]]"])
def test_a_ladder_that_does_not_ascend_is_refused_by_name(tmp_path, scales):
    file = tmp_path / "classes.toml"
    file.write_text(f"[new]\nscales = {scales}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="scales of new"):
        load_ladders(file)
