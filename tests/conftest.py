"""What holds for every test: its own folders, no keyring, and nothing left behind.

It imports no Qt of its own accord, so that the plain layers are tested where PySide6 is absent.
"""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from tests import leaks

# Before anything asks for a keyring or opens a window.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Calls are tested with Chromium's own moving picture and beep; it reads this once.
os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join(
    [
        os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", ""),
        "--use-fake-device-for-media-stream=device-count=2",
    ]
).strip()

# A change meets the same examples each time; `--hypothesis-profile=search` looks for new ones.
# No deadline: on a busy machine any example may take long.
hypothesis.settings.register_profile("steady", derandomize=True, deadline=None)
hypothesis.settings.register_profile("search", derandomize=False)
hypothesis.settings.load_profile("steady")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep settings, data, cache and logs of the test in a folder of its own, and English."""
    for name in list(os.environ):
        if name.startswith("CONSOLE_") or name in ("PGPASSWORD", "PGPASSFILE", "PGSERVICE"):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    monkeypatch.setenv("CONSOLE_HOME", str(home))
    monkeypatch.setenv("PGPASSFILE", str(home / "no-pgpass"))
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return home


@pytest.fixture(autouse=True)
def nothing_left_behind(own_home: Path) -> Iterator[None]:
    """Fail a test after which a thread, a running timer or a window is still there."""
    threads = set(threading.enumerate())
    watch = leaks.QtWatch()
    yield
    left = leaks.threads_since(threads) + watch.end()
    if left:
        pytest.fail("The test left behind:\n  " + "\n  ".join(left), pytrace=False)


@pytest.fixture(autouse=True)
def chinese_again() -> Iterator[None]:
    """Take back the language that a test chose: the application, which outlives it, keeps it."""
    yield
    if "PySide6.QtCore" in sys.modules:
        from console.domain.wording import Lang
        from console.widgets.language import set_language

        set_language(Lang.ZH)


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """Make the application as the console makes it: ready for web pages, scheme and all."""
    from PySide6.QtWidgets import QApplication

    from console.app.environment import prepare
    from console.widgets.map_scheme import register_scheme

    prepare()
    register_scheme()
    return QApplication
