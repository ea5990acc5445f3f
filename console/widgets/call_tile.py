"""The calls that are on air: one, two, four, up to nine, side by side."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QGridLayout, QWidget
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.snapshots import Snapshot
from console.domain.truth import Truth, TruthMark
from console.domain.wording import Text
from console.theme import Metrics
from console.widgets.call_cell import CallCell
from console.widgets.call_face import CallFace
from console.widgets.elided_label import ElidedLabel
from console.widgets.style import set_state
from console.widgets.tile import Tile

MOST = 9
_SIDE = 3

#: From the best to the worst.
_ORDER = (Truth.LIVE, Truth.DEMO, Truth.FROZEN, Truth.STALE, Truth.LOST)


class CallTile(Tile):
    """Shows whoever is on air, in the order in which they were taken there.

    Options: ``count``, 1 to 9 (9): how many there is room for.
    """

    shows_without_data = True
    marks_inside = True

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._count = _count(self.options)
        self._faces: tuple[CallFace, ...] = ()
        self._keys: list[str] = []
        self.cells: list[CallCell] = []
        self._grid = QGridLayout(self.content)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._nobody = ElidedLabel(self.content)
        self._nobody.setProperty("role", "waiting")
        self._nobody.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._grid.addWidget(self._nobody, 0, 0)
        self.badge.hide()
        set_state(self, "truth", Truth.LIVE.value)

    @override
    def request(self) -> None:
        return None

    @override
    def heading(self) -> str:
        return self.tr("Consultation")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        """Nothing here comes from the database."""

    @override
    def source_words(self) -> str:
        left = len(self._faces) - len(self.cells)
        return self.tr("{0} more on air").format(left) if left > 0 else ""

    @Slot(object)
    def show_faces(self, faces: Sequence[CallFace]) -> None:
        """Show ``faces``, the calls on air."""
        self._faces = tuple(faces)
        shown = self._faces[: self._count]
        keys = [face.call.key for face in shown]
        if keys != self._keys:
            self._keys = keys
            self._lay_out(len(shown))
        for cell, face in zip(self.cells, shown, strict=True):
            cell.show_face(face, pictures=self.isVisible())
        self._carry_worst()

    @Slot(object)
    @override
    def show_truth(self, mark: TruthMark) -> None:
        """Pass over the mark of the database: pictures do not come from there."""

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._grid.setSpacing(metrics.gap)
        for cell in self.cells:
            cell.set_metrics(metrics)

    @override
    def retranslate(self) -> None:
        super().retranslate()
        for cell in self.cells:
            cell.write()

    @Slot()
    @override
    def write_labels(self) -> None:
        super().write_labels()
        self._nobody.setText(self.tr("Nobody is on air"))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_faces(self._faces)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for cell in self.cells:
            cell.release()

    def _lay_out(self, count: int) -> None:
        """Make ``count`` cells, in a grid as square as can be."""
        while self.cells:
            cell = self.cells.pop()
            cell.release()
            self._grid.removeWidget(cell)
            cell.deleteLater()
        self._nobody.setVisible(not count)
        columns = 1 if count == 1 else 2 if count <= 4 else 3
        self._share_out(columns, -(-count // columns))
        for index in range(count):
            cell = CallCell(self.content)
            cell.set_metrics(self.metrics)
            cell.mark_changed.connect(self._carry_worst)
            cell.badge.setVisible(count > 1)  # the tile's own says the same of one alone
            self._grid.addWidget(cell, index // columns, index % columns)
            cell.show()
            self.cells.append(cell)

    def _share_out(self, columns: int, rows: int) -> None:
        """Give each column and each row the same, whatever its call would like to have."""
        for index in range(_SIDE):
            self._grid.setColumnStretch(index, int(index < columns))
            self._grid.setRowStretch(index, int(index < rows))

    @Slot()
    def _carry_worst(self) -> None:
        marks = [cell.face.mark for cell in self.cells if cell.face is not None]
        worst = max(marks, key=_worse, default=TruthMark(Truth.LIVE))
        self.badge.setVisible(bool(marks) or self.frozen)
        super().show_truth(worst)
        self.write_labels()


def _worse(mark: TruthMark) -> int:
    return _ORDER.index(mark.truth)


def _count(options: Mapping[str, object]) -> int:
    count = options.get("count", MOST)
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST:
        raise ConsoleError(
            "call: options.count",
            Text("取值无效。", "The value is wrong."),
            Text(f"应为 1 到 {MOST} 的整数。", f"It has to be a whole number from 1 to {MOST}."),
        )
    return count
