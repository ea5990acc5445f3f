"""Dispatch orders as a workbook: a sheet of totals, then a sheet for each order."""

from collections import defaultdict
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from console.data.days import CENTRE_ZONE
from console.domain.errors import ConsoleError
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

_WIDTHS = (6, 20, 34, 12, 12, 10, 10, 12, 12, 80)
_TOTALS = (
    Text("调拨单号", "Order"),
    Text("调出", "From"),
    Text("调入", "To"),
    Text("物资", "Material"),
    Text("数量", "Quantity"),
    Text("单位", "Unit"),
    Text("箱数", "Cartons"),
)
_BOLD = Font(bold=True)
_WRAP = Alignment(wrap_text=True, vertical="top")
_BAND = PatternFill("solid", fgColor="B3261E")
_BAND_FONT = Font(bold=True, size=24, color="FFFFFF")
_BAND_HEIGHT = 42


def write_workbook(plan: PlanRecord, path: Path) -> Path:
    """Write the orders of an approved plan; return where they are.

    Raises:
        ConsoleError: The file cannot be written.
        ValueError: The plan is not approved.
    """
    orders = orders_of(plan)
    book = Workbook()
    totals = book.active
    if isinstance(totals, Worksheet):
        _totals(totals, orders, plan)
    for order in orders:
        _order(book.create_sheet(order.number[-31:]), order)
    if plan.demo:
        for sheet in book.worksheets:
            _mark(sheet)
    try:
        book.save(path)
    except OSError as error:
        raise ConsoleError(
            str(path),
            Text(f"无法写入：{error}。", f"It cannot be written: {error}."),
            Text(
                "请关闭已打开的文件或更换位置。", "Close the file if it is open, or choose another."
            ),
        ) from error
    return path


def _mark(sheet: Worksheet) -> None:
    """Put the demonstration's band on top of a sheet, and of every page that it is printed on."""
    sheet.insert_rows(1)
    for cell in sheet[1]:
        cell.fill = _BAND
    sheet["A1"] = both(DEMO)
    sheet["A1"].font = _BAND_FONT
    sheet["A1"].alignment = Alignment(vertical="center")
    sheet.row_dimensions[1].height = _BAND_HEIGHT
    sheet.print_title_rows = "1:1"
    sheet.sheet_properties.tabColor = _BAND.fgColor


def _totals(sheet: Worksheet, orders: tuple[DispatchOrder, ...], plan: PlanRecord) -> None:
    sheet.title = "合计 Total"
    sheet.append([f"{both(TITLE)} · {plan.number} · {both(plan.rule_title)}"])
    sheet.append([both(head) for head in _TOTALS])
    for order in orders:
        for key, (units, boxes) in _sums(order).items():
            sheet.append(
                [order.number, both(order.source), both(order.target), key[0], units, key[1], boxes]
            )
    whole: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for order in orders:
        for key, (units, boxes) in _sums(order).items():
            whole[key][0] += units
            whole[key][1] += boxes
    for (name, unit), (units, boxes) in whole.items():
        sheet.append(["合计 Total", "", "", name, units, unit, boxes])
        for cell in sheet[sheet.max_row]:
            cell.font = _BOLD
    _shape(sheet, (22, 26, 26, 40, 14, 14, 12), 2)


def _sums(order: DispatchOrder) -> dict[tuple[str, str], tuple[float, float]]:
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for line in order.lines:
        key = both(line.material_name), both(line.unit)
        units, boxes = found.get(key, (0.0, 0.0))
        found[key] = units + line.quantity, boxes + line.quantity / line.pack
    return found


def _order(sheet: Worksheet, order: DispatchOrder) -> None:
    at = order.approved.at.astimezone(CENTRE_ZONE)
    sheet.append([f"{both(TITLE)} {order.number}"])
    sheet.append([f"调出 From: {both(order.source)}    调入 To: {both(order.target)}"])
    sheet.append([f"批准 Approved: {order.approved.by}  {at:%Y-%m-%d %H:%M}"])
    sheet.append([both(head) for head in COLUMNS])
    for line in order.lines:
        sheet.append(list(cells(line)))
        for cell in sheet[sheet.max_row]:
            cell.alignment = _WRAP
    sheet.append([])
    for name in SIGNATURES:
        sheet.append([f"{both(name)}：________________    日期 Date：____________"])
    _shape(sheet, _WIDTHS, 4)


def _shape(sheet: Worksheet, widths: tuple[int, ...], head: int) -> None:
    for at, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + at)].width = width
    sheet["A1"].font = Font(bold=True, size=16)
    for cell in sheet[head]:
        cell.font = _BOLD
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]  # set by default
