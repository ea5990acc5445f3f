"""The command check: what would keep the wall from coming up is named, with its remedy."""

import json
import os
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console import cli, paths, settings
from console.cli import common
from console.cli.readiness import Level, Verdict, database, display, machine, probes
from console.data.administration import initialise
from console.data.connection import open_engine
from console.domain.wording import Lang, Text


def _by_topic(verdicts: object) -> dict[str, Verdict]:
    return {verdict.topic: verdict for verdict in verdicts}  # type: ignore[attr-defined]


def test_the_codecs_are_proved_by_decoding() -> None:
    verdicts = _by_topic(machine.codecs())
    assert set(verdicts) == {"codecs.clip", "codecs.h264", "codecs.h265"}
    assert all(verdict.level is Level.OK for verdict in verdicts.values())


def test_a_sample_that_cannot_be_decoded_is_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "check").mkdir()
    (tmp_path / "check" / "h264.mp4").write_bytes(b"no video")
    monkeypatch.setattr(paths, "resources", lambda: tmp_path)
    verdicts = _by_topic(machine.codecs())
    assert verdicts["codecs.h264"].level is Level.WARN
    assert verdicts["codecs.h264"].remedy.en


def test_folders_that_can_be_written_are_sound_and_told_with_their_room() -> None:
    verdicts = list(machine.disk())
    assert [verdict.level for verdict in verdicts] == [Level.OK] * 3
    assert "GB" in verdicts[0].found.en


def test_a_folder_that_cannot_be_made_is_a_failure(own_home: Path) -> None:
    own_home.write_text("a file in the folder's place")
    assert [verdict.level for verdict in machine.disk()] == [Level.FAIL] * 3


def test_little_room_is_a_warning_and_none_a_failure() -> None:
    here = Path()
    assert machine._room("disk.data", here, 10**9).level is Level.WARN
    assert machine._room("disk.data", here, 10**8).level is Level.FAIL


def test_no_database_named_is_no_fault() -> None:
    (verdict,) = database.database("")
    assert verdict.level is Level.OK


def test_a_database_that_does_not_answer_is_told_without_its_password() -> None:
    (verdict,) = database.database("postgresql://me:hush@127.0.0.1:1/db")
    assert verdict.level is Level.FAIL
    assert verdict.remedy.en
    assert "hush" not in verdict.say(Lang.EN) + verdict.say(Lang.ZH)


def test_a_database_without_its_tables_names_them(tmp_path: Path) -> None:
    file = tmp_path / "bare.sqlite"
    sqlite3.connect(file).close()
    verdicts = list(database.database(f"sqlite:///{file}"))
    faults = [verdict for verdict in verdicts if verdict.level is Level.FAIL]
    assert any("case_daily" in verdict.found.en for verdict in faults)


def test_a_database_as_initialised_is_sound_but_holds_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.sqlite'}"
    engine = open_engine(url)
    initialise(engine)
    engine.dispose()
    verdicts = _by_topic(database.database(url))
    assert all(verdict.level is not Level.FAIL for verdict in verdicts.values())
    assert verdicts["database.latency"].level is Level.OK
    assert verdicts["database.case_daily"].found.en == "holds nothing"


@pytest.mark.parametrize(("days", "level"), [(0, Level.OK), (2, Level.OK), (9, Level.WARN)])
def test_data_that_are_not_up_to_date_are_a_warning(days: int, level: Level) -> None:
    from console.data.administration import DatasetStatus

    today = datetime.now(UTC).date()
    status = DatasetStatus("case_daily", 5, newest_day=today - timedelta(days=days))
    assert database._age(status, today).level is level


def test_a_clock_or_a_network_that_is_off_is_a_warning() -> None:
    assert database._clock(0.5).level is Level.OK
    assert database._clock(-9.0).level is Level.WARN
    assert database._latency(400.0).level is Level.WARN


_QT = {"qt": "6", "platform": "xcb", "screens": [], "fonts": []}
_WALL = {"name": "W", "width": 3840, "height": 2160}


@pytest.mark.parametrize(
    ("screens", "level"),
    [
        ([], Level.FAIL),
        ([_WALL], Level.WARN),
        ([_WALL, _WALL], Level.OK),
        ([_WALL, {"name": "D", "width": 800, "height": 600}], Level.WARN),
    ],
)
def test_the_screens_are_judged_by_number_and_size(
    screens: list[dict[str, object]], level: Level
) -> None:
    assert display._screens(screens).level is level


def test_a_machine_without_a_chinese_font_is_not_ready() -> None:
    assert display._fonts([]).level is Level.FAIL
    assert display._fonts(["Noto Sans CJK SC"]).level is Level.OK


def test_qt_that_cannot_start_is_told_and_does_not_take_the_check_down(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    monkeypatch.setenv("DISPLAY", ":987654")
    (verdict,) = display.display()
    assert (verdict.topic, verdict.level) == ("qt", Level.FAIL)
    assert verdict.remedy.zh


def test_a_probe_that_hangs_is_given_up() -> None:
    assert "no answer" in str(probes.ask("display", 0.01)["error"])


def test_an_unknown_probe_is_wrong_usage() -> None:
    assert cli.main(["check", "--probe", "nonsense"]) == common.WRONG_USAGE


def test_the_whole_check_for_a_program_to_read(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if "DISPLAY" not in os.environ:
        monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    code = cli.main(["check", "--json"])
    report = json.loads(capsys.readouterr().out)
    levels = {verdict["topic"]: verdict["level"] for verdict in report["verdicts"]}
    assert code == (common.DONE if report["ready"] else common.FAILED)
    assert report["ready"] == ("fail" not in levels.values())
    assert (levels["qt"], levels["web"]) == ("ok", "ok")
    assert {"python", "settings", "disk.data", "codecs.h264", "screens", "fonts"} <= set(levels)


def test_a_faulty_settings_file_is_a_warning_in_the_check() -> None:
    from console.cli.readiness import surveying

    path = paths.user_config() / "settings.toml"
    path.parent.mkdir(parents=True)
    path.write_text("[wall]\nscreens = 'x'\n")
    loaded = settings.load()
    first = list(surveying._settings(loaded))
    assert [verdict.level for verdict in first] == [Level.WARN]
    assert "wall.screens" in first[0].found.en


def test_a_verdict_reads_as_one_line_with_its_remedy() -> None:
    verdict = Verdict(
        "x", Level.WARN, Text("屏幕", "Screens"), Text("一块", "one"), Text("接。", "Add.")
    )
    assert verdict.say(Lang.EN) == "WARN  Screens: one → Add."
    assert verdict.say(Lang.ZH) == "WARN  屏幕: 一块 → 接。"
