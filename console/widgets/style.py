"""Small helpers between the theme's plain values and Qt's own types."""

from functools import cache
from html import escape

from PySide6.QtGui import QColor, QFont, QFontMetricsF
from PySide6.QtWidgets import QWidget

from console import theme


@cache
def colour(role: str) -> QColor:
    """Return the palette's colour for ``role``."""
    return QColor(theme.palette()[role])


def ink(role: str) -> QColor:
    """Return :func:`colour`, for what is painted often; it is shared and must not be changed."""
    return _ink(theme.palette()[role])


@cache
def _ink(name: str) -> QColor:
    return QColor(name)


@cache
def font(pixels: int, *, bold: bool = False) -> QFont:
    """Return the wall's font, ``pixels`` high; it is shared and must not be changed."""
    made = QFont()
    made.setFamilies(list(theme.FONT_FAMILIES))
    made.setPixelSize(max(1, pixels))
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return made


@cache
def font_metrics(pixels: int, *, bold: bool = False) -> QFontMetricsF:
    """Return the measures of :func:`font`, which cost more to make than to ask."""
    return QFontMetricsF(font(pixels, bold=bold))


def plain_tip(text: str) -> str:
    """Return ``text`` such that a tooltip shows it as it stands: Qt would obey a tag in it."""
    return f"<qt>{escape(text)}</qt>" if "<" in text else text


def set_state(widget: QWidget, name: str, value: str) -> None:
    """Set a dynamic property that the style sheet looks at, and restyle only where it changed."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
