"""Threads that decode let the others of the program go first."""

import os
import sys
import threading

from console.video.priority import GIVES_WAY, give_way

LINUX = sys.platform == "linux"


def niceness_after(*calls) -> int:
    """Return the niceness of a new thread that made these calls."""
    found: list[int] = []

    def work() -> None:
        for call in calls:
            call()
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    return found[0]


def test_a_thread_that_gives_way_stands_behind_those_that_do_not():
    own = os.getpriority(os.PRIO_PROCESS, os.getpid())
    expected = min(19, own + GIVES_WAY) if LINUX else own
    assert niceness_after(give_way) == expected
    assert niceness_after() == own


def test_to_give_way_twice_is_to_give_way_once():
    assert niceness_after(give_way, give_way) == niceness_after(give_way)
