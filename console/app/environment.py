"""What the process needs from its surroundings before Qt and its web engine are loaded."""

import os
import sys
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Text

_DRI = Path("/dev/dri")


def prepare() -> None:
    """Set the variables that Qt and Chromium read once, where the user has not set them.

    As root Chromium's sandbox cannot work; it is never switched off for a user. Without a GPU the
    software backend of Qt Quick costs a third of what drawing through llvmpipe does.

    Raises:
        ConsoleError: There is no screen; Qt would abort the process over it.
    """
    if sys.platform.startswith("linux") and not _has_screen():
        raise ConsoleError(
            "DISPLAY",
            Text("没有可用的屏幕。", "There is no screen."),
            Text(
                "请在图形桌面中启动；没有屏幕时可用 make run，它会启动虚拟屏幕。",
                "Start it in a graphical session; without one, make run starts a virtual screen.",
            ),
        )
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    if sys.platform.startswith("linux") and not _has_gpu():
        os.environ.setdefault("QT_QUICK_BACKEND", "software")
        _add_flags("--disable-gpu", "--disable-gpu-compositing")
    # Chromium writes what concerns nobody (no session bus, no Vulkan) to standard error; its page's
    # own messages come through Qt.
    _add_flags("--log-level=3")
    # Two ends of a call find each other by their addresses; Chromium would hide them behind names
    # that only multicast can resolve. No page but those of calls opens a connection.
    _add_flags("--disable-features=WebRtcHideLocalIpsWithMdns")


def _add_flags(*flags: str) -> None:
    given = os.environ.get("QTWEBENGINE_CHROMIUM_FLAGS", "").split()
    names = {flag.partition("=")[0] for flag in given}
    added = [flag for flag in flags if flag.partition("=")[0] not in names]
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = " ".join([*given, *added])


def _has_screen() -> bool:
    return any(os.environ.get(key) for key in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _has_gpu() -> bool:
    try:
        return any(entry.name.startswith("renderD") for entry in _DRI.iterdir())
    except OSError:
        return False
