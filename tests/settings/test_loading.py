"""The settings: which source wins, and what a broken one costs."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from console import paths
from console.domain.wording import Lang
from console.settings import load, loading


def _write(text: str, name: str = "settings.toml") -> Path:
    path = paths.user_config() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def central(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "central" / "settings.toml"
    path.parent.mkdir()
    monkeypatch.setattr(loading, "central_file", lambda: path)
    return path


def test_the_shipped_defaults_are_whole_and_name_files_in_the_resources() -> None:
    loaded = load()
    assert loaded.faults == ()
    assert loaded.settings.wall.region == "220000"
    assert loaded.settings.map.counties == paths.resources() / "map/jilin_counties.geojson"
    assert loaded.settings.freshness.limits.late_after.total_seconds() == 8.0


def test_a_stronger_source_overrides_a_weaker_one_key_by_key(
    central: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    central.write_text(
        '[wall]\nregion = "1"\nscene = "c"\nscreens = 1\n[materials]\nhorizon_days=3'
    )
    _write('[wall]\nregion = "2"\nscene = "u"\nscreens = 2\n')
    monkeypatch.setenv("CONSOLE_WALL_REGION", "3")
    monkeypatch.setenv("CONSOLE_WALL_SCENE", "e")
    loaded = load(overrides={"wall.region": "4", "wall.scene": None})
    assert loaded.faults == ()
    assert loaded.settings.wall.region == "4"
    assert loaded.settings.wall.scene == "e"
    assert loaded.settings.wall.screens == 2
    assert loaded.settings.materials.horizon_days == 3


def test_a_faulty_key_falls_back_to_the_next_weaker_source(central: Path) -> None:
    central.write_text("[wall]\nscreens = 5\n")
    path = _write('# a comment\n[wall]\nregion = "220200"\nscreens = "many"\n')
    loaded = load()
    assert loaded.settings.wall.screens == 5
    assert loaded.settings.wall.region == "220200"
    (fault,) = loaded.faults
    assert fault.place == f"{path}:4, wall.screens"
    assert "whole number" in fault.say(Lang.EN)
    assert "整数" in fault.say(Lang.ZH)


def test_an_unknown_key_is_told_with_the_name_that_was_meant() -> None:
    _write('[wall]\nregoin = "220200"\n')
    (fault,) = load().faults
    assert fault.remedy.en == "Is wall.region meant?"


def test_limits_that_do_not_rise_cost_the_section_of_their_file_only(central: Path) -> None:
    central.write_text("[freshness]\nlate_after_seconds = 9\n")
    _write("[freshness]\nlate_after_seconds = 500\n")
    loaded = load()
    assert loaded.settings.freshness.late_after_seconds == 9
    assert len(loaded.faults) == 1


def test_a_line_that_is_no_toml_costs_that_line_only() -> None:
    path = _write('[wall]\nregion = "220200"\nthis is no line\nscene = "map"\n')
    loaded = load()
    assert (loaded.settings.wall.region, loaded.settings.wall.scene) == ("220200", "map")
    assert [fault.place for fault in loaded.faults] == [f"{path}:3"]


def test_a_broken_heading_costs_its_section_so_that_no_key_moves_to_another() -> None:
    _write('[map]\nreview_number = "GS 1"\n[wall\nregion = "9"\n[materials]\nhorizon_days = 3\n')
    loaded = load()
    assert loaded.settings.map.review_number == "GS 1"
    assert loaded.settings.wall.region == "220000"
    assert loaded.settings.materials.horizon_days == 3
    assert len(loaded.faults) == 1


def test_a_value_in_the_place_of_a_section_costs_that_value_only() -> None:
    _write('database = "postgresql://me:hush@host/db"\nlanguage = "zh"\n')
    loaded = load()
    assert loaded.settings.database.poll_seconds == 5.0
    assert loaded.settings.lang is Lang.ZH
    assert "hush" not in "".join(fault.say(Lang.EN) for fault in loaded.faults)
    assert len(loaded.faults) == 1


@pytest.mark.parametrize(
    "content",
    [b"\xd6\xd0\xce\xc4 = 1\n", b"\x00\x01\x02", b"", b"[[[[", b'a = """', b"\xef\xbb\xbf"],
)
def test_no_file_however_broken_stops_the_console(content: bytes) -> None:
    path = _write("")
    path.write_bytes(content)
    loaded = load()
    assert loaded.settings == load(path.with_name("absent.toml")).settings


