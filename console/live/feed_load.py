"""How loaded this machine is by the console itself, as far as its feeds are concerned."""

import os
import time

#: Seconds after which the GUI thread is felt to be late.
_LATE = 0.1

#: The share of feeds that are behind, in a full machine.
_MANY = 0.25

#: The share of time that the GUI thread is late, by more than one gap, in a full machine.
_LOST = 0.1


class LoadMeter:
    """Shares of the whole machine that this process takes, from 0 to 1.

    Feeds that fall behind count as a full machine, whoever else takes it; so does a GUI thread that
    comes too late to its own clock.
    """

    def __init__(self) -> None:
        self._cores = _cores()
        self._last = (time.monotonic(), time.process_time())
        self._beats: list[float] = []

    def beat(self, late: float) -> None:
        """Take note that a timer of the GUI thread came ``late`` by so many seconds."""
        self._beats.append(late)

    def read(self, *, behind: float) -> float:
        """Return the load since the last reading.

        Args:
            behind: The share of feeds that show their pictures late.
        """
        gaps = [late for late in self._beats if late > _LATE]
        self._beats.clear()
        last, self._last = self._last, (time.monotonic(), time.process_time())
        wall = max(1e-3, self._last[0] - last[0])
        waiting = len(gaps) > 1 and sum(gaps) > _LOST * wall
        used = (self._last[1] - last[1]) / wall / self._cores
        return 1.0 if behind > _MANY or waiting else min(1.0, used)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
