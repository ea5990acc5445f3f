"""Shows the pictures of one call: whichever place asks for them last has them."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from console.widgets.call_cover import CallCover

if TYPE_CHECKING:
    from PySide6.QtWebEngineWidgets import QWebEngineView


class Pictures(Protocol):
    """Whatever has pictures in a view of its own: a call or a meeting."""

    @property
    def view(self) -> "QWebEngineView":
        """The one widget that shows them."""


class CallView(QWidget):
    """A place for a call's pictures; it takes neither clicks nor keys."""

    unseen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: QWebEngineView | None = None
        self._cover: CallCover | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setMinimumSize(1, 1)

    @property
    def is_showing(self) -> bool:
        """Whether there is a page in sight here."""
        view = self._view
        return view is not None and isValid(view) and view.parentWidget() is self

    @property
    def is_unseen(self) -> bool:
        """Whether there is a page here whose pictures are hidden for longer than a flicker."""
        return self.is_showing and self._cover is not None and self._cover.is_lasting

    def show_page(self, page: Pictures | None) -> None:
        """Show the pictures of ``page`` here and no longer elsewhere; None = nothing."""
        view = page.view if page is not None else None
        if view is self._view and (view is None or self.is_showing):
            return
        if self._view is not None and self.is_showing:
            self._layout.removeWidget(self._view)
            self._view.hide()
            self._view.setParent(None)
        self._view = view
        if view is not None:
            self._layout.addWidget(view)
            view.show()
            self._heed(view.findChild(CallCover))

    def _heed(self, cover: CallCover | None) -> None:
        """Tell of ``cover``; it is the same one for as long as its page lives."""
        if cover is not None and cover is not self._cover:
            cover.lasting_changed.connect(self.unseen_changed)
        self._cover = cover
