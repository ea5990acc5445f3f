"""A small .deb and .run, made as the large ones are: same bytes twice, installed and removed."""

import os
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import package
import pytest
import traces

MOMENT = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A frozen folder with one program in it, which says where it lies."""
    folder = tmp_path / "frozen"
    (folder / "_internal").mkdir(parents=True)
    program = folder / "command-console"
    program.write_text('#!/bin/sh\necho "$0"\n', encoding="utf-8")
    program.chmod(0o755)
    (folder / "_internal" / "data").write_text("data", encoding="utf-8")
    return folder


def _build(folder: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(MOMENT.timestamp())))
    tree = work / "tree"
    tree.mkdir(parents=True)
    libraries = package.stage(folder, tree, MOMENT)
    deb = package.build_deb(tree, libraries | {"libz.so.1", "libc.so.6"}, work, 1)
    return deb, package.build_run(deb, work)


def _run(installer: Path, *words: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", installer, *words],
        env={"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"},
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_same_folder_gives_the_same_bytes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _build(folder, tmp_path / "first", monkeypatch)
    again = _build(folder, tmp_path / "again", monkeypatch)
    assert [path.name for path in first] == [path.name for path in again]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]


def test_what_the_libraries_need_becomes_dependencies(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deb, _ = _build(folder, tmp_path / "work", monkeypatch)
    shown = subprocess.run(
        ["dpkg-deb", "-f", deb, "Depends"], capture_output=True, text=True, check=True, timeout=60
    )
    assert "zlib1g" in shown.stdout
    assert shown.stdout.count("libc6") == 1


def test_the_run_installs_for_one_user_and_takes_everything_away_again(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, installer = _build(folder, tmp_path / "work", monkeypatch)
    home = tmp_path / "值班 员"
    settings = home / ".config" / "command-console" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('language = "zh"\n', encoding="utf-8")
    before = sorted(home.rglob("*"))
    done = _run(installer, home=home)
    assert done.returncode == 0, done.stderr
    assert "已安装" in done.stdout
    program = home / ".local/bin/command-console"
    asked = subprocess.run(
        [program, "--version"], capture_output=True, text=True, check=True, timeout=30
    )
    assert asked.stdout.strip() == str(home / ".local/lib/command-console/command-console")
    entry = home / ".local/share/applications/command-console.desktop"
    assert f'Exec="{program}"\n' in entry.read_text(encoding="utf-8")
    unit = home / ".local/share/systemd/user/command-console-kiosk.service"
    assert f'ExecStart="{program}-kiosk" run' in unit.read_text(encoding="utf-8")
    again = _run(installer, home=home)
    assert again.returncode == 0, again.stderr
    removed = _run(installer, "--uninstall", home=home)
    assert removed.returncode == 0, removed.stderr
    left = [path for path in sorted(home.rglob("*")) if path not in before]
    assert left in ([], [home / ".local"])


def test_a_damaged_run_installs_nothing(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, installer = _build(folder, tmp_path / "work", monkeypatch)
    content = bytearray(installer.read_bytes())
    content[-9] ^= 1
    installer.write_bytes(content)
    home = tmp_path / "home"
    home.mkdir()
    done = _run(installer, home=home)
    assert done.returncode == 1
    assert "已损坏" in done.stderr
    assert list(home.rglob("command-console*")) == []


def test_words_of_the_build_machine_are_found_in_files_and_in_archives(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("built in /somewhere/secret/tree", encoding="utf-8")
    (tmp_path / "clean").write_text("nothing", encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "base.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("module.pyc", "x" * 999 + "/somewhere/secret/")
    found = list(traces.found(tmp_path, ["/somewhere/secret/", "/elsewhere/"]))
    assert found == [
        ("base.zip:module.pyc", "/somewhere/secret/"),
        ("plain", "/somewhere/secret/"),
    ]
