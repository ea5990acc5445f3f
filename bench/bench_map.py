"""What one restyle of the map costs, native and web, with 60 and with 2,800 regions.

    python -m bench.bench_map [--updates N] [--size 1920x1080]

A screen is needed (Xvfb will do). Native: CPU and wall milliseconds of one ``show_picture``, drawn
and painted; and the longest time that the event loop stood still from each kind of change until its
picture was there, with the time that took. Web: CPU milliseconds an update of this process and all
its children, by updates pushed as fast as the page answers; and how its renderer's memory grows.
Also what the engine's start costs, and then a map of it.
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
from PySide6.QtCore import (  # noqa: E402
    QCoreApplication,
    QEvent,
    QEventLoop,
    QObject,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402

from console import theme  # noqa: E402
from console.domain.boundaries import Boundaries  # noqa: E402
from console.domain.regions import Level  # noqa: E402
from console.domain.wording import Lang  # noqa: E402
from console.widgets.map_engine import make_web_map, warm_up  # noqa: E402
from console.widgets.map_layers import build_layer  # noqa: E402
from console.widgets.map_native import NativeMap  # noqa: E402
from console.widgets.map_picture import MapPicture, picture_of  # noqa: E402
from console.widgets.map_web import WebMap  # noqa: E402
from tests.widgets.map_samples import grid, outlines, snapshot  # noqa: E402

Size = tuple[int, int]

SIDE = 53
PATIENCE_S = 60.0
BEAT_MS = 2
AFTERWARDS_MS = 150


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
    view.finish_drawing()
    view.repaint()
    first_ms = (time.perf_counter() - started) * 1000
    walls, cpu = [], time.process_time()
    for picture in rest:
        started = time.perf_counter()
        view.show_picture(picture)
        view.finish_drawing()
        view.repaint()
        walls.append((time.perf_counter() - started) * 1000)
    cpu = (time.process_time() - cpu) * 1000 / len(rest)
    view.deleteLater()
    return {"first": first_ms, "median": statistics.median(walls), "worst": max(walls), "cpu": cpu}


class LoopBeat(QObject):
    """A beat of 2 ms that notes how late it comes until a map is drawn, and a little longer."""

    def __init__(self, view: NativeMap) -> None:
        super().__init__()
        self.longest_ms = self.drawn_ms = 0.0
        self._view = view
        self._loop = QEventLoop()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def measure(self, act: Callable[[], object]) -> str:
        """Return the longest gap after ``act``, and after what time all was drawn."""
        self.longest_ms = self.drawn_ms = 0.0
        self._began = self._last = time.perf_counter()
        self._timer.start()
        act()
        self._loop.exec()
        self._timer.stop()
        return f"{self.longest_ms:.0f} ({self.drawn_ms:.0f})"

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000 - BEAT_MS)
        self._last = now
        if not self._view.is_drawn:
            self.drawn_ms = 0.0
        elif not self.drawn_ms:
            self.drawn_ms = (now - self._began) * 1000
        if self.drawn_ms and (now - self._began) * 1000 > self.drawn_ms + AFTERWARDS_MS:
            self._loop.quit()


def gaps(layers: tuple[Boundaries, Boundaries], size: Size) -> list[str]:
    """Return gap and time until drawn: first show, level, resize, all values, back, hover."""
    wide, fine = layers
    one, other = pictures(fine, 1.0, 2)
    values = {item.code: float(place) for place, item in enumerate(wide.items)}
    by_wide = picture_of(snapshot(values, posts=()), wide, Lang.ZH)
    view = NativeMap()
    view.resize(*size)
    view.set_metrics(theme.Metrics(size[1]))
    view.set_layers(tuple(build_layer(each) for each in layers))
    view.show_picture(by_wide)
    beat = LoopBeat(view)
    took = [
        beat.measure(view.show),
        beat.measure(lambda: view.show_picture(one)),
        beat.measure(lambda: view.resize(size[0] - 40, size[1] - 30)),
        beat.measure(lambda: view.show_picture(other)),
        beat.measure(lambda: view.show_picture(by_wide)),
        beat.measure(lambda: view.show_hover(wide.items[0].code)),
    ]
    view.close()
    view.deleteLater()
    return took


def print_gaps() -> None:
    print("\nThe event loop's longest gap in ms (in brackets: until drawn)")
    print("| size | regions | show | level | resize | all values | level back | hover |")
    print("|---|---|---|---|---|---|---|---|")
    for size in ((1920, 1080), (3840, 2160)):
        for layers in (outlines(), (grid(9, Level.PREFECTURE), grid(SIDE, Level.COUNTY))):
            took = " | ".join(gaps(layers, size))
            print(f"| {size[0]}x{size[1]} | {len(layers[1].items)} | {took} |", flush=True)


def print_engine() -> None:
    took, parent = [], QWidget()
    for make in (warm_up, lambda: make_web_map(parent), lambda: make_web_map(parent)):
        started = time.perf_counter()
        make()
        took.append((time.perf_counter() - started) * 1000)
    print("\nThe web engine's start: {:.0f} ms; then a web map: {:.1f}, {:.1f} ms".format(*took))
    parent.deleteLater()


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
            page.show_state(state, layers)
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
    print_engine()
    print_gaps()
    print(f"\n{options.size}, {options.updates} updates each; milliseconds")
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
