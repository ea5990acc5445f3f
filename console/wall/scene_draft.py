"""A scene that is being changed: every step is sound, and can be undone and done again."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import combinations, product

from console.domain.errors import ConsoleError
from console.domain.scenes import (
    GRID,
    ON_ONE_SCREEN,
    OptionValue,
    Scene,
    ScreenLayout,
    TilePlace,
)
from console.domain.wording import NOTHING, Text

_NEW_SIZES = ((6, 6), (6, 4), (4, 4), (4, 3), (3, 3), (3, 2), (2, 2), (2, 1), (1, 1))
"""Sizes that a new tile tries, the largest first."""


class SceneDraft:
    """One screen of one layout is worked on at a time; its tiles are known by their numbers.

    Args:
        scene: What is there to begin with.
    """

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._past: list[Scene] = []
        self._future: list[Scene] = []
        self._dragged_from: Scene | None = None
        self._screens = min(len(wall) for wall in scene.walls)
        self._screen = 0

    @property
    def scene(self) -> Scene:
        """The scene as it is now."""
        return self._scene

    @property
    def screens(self) -> int:
        """For how many screens the layout is that is worked on."""
        return self._screens

    @property
    def screen(self) -> int:
        """Which of them is worked on, from 0."""
        return self._screen

    @property
    def tiles(self) -> tuple[TilePlace, ...]:
        """The tiles of the screen that is worked on, with its parts of those that run over it."""
        return _shown(self._wall)[self._screen].tiles

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._future)

    @property
    def _wall(self) -> tuple[ScreenLayout, ...]:
        return next(wall for wall in self._scene.walls if len(wall) == self._screens)

    def choose(self, screens: int, screen: int) -> None:
        """Work on ``screen`` (from 0) of the layout for ``screens``; one is made if missing."""
        if all(len(wall) != screens for wall in self._scene.walls):
            made = _written(self._scene.screens(screens))
            walls = sorted((*self._scene.walls, made), key=len)
            self._change(replace(self._scene, walls=tuple(walls)))
        self._screens, self._screen = screens, min(screen, screens - 1)

    def name(self, name: str, title: Text) -> None:
        """Call the scene ``name`` in its file and ``title`` on the desk."""
        self._change(replace(self._scene, name=name, title=title))

    def add(self, display: str) -> int:
        """Put ``display`` where there is room, as large as fits, and return its number.

        Raises:
            ConsoleError: There is no room.
        """
        for width, height in _NEW_SIZES:
            for row, column in product(range(1, GRID + 1), repeat=2):
                tile = TilePlace(display, column, row, width, height)
                if tile.inside and not any(map(tile.overlaps, self.tiles)):
                    self._put(self._screen, (*self._wall[self._screen].tiles, tile))
                    return self.tiles.index(tile)
        raise ConsoleError(
            display,
            Text("这一屏已经放满。", "There is no room on this screen."),
            Text("请先缩小或删除一个图块。", "Make a tile smaller, or delete one, first."),
        )

    def place(self, number: int, tile: TilePlace) -> bool:
        """Put ``tile`` in the place of the one called ``number``; False where it does not fit.

        A tile that is too wide for its screens runs on over the next one.
        """
        screen, index = self._home(number)
        tiles = list(self._wall[screen].tiles)
        spans = max(1, -(-(tile.column + tile.width - 1) // GRID))
        tiles[index] = replace(tile, spans=spans, part=None)
        return self._put(screen, tuple(tiles))

    def move(self, number: int, columns: int, rows: int) -> bool:
        """Move a tile by cells; False where it does not fit, or would run over other screens."""
        tile = self.tiles[number]
        moved = replace(tile, column=tile.column + columns, row=tile.row + rows)
        return moved.inside and self.place(number, moved)

    def resize(self, number: int, columns: int, rows: int) -> bool:
        """Make a tile larger by cells, or smaller; False where it does not fit."""
        tile = self.tiles[number]
        return self.place(
            number, replace(tile, width=tile.width + columns, height=tile.height + rows)
        )

    def drag(self, number: int, tile: TilePlace) -> bool:
        """Do as :meth:`place`; all that follows until :meth:`drop` is one step for undo."""
        before = self._scene
        if not self.place(number, tile):
            return False
        if self._dragged_from is None:
            self._dragged_from = before
        else:
            self._past.pop()
        return True

    def drop(self) -> None:
        """End what :meth:`drag` began."""
        if self._dragged_from == self._scene:
            self._past.pop()  # It lies where it lay before: nothing was done.
        self._dragged_from = None

    def delete(self, number: int) -> bool:
        """Take a tile away; the last one of a screen stays."""
        screen, index = self._home(number)
        tiles = self._wall[screen].tiles
        return self._put(screen, (*tiles[:index], *tiles[index + 1 :]))

    def set_options(
        self, number: int, options: Mapping[str, OptionValue], region: str | None
    ) -> bool:
        """Tell a tile its options, and the region it stays at (None = the region key's)."""
        return self.place(number, replace(self.tiles[number], options=options, region=region))

    def undo(self) -> bool:
        """Take the last step back."""
        return self._go(self._past, self._future)

    def redo(self) -> bool:
        """Do the step again that was taken back last."""
        return self._go(self._future, self._past)

    def _go(self, source: list[Scene], target: list[Scene]) -> bool:
        if not source:
            return False
        target.append(self._scene)
        self._scene = source.pop()
        if all(len(wall) != self._screens for wall in self._scene.walls):
            self._screens, self._screen = len(self._scene.walls[0]), 0
        return True

    def _home(self, number: int) -> tuple[int, int]:
        """Return the screen that the tile ``number`` begins on, and its place in that layout."""
        tile = self.tiles[number]
        screen = self._screen - (tile.part.screen if tile.part else 0)
        corners = [(tile.column, tile.row) for tile in self._wall[screen].tiles]
        return screen, corners.index((tile.column, tile.row))

    def _put(self, screen: int, tiles: tuple[TilePlace, ...]) -> bool:
        """Let ``tiles`` be those that begin on ``screen``, where the whole wall stays sound."""
        if tiles == self._wall[screen].tiles:
            return False
        wall = tuple(
            ScreenLayout(tiles) if number == screen else layout
            for number, layout in enumerate(self._wall)
        )
        if not _is_sound(wall):
            return False
        walls = tuple(wall if len(old) == self._screens else old for old in self._scene.walls)
        self._change(replace(self._scene, walls=walls))
        return True

    def _change(self, scene: Scene) -> None:
        if scene != self._scene:
            self._past.append(self._scene)
            self._future.clear()
            self._scene = scene


def _is_sound(wall: Collection[ScreenLayout]) -> bool:
    """Return whether every tile has its cells for itself, and every screen has a tile."""
    for number, layout in enumerate(wall):
        for tile in layout.tiles:
            beyond = number + tile.spans > len(wall)
            if not tile.inside or beyond or (tile.spans > 1 and tile.display in ON_ONE_SCREEN):
                return False
    return all(
        layout.tiles
        and not any(one.overlaps(other) for one, other in combinations(layout.tiles, 2))
        for layout in _shown(tuple(wall))
    )


def _shown(wall: tuple[ScreenLayout, ...]) -> tuple[ScreenLayout, ...]:
    return Scene("", NOTHING, (wall,)).screens(len(wall))


def _written(shown: Collection[ScreenLayout]) -> tuple[ScreenLayout, ...]:
    """Return ``shown`` as scenes are written: each picture once, with the first of its screens."""
    return tuple(ScreenLayout(tuple(filter(None, map(_whole, layout.tiles)))) for layout in shown)


def _whole(tile: TilePlace) -> TilePlace | None:
    part = tile.part
    if part is None:
        return tile
    if part.screen > part.first:
        return None
    first = max(tile.column, GRID * part.first + 1)
    end = min(tile.column + tile.width, GRID * (part.last + 1) + 1)
    return replace(
        tile,
        column=first - GRID * part.first,
        width=end - first,
        spans=part.last - part.first + 1,
        part=None,
    )
