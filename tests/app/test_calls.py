"""A machine that lacks the web engine's libraries: the console runs, and says what it misses."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
WITHOUT_ENGINE = """
import sys
for name in ("PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets"):
    sys.modules[name] = None
from console.cli import main
sys.exit(main())
"""
LONGEST = 100


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", WITHOUT_ENGINE, *words],
        cwd=ROOT,
        env={**os.environ, "CONSOLE_HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


@pytest.mark.slow
def test_without_a_web_engine_the_wall_runs_and_lists_that_there_are_no_calls(tmp_path):
    shots = tmp_path / "shots"
    done = run(
        tmp_path / "home", "run", "--demo", "--windowed", "--screens", "1", "--for", "3",
        "--scene", "consultation", "--shot", str(shots),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(file.name for file in shots.iterdir()) == ["desk.png", "wall-1.png"]
    log = "".join(file.read_text() for file in (tmp_path / "home").rglob("*.log"))
    assert "There can be no video calls without the web engine" in log


def test_without_a_web_engine_a_post_is_refused_with_the_remedy(tmp_path):
    done = run(tmp_path, "post", "--name", "baishan")
    assert done.returncode == 1
    assert "Run command-console check" in done.stderr
