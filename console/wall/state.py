"""The whole state of a wall, as one value that can be written down and read back."""

from dataclasses import dataclass, replace
from datetime import datetime

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from console.wall.precedence import Source
from console.wall.program import OnAir, Program

VERSION = 1
"""Raised when an older program could no longer make sense of what is written."""

REMEMBERED = 50
"""Steps that can be undone; an operator never goes back further in one sitting."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes the wall, and from which desk."""

    by: str = ""
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an alarm asks for, until it is acknowledged.

    Attributes:
        alarm: The alarm's key.
        program: What it put into the preview.
        armed: Whether its rule may take by itself.
        at: When it asked.
    """

    alarm: str
    program: Program
    armed: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class WallState:
    """Everything that is to survive a restart, and that the nodes of a wall share.

    Attributes:
        on_air: What is seen.
        preview: What is prepared on the desk.
        past: What was on air before, the oldest first: the way of undo.
        panic_since: When the panic key was pressed; None = it is released.
        held_by_alarm: The key of the alarm that took the wall; "" = none holds it.
        proposal: What an alarm asks for.
        revision: Grows with every change; nodes follow in its order.
        author: Who made the last change.
        at: When.
    """

    on_air: OnAir
    preview: Program
    past: tuple[OnAir, ...] = ()
    panic_since: datetime | None = None
    held_by_alarm: str = ""
    proposal: Proposal | None = None
    revision: int = 0
    author: Author = Author()
    at: datetime | None = None

    @classmethod
    def of(cls, program: Program) -> "WallState":
        """Return the state of a wall that was just switched on with ``program``."""
        return cls(OnAir(program), program)

    @property
    def program(self) -> Program:
        """What is on air, or behind the black."""
        return self.on_air.program

    @property
    def dark(self) -> bool:
        """Whether the wall is black."""
        return self.panic_since is not None or self.on_air.blank_since is not None

    @property
    def holder(self) -> Source:
        """Whose the wall is now; who is lower gets no change through."""
        if self.panic_since is not None:
            return Source.PANIC
        if self.on_air.blank_since is not None:
            return Source.BLANK
        return Source.ALARM if self.held_by_alarm else self.on_air.driver

    def to_json(self, *, with_past: bool = True) -> str:
        """Return the state as text; without the past it is what was to be seen, and no more."""
        state = self if with_past else replace(self, past=())
        plain = _ADAPTER.dump_python(state, mode="json", exclude_defaults=True)
        return to_json({"version": VERSION, "state": plain}).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> "WallState":
        """Read what :meth:`to_json` wrote; what a newer program added is passed over.

        Raises:
            ValueError: The text holds no state of a wall.
        """
        document = from_json(text)
        if not isinstance(document, dict) or not isinstance(document.get("version"), int):
            raise ValueError("no wall state")  # noqa: TRY004 - wrong text, not a wrong call
        try:
            return _ADAPTER.validate_python(document.get("state"), strict=False)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"])
            raise ValueError(f"{place}: {first['msg']}") from error


_ADAPTER = TypeAdapter(WallState)
