"""Finding a place by what an operator types."""

import pytest

from console.domain.regions import Level, Region, RegionTree
from console.domain.wording import Text
from console.wall.place_search import PlaceIndex

P, C = Level.PREFECTURE, Level.COUNTY
INDEX = PlaceIndex(
    RegionTree(
        [
            Region("220000", Text("吉林省", "Jilin Province"), Level.PROVINCE),
            Region("220100", Text("长春市", "Changchun"), P, "220000"),
            Region("220200", Text("吉林市", "Jilin City"), P, "220000"),
            Region("220282", Text("桦甸市", "Huadian"), C, "220200"),
            Region("220623", Text("长白朝鲜族自治县", "Changbai Korean County"), C, "220600"),
            Region("222404", Text("珲春市", "Hunchun"), C, "222400"),
            Region("2200y0", Text("境外输入", "Imported"), Level.UNASSIGNED, "220000"),
            Region("220381", Text("公主岭市", "Gongzhuling"), C, "220300", successor_code="220184"),
        ]
    )
)


def found(typed: str) -> list[str]:
    return [region.name.en for region in INDEX.search(typed)]


@pytest.mark.parametrize(
    "typed", ["桦甸", "甸", "huadian", "hd", "hds", "huad", "Huadian", "HD", "220282", "hua dian"]
)
def test_a_place_is_found_by_name_pinyin_initials_english_and_code(typed):
    assert "Huadian" in found(typed)


@pytest.mark.parametrize("typed", ["cb", "changb", "zhangb", "zbcx"])
def test_a_character_of_several_readings_is_found_by_each(typed):
    assert found(typed) == ["Changbai Korean County"]


def test_the_initials_of_a_place_do_not_find_it_from_its_middle():
    assert "Huadian" not in found("ds")


def test_what_begins_as_typed_comes_before_what_holds_it():
    assert found("22020") == ["Jilin City"]
    assert found("吉林")[:2] == ["Jilin Province", "Jilin City"]
    assert found("ji")[0] == "Jilin Province"


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy", "桦甸桦甸", "220282000"])
def test_nothing_typed_and_nothing_meant_find_nothing(typed):
    assert found(typed) == []


def test_codes_with_letters_are_found_and_retired_codes_are_not_offered():
    assert found("2200y") == ["Imported"]
    assert found("220381") == []
