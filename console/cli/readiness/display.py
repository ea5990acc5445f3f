"""Qt, the screens, the fonts and the web engine, each tried in a process of its own."""

import os
import sys
from collections.abc import Iterator

from console.cli.readiness.probes import SAMPLE, ask
from console.cli.readiness.verdicts import Level, Verdict, plain
from console.domain.wording import Text

_QT = Text("Qt", "Qt")
_SCREENS = Text("屏幕", "Screens")
_FONTS = Text("中文字体", "Chinese fonts")
_WEB = Text("网页引擎", "Web engine")

_DISPLAY_SECONDS = 30.0
_WEB_SECONDS = 60.0
_LEAST_WIDTH, _LEAST_HEIGHT = 1280, 720


def display() -> Iterator[Verdict]:
    """Judge Qt, and where it starts the screens, the fonts and the web engine."""
    result = ask("display", _DISPLAY_SECONDS)
    if "error" in result:
        yield Verdict("qt", Level.FAIL, _QT, plain(str(result["error"])), _no_qt())
        return
    found = plain(f"PySide6 {result['qt']} ({result['platform']})")
    yield Verdict("qt", Level.OK, _QT, found)
    yield _screens(result["screens"])
    yield _fonts(result["fonts"])
    yield _web_engine()


def _no_qt() -> Text:
    seen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if sys.platform == "linux" and not seen:
        return Text(
            "没有显示器：请在图形桌面中运行，或用 make run 启动虚拟屏幕。",
            "There is no screen: log in to a desktop, or let make run start a virtual one.",
        )
    return Text(
        "缺少系统库：请运行 scripts/setup.sh run。",
        "System libraries are missing: run scripts/setup.sh run.",
    )


def _screens(screens: object) -> Verdict:
    listed = screens if isinstance(screens, list) else []
    sizes = ", ".join(f"{screen['name']} {screen['width']}×{screen['height']}" for screen in listed)
    found = Text(f"{len(listed)} 块：{sizes}", f"{len(listed)}: {sizes}")
    if not listed:
        remedy = Text("请接上屏幕。", "Connect a screen.")
        return Verdict("screens", Level.FAIL, _SCREENS, found, remedy)
    if any(s["width"] < _LEAST_WIDTH or s["height"] < _LEAST_HEIGHT for s in listed):
        remedy = Text("分辨率低于 1280×720，文字会过小。", "Under 1280×720 texts get too small.")
        return Verdict("screens", Level.WARN, _SCREENS, found, remedy)
    if len(listed) == 1:
        remedy = Text(
            "大屏与操作台共用一块屏幕；请接第二块，或用 --windowed。",
            "Wall and desk share one screen: connect a second one, or use --windowed.",
        )
        return Verdict("screens", Level.WARN, _SCREENS, found, remedy)
    return Verdict("screens", Level.OK, _SCREENS, found)


def _fonts(fonts: object) -> Verdict:
    listed = [str(font) for font in fonts] if isinstance(fonts, list) else []
    if listed:
        return Verdict("fonts", Level.OK, _FONTS, plain(", ".join(listed[:3])))
    return Verdict(
        "fonts",
        Level.FAIL,
        _FONTS,
        Text(f"没有字体能显示“{SAMPLE}”", f"no font can show {SAMPLE}"),
        Text("请安装 fonts-noto-cjk。", "Install the package fonts-noto-cjk."),
    )


def _web_engine() -> Verdict:
    result = ask("web", _WEB_SECONDS)
    if "error" not in result:
        return Verdict("web", Level.OK, _WEB, plain(f"Chromium {result['chromium']}"))
    return Verdict(
        "web",
        Level.WARN,
        _WEB,
        plain(str(result["error"])),
        Text(
            "将改用内置地图。请运行 scripts/setup.sh run 补齐系统库。",
            "The native map stands in. Run scripts/setup.sh run for missing libraries.",
        ),
    )
