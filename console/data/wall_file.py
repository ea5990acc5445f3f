"""The wall's state on this machine's disk, by which a restart is invisible."""

import contextlib
import logging
import os
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.wall.state import WallState

_log = logging.getLogger(__name__)


def write_whole(path: Path, text: str) -> None:
    """Write ``text`` to ``path``; after a fall of the power it is the old text or the new one.

    Raises:
        OSError: There is no place for it; what was there before is there still.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with beside.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise


def read_state(path: Path) -> WallState | None:
    """Return the state that was saved in ``path``; None where none was.

    Raises:
        ConsoleError: The file holds no state; it was set aside, so that a new one can be written.
    """
    try:
        return WallState.from_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        _log.warning("The wall's saved state cannot be used: %s", error)
        with contextlib.suppress(OSError):
            path.replace(path.with_suffix(".damaged"))
        raise ConsoleError(
            str(path),
            Text("上次的大屏状态无法恢复。", "The wall's last state cannot be restored."),
            Text("已按设置启动；旧文件改名为 .damaged。", "The wall starts by the settings."),
        ) from error
