"""A web map in a process of its own, to be run where there is no network at all.

Prints one line of JSON: whether the map came up, what it asked for in vain, and the colours seen.
"""

import json
import sys
from time import monotonic

from console.app.environment import prepare
from console.widgets.map_scheme import WebEngine, register_scheme

prepare()
register_scheme()

from PySide6.QtCore import QCoreApplication, QEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from console import theme  # noqa: E402
from console.widgets.map_tile import MapTile  # noqa: E402
from tests.widgets.map_samples import outlines, snapshot  # noqa: E402


def main() -> int:
    app = QApplication(sys.argv)
    tile = MapTile({"renderer": "web"})
    tile.set_metrics(theme.Metrics(1080))
    tile.resize(900, 700)
    tile.show()
    tile.set_boundaries(*outlines())
    tile.show_snapshot(snapshot())
    deadline = monotonic() + 60
    while not tile.web.is_up and monotonic() < deadline:
        app.processEvents()
    until = monotonic() + 1
    while monotonic() < until:
        app.processEvents()
    image = tile.web.grab().toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }
    fills = [fill for fill in theme.palette().map_classes if fill in seen]
    blocked = list(WebEngine.shared().guard.blocked)
    sys.stdout.write(json.dumps({"up": tile.web.is_up, "blocked": blocked, "fills": fills}))
    tile.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    app.processEvents()
    return 0


if __name__ == "__main__":
    sys.exit(main())
