"""The screens that the wall's windows belong on, kept on this machine's disk."""

import logging
from pathlib import Path

from console.data.wall_file import write_whole
from console.wall.homes import Homes

_log = logging.getLogger(__name__)


def read_homes(path: Path) -> Homes | None:
    """Return the homes saved in ``path``; None where none were, or none that can be read."""
    try:
        return Homes.from_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.warning("Which screens were the wall's cannot be read: %s", error)
        return None


def write_homes(path: Path, homes: Homes) -> None:
    """Save ``homes``; a disk that takes nothing costs only the memory of them."""
    try:
        write_whole(path, homes.to_json())
    except OSError as error:
        _log.warning("Which screens are the wall's cannot be saved: %s", error)
