"""Whether there is a web engine for calls, and the calls if there is."""

import logging
from typing import TYPE_CHECKING

from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.live.audio import Loudspeaker
from console.settings import CallsSettings
from console.views.desk_window import DeskWindow
from console.views.fault_book import FaultBook

if TYPE_CHECKING:
    from console.app.calling import Calling

_LOG = logging.getLogger(__name__)


def no_engine(error: ImportError) -> ConsoleError:
    """Return what to say where calls are wanted and the web engine's libraries are missing."""
    return ConsoleError(
        "QtWebEngine",
        Text(
            f"缺少网页引擎，无法进行视频通话（{error}）。",
            f"There can be no video calls without the web engine ({error}).",
        ),
        Text(
            "请运行 command-console check，安装其中列出的系统库后重新启动。",
            "Run command-console check, install the libraries that it names, and start again.",
        ),
    )


def make_calling(
    settings: CallsSettings, desk: DeskWindow, loudspeaker: Loudspeaker, faults: FaultBook
) -> "Calling | None":
    """Return the calls of the run, or None, listed as a fault, where they cannot be had.

    The engine is imported here, and not before: its libraries may be missing from a machine.
    """
    try:
        from console.app.calling import Calling  # noqa: PLC0415
    except ImportError as error:
        _LOG.warning("no calls without a web engine: %s", error)
        faults.report(no_engine(error))
        return None
    return Calling(settings, desk, loudspeaker)
