"""An operator's session on the real windows: from the key to the glass, and a thousand steps.

    python -m bench.bench_session take [--rounds 6]       key press until painted on every screen
    python -m bench.bench_session random [--steps 1000] [--look-every 1]
                                    random steps, screens coming and going; pixels after each

Runs the demonstration full screen on every screen but the first; needs an X server whose monitors
are D, W1, W2 and W3 (see bench/four_screens.sh). ``random`` unplugs and plugs W2 and W3.
"""

import argparse
import ctypes
import json
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial

import psutil
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bench.session import Painted, has_data, no_modifier, pause, press, session, until
from bench.session_pictures import wrong_pictures
from console.app.root import Console
from console.domain.scenes import TilePlace
from console.views.wall_window import WallWindow
from console.wall.placement import shown_layouts
from console.wall.program import TileKey
from console.wall.state import WallState
from console.widgets.tile import Tile

KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_8)
_PLUGS = {"W2": "1920/508x1080/286+3840+0", "W3": "1920/508x1080/286+5760+0"}


def spread(figures: Sequence[float]) -> dict[str, float]:
    """Return median, 99th percentile and longest of ``figures``, in milliseconds."""
    ordered = sorted(1000 * figure for figure in figures)
    return {
        "n": len(ordered),
        "median_ms": round(statistics.median(ordered), 1),
        "p99_ms": round(ordered[max(0, -(-len(ordered) * 99 // 100) - 1)], 1),
        "longest_ms": round(ordered[-1], 1),
    }


def measure_takes(console: Console, rounds: int) -> dict[str, object]:
    """Strike the scenes' keys in turn; the first time each scene is cold.

    ``handled`` is how long the key blocks the event loop, ``painted`` until every window that
    changed was sent to the screen, ``with_data`` until each tile shows its figures. ``cpu`` is the
    GUI thread's own share of ``painted``, whatever else the machine does.
    """
    painted = Painted(console)
    names = ("handled", "handled_cpu", "painted", "painted_cpu", "with_data")
    found: dict[str, dict[str, list[float]]] = {
        kind: {name: [] for name in names} for kind in ("cold", "warm")
    }
    for number in range(rounds + 1):
        for key in KEYS:
            places = [window.places for window in console.wall.windows]
            painted.begin()
            began, own = time.perf_counter(), time.thread_time()
            press(console, key, no_modifier())
            times = [time.perf_counter() - began, time.thread_time() - own]
            changed = {
                id(window)
                for window, before in zip(console.wall.windows, places, strict=True)
                if window.places != before
            }
            until(partial(changed.issubset, painted.windows), 20)
            times += [time.perf_counter() - began, time.thread_time() - own]
            until(lambda: all(has_data(t) for w in console.wall.windows for t in w.tiles), 20)
            times.append(time.perf_counter() - began)
            for name, seconds in zip(names, times, strict=True):
                found["warm" if number else "cold"][name].append(seconds)
            pause(0.7)
    return {
        kind: {name: spread(times) for name, times in each.items()} for kind, each in found.items()
    }


def wrong(console: Console) -> list[str]:
    """Return in what the windows differ from the state of the wall."""
    show, windows = console.show, console.wall.windows
    state = show.state
    scene = show.director.scene
    layouts = shown_layouts(scene.screens(len(windows), console.wall.gone), state.on_air)
    found: list[str] = []
    for window, layout in zip(windows, layouts, strict=True):
        if window.places != layout.tiles:
            found.append(f"{window.number}: another scene")
        if window._curtain.isVisibleTo(window) != state.dark:  # noqa: SLF001 - what people see
            found.append(f"{window.number}: dark {state.dark}")
        for place in window.places:
            words = wrong_tile(window, place, state)
            found += [f"{window.number} {place.display}: {words}"] if words else []
    return found


def wrong_tile(window: WallWindow, place: TilePlace, state: WallState) -> str:
    """Return what is wrong with one tile; "" = nothing."""
    key = window.key(place)
    tile = window.tile_at(key)
    spot = state.on_air.spotlight
    alone = spot is not None and any(window.key(other) == spot.tile for other in window.places)
    seen = not alone or (spot is not None and key == spot.tile)
    frozen = state.on_air.frozen_at(key) is not None
    if tile is None or tile.isVisibleTo(window) != seen:
        return f"seen {not seen}"
    if tile.frozen and not frozen:
        return "frozen for nothing"
    if not frozen and place.region is None and tile.region != state.program.region:
        return f"shows {tile.region}"
    return ""


def memory() -> dict[str, object]:
    """Return the resident memory in MiB: this process's, as it is and once what malloc keeps free
    is given back, and its children's, which are the pages of the maps.
    """
    own, pages = psutil.Process(), psutil.Process().children(recursive=True)
    before = own.memory_info().rss
    ctypes.CDLL(None).malloc_trim(0)
    return {
        "own_mib": round(before / 2**20),
        "own_in_use_mib": round(own.memory_info().rss / 2**20),
        "pages_mib": [round(page.memory_info().rss / 2**20) for page in pages],
        "tiles": sum(isinstance(widget, Tile) for widget in QApplication.allWidgets()),
    }


def step_once(console: Console, dice: random.Random) -> str:
    """Do one thing that an operator can do."""
    show = console.show
    places = [w.key(place) for w in console.wall.windows for place in w.places]
    tile = dice.choice(places) if places else TileKey(1, 1, 1)
    deeds = {
        "take": (lambda: show.take(dice.choice(sorted(show.director.scenes))), 6),
        "region": (lambda: show.choose_region(dice.choice(["", "220100", "220200", "220600"])), 4),
        "load": (lambda: show.load_scene(dice.choice(sorted(show.director.scenes))), 2),
        "preview": (show.take_preview, 2),
        "undo": (show.undo, 4),
        "safe": (show.go_safe, 1),
        "freeze": (show.toggle_freeze, 2),
        "freeze tile": (lambda: show.toggle_tile_freeze(tile), 3),
        "spotlight": (lambda: show.toggle_spotlight(tile, dice.random() < 0.3), 3),
        "blank": (show.toggle_blank, 2),
        "panic": (show.panic, 1),
        "release": (show.release, 3),
        "cue": (show.next_cue, 2),
        "cue back": (show.previous_cue, 1),
        "language": (console.languages.switch, 1),
    }
    name = dice.choices(list(deeds), [weight for _, weight in deeds.values()])[0]
    deeds[name][0]()
    return name


def plug(name: str, gone: set[str]) -> None:
    """Pull the screen ``name``, or plug it again where it is ``gone``."""
    words = ["--setmonitor", name, _PLUGS[name], "none"] if name in gone else ["--delmonitor", name]
    gone ^= {name}
    subprocess.run(["xrandr", *words], check=True, capture_output=True)


def at_rest(console: Console, gone: set[str]) -> dict[str, object]:
    """Plug every screen, go to the safe scene, and count what there is."""
    for name in sorted(gone):
        plug(name, gone)
    for wish in (console.show.release, console.show.release, console.show.go_safe):
        wish()
    if console.show.state.dark:
        console.show.toggle_blank()
        console.show.go_safe()
    pause(8)
    return {
        **memory(),
        "windows_of_all_kinds": len(QApplication.topLevelWidgets()),
        "of_which": dict(Counter(type(w).__name__ for w in QApplication.topLevelWidgets())),
        "widgets": len(QApplication.allWidgets()),
        "wall": [list(window.geometry().getRect()) for window in console.wall.windows],
    }


def measure_random(console: Console, steps: int, seed: int, look_every: int) -> dict[str, object]:
    """Do ``steps`` things, hold the windows against the state after each, and count what stays.

    Every ``look_every`` steps the pixels of the screens are held against the windows besides.
    """
    dice = random.Random(seed)  # noqa: S311 - steps, no secrets
    gone: set[str] = set()
    for _ in range(100):  # Every scene was there once: what is kept on purpose is kept by now.
        step_once(console, dice)
        pause(0.05)
    before = at_rest(console, gone)
    faults: list[str] = []
    times: list[float] = []
    plugs = looked = 0
    halfway: dict[str, object] = {}
    for number in range(steps):
        if number % 25 == 24:
            plug(dice.choice(sorted(_PLUGS)), gone)
            plugs += 1
            pause(1.5)
        began = time.perf_counter()
        name = step_once(console, dice)
        times.append(time.perf_counter() - began)
        until(lambda: not console.wall.change.pending)
        pause(0.02)
        faults += [f"{number} {name}: {words}" for words in wrong(console)]
        if number % look_every == look_every - 1:
            seen, count = wrong_pictures(console)
            looked += count
            faults += [f"{number} {name}: {words}" for words in seen]
        if number == steps // 2:
            halfway = at_rest(console, gone)
    return {
        "steps": steps,
        "plugged_and_unplugged": plugs,
        "step": spread(times),
        "tiles_held_against_the_screen": looked,
        "wrong": len(faults),
        "first_wrong": faults[:10],
        "before": before,
        "halfway": halfway,
        "after": at_rest(console, gone),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("take", "random"))
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--look-every", type=int, default=20, help="steps between two pictures")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        os.environ["CONSOLE_HOME"] = home
        load = os.getloadavg()[0]
        with session() as console:
            screens = [[*window.size().toTuple()] for window in console.wall.windows]
            if chosen.what == "take":
                found = measure_takes(console, chosen.rounds)
            else:
                found = measure_random(console, chosen.steps, chosen.seed, chosen.look_every)
    print(json.dumps({"load": round(load, 1), "screens": screens, **found}, indent=1))


if __name__ == "__main__":
    main()
