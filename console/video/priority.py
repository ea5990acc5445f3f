"""Has the threads that decode let the others of this program go before them."""

import os
import sys
import threading
from contextlib import suppress

GIVES_WAY = 5
"""Steps of niceness: a third of the weight of a thread that gives none."""


def give_way() -> None:
    """Let every other thread of this program go before the calling one, from now to its end.

    A GUI thread that has something to do would else wait for its turn behind all feeds that have a
    picture to decode. Only Linux tells threads apart here; elsewhere nothing happens.
    """
    if sys.platform != "linux":
        return
    thread = threading.get_native_id()
    with suppress(OSError):  # a sandbox may forbid it
        wanted = min(19, os.getpriority(os.PRIO_PROCESS, os.getpid()) + GIVES_WAY)
        os.setpriority(os.PRIO_PROCESS, thread, wanted)
