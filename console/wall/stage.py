"""The wall's state and the only way in which it changes: one event for every change."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from console.domain.errors import ConsoleError
from console.domain.scenes import Scene
from console.domain.wording import Text
from console.wall.events import Step, WallEvent
from console.wall.precedence import Source, demand
from console.wall.program import OnAir, Program
from console.wall.state import REMEMBERED, Author, WallState


def now() -> datetime:
    """Return the present, aware."""
    return datetime.now().astimezone()


class Stage:
    """Holds the state, and lets nobody change it past the order of precedence.

    Args:
        scenes: The scenes there are, by name.
        state: What the wall shows at the start.
        author: Who works at this desk.
        clock: Tells the time, aware.
    """

    def __init__(
        self,
        scenes: Mapping[str, Scene],
        state: WallState,
        author: Author,
        clock: Callable[[], datetime],
    ) -> None:
        self._scenes = dict(scenes)
        self._author = author
        self._clock = clock
        self._known(state.program.scene)
        self._state = state
        self._aired = self._scenes[state.program.scene]

    @property
    def state(self) -> WallState:
        """The whole state."""
        return self._state

    @property
    def scenes(self) -> Mapping[str, Scene]:
        """The scenes there are, by name."""
        return self._scenes

    def add_scene(self, scene: Scene) -> None:
        """Know ``scene`` from now on, in the place of another of its name."""
        self._scenes[scene.name] = scene

    @property
    def program(self) -> Program:
        """What is on air."""
        return self._state.program

    @property
    def preview(self) -> Program:
        """What is prepared."""
        return self._state.preview

    @property
    def scene(self) -> Scene:
        """The scene on air, as it was when it was taken: an edited one waits for its next take."""
        if self._aired.name != self.program.scene:
            self._aired = self._scenes[self.program.scene]
        return self._aired

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._state.past)

    def _go(
        self,
        step: Step,
        on_air: OnAir,
        source: Source = Source.OPERATOR,
        *,
        preview: Program | None = None,
    ) -> WallEvent | None:
        """Make ``on_air`` seen, as a step that can be undone."""
        state = self._state
        demand(source, state.holder)
        if replace(on_air, driver=state.on_air.driver) == state.on_air:
            return None
        return self._settle(
            step,
            source,
            replace(
                state,
                on_air=on_air,
                preview=preview or state.preview,
                past=(*state.past, state.on_air)[-REMEMBERED:],
            ),
        )

    def _settle(self, step: Step, source: Source, after: WallState) -> WallEvent | None:
        before = self._state
        if after == before:
            return None
        self._state = replace(
            after, revision=before.revision + 1, author=self._author, at=self._clock()
        )
        return WallEvent(str(uuid4()), step, source, before, self._state)

    def _known(self, name: str) -> None:
        if name in self._scenes:
            return
        names = ", ".join(self._scenes)
        raise ConsoleError(
            name,
            Text("没有这个场景。", "There is no such scene."),
            Text(f"可用场景：{names}。", f"The scenes are: {names}."),
        )
