"""What is on air: the scene, the places, and what the operator laid over it."""

from dataclasses import dataclass, replace
from datetime import datetime

from console.wall.precedence import Source


@dataclass(frozen=True, slots=True)
class Program:
    """A picture that the wall can show.

    Attributes:
        scene: The scene's name.
        region: The region key, "" = the whole province.
        material: The material whose details are shown, "" = the worst shortage's.
    """

    scene: str
    region: str = ""
    material: str = ""


@dataclass(frozen=True, slots=True, order=True)
class TileKey:
    """One tile of the scene on air, by where the scene puts it.

    Attributes:
        screen: The wall window's number, from 1.
        column: First column in the scene, from 1.
        row: First row in the scene, from 1.
    """

    screen: int
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class FrozenTile:
    """A tile whose picture the operator stopped, and when."""

    tile: TileKey
    since: datetime


@dataclass(frozen=True, slots=True)
class Spotlight:
    """The tile that fills its screen, or all of them where ``whole``."""

    tile: TileKey
    whole: bool = False


@dataclass(frozen=True, slots=True)
class CuePlace:
    """How far a cue sheet has come: the step on air, from 0, and since when."""

    sheet: str
    step: int
    since: datetime


@dataclass(frozen=True, slots=True)
class OnAir:
    """Everything that people in front of the wall see, and that one undo gives back.

    Attributes:
        program: Scene, region and material.
        driver: Who put it there: the operator, or the cue sheet, which may go on by itself.
        cue: The place in the cue sheet; None where none was begun.
        blank_since: When the wall was made black; None = it is not.
        frozen_since: When the whole wall was frozen; None = it is not.
        frozen_tiles: Single tiles that are frozen, in the order of their keys.
        spotlight: The tile that fills its screen or the wall.
    """

    program: Program
    driver: Source = Source.OPERATOR
    cue: CuePlace | None = None
    blank_since: datetime | None = None
    frozen_since: datetime | None = None
    frozen_tiles: tuple[FrozenTile, ...] = ()
    spotlight: Spotlight | None = None

    def showing(self, program: Program) -> "OnAir":
        """Return the same with ``program``; what lay over tiles goes with the scene they are of."""
        if program.scene == self.program.scene:
            return replace(self, program=program)
        return replace(self, program=program, frozen_since=None, frozen_tiles=(), spotlight=None)

    def frozen_at(self, tile: TileKey) -> datetime | None:
        """Return since when ``tile`` is frozen, by itself or with the wall; None = it is not."""
        own = (frozen.since for frozen in self.frozen_tiles if frozen.tile == tile)
        return min(filter(None, (*own, self.frozen_since)), default=None)