def test_a_file_that_is_not_utf8_is_told_with_its_line() -> None:
    path = _write("")
    path.write_bytes('[wall]\nscene = "中文"\n'.encode("gbk"))
    (fault,) = load().faults
    assert fault.place == f"{path}:2"
    assert "UTF-8" in fault.say(Lang.EN)


def test_a_byte_order_mark_is_no_fault() -> None:
    path = _write("")
    path.write_bytes(b"\xef\xbb\xbf" + b'language = "zh"\r\n')
    assert load().faults == ()
    assert load().settings.lang is Lang.ZH


def test_a_named_file_that_is_not_there_is_told() -> None:
    (fault,) = load(paths.user_config() / "nowhere.toml").faults
    assert "nowhere.toml" in fault.place


def test_a_folder_in_the_place_of_the_file_is_told() -> None:
    (paths.user_config() / "settings.toml").mkdir(parents=True)
    (fault,) = load().faults
    assert "settings.toml" in fault.place


def test_relative_paths_start_from_the_folder_of_their_file() -> None:
    path = _write('[map]\ncounties = "own.geojson"\n')
    assert load().settings.map.counties == path.parent / "own.geojson"


def test_a_password_in_a_file_is_ignored_and_never_repeated() -> None:
    path = _write('[database]\nurl = "postgresql://me:hush@host/db"\n')
    loaded = load()
    assert loaded.settings.database.url == "postgresql://me@host/db"
    (fault,) = loaded.faults
    assert fault.place == f"{path}:2, database.url"
    assert "hush" not in fault.say(Lang.EN) + fault.say(Lang.ZH)
    assert "PGPASSWORD" in fault.say(Lang.EN)


def test_the_environment_and_the_command_line_may_carry_a_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CONSOLE_DATABASE_URL", "postgresql://me:hush@host/db")
    loaded = load()
    assert loaded.faults == ()
    assert loaded.settings.database.url == "postgresql://me:hush@host/db"


def test_a_faulty_variable_is_told_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONSOLE_DATABASE_POLL_SECONDS", "often")
    monkeypatch.setenv("CONSOLE_MAP", "x")
    loaded = load()
    assert loaded.settings.database.poll_seconds == 5.0
    assert {fault.place for fault in loaded.faults} == {
        "CONSOLE_DATABASE_POLL_SECONDS",
        "CONSOLE_MAP",
    }


def test_a_faulty_option_is_told_and_does_not_hold(central: Path) -> None:
    loaded = load(overrides={"wall.screens": -1})
    assert loaded.settings.wall.screens == 0
    assert loaded.faults[0].place == "--wall.screens"


_LINES = st.lists(
    st.sampled_from(
        [
            "[wall]", "[map]", "[wall", "]", "[database]", 'region = "1"', "screens = x", "'''",
            'url = "postgresql://a:b@c/d"', "url = 3", "wall.region = 1", "[[map]]", "", "= 4",
            'language = "zh"', "language = {a=1}", "database = []", "[wall.region]", "screens=1",
        ]
    ),
    max_size=12,
)  # fmt: skip


@given(lines=_LINES)
@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150
)
def test_whatever_lines_stand_in_the_file_settings_come_out(lines: list[str]) -> None:
    _write("\n".join(lines))
    loaded = load()
    assert loaded.settings.database.poll_seconds == 5.0
    assert "a:b" not in loaded.settings.database.url
