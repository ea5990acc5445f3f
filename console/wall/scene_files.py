"""Finds the scenes: ours in ``resources/scenes``, and the user's, which win by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.scenes import Scene
from console.domain.wording import Text
from console.wall.scene_text import parse_scene

_LARGEST = 1_000_000
"""Bytes above which a file is no scene that a person wrote."""


@dataclass(frozen=True, slots=True)
class SceneBook:
    """The usable scenes in the order of the desk, and what was wrong with the others."""

    scenes: tuple[Scene, ...]
    faults: tuple[ConsoleError, ...]

    def get(self, name: str) -> Scene | None:
        """Return the scene called ``name``."""
        return next((scene for scene in self.scenes if scene.name == name), None)


def load_scenes(folders: Sequence[Path], displays: Collection[str]) -> SceneBook:
    """Read every ``*.toml`` in ``folders``; a later folder's file wins over an earlier one's.

    A broken file of the user leaves the shipped scene of the same name in force.

    Args:
        folders: Where to look; a folder that does not exist is passed over.
        displays: The names of the displays there are.
    """
    scenes: dict[str, Scene] = {}
    faults: list[ConsoleError] = []
    for folder in folders:
        for path in _files(folder, faults):
            try:
                scenes[path.stem] = parse_scene(
                    _read(path), name=path.stem, place=str(path), displays=displays
                )
            except ConsoleError as error:
                faults.append(error)
    return SceneBook(
        tuple(sorted(scenes.values(), key=lambda scene: (scene.order, scene.name))), tuple(faults)
    )


def _files(folder: Path, faults: list[ConsoleError]) -> list[Path]:
    try:
        return sorted(folder.glob("*.toml")) if folder.is_dir() else []
    except OSError as error:
        faults.append(_unreadable(folder, error))
        return []


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST:
            raise ConsoleError(
                str(path),
                Text("文件过大，不像场景文件。", "The file is too large for a scene."),
                Text("请移走该文件。", "Move it away."),
            )
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise _unreadable(path, error) from error
    except UnicodeDecodeError as error:
        raise ConsoleError(
            str(path),
            Text("文件不是 UTF-8 文本。", "The file is not UTF-8 text."),
            Text("请另存为 UTF-8。", "Save it as UTF-8."),
        ) from error


def _unreadable(path: Path, error: OSError) -> ConsoleError:
    reason = error.strerror or type(error).__name__
    return ConsoleError(
        str(path),
        Text(f"无法读取({reason})。", f"It cannot be read ({reason})."),
        Text("请检查路径和权限。", "Check the path and its rights."),
    )
