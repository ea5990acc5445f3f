"""One change at a time, as a living centre makes them: what to write, and what it means in memory.

Every maker draws from the world and returns None where there is nothing of its kind to do just now.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Executable

from console.data.simulation.world import World


@dataclass(frozen=True, slots=True)
class Change:
    """What one committed transaction does; each statement must hit exactly one row."""

    kind: str
    dataset: str
    region: str | None
    statements: tuple[Executable, ...]
    remember: Callable[[], None]


Maker = Callable[[World, random.Random], Change | None]
