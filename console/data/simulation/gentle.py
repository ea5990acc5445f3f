"""The gentle simulation that keeps the demonstration alive while the console runs."""

import logging
import threading

from console.data.connection import open_engine
from console.data.simulation.running import simulate
from console.domain.errors import ConsoleError

_LOG = logging.getLogger(__name__)


class GentleSimulation:
    """Makes a small change now and then in a thread of its own, and ends within a second.

    It leaves the published case history as it is.

    Args:
        url: The demonstration's database.
        rate: Changes a second.
        seed: Of the choice of changes.
    """

    def __init__(self, url: str, *, rate: float = 0.5, seed: int = 1) -> None:
        self._url = url
        self._rate = rate
        self._seed = seed
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="simulation", daemon=True)

    @property
    def is_alive(self) -> bool:
        """Whether it is running."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Begin; once only."""
        self._thread.start()

    def stop(self, timeout: float = 1.0) -> bool:
        """End, and wait for it up to ``timeout`` seconds; return whether it has ended."""
        self._ended.set()
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            engine = open_engine(self._url)
            try:
                simulate(
                    engine,
                    rate=self._rate,
                    seconds=None,
                    seed=self._seed,
                    stop=self._ended.is_set,
                    cases=False,
                )
            finally:
                engine.dispose()
        except ConsoleError as error:
            _LOG.warning("The demonstration stands still: %s", error)
