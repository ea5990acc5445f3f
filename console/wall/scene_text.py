"""Reads the text of a scene file and says in words, with its line, what is wrong with it."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from console.domain.errors import ConsoleError
from console.domain.scenes import (
    GRID,
    ON_ONE_SCREEN,
    OptionValue,
    Scene,
    ScreenLayout,
    TilePlace,
)
from console.domain.wording import Text
from console.wall.toml_text import both_languages, read_toml, wrong

_SCENE_KEYS = ("title", "order", "walls")
_WALL_KEYS = ("screens", "tiles")
_TILE_KEYS = ("display", "screen", "spans", "column", "row", "width", "height", "options", "region")
_MAX_SCREENS = 16
_WALL_LINE = re.compile(r"^\s*\[\[\s*walls\s*\]\]")
_TILE_LINE = re.compile(r"\bdisplay\s*=")


@dataclass(frozen=True, slots=True)
class _Table:
    """One table of the file, and where it stands, for errors that point there."""

    values: Mapping[str, object]
    place: str

    def error(self, problem: Text, remedy: Text) -> ConsoleError:
        return ConsoleError(self.place, problem, remedy)

    def wrong(self, key: str, wanted: Text) -> ConsoleError:
        return wrong(self.place, key, wanted)

    def only(self, known: Collection[str]) -> None:
        """Refuse a key that is not ``known``: most often a slip of the pen."""
        unknown = next((key for key in self.values if key not in known), None)
        if unknown is not None:
            names = ", ".join(known)
            raise self.error(
                Text(f"不认识的键“{unknown}”。", f'There is no key "{unknown}" here.'),
                Text(f"可用的键：{names}。", f"The keys are: {names}."),
            )

    def whole(self, key: str, high: int, default: int | None = None) -> int:
        """Return the whole number under ``key``, from 1 to ``high``."""
        value = self.values.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= high:
            return value
        raise self.wrong(key, Text(f"1 到 {high} 的整数", f"a whole number from 1 to {high}"))

    def tables(self, key: str) -> list[Mapping[str, object]]:
        value = self.values.get(key)
        if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
            return value
        raise self.wrong(key, Text("非空的表列表", "a list of tables, and not an empty one"))


class _Places:
    """Where walls and tiles begin in the file: TOML's own reader keeps no positions."""

    def __init__(self, text: str, place: str) -> None:
        lines = [line.partition("#")[0] for line in text.splitlines()]
        self._place = place
        self._walls = [i for i, line in enumerate(lines, 1) if _WALL_LINE.match(line)]
        self._tiles = [i for i, line in enumerate(lines, 1) for _ in _TILE_LINE.findall(line)]
        self._taken = 0

    def wall(self, index: int) -> str:
        return self._at(self._walls, index)

    def next_tile(self) -> str:
        self._taken += 1
        return self._at(self._tiles, self._taken - 1)

    def _at(self, lines: list[int], index: int) -> str:
        return f"{self._place}:{lines[index]}" if index < len(lines) else self._place


def parse_scene(text: str, *, name: str, place: str, displays: Collection[str]) -> Scene:
    """Return the scene that ``text`` (TOML) describes.

    Args:
        text: The file's text.
        name: The scene's name (the file's, without its ending).
        place: What to call the file in an error.
        displays: The names of the displays there are.

    Raises:
        ConsoleError: Where the text is no scene; it names the line and the remedy.
    """
    table = _Table(read_toml(text, place), place)
    table.only(_SCENE_KEYS)
    places = _Places(text, place)
    walls = tuple(
        _wall(_Table(wall, places.wall(index)), places, displays)
        for index, wall in enumerate(table.tables("walls"))
    )
    return Scene(
        name,
        both_languages(table.values.get("title", name), place, "title"),
        walls,
        table.whole("order", 1_000_000, 100),
    )


def parse_options(text: str, place: str) -> Mapping[str, OptionValue]:
    """Return the options that a person typed: ``mode = "daily", days = 90``.

    Raises:
        ConsoleError: They are none.
    """
    return _options(_Table(read_toml(f"options = {{ {text} }}", place), place))


