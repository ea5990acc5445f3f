"""What a wall lacks of the screens that a scene is laid out for, in words for the desk."""

from collections.abc import Collection

from console.domain.errors import ConsoleError
from console.domain.scenes import Scene
from console.domain.wording import Text


def shortage(scene: Scene, count: int, gone: Collection[int] = ()) -> ConsoleError | None:
    """Return what is shown otherwise than ``scene`` was laid out; None = nothing.

    Args:
        scene: The scene on the wall.
        count: How many screens the wall has.
        gone: Those that nobody sees at present, from 0.
    """
    made = len(scene.wall_for(count))
    cut = [
        tile.display
        for layout in scene.screens(count, gone)[:made]
        for tile in layout.tiles
        if tile.is_cut
    ]
    if made <= count and not cut:
        return None
    names = ", ".join(dict.fromkeys(cut))
    words = []
    if made > count:
        words.append(
            Text(
                f"按 {made} 屏编排，现有 {count} 屏，只显示前 {count} 屏的内容。",
                f"It is laid out for {made} screens and there are {count}: the rest is not shown.",
            )
        )
    if cut:
        words.append(
            Text(
                f"跨屏图块（{names}）缺屏，在现有屏上完整显示。",
                f"What runs over several screens ({names}) lacks one: the others show it whole.",
            )
        )
    return ConsoleError(
        f"场景 {scene.title.zh} / Scene {scene.name}",
        Text("".join(each.zh for each in words), " ".join(each.en for each in words)),
        Text("屏幕接回后自动复原。", "It is as laid out once the screens are there."),
    )
