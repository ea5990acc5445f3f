"""The real program, started as a person starts it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, str(ROOT / "main.py"), "run"]
LONGEST = 100


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder of the user for all runs: the demonstration is built once."""
    return tmp_path_factory.mktemp("home")


def environment(home: Path) -> dict[str, str]:
    return {**os.environ, "CONSOLE_HOME": str(home)}


def run(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=LONGEST,
        check=False,
    )


def colours(picture: Path) -> int:
    """Return how many colours the picture has: a blank one has one."""
    from PySide6.QtGui import QImage

    image = QImage(str(picture))
    assert not image.isNull()
    steps = range(0, image.width(), 3)
    return len({image.pixel(x, y) for x in steps for y in range(0, image.height(), 3)})


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_run_leaves_a_picture_of_every_window_and_says_nothing(home, tmp_path, lang):
    done = run(
        home, "--demo", "--for", "5", "--shot", str(tmp_path), "--windowed", "--screens", "2",
        "--lang", lang,
    )  # fmt: skip
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")
    pictures = sorted(tmp_path.glob("*.png"))
    assert [picture.name for picture in pictures] == ["desk.png", "wall-1.png", "wall-2.png"]
    for picture in pictures:
        assert colours(picture) > 50, picture.name


@pytest.mark.slow
def test_a_centre_without_its_database_gets_its_windows_and_a_clean_end(home, tmp_path):
    done = run(
        home, "--database", "postgresql://nobody@127.0.0.1:9/nothing", "--windowed",
        "--for", "3", "--lang", "en",
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_request_of_the_system_to_end_ends_the_run_cleanly(home, number):
    program = subprocess.Popen(
        [*PROGRAM, "--demo", "--windowed"],
        env=environment(home),
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    log = home / "logs" / "run.log"
    began = log.stat().st_size if log.exists() else 0
    deadline = time.monotonic() + LONGEST
    while "the wall is open" not in log_since(log, began) and time.monotonic() < deadline:
        time.sleep(0.1)
    program.send_signal(number)
    _, complaints = program.communicate(timeout=LONGEST)
    assert (program.returncode, complaints) == (0, b"")


def log_since(log: Path, size: int) -> str:
    return log.read_bytes()[size:].decode() if log.exists() else ""


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--scene", "nix"), "overview"),
        (("--lang", "fr"), "zh"),
        (("--screens", "0"), "screens"),
        (("--demo", "--database", "x.db"), "exclude"),
    ],
)
def test_a_wrong_word_on_the_command_line_is_wrong_usage_and_names_the_right_ones(
    home, arguments, named
):
    done = run(home, "--windowed", *arguments)
    assert done.returncode == 2
    assert named in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_an_unknown_region_is_wrong_usage_and_names_the_known_ones(home):
    done = run(home, "--demo", "--windowed", "--region", "999", "--lang", "en")
    assert done.returncode == 2
    assert "220200 吉林市" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")
@pytest.mark.parametrize(("display", "named"), [(None, "DISPLAY"), (":4242", "platform plugin")])
def test_a_start_without_a_screen_says_so(home, display, named):
    surroundings = environment(home)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        surroundings.pop(name, None)
    if display is not None:
        surroundings["DISPLAY"] = display
    done = subprocess.run(
        PROGRAM, env=surroundings, capture_output=True, text=True, timeout=LONGEST, check=False
    )
    assert done.returncode != 0
    assert named in done.stderr
    assert "Traceback" not in done.stderr
