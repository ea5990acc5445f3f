"""Dispatch orders as PDF: one order a page, both languages, with lines to sign on."""

from datetime import tzinfo
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

from console.domain.orders import (
    COLUMNS,
    DEMO,
    SIGNATURES,
    TITLE,
    DispatchOrder,
    both,
    cells,
    orders_of,
)
from console.domain.wording import Text
from console.domain.workflow import PlanRecord
from console.theme import FONT_FAMILIES

_DPI = 96
_MARGIN_MM = 12.0

#: The band of a demonstration: its height in pixels of the page, its letters in points.
_BAND, _GAP, _BAND_POINTS = 46.0, 10.0, 20
_BAND_COLOUR = "#b3261e"

_STYLE = (
    "body { font-size: 9pt; } h1 { font-size: 16pt; } p { font-size: 10pt; }"
    " table { border-collapse: collapse; } th, td { border: 1px solid #888; padding: 3px; }"
    " th { background: #eeeeee; text-align: left; }"
)


def write_pdf(plan: PlanRecord, path: Path, zone: tzinfo) -> Path:
    """Write the orders of an approved plan; return where they are.

    Args:
        plan: The plan.
        path: Where to.
        zone: The centre's time zone.

    Raises:
        OSError: The file cannot be written.
        ValueError: The plan is not approved.
    """
    pages = [_page(order, zone) for order in orders_of(plan)]
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    mark = f"{both(DEMO)} · " if plan.demo else ""
    writer.setTitle(f"{mark}{both(TITLE)} {plan.number}")
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    layout = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Landscape,
        margins,
        QPageLayout.Unit.Millimeter,
    )
    writer.setPageLayout(layout)
    document = QTextDocument()
    font = document.defaultFont()
    font.setFamilies(list(FONT_FAMILIES))
    document.setDefaultFont(font)
    document.setDefaultStyleSheet(_STYLE)
    document.documentLayout().setPaintDevice(writer)
    taken = _BAND + _GAP if plan.demo else 0.0
    document.setPageSize(QSizeF(writer.width(), writer.height() - taken))
    document.setHtml("<body>" + "".join(pages) + "</body>")
    _print(document, writer, taken)
    del writer
    if not path.is_file() or not path.stat().st_size:
        msg = f"{path} was not written"
        raise OSError(msg)
    return path


def _print(document: QTextDocument, writer: QPdfWriter, taken: float) -> None:
    """Draw page by page, for Qt's own printing leaves no room for a band on each of them."""
    painter = QPainter(writer)
    size = document.pageSize()
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        if taken:
            _band(painter, QRectF(0, 0, size.width(), _BAND))
        painter.save()
        painter.translate(0, taken - page * size.height())
        document.drawContents(painter, QRectF(0, page * size.height(), size.width(), size.height()))
        painter.restore()
    painter.end()


def _band(painter: QPainter, box: QRectF) -> None:
    painter.fillRect(box, QColor(_BAND_COLOUR))
    font = QFont(list(FONT_FAMILIES), _BAND_POINTS)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), both(DEMO))


def _page(order: DispatchOrder, zone: tzinfo) -> str:
    at = order.approved.at.astimezone(zone)
    heads = "".join(f"<th>{escape(head.zh)}<br>{escape(head.en)}</th>" for head in COLUMNS)
    rows = "".join(
        "<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in cells(line)) + "</tr>"
        for line in order.lines
    )
    signs = "&nbsp;&nbsp;&nbsp;".join(f"{escape(both(name))} ____________" for name in SIGNATURES)
    total = ", ".join(
        f"{escape(both(name))} {units:,.0f}" for name, units in _totals(order).items()
    )
    first = order.number.endswith("-01")
    return (
        f'<h1 style="page-break-before: {"auto" if first else "always"}">'
        f"{escape(both(TITLE))} {escape(order.number)}</h1>"
        f"<p>调出 From: <b>{escape(both(order.source))}</b> → 调入 To:"
        f" <b>{escape(both(order.target))}</b></p>"
        f"<p>批准 Approved: {escape(order.approved.by)} {at:%Y-%m-%d %H:%M} ·"
        f" {escape(both(order.rule))}</p>"
        f'<table width="100%"><tr>{heads}</tr>{rows}</table>'
        f"<p>合计 Total: {total}</p><p><br>{signs}</p>"
    )


def _cell(value: str | float) -> str:
    if isinstance(value, str):
        return escape(value).replace("\n", "<br>")
    return f"{value:,.10g}"


def _totals(order: DispatchOrder) -> dict[Text, float]:
    found: dict[Text, float] = {}
    for line in order.lines:
        found[line.material_name] = found.get(line.material_name, 0.0) + line.quantity
    return found
