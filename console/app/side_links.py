"""Faults of the links that go beside that of the data, listed only where they say more than it."""

from PySide6.QtCore import QObject, Slot

from console.domain.errors import ConsoleError
from console.domain.truth import LinkState
from console.views.fault_book import FaultBook


class SideLinks(QObject):
    """Lists faults of calls, say, while the data arrive: one dead database is one fault."""

    def __init__(self, faults: FaultBook) -> None:
        super().__init__(faults)
        self._book = faults
        self._stand: dict[str, ConsoleError] = {}
        self._well = False

    @Slot(object)
    def report(self, error: ConsoleError) -> None:
        """Take in that a link is down."""
        self._stand[error.place] = error
        if self._well:
            self._book.report(error)

    @Slot(str)
    def mended(self, place: str) -> None:
        """Take in that the link of ``place`` is well again."""
        self._stand.pop(place, None)
        self._book.mended(place)

    @Slot(object)
    def take_link(self, link: LinkState) -> None:
        """Take in how the link of the data is."""
        if link.connected == self._well:
            return
        self._well = link.connected
        for place, error in self._stand.items():
            if self._well:
                self._book.report(error)
            else:
                self._book.mended(place)
