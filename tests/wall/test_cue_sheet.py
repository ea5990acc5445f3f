"""Cue sheets as files: read, refused by the line, written again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import paths
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.wall.cue_files import load_sheets, read_sheet, write_sheet
from console.wall.cue_sheet import CueSheet, CueStep, parse_sheet

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)
GOOD = """title = "Visit"

[[steps]]
scene = "overview"
seconds = 30
auto = true

[[steps]]
scene = "outbreak"
region = "220100"
say = { zh = "看长春", en = "See Changchun" }
"""
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
NAMES = st.text("abcdefg_", min_size=1, max_size=8)
CUES = st.builds(
    CueStep,
    NAMES,
    WORDS,
    WORDS,
    st.one_of(st.just(Text("", "")), st.builds(Text, WORDS.filter(bool), WORDS)),
    st.floats(1, 86_400),
    st.booleans(),
)
SHEETS = st.builds(
    CueSheet,
    st.just("visit"),
    st.builds(Text, WORDS.filter(bool), WORDS),
    st.lists(CUES, min_size=1, max_size=6).map(tuple),
)


def parse(text: str) -> tuple[CueSheet, tuple[ConsoleError, ...]]:
    return parse_sheet(text, name="visit", place="visit.toml")


def test_a_sheet_has_its_steps_in_order_and_a_planned_length():
    sheet, faults = parse(GOOD)
    assert faults == ()
    assert sheet.steps == (
        CueStep("overview", seconds=30, auto=True),
        CueStep("outbreak", "220100", words=Text("看长春", "See Changchun")),
    )
    assert sheet.length == timedelta(seconds=90)


@given(SHEETS)
def test_what_is_written_is_read_back_as_it_was(sheet):
    assert parse(sheet.to_toml()) == (sheet, ())


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ('scene = ""', "scene"),
        ("scene = 3", "scene"),
        ('scene = "x"\nregion = 220100', "region"),
        ('scene = "x"\nseconds = "long"', "seconds"),
        ('scene = "x"\nseconds = 0', "seconds"),
        ('scene = "x"\nseconds = true', "seconds"),
        ('scene = "x"\nauto = "yes"', "auto"),
        ('scene = "x"\nsay = 3', "say"),
        ('scene = "x"\nsays = "hello"', "says"),
    ],
)
def test_a_wrong_step_is_told_with_its_line_and_the_others_are_used(wrong, named):
    sheet, faults = parse(f"{GOOD}\n[[steps]]\n{wrong}\n")
    assert len(sheet.steps) == 2
    assert [fault.place for fault in faults] == ["visit.toml:13"]
    assert named in faults[0].problem.en


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("title = ", "visit.toml:1"),
        ('title = "x"', "visit.toml"),
        ('title = "x"\nsteps = []', "visit.toml"),
        ('titel = "x"', "visit.toml"),
        ("[[steps]]\nscene = 3", "visit.toml:1"),
        ("steps = [3]", "visit.toml"),
    ],
)
def test_a_text_that_is_no_sheet_is_refused(text, place):
    with pytest.raises(ConsoleError) as refused:
        parse(text)
    assert refused.value.place == place


def test_a_step_is_due_only_where_it_advances_by_itself_and_another_follows():
    sheet, _ = parse(GOOD)
    assert sheet.due(0, NOON) == NOON + timedelta(seconds=30)
    assert sheet.due(1, NOON) is None
    assert sheet.due(7, NOON) is None


def test_a_sheet_is_exported_and_imported(tmp_path):
    sheet, _ = parse(GOOD)
    write_sheet(sheet, tmp_path / "new" / "visit.toml")
    faults: list[ConsoleError] = []
    scenes = ("overview", "outbreak")
    assert read_sheet(tmp_path / "new" / "visit.toml", scenes, faults) == sheet
    assert faults == []


def test_a_step_whose_scene_is_missing_is_left_out_and_told(tmp_path):
    (tmp_path / "visit.toml").write_text(GOOD, "utf-8")
    book = load_sheets([tmp_path, tmp_path / "missing"], ["overview"])
    assert [step.scene for step in book.sheets[0].steps] == ["overview"]
    assert ['"outbreak"' in str(fault) for fault in book.faults] == [True]


def test_a_broken_sheet_leaves_the_others_usable(tmp_path):
    (tmp_path / "a.toml").write_text("title = ", "utf-8")
    (tmp_path / "b.toml").write_text(GOOD, "utf-8")
    (tmp_path / "c.toml").write_text('[[steps]]\nscene = "gone"', "utf-8")
    book = load_sheets([tmp_path], ["overview", "outbreak"])
    assert [sheet.name for sheet in book.sheets] == ["b"]
    assert len(book.faults) == 2


def test_the_sheet_that_is_shipped_for_a_visit_lasts_ten_minutes_and_knows_its_scenes():
    scenes = [path.stem for path in (paths.resources() / "scenes").glob("*.toml")]
    book = load_sheets([paths.resources() / "cues"], scenes)
    assert book.faults == ()
    visit = next(sheet for sheet in book.sheets if sheet.name == "leader_visit")
    assert visit.length == timedelta(minutes=10)
    assert [step.region for step in visit.steps][1:5] == ["220100", "220100", "220600", "220282"]
    assert all(step.words.zh and step.words.en for step in visit.steps)
