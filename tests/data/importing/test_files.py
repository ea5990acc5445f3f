"""Encodings, separators, Excel, and everything that is no table."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from sqlalchemy import Engine

from console.data.importing import render
from console.domain.wording import Lang
from tests.data.importing.importing_help import import_cases, rows

WriteFile = Callable[..., Path]
CHINESE = "日期,地区,确诊,治愈\n2020-02-01,长春市,3,0\n2020-02-02,长春市,5,1\n"
EXPECTED = {("220100", "2020-02-01"): (3,), ("220100", "2020-02-02"): (2,)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_any_usual_encoding_and_separator_is_told_by_itself(
    base: Engine, file: WriteFile, encoding: str, delimiter: str
) -> None:
    path = file(CHINESE.replace(",", delimiter), encoding=encoding)

    report = import_cases(base, path)

    assert report.ok, render(report, Lang.EN)
    assert rows(base) == EXPECTED


def test_quoted_cells_may_hold_separators_and_line_ends(base: Engine, file: WriteFile) -> None:
    path = file(
        'date,region,confirmed,remark\n2020-02-01,长春市,"1,003","a\nb,c"\n2020-02-02,长春市,x,\n'
    )

    report = import_cases(base, path)

    assert [f.place for f in report.of_rule("bad_number")] == ["cases.csv:4"]


def workbook(cells: list[list[object]], title: str = "疫情") -> bytes:
    book = Workbook()
    assert book.active is not None
    book.active.title = title
    for row in cells:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_excel_is_read_with_real_dates_serials_and_title_rows(
    base: Engine, file: WriteFile
) -> None:
    content = workbook(
        [
            ["吉林省疫情统计表"],
            ["单位：例"],
            ["统计日期", "区划代码", "累计确诊", "累计治愈"],
            [datetime(2020, 2, 1), 220100, 3, 0],  # noqa: DTZ001 - Excel knows no zones
            [43863, "220100", 5.0, None],
            [date(2020, 2, 3), 220100, "-", 1],
        ]
    )

    report = import_cases(base, file(content, "a.xlsx"))

    assert report.ok, render(report, Lang.EN)
    assert rows(base, columns="confirmed_new, recovered_new") == {
        ("220100", "2020-02-01"): (3, 0),
        ("220100", "2020-02-02"): (2, None),
        ("220100", "2020-02-03"): (None, 1),
    }
    assert report.counts["title_rows"] == 1
    assert "43863 = 2020-02-02" in report.of_rule("excel_dates")[0].read.en


def test_a_sheet_without_the_columns_is_skipped_and_named(base: Engine, file: WriteFile) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["说明", "制表"])
    book.create_sheet("数据").append(["date", "region", "confirmed"])
    book["数据"].append(["2020-02-01", "长春", 1])
    content = io.BytesIO()
    book.save(content)

    report = import_cases(base, file(content.getvalue(), "two.xlsx"))

    assert report.ok
    assert report.of_rule("sheet_ignored")[0].place == "two.xlsx!Sheet"
    assert rows(base) == {("220100", "2020-02-01"): (1,)}


def zipped(name: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, "x")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "The file is empty"),
        (b"\xef\xbb\xbf \r\n", "The file is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 64, "picture"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 64, "picture"),
        (b"%PDF-1.7 x", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "old .xls or an encrypted"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "web page"),
        (zipped("content.xml"), ".ods"),
        (zipped("a.txt"), "archive"),
        (b"PK\x03\x04 broken", "damaged"),
        (zipped("xl/workbook.xml"), "damaged"),
        (b"\x00\x01\x02\x03" * 50, "binary"),
        (bytes(range(128, 256)) * 9, "neither in UTF-8 nor in GBK"),
        (b"hello world\n", "Columns needed"),
        (b"date,region,confirmed\n", "no rows"),
        (b'date,region,confirmed\n2020-02-01,"220100,1\n', "Broken CSV"),
        (b"date,region\n2020-02-01,220100\n", "The file has: date, region"),
        (b"a" * (5 << 20), "too long"),
    ],
)
def test_what_is_no_table_is_refused_in_words(
    base: Engine, file: WriteFile, content: bytes, says: str
) -> None:
    report = import_cases(base, file(content, "x.csv"))

    assert not report.ok
    assert not report.imported
    assert says in render(report, Lang.EN)
    assert rows(base) == {}


def test_a_folder_and_a_missing_file_are_refused_in_words(base: Engine, tmp_path: Path) -> None:
    report = import_cases(base, tmp_path, tmp_path / "none.csv")

    assert [f.read.en for f in report.of_rule("file")] == [
        "This is a folder.",
        "There is no such file.",
    ]


def test_one_bad_file_among_good_ones_keeps_all_out(base: Engine, file: WriteFile) -> None:
    good = file(CHINESE, "good.csv")
    bad = file(b"\x89PNG\r\n\x1a\n\x00", "bad.png")

    report = import_cases(base, good, bad)

    assert not report.ok
    assert rows(base) == {}
