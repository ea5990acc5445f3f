"""Scenes of ours and of the user."""

from pathlib import Path

import pytest

from console import paths
from console.wall.scene_files import load_scenes

DISPLAYS = {
    "balance", "call", "clock", "facilities", "feed", "feeds", "flows", "headline",
    "investigation", "map", "material_series", "materials", "meeting", "network", "plan",
    "reproduction",
    "risk", "status", "timeliness", "trend", "warning", "worst",
}  # fmt: skip
SCENE = """
title = "{title}"
[[walls]]
tiles = [{{ display = "map", column = 1, row = 1, width = 12, height = 12 }}]
"""


@pytest.fixture
def ours(tmp_path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    (folder / "overview.toml").write_text(SCENE.format(title="Ours"), "utf-8")
    return folder


@pytest.fixture
def users(tmp_path) -> Path:
    folder = tmp_path / "users"
    folder.mkdir()
    return folder


def titles(*folders: Path) -> dict[str, str]:
    return {scene.name: scene.title.en for scene in load_scenes(folders, DISPLAYS).scenes}


def test_the_users_scene_wins_over_ours_of_the_same_name(ours, users):
    (users / "overview.toml").write_text(SCENE.format(title="Mine"), "utf-8")
    (users / "other.toml").write_text(SCENE.format(title="Other"), "utf-8")
    assert titles(ours, users) == {"overview": "Mine", "other": "Other"}


def test_a_broken_scene_is_reported_and_leaves_the_rest_and_ours_in_force(ours, users):
    (users / "overview.toml").write_text("walls = [", "utf-8")
    (users / "other.toml").write_text(SCENE.format(title="Other"), "utf-8")
    book = load_scenes([ours, users], DISPLAYS)
    assert {scene.name for scene in book.scenes} == {"overview", "other"}
    assert [fault.place for fault in book.faults] == [f"{users / 'overview.toml'}:1"]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"\x89PNG\r\n\x1a\n", b" " * 1_000_001])
def test_a_file_that_is_no_text_is_reported_by_its_name(ours, users, content):
    (users / "other.toml").write_bytes(content)
    book = load_scenes([ours, users], DISPLAYS)
    assert [fault.place for fault in book.faults] == [str(users / "other.toml")]
    assert book.get("overview") is not None


def test_a_folder_in_the_place_of_a_file_is_reported(ours, users):
    (users / "other.toml").mkdir()
    assert len(load_scenes([ours, users], DISPLAYS).faults) == 1


def test_a_file_with_a_byte_order_mark_is_read(ours, users):
    (users / "other.toml").write_text(SCENE.format(title="Other"), "utf-8-sig")
    assert titles(ours, users)["other"] == "Other"


def test_folders_that_do_not_exist_are_passed_over(tmp_path):
    assert load_scenes([tmp_path / "nowhere"], DISPLAYS).scenes == ()


def test_a_scene_is_found_by_its_name_and_nothing_by_another(ours):
    book = load_scenes([ours], DISPLAYS)
    assert book.get("overview") is book.scenes[0]
    assert book.get("nothing") is None


def test_the_shipped_scenes_are_whole_for_walls_of_one_to_three_screens():
    book = load_scenes([paths.resources() / "scenes"], DISPLAYS)
    assert book.faults == ()
    assert [scene.name for scene in book.scenes] == [
        "overview", "outbreak", "materials", "risk", "investigation", "roll_call",
        "night_duty", "allocation", "expert", "visit", "post_live", "consultation",
        "meeting", "panorama",
    ]  # fmt: skip
    for scene in book.scenes:
        assert [len(wall) for wall in scene.walls] == [1, 2, 3]
        assert scene.title.zh
        assert scene.title.en


def test_the_shipped_scenes_leave_no_cell_of_the_wall_empty():
    for scene in load_scenes([paths.resources() / "scenes"], DISPLAYS).scenes:
        for wall in scene.walls:
            for screen in scene.screens(len(wall)):
                assert len({cell for tile in screen.tiles for cell in tile.cells()}) == 144, (
                    scene.name
                )
