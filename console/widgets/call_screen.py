"""The widget of a call's pictures: ground for as long as the page is not drawn at its size."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWebEngineCore import QWebEnginePage
from PySide6.QtWebEngineWidgets import QWebEngineView
from typing_extensions import override

from console.widgets.call_cover import CallCover

_NEAR = 2
"""Points by which the page's size may differ where a screen has parts of pixels to a point."""


class CallScreen(QWebEngineView):
    """Shows a call's page; it takes neither clicks nor keys.

    The engine draws a page at a new size some time after the widget has it, on a busy machine
    seconds after. Meanwhile the old picture would be seen cut, or small in a corner.
    """

    def __init__(self, page: QWebEnginePage) -> None:
        super().__init__(page)
        self._drawn = QSize()
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._cover = CallCover(self)

    @property
    def is_fitting(self) -> bool:
        """Whether the page is drawn at the widget's size."""
        apart = self._drawn - self.size()
        return max(abs(apart.width()), abs(apart.height())) <= _NEAR

    def take_drawn(self, size: QSize) -> None:
        """Know at which size the page is drawn now."""
        self._drawn = size
        self._judge()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._judge()

    def _judge(self) -> None:
        if self.is_fitting:
            self._cover.lift()
        else:
            self._cover.lay()
