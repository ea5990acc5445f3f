"""Orders as a workbook: every unit of the plan stands in exactly one order."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine

from console.data.plan_store import PlanStore
from console.data.planning.excel import write_workbook
from console.domain.errors import ConsoleError
from console.domain.orders import orders_of
from console.domain.workflow import Approve, Keep
from tests.data.planning_worlds import fill, planned


@pytest.fixture
def approved(sqlite_engine: Engine):
    fill(sqlite_engine)
    store = PlanStore(sqlite_engine)
    draft = store.carry_out(Keep(planned(sqlite_engine), "张伟"))
    return store.carry_out(Approve(draft.uid, "李秀英"))


def test_totals_conserve_over_all_orders_and_every_order_has_its_sheet(approved, tmp_path: Path):
    path = write_workbook(approved, tmp_path / "orders.xlsx")
    book = openpyxl.load_workbook(path)
    orders = orders_of(approved)
    assert book.sheetnames[1:] == [order.number for order in orders]
    wanted = sum(line.quantity for line in approved.lines)
    rows = [row for sheet in book.worksheets[1:] for row in sheet.iter_rows(5, values_only=True)]
    assert sum(row[3] for row in rows if isinstance(row[0], int)) == wanted
    total = [row for row in book.worksheets[0].iter_rows(values_only=True) if row[0] and
             row[0].startswith("合计 Total")]  # fmt: skip
    assert [row[4] for row in total] == [wanted]
    assert [row[6] for row in total] == [wanted / 50]
    text = str(rows)
    assert "李秀英" in str(list(book.worksheets[1].iter_rows(values_only=True)))
    assert "收货 Received" in text


def test_a_folder_that_is_not_there_is_said_so(approved, tmp_path: Path):
    with pytest.raises(ConsoleError, match="cannot be written"):
        write_workbook(approved, tmp_path / "nowhere" / "orders.xlsx")


def test_every_sheet_of_a_demonstration_says_so_on_top_of_each_page_and_of_no_other(
    approved, tmp_path: Path
):
    for demo in (True, False):
        path = write_workbook(replace(approved, demo=demo), tmp_path / f"{demo}.xlsx")
        for sheet in openpyxl.load_workbook(path).worksheets:
            assert ("演示 DEMO" in str(sheet["A1"].value)) is demo
            assert (sheet["A1"].font.size >= 24) is demo
            assert (sheet.print_title_rows == "$1:$1") is demo


def test_the_mark_moves_no_figure_of_an_order(approved, tmp_path: Path):
    plain = openpyxl.load_workbook(write_workbook(approved, tmp_path / "plain.xlsx"))
    marked = write_workbook(replace(approved, demo=True), tmp_path / "demo.xlsx")
    for sheet, other in zip(openpyxl.load_workbook(marked), plain, strict=True):
        rows = sheet.iter_rows(2, values_only=True)
        assert list(rows) == list(other.iter_rows(values_only=True))
