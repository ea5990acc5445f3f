"""What scenes and places are called on the desk."""

from collections.abc import Mapping

from console.domain.regions import RegionTree
from console.domain.scenes import Scene
from console.domain.wording import Lang, Text
from console.wall.program import Program


class ProgramNames:
    """Names a program by its scene and place; what has no name is called by its code."""

    def __init__(self, scenes: Mapping[str, Scene]) -> None:
        self.scenes = scenes
        self.regions = RegionTree(())
        self.posts: Mapping[str, Text] = {}

    def of(self, program: Program, lang: Lang) -> tuple[str, str]:
        """Return the names of the scene and of the place."""
        scene = self.scenes.get(program.scene)
        return scene.title.of(lang) if scene else "", self.place(program.region).of(lang)

    def place(self, code: str) -> Text:
        """Return the name of a region or of a post, by its code; "" is the province."""
        if code in self.posts:
            return self.posts[code]
        province = self.regions.province
        plain = code or (province.code if province else "")
        return self.regions.name(plain) if plain in self.regions else Text(plain, plain)
