"""The composition root: builds, connects, starts, and stops with deadlines; it alone knows all."""

from console.app.options import RunOptions, WrongUsageError
from console.app.root import run

__all__ = ["RunOptions", "WrongUsageError", "run"]
