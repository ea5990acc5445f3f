"""Finds the scenes: ours in ``resources/scenes``, and the user's, which win by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.scenes import Scene
from console.wall.scene_text import parse_scene
from console.wall.toml_text import read_text, toml_files


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
        for path in toml_files(folder, faults):
            try:
                scenes[path.stem] = parse_scene(
                    read_text(path), name=path.stem, place=str(path), displays=displays
                )
            except ConsoleError as error:
                faults.append(error)
    return SceneBook(
        tuple(sorted(scenes.values(), key=lambda scene: (scene.order, scene.name))), tuple(faults)
    )
