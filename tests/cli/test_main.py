"""The command line's frame: the default command, exit codes, one clear message."""

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console import cli, paths
from console.cli import common
from console.domain.errors import ConsoleError
from console.domain.wording import Lang, Text

_FAULT = ConsoleError("settings.toml:3", Text("坏了。", "It is broken."), Text("修。", "Mend it."))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ([], ["run"]),
        (["--demo"], ["run", "--demo"]),
        (["--lang", "zh", "--demo"], ["run", "--lang", "zh", "--demo"]),
        (["check", "--json"], ["check", "--json"]),
        (["--help"], ["--help"]),
        (["--version"], ["--version"]),
        (["nonsense"], ["nonsense"]),
    ],
)
def test_run_is_meant_where_no_command_is_named(typed: list[str], meant: list[str]) -> None:
    assert cli.with_default_command(typed) == meant


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--help"]) == common.DONE
    out = capsys.readouterr().out
    assert all(f" {name} " in out for name in ("run", "check", "db", "import", "simulate"))


@pytest.mark.parametrize("name", ["run", "check", "db", "import", "simulate"])
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main([name, "--help"]) == common.DONE
    assert "Usage" in capsys.readouterr().out


@pytest.mark.parametrize("typed", [["nonsense"], ["--nonsense"], ["check", "--nonsense"], ["db"]])
def test_wrong_usage_ends_with_code_2(typed: list[str]) -> None:
    assert cli.main(typed) == common.WRONG_USAGE


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["--version"]) == common.DONE
    assert capsys.readouterr().out.startswith("command-console 0.")


def _with_command(monkeypatch: pytest.MonkeyPatch, error: Exception | None, code: int = 0) -> None:
    def command(lang: str = "en") -> int:
        if error is not None:
            raise error
        return code

    monkeypatch.setitem(cli._ADDERS, "check", lambda app: app.command("check")(command))


def test_a_fault_is_told_once_with_its_remedy_and_ends_with_code_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_command(monkeypatch, _FAULT)
    assert cli.main(["check"]) == common.FAILED
    captured = capsys.readouterr()
    assert captured.err == "settings.toml:3: It is broken. Mend it.\n"
    assert captured.out == ""


def test_a_fault_is_told_in_the_language_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_command(monkeypatch, _FAULT)
    assert cli.main(["check", "--lang", "zh"]) == common.FAILED
    assert capsys.readouterr().err == "settings.toml:3: 坏了。 修。\n"


def test_an_error_of_the_program_is_logged_and_no_trace_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _with_command(monkeypatch, ValueError("postgresql://me:hush@host/db"))
    assert cli.main(["check"]) == common.FAILED
    err = capsys.readouterr().err
    log = paths.user_logs() / "check.log"
    assert str(log) in err
    assert "Traceback" not in err
    assert "hush" not in err
    written = log.read_text(encoding="utf-8")
    assert "Traceback" in written
    assert "hush" not in written


def test_the_number_a_command_returns_is_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    _with_command(monkeypatch, None, code=1)
    assert cli.main(["check"]) == 1


@pytest.mark.parametrize(
    ("words", "lang"),
    [(["run", "--lang", "zh"], Lang.ZH), (["--lang=zh"], Lang.ZH), (["--lang"], Lang.EN)],
)
def test_the_language_is_read_from_the_words_or_else_from_the_settings(
    words: list[str], lang: Lang
) -> None:
    assert common.language_of(words) is lang


def test_the_language_of_the_system_holds_where_nobody_chose(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert common.language_of([]) is Lang.ZH


@dataclass
class _Row:
    at: datetime
    took: timedelta
    lang: Lang
    path: Path


def test_json_holds_times_durations_words_and_paths(capsys: pytest.CaptureFixture[str]) -> None:
    at = datetime(2020, 2, 5, tzinfo=UTC)
    common.print_json({"疫情": _Row(at, timedelta(seconds=2), Lang.ZH, Path("a")), "s": {"b", "a"}})
    out = capsys.readouterr().out
    assert "疫情" in out
    assert json.loads(out) == {
        "疫情": {"at": "2020-02-05T00:00:00+00:00", "took": 2.0, "lang": "zh", "path": "a"},
        "s": ["a", "b"],
    }


def test_a_terminal_that_knows_no_chinese_stops_nothing() -> None:
    root = Path(__file__).parents[2]
    program = "from console.cli import common; common.make_output_safe(); common.say('疫')"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=root, env={"PYTHONIOENCODING": "ascii"}, capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0


def test_the_list_of_commands_needs_no_qt_and_no_numpy() -> None:
    root = Path(__file__).parents[2]
    program = (
        "import sys; from console import cli; cli.main(['--help']);"
        "print(sorted({'PySide6','numpy','pandas','cv2','sqlalchemy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True,
        timeout=60,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
