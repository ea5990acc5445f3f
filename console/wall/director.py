"""What is on the wall, who changes it, and the way back: the only place that decides it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from console.domain.errors import ConsoleError
from console.domain.scenes import Scene
from console.domain.wording import Text

_REMEMBERED = 200
"""Steps that can be undone; an operator never goes back further in one sitting."""


class Step(StrEnum):
    """What a change of the programme was."""

    TAKE = "take"
    REGION = "region"
    MATERIAL = "material"
    UNDO = "undo"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Program:
    """What is on air.

    Attributes:
        scene: The scene's name.
        region: The region key, "" = the whole province.
        material: The material whose details are shown, "" = the worst shortage's.
    """

    scene: str
    region: str = ""
    material: str = ""


@dataclass(frozen=True, slots=True)
class ProgramChange:
    """One change of the programme, told to everything that shows it."""

    step: Step
    before: Program
    after: Program


class Director:
    """Holds the programme; every change goes through it and is returned as an event.

    Args:
        scenes: The scenes there are, by name.
        program: What is on air at the start.
    """

    def __init__(self, scenes: Mapping[str, Scene], program: Program) -> None:
        self._scenes = dict(scenes)
        self._known(program.scene)
        self._program = program
        self._past: deque[Program] = deque(maxlen=_REMEMBERED)

    @property
    def program(self) -> Program:
        """What is on air."""
        return self._program

    @property
    def scene(self) -> Scene:
        """The scene on air."""
        return self._scenes[self._program.scene]

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._past)

    def take(self, name: str) -> ProgramChange | None:
        """Put the scene ``name`` on air; None where it already is.

        Raises:
            ConsoleError: There is no such scene.
        """
        self._known(name)
        return self._go(Step.TAKE, replace(self._program, scene=name))

    def choose_region(self, code: str) -> ProgramChange | None:
        """Turn the region key to ``code`` ("" = the whole province); None where it already is."""
        return self._go(Step.REGION, replace(self._program, region=code))

    def correct_region(self, code: str) -> ProgramChange | None:
        """Write the region key as ``code``, which means the same place: no step to be undone."""
        before = self._program
        if code == before.region:
            return None
        self._program = replace(before, region=code)
        return ProgramChange(Step.CORRECTION, before, self._program)

    def choose_material(self, code: str) -> ProgramChange | None:
        """Show the details of material ``code`` ("" = of the worst shortage); None if shown."""
        return self._go(Step.MATERIAL, replace(self._program, material=code))

    def undo(self) -> ProgramChange | None:
        """Go back to the programme before the last step; None where there is none."""
        if not self._past:
            return None
        before, self._program = self._program, self._past.pop()
        return ProgramChange(Step.UNDO, before, self._program)

    def _go(self, step: Step, after: Program) -> ProgramChange | None:
        before = self._program
        if after == before:
            return None
        self._past.append(before)
        self._program = after
        return ProgramChange(step, before, after)

    def _known(self, name: str) -> None:
        if name in self._scenes:
            return
        names = ", ".join(self._scenes)
        raise ConsoleError(
            name,
            Text("没有这个场景。", "There is no such scene."),
            Text(f"可用场景：{names}。", f"The scenes are: {names}."),
        )
