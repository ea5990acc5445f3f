"""Tables as files: what a spreadsheet reads is what was on the wall, and nothing runs in it."""

import csv
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from console.data.table_files import write_csv, write_workbook
from console.domain.tabulation_table import CASES, CODE, DAY, Column, Grid, Table
from console.domain.wording import NOTHING, Lang, Text

NAME = Column(Text("名称", "Name"))
COUNT = Column(Text("病例", "Count"), CASES)


def table(*rows, title="疫情", name=NOTHING):
    grid = Grid((CODE, DAY, NAME, COUNT), rows, name)
    lines = ((Text("导出时间", "Exported at"), datetime(2020, 5, 20, 4, tzinfo=UTC)),)
    return Table(title, lines, (grid,))


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_a_csv_starts_with_the_mark_by_which_spreadsheets_know_utf8(tmp_path):
    path = tmp_path / "a.csv"
    write_csv(table(("220200", date(2020, 5, 10), "吉林市", 11.0)), path, Lang.ZH)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    found = read(path)
    assert found[0] == ["疫情"]
    assert found[1] == ["导出时间", "2020-05-20 12:00:00+08:00"]
    assert found[3] == ["区划代码", "日期", "名称", "病例 (例)"]
    assert found[4] == ["220200", "2020-05-10", "吉林市", "11.0"]


def test_what_is_not_known_is_empty_and_zero_is_not(tmp_path):
    path = tmp_path / "a.csv"
    write_csv(table(("1", None, "x", None), ("2", None, "y", 0.0)), path, Lang.EN)
    assert [row[-1] for row in read(path)[4:]] == ["", "0.0"]


@pytest.mark.parametrize("words", ["=1+1", "+1", "-cmd", "@SUM(A1)", "\t=1+1"])
def test_no_text_becomes_a_formula(tmp_path, words):
    write_csv(table(("1", None, words, 1.0), title=words), tmp_path / "a.csv", Lang.EN)
    found = read(tmp_path / "a.csv")
    assert found[4][2].lstrip()[0] not in "=+-@"
    assert found[0][0].lstrip()[0] not in "=+-@"
    write_workbook([("s", table(("1", None, words, 1.0)))], tmp_path / "a.xlsx", Lang.EN)
    sheet = load_workbook(tmp_path / "a.xlsx")["s"]
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_a_workbook_keeps_numbers_dates_and_codes_apart(tmp_path):
    path = tmp_path / "a.xlsx"
    rows = ("220200", date(2020, 5, 10), "吉林市", 11.0), ("2200y0", None, "境外输入", None)
    write_workbook([("1-01-疫情/趋势", table(*rows, name=Text("表", "Grid")))], path, Lang.EN)
    sheet = load_workbook(path).worksheets[0]
    assert sheet.title == "1-01-疫情 趋势"
    found = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=4)]
    assert found[3] == ["Grid", None, None, None]
    assert found[5][0] == "220200"
    assert found[5][1] == datetime(2020, 5, 10)  # noqa: DTZ001 - a workbook knows no zone
    assert found[5][3] == 11
    assert found[6] == ["2200y0", None, "境外输入", None]
    assert sheet["A5"].font.bold
    assert not sheet["A6"].font.bold


def test_a_file_that_cannot_be_written_says_so(tmp_path):
    with pytest.raises(OSError, match="missing"):
        write_csv(table(), tmp_path / "missing" / "a.csv", Lang.EN)
