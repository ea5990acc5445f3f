"""Shows the pictures of one call: whichever view takes a page last has it."""

from PySide6.QtCore import Qt
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.widgets.call_page import CallPage


class CallView(QWidget):
    """A place for a call's page; it takes neither clicks nor keys."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QWebEnginePage | None = None
        self._view: QWebEngineView | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.setMinimumSize(1, 1)

    @property
    def is_showing(self) -> bool:
        """Whether there is a page in sight here."""
        return self._view is not None and self._view.page() is self._page

    def show_page(self, page: CallPage | None) -> None:
        """Show the pictures of ``page`` here and no longer elsewhere; None = nothing."""
        web = page.web_page if page is not None else None
        if web is self._page and (web is None or self.is_showing):
            return
        self._page = web
        view, self._view = self._view, None
        if view is not None:
            view.hide()
            view.deleteLater()
        if web is None:
            return
        self._view = QWebEngineView(web, self)
        self._view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._layout.addWidget(self._view)
        self._view.show()
