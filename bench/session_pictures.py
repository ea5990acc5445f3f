"""Holds what the screens show against what the windows would paint anew, pixel by pixel."""

from time import monotonic

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPixmap

from bench.session import pause
from console.app.root import Console
from console.views.wall_window import WallWindow
from console.wall.state import WallState
from console.widgets.call_tile import CallTile
from console.widgets.clock_tile import ClockTile
from console.widgets.feed_tile import FeedTileBase
from console.widgets.status_tile import StatusTile
from console.widgets.tile import Tile

_MOVING = (CallTile, ClockTile, FeedTileBase, StatusTile)
"""What goes on between two looks; frozen, it stands still like all others."""

_SETTLE_SECONDS, _LONGEST_SECONDS = 0.3, 6.0
"""When a picture is looked at first, and until when one that is wrong may become right."""

_OTHERWISE = 0.03
"""Part of a tile's pixels that may differ: an age in its source line may have gone on."""

_NEAR = 12


def wrong_pictures(console: Console) -> tuple[list[str], int]:
    """Return what people see wrongly, and how many tiles were looked at."""
    end = monotonic() + _LONGEST_SECONDS
    pause(_SETTLE_SECONDS)
    found, looked = _look(console)
    while found and monotonic() < end:
        pause(_SETTLE_SECONDS)
        found, looked = _look(console)
    return found, looked


def _look(console: Console) -> tuple[list[str], int]:
    state = console.show.state
    found: list[str] = []
    looked = 0
    for window in console.wall.windows:
        screen = window.screen()
        if window.geometry() != screen.geometry():
            continue  # It lost its screen and waits behind the desk.
        seen = screen.grabWindow(0)
        if state.dark:
            looked += 1
            found += [f"{window.number}: not black"] if _pixels(seen).any() else []
            continue
        anew = window.grab()
        tiles = [tile for tile in window.tiles if tile.isVisible()]
        looked += len(tiles)
        found += [
            f"{window.number} {type(tile).__name__}: {words}"
            for tile in tiles
            if (words := _wrong_tile(window, tile, state, (seen, anew)))
        ]
    return found, looked


def _wrong_tile(
    window: WallWindow, tile: Tile, state: WallState, pictures: tuple[QPixmap, QPixmap]
) -> str:
    keys = map(window.key, window.places)
    key = next(key for key in keys if window.tile_at(key) is tile)
    wanted = state.on_air.frozen_at(key) is not None and tile.freezes
    ready = tile.request() is None or (tile.snapshot is not None and tile.is_drawn)
    if wanted and ready and not tile.frozen:
        return "not frozen"
    if isinstance(tile, _MOVING) and not tile.frozen:
        return ""
    here = tile.geometry().intersected(window.rect())  # Its part, where it runs over several.
    seen, anew = (_pixels(picture, here) for picture in pictures)
    apart = np.abs(seen.astype(np.int16) - anew).max(axis=2) > _NEAR
    share = float(apart.mean())
    return f"{share:.1%} of its pixels are others" if share > _OTHERWISE else ""


def _pixels(picture: QPixmap, place: QRect | None = None) -> npt.NDArray[np.uint8]:
    part = picture.copy(place) if place is not None else picture
    image = part.toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return flat[:, : image.width(), :3].copy()
