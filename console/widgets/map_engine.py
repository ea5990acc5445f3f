"""Whether there is a web engine for the explorable map, and the map if there is."""

import logging
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from console.widgets.map_web import WebMap

_log = logging.getLogger(__name__)


def register() -> None:
    """Have the web engine know our scheme; to be called before the application object is made.

    Without an engine nothing is registered, and the native map serves.
    """
    try:
        from console.widgets.map_scheme import register_scheme  # noqa: PLC0415
    except ImportError:
        return  # make_web_map() says so where a web map is wanted.
    register_scheme()


def warm_up() -> None:
    """Start the web engine; to be called once the application object is there, before windows are.

    Its libraries and the first profile take 0.2 to 0.5 s of the GUI thread, which a running wall
    must not be made to wait; with them in place another web map takes some 5 ms.
    """
    try:
        import_module("console.widgets.map_web")
        from console.widgets.map_scheme import WebEngine, scheme_is_registered  # noqa: PLC0415
    except ImportError:
        return  # make_web_map() says so where a web map is wanted.
    if scheme_is_registered():
        WebEngine.shared()


def make_web_map(parent: QWidget) -> "WebMap | None":
    """Return a web map in ``parent``, or None where the native map has to serve alone.

    The engine is imported here, and not before: it is large, and its libraries may be missing.
    """
    try:
        from console.widgets.map_scheme import scheme_is_registered  # noqa: PLC0415
        from console.widgets.map_web import WebMap  # noqa: PLC0415
    except ImportError as error:
        _log.warning("no web engine (%s): the native map serves", error)
        return None
    if not scheme_is_registered():
        _log.warning("the scheme of the web map is not registered: the native map serves")
        return None
    return WebMap(parent)
