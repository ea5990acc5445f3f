"""What only a process of its own may try: Qt ends the process where its platform cannot start.

Each probe prints one line of JSON. Parent and child are the same program: ``check --probe NAME``.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable

from console.paths import own_environment, own_program

SAMPLE = "疫情"

_MARK = "probe-result:"
_LOADED_WITHIN_MS = 30_000


def ask(name: str, seconds: float) -> dict[str, object]:
    """Run the probe ``name`` in a process of its own.

    Returns:
        What it printed; where it came to no result, ``error`` says why, with Qt's last words.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own program
            [*own_program(), "check", "--probe", name],
            env={**os.environ, **own_environment()},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return {"error": f"no answer within {seconds:.0f} s"}
    except OSError as error:
        return {"error": str(error)}
    for line in done.stdout.splitlines():
        if line.startswith(_MARK):
            result = json.loads(line.removeprefix(_MARK))
            return dict(result)
    return {"error": _last_words(done.stderr) or f"ended with code {done.returncode}"}


def _last_words(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    signs = ("could not connect", "cannot open shared object", "platform plugin", "Error")
    telling = [line for sign in signs for line in lines if sign in line]
    return (telling or lines or [""])[0][:200]


def answer(name: str) -> None:
    """Run the probe ``name`` in this process and print its result.

    Raises:
        KeyError: There is no such probe.
    """
    result = PROBES[name]()
    sys.stdout.write(f"\n{_MARK}{json.dumps(result)}\n")
    sys.stdout.flush()
    # Nothing of Qt is to be taken down in order here, which could only fail.
    os._exit(0)


def _display() -> dict[str, object]:
    from PySide6 import __version__
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QRawFont

    app = QGuiApplication([])
    chinese = QFontDatabase.WritingSystem.SimplifiedChinese
    fonts = [
        family
        for family in QFontDatabase.families(chinese)
        if all(QRawFont.fromFont(QFont(family)).supportsCharacter(ord(sign)) for sign in SAMPLE)
    ]
    screens = [
        {
            "name": screen.name(),
            "width": round(screen.size().width() * screen.devicePixelRatio()),
            "height": round(screen.size().height() * screen.devicePixelRatio()),
        }
        for screen in app.screens()
    ]
    return {
        "qt": __version__,
        "platform": app.platformName(),
        "screens": screens,
        "fonts": sorted(fonts, key=lambda family: (" SC" not in family, family)),
    }


def _web() -> dict[str, object]:
    from console.app.environment import prepare

    prepare()
    from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
    from PySide6.QtWebEngineCore import QWebEnginePage, qWebEngineChromiumVersion
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    loop = QEventLoop()
    deadline = QDeadlineTimer(_LOADED_WITHIN_MS)
    page = QWebEnginePage(app)
    page.titleChanged.connect(loop.quit)
    QTimer.singleShot(_LOADED_WITHIN_MS, loop.quit)
    # The title is set by the page's own script: that shows that it was loaded and run.
    page.setHtml(f"<script>document.title = '{SAMPLE}'.length + 5</script>")
    # Before that the page bears other titles, its address for one.
    expected = str(len(SAMPLE) + 5)
    while page.title() != expected and not deadline.hasExpired():
        loop.exec()
    if page.title() != expected:
        return {"error": f"no page within {_LOADED_WITHIN_MS // 1000} s"}
    return {"chromium": qWebEngineChromiumVersion()}


PROBES: dict[str, Callable[[], dict[str, object]]] = {"display": _display, "web": _web}
