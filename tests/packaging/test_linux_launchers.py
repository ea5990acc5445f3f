"""What is installed beside the program: launchers, menu entries, manual, kiosk station."""

import configparser
import os
import re
import socket
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import manpage
import package
import pytest

from console import __version__

FILES = Path(__file__).parents[2] / "packaging" / "linux" / "files"
MOMENT = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def prefix(tmp_path: Path) -> Path:
    """An installed tree whose program writes down what it was told."""
    program = tmp_path / "usr/lib/command-console/command-console"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\nprintf "%s\\n" "$@" >"$0.told"\n', encoding="utf-8")
    program.chmod(0o755)
    (program.parent / "needs.txt").write_text("glibc 2.4\nlibc.so.6\n", encoding="utf-8")
    launcher = tmp_path / "usr/bin/command-console"
    launcher.parent.mkdir(parents=True)
    launcher.write_bytes((FILES / "command-console").read_bytes())
    launcher.chmod(0o755)
    return tmp_path / "usr"


def _launch(prefix: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [prefix / "bin" / "command-console", *words],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **variables},
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip


def _told(prefix: Path) -> list[str] | None:
    told = prefix / "lib/command-console/command-console.told"
    return told.read_text(encoding="utf-8").splitlines() if told.exists() else None


def test_the_launcher_hands_every_word_on(prefix: Path) -> None:
    done = _launch(prefix, "import", "cases", "two words.csv")
    assert (done.returncode, done.stderr) == (0, "")
    assert _told(prefix) == ["import", "cases", "two words.csv"]


def test_an_old_c_library_is_named_in_both_languages(prefix: Path) -> None:
    (prefix / "lib/command-console/needs.txt").write_text("glibc 9.99\n", encoding="utf-8")
    done = _launch(prefix, "--version")
    assert done.returncode == 1
    assert "需要 9.99" in done.stderr
    assert "9.99 or later is needed" in done.stderr
    assert _told(prefix) is None


def test_a_missing_library_is_named_in_both_languages(prefix: Path) -> None:
    needs = "glibc 2.4\nlibc.so.6\nlibnowhere.so.3\n"
    (prefix / "lib/command-console/needs.txt").write_text(needs, encoding="utf-8")
    done = _launch(prefix, "--version")
    assert done.returncode == 1
    assert re.findall(r"libnowhere\.so\.3", done.stderr) == ["libnowhere.so.3"] * 2
    assert "libc.so.6" not in done.stderr


def test_only_the_wall_asks_for_a_screen(prefix: Path) -> None:
    assert _launch(prefix, "db", "status").returncode == 0
    for words in ((), ("run",), ("--demo",)):
        done = _launch(prefix, *words)
        assert done.returncode == 1
        assert "没有图形桌面" in done.stderr
        assert "there is no screen" in done.stderr


def test_a_display_that_nobody_serves_is_found_out(prefix: Path) -> None:
    number = 4000 + os.getpid() % 1000
    done = _launch(prefix, "run", DISPLAY=f":{number}.0")
    assert done.returncode == 1
    assert f"no display answers at :{number}.0" in done.stderr
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(f"\0/tmp/.X11-unix/X{number}")
        server.listen()
        assert _launch(prefix, "run", DISPLAY=f":{number}.0").returncode == 0
    assert _told(prefix) == ["run"]


@pytest.mark.parametrize("name", ["command-console.desktop", "command-console-kiosk.desktop"])
def test_menu_entries_name_the_program_and_its_icon_in_both_languages(name: str) -> None:
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(FILES / name, encoding="utf-8")
    held = entry["Desktop Entry"]
    assert held["Exec"].split()[0].startswith("/usr/bin/command-console")
    assert held["Icon"] == "command-console"
    assert held["Name"] != held["Name[zh_CN]"]


def test_software_centres_are_told_the_version_that_is_packed() -> None:
    text = package._filled("command-console.metainfo.xml", MOMENT)
    releases = ElementTree.fromstring(text).iter("release")  # noqa: S314 - our own file
    assert [each.attrib for each in releases] == [{"version": __version__, "date": "2026-01-02"}]
    assert package.version() == __version__


def test_the_manual_names_every_command_and_option() -> None:
    page = manpage.pages(__version__, MOMENT)["command-console"]
    for words in ("run", "check", "db init", "import cases", r"\-\-demo", r"\-\-database"):
        assert words in page


def test_the_kiosk_station_is_entered_in_the_session_and_taken_out_again(tmp_path: Path) -> None:
    prefix = tmp_path / "usr"
    (prefix / "bin").mkdir(parents=True)
    script = prefix / "bin" / "command-console-kiosk"
    script.write_bytes((FILES / "command-console-kiosk").read_bytes())
    script.chmod(0o755)
    autostart = prefix / "share/command-console/autostart"
    autostart.mkdir(parents=True)
    entry = "command-console-kiosk.desktop"
    (autostart / entry).write_bytes((FILES / entry).read_bytes())
    surroundings = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}

    def kiosk(word: str) -> str:
        done = subprocess.run(
            [script, word], env=surroundings, capture_output=True, text=True, check=True, timeout=30
        )
        return done.stdout

    kiosk("enable")
    assert (tmp_path / ".config/autostart" / entry).read_bytes() == (FILES / entry).read_bytes()
    assert "已启用" in kiosk("status")
    kiosk("disable")
    assert not (tmp_path / ".config/autostart" / entry).exists()
    assert "未启用" in kiosk("status")


def test_the_wall_is_started_again_after_a_crash_and_not_after_an_end(tmp_path: Path) -> None:
    prefix = tmp_path / "usr"
    (prefix / "bin").mkdir(parents=True)
    script = prefix / "bin" / "command-console-kiosk"
    # The pause is for screens; a test need not sit through it.
    text = (FILES / "command-console-kiosk").read_text(encoding="utf-8")
    script.write_text(text.replace("sleep 1\n", "sleep 0\n"), encoding="utf-8")
    script.chmod(0o755)
    program = prefix / "bin" / "command-console"
    program.write_text(
        '#!/bin/sh\necho run >>"$0.runs"\n[ "$(wc -l <"$0.runs")" -ge 3 ] || kill -9 $$\n',
        encoding="utf-8",
    )
    program.chmod(0o755)
    done = subprocess.run(
        [script, "session"], env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
        capture_output=True, check=False, timeout=30,
    )  # fmt: skip
    assert done.returncode == 0
    runs = Path(f"{program}.runs").read_text(encoding="utf-8").split()
    assert runs == ["run"] * 3
