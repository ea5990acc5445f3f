"""Shows the pictures of one call: whichever place asks for them last has them."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from PySide6.QtWebEngineWidgets import QWebEngineView


class Pictures(Protocol):
    """Whatever has pictures in a view of its own: a call or a meeting."""

    @property
    def view(self) -> "QWebEngineView":
        """The one widget that shows them."""


class CallView(QWidget):
    """A place for a call's pictures; it takes neither clicks nor keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: QWebEngineView | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setMinimumSize(1, 1)

    @property
    def is_showing(self) -> bool:
        """Whether there is a page in sight here."""
        view = self._view
        return view is not None and isValid(view) and view.parentWidget() is self

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
