"""What both maps draw follows from the snapshot, and bad input changes nothing else."""

import math
from dataclasses import replace

import pytest

from console import theme
from console.domain.requests import MapMetric
from console.domain.snapshots import MapClass, MapValue, PostMark
from console.domain.wording import Lang, Text
from console.widgets.map_picture import UNPUBLISHED, picture_of, spoken
from tests.widgets.map_samples import CLASSES, outlines, snapshot


def _picture(shown, lang=Lang.ZH):
    return picture_of(shown, outlines()[0], lang)


def _contrast(one, other):
    def luminance(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_zero_and_not_published_are_different_classes_and_different_words():
    areas = _picture(snapshot()).areas
    assert (areas["220800"].klass, areas["220800"].value) == (1, "0")
    assert (areas["220600"].klass, areas["220600"].value) == (UNPUBLISHED, "—")


def test_a_region_that_the_snapshot_does_not_speak_of_is_not_published():
    areas = _picture(snapshot({"220100": 3.0})).areas
    assert areas["220200"].klass == UNPUBLISHED
    assert areas["220200"].name == "吉林市"


def test_a_class_that_does_not_exist_is_not_published_rather_than_a_wrong_colour():
    shown = snapshot({"220100": 3.0})
    broken = replace(shown, values=(replace(shown.values[0], klass=99),))
    assert _picture(broken).areas["220100"].klass == UNPUBLISHED


def test_not_a_number_is_not_published():
    shown = snapshot({"220100": 3.0})
    broken = replace(shown, values=(replace(shown.values[0], value=math.nan),))
    assert _picture(broken).areas["220100"].value == "—"


def test_a_figure_without_an_area_is_named():
    assert _picture(snapshot({"220184": 6.0, "2200y0": None})).strays == ("公主岭市",)


def test_a_snapshot_without_classes_still_has_the_one_for_not_published():
    picture = _picture(snapshot({}, classes=()))
    assert [look.hatched for look in picture.classes] == [True]


@pytest.mark.parametrize("where", [(None, 1.0), (math.nan, 1.0), (91.0, 1.0), (1.0, 181.0)])
def test_a_post_that_lies_nowhere_is_left_out(where):
    post = PostMark(
        code="x", region="220100", name=Text("甲", "A"), kind="", lat=where[0], lon=where[1]
    )
    assert _picture(snapshot(posts=(post,))).posts == ()


@pytest.mark.parametrize("count", [1, 2, 5, 6, 9])
def test_any_number_of_classes_has_that_many_different_colours(count):
    classes = (CLASSES[0], *(MapClass(low=float(i), high=float(i + 1)) for i in range(count)))
    looks = _picture(snapshot(classes=classes)).classes
    assert len({look.fill for look in looks}) == count + 1


def test_labels_stand_out_from_their_halo_by_seven_to_one_or_more():
    for look in _picture(snapshot()).classes:
        assert _contrast(look.ink, look.halo) >= 7.0, look


def test_a_bubble_says_the_unit_unless_nothing_was_published():
    picture = _picture(snapshot(metric=MapMetric.NEW), Lang.EN)
    assert spoken(picture.areas["220100"], picture.unit) == ("Changchun", "45 cases")
    assert spoken(picture.areas["220600"], picture.unit) == ("Baishan", "—")


def test_the_classes_keep_the_palettes_own_colours():
    fills = [look.fill for look in _picture(snapshot()).classes[1:]]
    assert fills == list(theme.palette().map_classes)


def test_a_tier_stands_in_words_where_a_figure_would_and_its_reasons_follow_in_the_bubble():
    tier = MapValue(
        region="220800",
        name=Text("白城市", "Baicheng"),
        value=1.0,
        klass=1,
        words=Text("高风险·宣布", "High · declared"),
        why=(Text("省政府宣布", "declared by the province"),),
    )
    classes = (
        MapClass(low=None, high=None),
        MapClass(low=1.0, high=2.0, name=Text("高风险", "High")),
    )
    picture = _picture(replace(snapshot(metric=MapMetric.RISK), values=(tier,), classes=classes))
    area = picture.areas["220800"]
    assert spoken(area, "") == ("白城市", "高风险·宣布", "省政府宣布")
    assert picture.classes[1].words == "高风险"
    assert (picture.areas["220600"].value, picture.areas["220600"].why) == ("—", ())
