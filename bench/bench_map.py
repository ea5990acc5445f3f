"""What one restyle of the map costs, native and web, with 60 and with 2,800 regions.

    python -m bench.bench_map [--updates N] [--size 1920x1080]

A screen is needed (Xvfb will do). Native: CPU and wall milliseconds of one ``show_picture`` and the
repaint that it causes. Web: CPU milliseconds an update of this process and all its children, by
updates pushed as fast as the page answers; and how its renderer's memory grows.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

os.environ.setdefault("QT_QUICK_BACKEND", "software")

from console.widgets.map_scheme import register_scheme

register_scheme()

import numpy as np  # noqa: E402
import psutil  # noqa: E402
from PySide6.QtCore import QCoreApplication, QEvent  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from console import theme  # noqa: E402
from console.domain.boundaries import Boundaries  # noqa: E402
from console.domain.regions import Level  # noqa: E402
from console.domain.wording import Lang  # noqa: E402
from console.widgets.map_layers import build_layer  # noqa: E402
from console.widgets.map_native import NativeMap  # noqa: E402
from console.widgets.map_picture import MapPicture, picture_of  # noqa: E402
from console.widgets.map_web import WebMap  # noqa: E402
from tests.widgets.map_samples import grid, outlines, snapshot  # noqa: E402

Size = tuple[int, int]

SIDE = 53
PATIENCE_S = 60.0


def pictures(counties: Boundaries, share: float, count: int) -> list[MapPicture]:
    """Return pictures of which each differs from the one before in ``share`` of the regions."""
    random = np.random.default_rng(1)
    codes = [item.code for item in counties.items]
    values = {code: float(random.integers(0, 600)) for code in codes}
    made = []
    for _ in range(count):
        few = random.choice(len(codes), max(1, round(len(codes) * share)), replace=False)
        values = {**values, **{codes[i]: float(random.integers(0, 600)) for i in few}}
        shown = snapshot(values, level=Level.COUNTY, posts=())
        made.append(picture_of(shown, counties, Lang.ZH))
    return made


def settle(app: QApplication, done: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not done() and time.monotonic() < deadline:
        app.processEvents()
        time.sleep(0.002)
    assert done(), "the map did not come up"


def native(
    app: QApplication, counties: Boundaries, share: float, count: int, size: Size
) -> dict[str, float]:
    view = NativeMap()
    view.resize(*size)
    view.set_metrics(theme.Metrics(size[1]))
    view.set_layers((build_layer(counties),))
    first, *rest = pictures(counties, share, count + 1)
    view.show()
    shown = time.monotonic() + 0.5
    settle(app, lambda: time.monotonic() > shown)
    started = time.perf_counter()
    view.show_picture(first)
    view.repaint()
    first_ms = (time.perf_counter() - started) * 1000
    walls, cpu = [], time.process_time()
    for picture in rest:
        started = time.perf_counter()
        view.show_picture(picture)
        view.repaint()
        walls.append((time.perf_counter() - started) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / len(rest)
    view.deleteLater()
    return {"first": first_ms, "median": statistics.median(walls), "worst": max(walls), "cpu": cpu}


def family_cpu_ms() -> float:
    me = psutil.Process()
    times = [process.cpu_times() for process in (me, *me.children(recursive=True))]
    return sum(each.user + each.system for each in times) * 1000


@contextmanager
def web_map(
    app: QApplication, counties: Boundaries, first: MapPicture, size: Size
) -> Iterator[WebMap]:
    view = WebMap()
    view.resize(*size)
    view.set_metrics(theme.Metrics(size[1]))
    view.show()
    view.set_layers((build_layer(outlines()[0]), build_layer(counties)))
    view.show_picture(first)
    settle(app, lambda: view.is_up)
    try:
        yield view
    finally:
        view.stop()
        view.deleteLater()


def web(
    app: QApplication, counties: Boundaries, share: float, count: int, size: Size
) -> dict[str, float]:
    first, *rest = pictures(counties, share, count + 1)
    started = time.perf_counter()
    with web_map(app, counties, first, size) as view:
        up_ms = (time.perf_counter() - started) * 1000
        page = view.view
        layers = {Level.PREFECTURE: build_layer(outlines()[0]), Level.COUNTY: build_layer(counties)}
        memory = psutil.Process(page.process_id)
        settle_until = time.monotonic() + 2
        settle(app, lambda: time.monotonic() > settle_until)
        before_mb, cpu, walls = memory.memory_info().rss / 1e6, family_cpu_ms(), []
        painted = []
        page.painted.connect(lambda: painted.append(time.perf_counter()))
        for number, picture in enumerate(rest, 1):
            started = time.perf_counter()
            state = type(view.state)(picture, "", "", theme.Metrics(size[1]))
            page.show_state(state, layers, announce=True)
            settle(app, lambda n=number: len(painted) >= n)
            walls.append((painted[-1] - started) * 1000)
        cpu = (family_cpu_ms() - cpu) / len(rest)
        grown = (memory.memory_info().rss / 1e6 - before_mb) / len(rest)
    return {
        "first": up_ms, "median": statistics.median(walls), "worst": max(walls), "cpu": cpu,
        "mb": grown,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--updates", type=int, default=60)
    parser.add_argument("--size", default="1920x1080")
    options = parser.parse_args()
    size = tuple(int(part) for part in options.size.split("x"))
    app = QApplication([])
    print(f"{options.size}, {options.updates} updates each; milliseconds")
    print("| map | regions | changed | first | median | worst | CPU | MB an update |")
    print("|---|---|---|---|---|---|---|---|")
    for counties in (outlines()[1], grid(SIDE, Level.COUNTY)):
        for share in (1.0, 0.1, 0.01):
            for name, measure in (("native", native), ("web", web)):
                took = measure(app, counties, share, options.updates, (size[0], size[1]))
                print(
                    f"| {name} | {len(counties.items)} | {share:.0%} | {took['first']:.0f} "
                    f"| {took['median']:.1f} | {took['worst']:.1f} | {took['cpu']:.1f} "
                    f"| {took.get('mb', 0):.2f} |",
                    flush=True,
                )
                for _ in range(3):
                    app.processEvents()
                    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


if __name__ == "__main__":
    main()
