"""Whether there is a web engine for the explorable map, and the map if there is."""

import logging
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from console.widgets.map_web import WebMap

_log = logging.getLogger(__name__)


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
