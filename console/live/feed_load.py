"""How loaded this machine is by the console itself, as far as its feeds are concerned."""

import os
import time


class LoadMeter:
    """Shares of the whole machine that this process takes, from 0 to 1.

    Feeds that fall behind count as a full machine, whoever else takes it.
    """

    def __init__(self) -> None:
        self._cores = _cores()
        self._last = (time.monotonic(), time.process_time())

    def read(self, *, behind: float) -> float:
        """Return the load since the last reading.

        Args:
            behind: The share of feeds that show their pictures late.
        """
        last, self._last = self._last, (time.monotonic(), time.process_time())
        wall = max(1e-3, self._last[0] - last[0])
        used = (self._last[1] - last[1]) / wall / self._cores
        return 1.0 if behind > 0.25 else min(1.0, used)


def _cores() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1
