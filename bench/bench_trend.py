"""Redraw of the trend: 9 curves of 1,000 days, and one region's bars, at 1080p and at 4K.

Wall and CPU milliseconds of a new snapshot until it is painted. Needs a screen (DISPLAY).

    python -m bench.bench_trend [--repeats 60]
"""

import argparse
import json
import statistics
import time

from PySide6.QtWidgets import QApplication, QGraphicsView

from console import theme
from console.widgets.trend_tile import TrendTile
from tests.widgets import samples

SIZES = {"1920x1080": 1080, "3840x2160": 2160}


def measure(app: QApplication, height: int, regions: int, days: int, repeats: int) -> object:
    tile = TrendTile({"days": 0, "compare": [str(n) for n in range(regions)]})
    metrics = theme.Metrics(height)
    tile.setStyleSheet(theme.stylesheet("wall", metrics))
    tile.set_metrics(metrics)
    tile.resize(height * 16 // 9, height)
    tile.show()
    while not tile.windowHandle().isExposed():
        app.processEvents()
    plot = tile.findChild(QGraphicsView)
    snapshots = [samples.trend(days, regions), samples.trend(days + 1, regions)]
    wall, cpu = [], []
    for number in range(repeats + 5):
        begun, used = time.perf_counter(), time.process_time()
        tile.show_snapshot(snapshots[number % 2])
        tile.repaint()
        plot.viewport().repaint()
        wall.append((time.perf_counter() - begun) * 1000)
        cpu.append((time.process_time() - used) * 1000)
    tile.close()
    return {
        "wall_median_ms": round(statistics.median(wall[5:]), 1),
        "wall_worst_ms": round(max(wall[5:]), 1),
        "cpu_median_ms": round(statistics.median(cpu[5:]), 1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=60)
    options = parser.parse_args()
    app = QApplication([])
    for size, height in SIZES.items():
        for regions, days in ((1, 400), (9, 400), (9, 1000)):
            figures = measure(app, height, regions, days, options.repeats)
            print(json.dumps({"size": size, "curves": regions, "days": days, **figures}))


if __name__ == "__main__":
    main()
