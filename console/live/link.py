"""A link to the central database on a thread of its own, which goes on trying for ever."""

import logging
import threading
from abc import abstractmethod

from PySide6.QtCore import QObject, Signal

from console.data.endpoint import Endpoint
from console.data.listener import LINK_ERRORS, explain
from console.data.pace import Backoff
from console.data.postgres import BrokenOffError
from console.data.waking import Bell
from console.domain.errors import ConsoleError

_LOG = logging.getLogger(__name__)


class Link(QObject):
    """Connects, again and again, and tells when that fails and when it is well again.

    Args:
        url: The database's address.
        name: What is linked, beside the address in the place of a fault.
        thread: The thread's name, which the log uses too.
    """

    failed = Signal(object)
    """The link is down, and goes on trying: a :class:`ConsoleError`."""

    mended = Signal(str)
    """The link is well again: the place of the fault."""

    def __init__(self, url: str, name: str, thread: str) -> None:
        super().__init__()
        self._endpoint = Endpoint(url)
        self.place = f"{self._endpoint.place} [{name}]"
        self._stopping = threading.Event()
        self._bell = Bell()
        """Breaks off whatever is waited for."""
        self._waker = Bell()
        """Ends the wait for news: there is something to do."""
        self._backoff = Backoff()
        self._sound = True
        self._thread = threading.Thread(target=self._run, name=thread, daemon=True)

    def start(self) -> None:
        """Begin, on a thread of its own."""
        self._thread.start()

    def stop(self, seconds: float = 2.0) -> bool:
        """Break off whatever is waited for and end within ``seconds``; say whether that was so."""
        self._stopping.set()
        self._waker.ring()
        self._bell.ring()
        if self._thread.ident is None:
            return True
        self._thread.join(seconds)
        return not self._thread.is_alive()

    @abstractmethod
    def _connect(self) -> None:
        """Connect, and follow until the end; on the link's thread.

        Raises:
            BrokenOffError: The end was wanted.
            Exception: The link is down; it is connected anew after a while.
        """

    def _note_well(self) -> None:
        """Tell that the link does its work, if the last news was that it did not."""
        if not self._sound:
            self._sound = True
            self.mended.emit(self.place)
        self._backoff.reset()

    def _tell(self, fault: ConsoleError) -> None:
        """Tell that the link is down."""
        self.failed.emit(ConsoleError(self.place, fault.problem, fault.remedy))

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._connect()
            except BrokenOffError:
                continue
            except LINK_ERRORS as error:
                self._report(explain(error, self.place))
            except Exception as error:  # noqa: BLE001 - logged with its trace
                # A link that never came back for a bug of ours would be the worse fault.
                _LOG.exception("%s failed and goes on", self._thread.name)
                self._report(explain(ValueError(repr(error)), self.place))
        self._bell.close()
        self._waker.close()

    def _report(self, fault: ConsoleError) -> None:
        if self._sound:
            _LOG.warning("%s is down: %s", self._thread.name, fault)
            self._sound = False
        self._tell(fault)
        self._bell.wait(self._backoff.wait())
