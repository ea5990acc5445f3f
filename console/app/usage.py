"""What the command line and the scenes name, held against what there is."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from console.app.options import RunOptions, WrongUsageError
from console.domain.scenes import Scene
from console.domain.snapshots import PlacesSnapshot
from console.domain.wording import Text
from console.settings import LoadedSettings
from console.wall.program import Program
from console.wall.scene_files import SceneBook


def overrides(options: RunOptions) -> dict[str, object]:
    """Return the settings that the command line sets, by their names; None = it is silent."""
    return {
        "database.url": options.database,
        "language": options.lang.value if options.lang else None,
        "wall.screens": options.screens,
        "wall.scene": options.scene,
        "wall.region": options.region,
    }


def first_program(options: RunOptions, loaded: LoadedSettings, scenes: SceneBook) -> Program:
    """Return what is on air at the start; a wrong word in the settings means the first scene.

    Raises:
        WrongUsageError: The command line names a scene that does not exist.
    """
    wall = loaded.settings.wall
    if scenes.get(wall.scene) is not None:
        return Program(wall.scene, wall.region)
    names = ", ".join(scene.name for scene in scenes.scenes)
    if options.scene is not None:
        raise WrongUsageError(
            f"--scene {options.scene}",
            Text("没有这个场景。", "There is no such scene."),
            Text(f"可用场景：{names}。", f"The scenes are: {names}."),
        )
    return Program(scenes.scenes[0].name, wall.region)


class RegionCheck(QObject):
    """Says which regions do not exist that the command line and the scenes name.

    Args:
        typed: The region of the command line, if it names one.
        scenes: The scenes, whose tiles may pin regions.
        parent: The owner.
    """

    found = Signal(object)
    """A scene pins a region that is none: a :class:`WrongUsageError`."""

    refused = Signal(object)
    """The command line names a region that is none: a :class:`WrongUsageError`, with those there
    are."""

    def __init__(self, typed: str | None, scenes: Sequence[Scene], parent: QObject) -> None:
        super().__init__(parent)
        self._typed = typed
        self._scenes = scenes

    @Slot(object)
    def check(self, places: PlacesSnapshot) -> None:
        """Hold all that is named against ``places``."""
        if not len(places.regions):
            return
        for scene in self._scenes:
            pinned = {tile.region for tile in scene.tiles() if tile.region is not None}
            for code in sorted(code for code in pinned if code not in places.regions):
                self.found.emit(_no_region(f"{scene.name}: region = {code}", places))
        if self._typed is not None and self._typed not in places.regions:
            self.refused.emit(_no_region(f"--region {self._typed}", places))


def _no_region(place: str, places: PlacesSnapshot) -> WrongUsageError:
    names = ", ".join(f"{r.code} {r.name.zh}" for r in places.regions if not r.successor_code)
    return WrongUsageError(
        place,
        Text("没有这个地区。", "There is no such region."),
        Text(f"可用代码：{names}。", f"The codes are: {names}."),
    )
