"""Writes scenes as files that a person reads and changes as easily as those we ship."""

from collections.abc import Mapping
from pathlib import Path

from console.domain.scenes import OptionValue, Scene, ScreenLayout, TilePlace
from console.wall.toml_text import quoted, quoted_both

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def scene_to_toml(scene: Scene) -> str:
    """Return ``scene`` as a file that :func:`console.wall.scene_text.parse_scene` reads."""
    lines = [f"title = {quoted_both(scene.title)}", f"order = {scene.order}"]
    for wall in scene.walls:
        lines += ["", "[[walls]]", f"screens = {len(wall)}", "tiles = ["]
        lines += [line for number, screen in enumerate(wall, 1) for line in _tiles(screen, number)]
        lines.append("]")
    return "\n".join(lines) + "\n"


def write_scene(scene: Scene, path: Path) -> None:
    """Write ``scene`` to ``path``, whole or not at all.

    Raises:
        OSError: There is no place for it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    beside.write_text(scene_to_toml(scene), "utf-8")
    beside.replace(path)


def options_text(options: Mapping[str, OptionValue]) -> str:
    """Return options as a person types them: ``mode = "daily", days = 90``."""
    return ", ".join(f"{_key(key)} = {_value(value)}" for key, value in options.items())


def _tiles(screen: ScreenLayout, number: int) -> list[str]:
    return [f"  {{ {', '.join(_tile(tile, number))} }}," for tile in screen.tiles]


def _tile(tile: TilePlace, number: int) -> list[str]:
    parts = [f"screen = {number}"] if number > 1 else []
    parts += [f"spans = {tile.spans}"] if tile.spans > 1 else []
    parts += [
        f"display = {quoted(tile.display)}",
        f"column = {tile.column}",
        f"row = {tile.row}",
        f"width = {tile.width}",
        f"height = {tile.height}",
    ]
    if tile.region is not None:
        parts.append(f"region = {quoted(tile.region)}")
    if tile.options:
        parts.append(f"options = {{ {options_text(tile.options)} }}")
    return parts


def _key(key: str) -> str:
    return key if key and set(key) <= _BARE else quoted(key)


def _value(value: OptionValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, tuple):
        return f"[{', '.join(quoted(part) for part in value)}]"
    return repr(value)