def _wall(table: _Table, places: _Places, displays: Collection[str]) -> tuple[ScreenLayout, ...]:
    table.only(_WALL_KEYS)
    count = table.whole("screens", _MAX_SCREENS, 1)
    screens: list[list[TilePlace]] = [[] for _ in range(count)]
    covered: list[list[TilePlace]] = [[] for _ in range(count)]
    for values in table.tables("tiles"):
        tile_table = _Table(values, places.next_tile() if "display" in values else table.place)
        number = tile_table.whole("screen", count, 1)
        tile = _tile(tile_table, displays, room=count - number + 1)
        _check_inside(tile, tile_table)
        parts = tile.parts((True,) * tile.spans)
        for part, others in zip(parts, covered[number - 1 :], strict=False):
            _check_overlap(part, others, tile_table)
            others.append(part)
        screens[number - 1].append(tile)
    empty = next((number for number, tiles in enumerate(covered, 1) if not tiles), None)
    if empty is not None:
        raise table.error(
            Text(f"第 {empty} 屏没有任何图块。", f"Screen {empty} has no tile."),
            Text("请放置图块，或减少 screens。", "Give it one, or lower screens."),
        )
    return tuple(ScreenLayout(tuple(tiles)) for tiles in screens)


def _tile(table: _Table, displays: Collection[str], *, room: int) -> TilePlace:
    table.only(_TILE_KEYS)
    display = table.values.get("display")
    if not isinstance(display, str) or display not in displays:
        known = ", ".join(sorted(displays))
        raise table.error(
            Text(f"没有名为“{display}”的图块。", f'There is no display called "{display}".'),
            Text(f"可用：{known}。", f"There are: {known}."),
        )
    region = table.values.get("region")
    if region is not None and not isinstance(region, str):
        raise table.wrong("region", Text('加引号的代码，如 "220200"', 'a quoted code, as "220200"'))
    spans = _spans(table, display, room)
    column, row, width, height = (
        table.whole(key, GRID * spans if key == "width" else GRID)
        for key in ("column", "row", "width", "height")
    )
    return TilePlace(display, column, row, width, height, _options(table), region, spans)


def _spans(table: _Table, display: str, room: int) -> int:
    """Return over how many screens the tile runs; ``room`` are there from its own on."""
    spans = table.whole("spans", room, 1)
    if spans > 1 and display in ON_ONE_SCREEN:
        raise table.error(
            Text(f"图块“{display}”不能跨屏。", f'"{display}" cannot run over several screens.'),
            Text("请删去 spans。", "Take spans away."),
        )
    return spans


def _options(table: _Table) -> Mapping[str, OptionValue]:
    value = table.values.get("options", {})
    if not isinstance(value, Mapping):
        raise table.wrong("options", Text("{ 名 = 值 }", "{ name = value }"))
    options: dict[str, OptionValue] = {}
    for key, item in value.items():
        if isinstance(item, list) and all(isinstance(part, str) for part in item):
            options[key] = tuple(item)
        elif isinstance(item, str | int | float | bool):
            options[key] = item
        else:
            wanted = Text(
                "文字、数字、true/false 或文字列表", "a text, number, true/false or texts"
            )
            raise table.wrong(f"options.{key}", wanted)
    return MappingProxyType(options)


def _check_inside(tile: TilePlace, table: _Table) -> None:
    if tile.inside:
        return
    most, least = GRID * tile.spans + 1, GRID * (tile.spans - 1) + 2
    if tile.column + tile.width < least:
        raise table.error(
            Text(
                f"图块“{tile.display}”未到达第 {tile.spans} 块屏。",
                f'"{tile.display}" does not reach the last of its {tile.spans} screens.',
            ),
            Text(
                f"column + width 至少为 {least}，或减小 spans；列号逐屏累加。",
                f"Make column + width {least} or more, or lower spans: columns count on "
                "from screen to screen.",
            ),
        )
    raise table.error(
        Text(f"图块“{tile.display}”超出网格。", f'"{tile.display}" leaves the grid.'),
        Text(
            f"column + width 不得超过 {most}，row + height 不得超过 13；跨屏请写 spans。",
            f"Keep column + width at {most} or less and row + height at 13 or less; "
            "spans lets a tile run over several screens.",
        ),
    )


def _check_overlap(tile: TilePlace, others: Collection[TilePlace], table: _Table) -> None:
    other = next((other for other in others if tile.overlaps(other)), None)
    if other is not None:
        last_column, last_row = other.columns[-1], other.row + other.height - 1
        raise table.error(
            Text(
                f"图块“{tile.display}”与“{other.display}”重叠。",
                f'"{tile.display}" overlaps "{other.display}".',
            ),
            Text(
                f"后者占用第 {other.columns[0]}–{last_column} 列、第 {other.row}–{last_row} 行，"
                "请移开其一。",
                f"The latter covers columns {other.columns[0]}–{last_column} and rows "
                f"{other.row}–{last_row}: move one of them.",
            ),
        )
