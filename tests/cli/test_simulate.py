"""What the command ``simulate`` promises to whoever types it."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from console.cli import main
from console.data.administration import initialise
from console.data.connection import open_engine

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "centre.sqlite"
    engine = open_engine(str(path))
    initialise(engine)
    engine.dispose()
    return str(path)


def test_the_report_can_be_read_by_a_program_and_the_warning_by_a_person(
    database: str, capfd: pytest.CaptureFixture[str]
) -> None:
    words = ["simulate", "--database", database, "--rate", "50", "--for", "0.4", "--seed", "3"]
    assert main([*words, "--json"]) == 0
    printed = capfd.readouterr()
    report = json.loads(printed.out)
    assert report["seed"] == 3
    assert report["total"] == sum(report["events"].values()) > 0
    assert report["prepared"] == ["material", "material_daily", "reporting_unit", "facility"]
    assert "every tile will say DEMO" in printed.err


def test_a_person_is_told_what_was_done(database: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["simulate", "--database", database, "--rate", "50", "--for", "0.3"]) == 0
    told = capfd.readouterr().out
    assert "changes in" in told
    assert "material_daily" in told


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--rate", "5"], 2),
        (["--database", "x.sqlite", "--rate", "0"], 2),
        (["--database", "x.sqlite", "--rate", "many"], 2),
        (["--database", "x.sqlite", "--for", "-1"], 2),
        (["--database", "nonsense://x", "--for", "1"], 1),
        (["--database", "missing/x.sqlite", "--for", "1"], 1),
    ],
)
def test_wrong_usage_and_a_fault_have_codes_of_their_own(
    words: list[str],
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["simulate", *words]) == code
    printed = capfd.readouterr()
    assert printed.err
    assert "Traceback" not in printed.err
    assert "is now marked" not in printed.err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_with_its_report(database: str, number: signal.Signals) -> None:
    words = [sys.executable, "main.py", "simulate", "--database", database, "--rate", "20"]
    with subprocess.Popen(
        words, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        assert "DEMO" in process.stderr.readline()
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "changes in" in out
    assert "Traceback" not in err
