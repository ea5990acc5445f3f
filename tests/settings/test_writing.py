"""The user's settings file is changed key by key: whole or not at all, and nothing else in it."""

import tomllib
from pathlib import Path

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console import settings
from console.domain.errors import ConsoleError
from console.settings.writing import write_settings

OWN = """\
# Mine, and it stays.
language = "en"  # the director reads English

[wall]   # the wall
scene = "overview"
unknown = 7
screens = 2   # two

[other]
key = "a # in a text"
"""


def test_a_file_that_is_not_there_is_made_with_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "设置 folder" / "settings.toml"
    write_settings(path, {"language": "zh", "database.url": "", "wall.outputs": ["HDMI-1"]})
    loaded = settings.load(path)
    assert not loaded.faults
    assert loaded.settings.language == "zh"
    assert loaded.settings.wall.outputs == ("HDMI-1",)


def test_comments_unknown_keys_and_order_stay(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(OWN, "utf-8")
    changes = {"language": "zh", "wall.screens": 3, "wall.outputs": ["a"], "database.url": "x"}
    write_settings(path, changes)
    changed = path.read_text("utf-8")
    assert 'language = "zh"  # the director reads English' in changed
    assert "screens = 3  # two" in changed
    touched = ("language =", "screens =")
    kept = [line for line in OWN.splitlines() if line and not line.startswith(touched)]
    assert [line for line in changed.splitlines() if line in kept] == kept
    held = tomllib.loads(changed)
    assert held["wall"] == {"scene": "overview", "unknown": 7, "screens": 3, "outputs": ["a"]}
    assert held["database"] == {"url": "x"}


def test_a_broken_file_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("= broken\n")
    with pytest.raises(ConsoleError) as caught:
        write_settings(path, {"language": "zh"})
    assert caught.value.remedy.en
    assert path.read_text() == "= broken\n"


def test_a_value_over_several_lines_is_refused_rather_than_spoilt(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    text = '[wall]\noutputs = [\n  "a",\n]\n'
    path.write_text(text)
    with pytest.raises(ConsoleError):
        write_settings(path, {"wall.outputs": ["b"]})
    assert path.read_text() == text


def test_a_password_is_never_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    with pytest.raises(ConsoleError):
        write_settings(path, {"database.url": "postgresql://me:hush@host/db"})
    assert not path.exists()


def test_a_place_that_cannot_be_written_is_told_and_holds_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.mkdir()
    with pytest.raises(ConsoleError) as caught:
        write_settings(path, {"language": "zh"})
    assert str(path) in caught.value.place
    assert [each.name for each in tmp_path.iterdir() if each.name != "home"] == ["settings.toml"]


@hypothesis.settings(deadline=None, max_examples=50)  # it writes files
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40))
def test_any_name_of_a_screen_comes_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, name: str
) -> None:
    path = tmp_path_factory.mktemp("s") / "settings.toml"
    path.write_text(OWN, "utf-8")
    write_settings(path, {"wall.outputs": [name, "second"]})
    assert tomllib.loads(path.read_text("utf-8"))["wall"]["outputs"] == [name, "second"]
    write_settings(path, {"wall.outputs": ["third"]})
    assert tomllib.loads(path.read_text("utf-8"))["wall"]["outputs"] == ["third"]
