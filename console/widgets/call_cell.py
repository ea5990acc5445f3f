"""One call on the wall: the picture, whose it is, how well it comes, and its truth mark."""

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from console.theme import Metrics
from console.widgets.call_face import CallFace
from console.widgets.call_view import CallView
from console.widgets.elided_label import ElidedLabel
from console.widgets.language import language
from console.widgets.style import set_state
from console.widgets.truth_badge import TruthBadge


class CallCell(QFrame):
    """Shows one :class:`CallFace`; whatever is not a moving picture is marked so."""

    mark_changed = Signal()
    """The pictures came into sight here, or went out of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face: CallFace | None = None
        self.view = CallView(self)
        self.view.unseen_changed.connect(self._look_again)
        self.badge = TruthBadge(self)
        self._who = ElidedLabel(self)
        self._who.setProperty("role", "title")
        self._how = ElidedLabel(self)
        self._how.setProperty("role", "source")
        self._head = QHBoxLayout()
        self._head.addWidget(self._who, 1)
        self._head.addWidget(self.badge)
        self._layout = QVBoxLayout(self)
        self._layout.addWidget(self.view, 1)
        self._layout.addLayout(self._head)
        self._layout.addWidget(self._how)
        self.set_metrics(Metrics(1080))

    def show_face(self, face: CallFace, *, pictures: bool) -> None:
        """Show ``face``; its pictures only where ``pictures`` says so."""
        self.view.show_page(face.page if pictures else None)
        self._take(face)

    def release(self) -> None:
        """Let the pictures go to another place."""
        self.view.show_page(None)

    def set_metrics(self, metrics: Metrics) -> None:
        """Lay out for a wall of this height."""
        gap = max(2, metrics.gap // 3)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)
        self._head.setSpacing(metrics.gap)

    def write(self) -> None:
        """Write every text anew in the present language."""
        if self.face is not None:
            self._who.setText(self.face.who.of(language()))
            self._how.setText(self.face.how.of(language()))
            self.badge.retranslate()

    def _take(self, face: CallFace) -> None:
        self.face = replace(face, unseen=self.view.is_unseen)
        mark = self.face.mark
        self.badge.show_truth(mark)
        set_state(self, "truth", mark.truth.value)
        self.write()

    @Slot()
    def _look_again(self) -> None:
        if self.face is not None:
            self._take(self.face)
            self.mark_changed.emit()
