"""The command ``brief`` as a timer runs it: without a screen, from a database, or from none."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import insert

from console.data.administration import initialise
from console.data.connection import open_engine, writing
from console.data.schema import DATASET_TABLES
from tests.data.rows import day
from tests.end2end.test_run import LONGEST, PROGRAM, environment, home

__all__ = ["home"]


def brief(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    surroundings = environment(home)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        if sys.platform == "linux":
            surroundings.pop(name, None)
    return subprocess.run(
        [*PROGRAM[:-1], "brief", *arguments],
        env=surroundings, capture_output=True, text=True, timeout=2 * LONGEST, check=False,
    )  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "centre.sqlite"
    path.touch()
    engine = open_engine(str(path))
    initialise(engine)
    rows = [{"region": "220200", "date": day(n), "confirmed_new": n % 5} for n in range(40)]
    with writing(engine) as connection:
        connection.execute(insert(DATASET_TABLES["case_daily"]), rows)
    engine.dispose()
    return str(path)


@pytest.mark.slow
def test_a_brief_is_written_without_a_screen_and_its_files_are_named(home, database, tmp_path):
    out = tmp_path / "briefs"
    done = brief(home, "--database", database, "--region", "220200", "--out", str(out))
    assert (done.returncode, done.stderr) == (0, "")
    files = [Path(line) for line in done.stdout.splitlines()]
    assert [path.suffix for path in files] == [".pdf", ".png"]
    assert all(path.stat().st_size > 10_000 for path in files)


@pytest.mark.slow
def test_an_unknown_region_is_wrong_usage(home, database, tmp_path):
    done = brief(
        home, "--database", database, "--region", "999", "--out", str(tmp_path), "--lang", "en"
    )
    assert done.returncode == 2
    assert "220200 吉林市" in done.stderr
    assert "Traceback" not in done.stderr
