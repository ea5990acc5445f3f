"""Builds tiles for a window's scenes, and keeps those that go for a scene that wants them again."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.domain.errors import ConsoleError
from console.domain.scenes import OptionValue, TilePlace
from console.domain.wording import Text
from console.widgets.tile import Tile

_LOG = logging.getLogger(__name__)

_KEPT = 8
"""Tiles that a window keeps beside those it shows: building one takes up to 40 ms."""

_BETWEEN_MS = 10
"""Milliseconds between the ends of two tiles that nobody wants: each takes some 2 ms."""

_BAD_OPTIONS = (ConsoleError, ValueError, TypeError, KeyError, AttributeError)
"""What displays raise at options that a person wrote wrongly in a scene file."""

PlacedTile = tuple[TilePlace, Tile]


@dataclass(frozen=True, slots=True)
class TileKind:
    """How a display is built, and how one is used again with other options.

    ``adapt`` is for displays too dear to be built anew for every scene (a web page each); None
    stands for a display that is built anew where the options differ. ``across`` are the options of
    one that runs over several screens, whatever the scene says. One that is ``plain`` costs memory
    only, and may be built before anybody asks to see it: it opens no page, stream or call.
    """

    build: type[Tile]
    adapt: Callable[[Tile, Mapping[str, OptionValue]], None] | None = None
    across: Mapping[str, OptionValue] = field(default_factory=lambda: MappingProxyType({}))
    plain: bool = True


class TileShelf(QObject):
    """The tiles of one window: the next scene uses them again, and those that go are kept."""

    built = Signal(object)
    """A :class:`Tile` was built; whoever knows boundaries and the like supplies it."""

    failed = Signal(object)
    """A tile could not be built: a :class:`ConsoleError`."""

    def __init__(self, kinds: Mapping[str, TileKind], window: QWidget) -> None:
        super().__init__(window)
        self._kinds = kinds
        self._window = window
        self._idle: list[PlacedTile] = []
        self._leaving: list[Tile] = []
        self._ends = QTimer(self)
        self._ends.setInterval(_BETWEEN_MS)
        self._ends.timeout.connect(self._end_one)

    def pick(self, shown: list[PlacedTile], wanted: TilePlace) -> Tile | None:
        """Take a tile out of ``shown`` that can go on as ``wanted``, the most alike first."""
        pulled = self.pull(shown, wanted)
        return self.adapted(pulled, wanted) if pulled is not None else None

    def pull(self, shown: list[PlacedTile], wanted: TilePlace) -> PlacedTile | None:
        """Take the same tile out of ``shown``, and leave it as it is."""
        alike = [i for i, (old, _) in enumerate(shown) if self._serves(old, wanted)]
        if not alike:
            return None
        same = [i for i in alike if shown[i][0].options == wanted.options]
        return shown.pop((same or alike)[0])

    def adapted(self, pulled: PlacedTile, wanted: TilePlace) -> Tile:
        """Turn a tile that was taken by :meth:`pull` to the options of ``wanted``."""
        old, tile = pulled
        adapt = self._kinds[wanted.display].adapt
        if adapt is not None and old.options != wanted.options:
            try:
                adapt(tile, wanted.options)
            except _BAD_OPTIONS as error:
                self.failed.emit(_fault(wanted, error))
        return tile

    def take(self, place: TilePlace) -> Tile | None:
        """Return a hidden tile for ``place``, from the shelf or new; None where it cannot be."""
        kept = self.pick(self._idle, place)
        if kept is not None:
            return kept
        kind = self._kinds[place.display]
        options = {**place.options, **kind.across} if place.spans > 1 else place.options
        try:
            tile = kind.build(options, self._window)
        except _BAD_OPTIONS as error:
            self.failed.emit(_fault(place, error))
            return None
        tile.hide()
        if place.spans > 1:
            _only_show(tile)
        self.built.emit(tile)
        return tile

    def is_plain(self, place: TilePlace) -> bool:
        """Tell whether a tile for ``place`` may be built before anybody asks to see it."""
        return self._kinds[place.display].plain

    def put_back(self, place: TilePlace, tile: Tile) -> None:
        """Keep ``tile``; the one that was kept longest goes where there are too many."""
        tile.hide()
        self._idle.append((place, tile))
        while len(self._idle) > _KEPT:
            self._leaving.append(self._idle.pop(0)[1])
        if self._leaving and not self._ends.isActive():
            self._ends.start()

    def clear(self) -> None:
        """Let go of every tile that is kept."""
        self._ends.stop()
        while self._idle:
            self._leaving.append(self._idle.pop()[1])
        while self._leaving:
            self._leaving.pop().deleteLater()

    @Slot()
    def _end_one(self) -> None:
        if self._leaving:
            self._leaving.pop(0).deleteLater()
        else:
            self._ends.stop()

    def _serves(self, old: TilePlace, wanted: TilePlace) -> bool:
        same = (old.display, old.region, old.spans > 1) == (
            wanted.display,
            wanted.region,
            wanted.spans > 1,
        )
        adaptable = same and self._kinds[wanted.display].adapt is not None
        return adaptable or (same and old.options == wanted.options)


def _only_show(tile: Tile) -> None:
    """Let pointer and keys pass ``tile`` by: switched here, it would differ on the next screen."""
    tile.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    for widget in tile.findChildren(QWidget):
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)


def _fault(place: TilePlace, error: Exception) -> ConsoleError:
    if isinstance(error, ConsoleError):
        return error
    _LOG.error("The display %s cannot be built", place.display, exc_info=error)
    return ConsoleError(
        place.display,
        Text(f"图块无法建立（{error}）。", f"The display cannot be built ({error})."),
        Text("请检查场景文件中的 options。", "Check its options in the scene file."),
    )
