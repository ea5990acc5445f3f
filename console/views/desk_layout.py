"""Where the parts of the operator's desk lie: pictures in the middle, lists beside them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

_GAP = 8
_LEFT, _MIDDLE, _RIGHT = 18, 55, 27
"""Shares of the desk's width."""

Share = tuple[QWidget, int]
"""A part, and its share of the column's height; 0 = as much as it needs."""


def arrange(desk: QWidget, bar: QWidget, columns: tuple[Sequence[Share], ...]) -> None:
    """Lay ``bar`` over the three ``columns`` of ``desk``."""
    row = QHBoxLayout()
    row.setSpacing(_GAP)
    for parts, width in zip(columns, (_LEFT, _MIDDLE, _RIGHT), strict=True):
        column = QVBoxLayout()
        column.setSpacing(_GAP)
        for part, height in parts:
            part.setSizePolicy(
                QSizePolicy.Policy.Ignored,
                QSizePolicy.Policy.Ignored if height else QSizePolicy.Policy.Fixed,
            )
            column.addWidget(part, height)
        row.addLayout(column, width)
    layout = QVBoxLayout(desk)
    layout.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
    layout.setSpacing(_GAP)
    layout.addWidget(bar)
    layout.addLayout(row, 1)


class SideBySide(QWidget):
    """Two parts of the same width: what is on air, and what is prepared."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for part in (left, right):
            part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
            row.addWidget(part, 1)
