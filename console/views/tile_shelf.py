"""Builds tiles for a window's scenes, and keeps the dear ones for the next scene."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from console.domain.errors import ConsoleError
from console.domain.scenes import TilePlace
from console.domain.wording import Text
from console.widgets.tile import Tile

_LOG = logging.getLogger(__name__)

_KEPT = 2
"""Dear tiles (a web page each) that a window keeps beside those it shows."""


@dataclass(frozen=True, slots=True)
class TileKind:
    """How a display is built, and whether it is too dear to be built anew for every scene."""

    build: type[Tile]
    dear: bool = False


def key_of(place: TilePlace) -> tuple[object, ...]:
    """Return what makes two places want the same tile."""
    return (place.display, tuple(sorted(place.options.items())), place.region)


class TileShelf(QObject):
    """The tiles of one window: shown ones are reused by the next scene, dear ones are kept."""

    built = Signal(object)
    """A :class:`Tile` was built; whoever knows boundaries and the like supplies it."""

    failed = Signal(object)
    """A tile could not be built: a :class:`ConsoleError`."""

    def __init__(self, kinds: Mapping[str, TileKind], window: QWidget) -> None:
        super().__init__(window)
        self._kinds = kinds
        self._window = window
        self._idle: list[tuple[tuple[object, ...], Tile]] = []

    def take(self, place: TilePlace) -> Tile | None:
        """Return a hidden tile for ``place``, from the shelf or new; None where it cannot be."""
        wanted = key_of(place)
        for index, (key, tile) in enumerate(self._idle):
            if key == wanted:
                del self._idle[index]
                return tile
        try:
            tile = self._kinds[place.display].build(place.options, self._window)
        except (ConsoleError, ValueError, TypeError, KeyError, AttributeError) as error:
            self.failed.emit(_fault(place, error))
            return None
        tile.hide()
        self.built.emit(tile)
        return tile

    def put_back(self, place: TilePlace, tile: Tile) -> None:
        """Keep ``tile`` if it is dear, and let it go if it is not."""
        tile.hide()
        if not self._kinds[place.display].dear:
            tile.deleteLater()
            return
        self._idle.append((key_of(place), tile))
        while len(self._idle) > _KEPT:
            self._idle.pop(0)[1].deleteLater()


def _fault(place: TilePlace, error: Exception) -> ConsoleError:
    if isinstance(error, ConsoleError):
        return error
    _LOG.error("The display %s cannot be built", place.display, exc_info=error)
    return ConsoleError(
        place.display,
        Text(f"图块无法建立（{error}）。", f"The display cannot be built ({error})."),
        Text("请检查场景文件中的 options。", "Check its options in the scene file."),
    )
