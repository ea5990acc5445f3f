"""Long and wide, cumulative and daily, other names, one region only."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine

from console.data.importing import render
from console.domain.errors import ConsoleError
from console.domain.wording import Lang
from tests.data.importing.importing_help import import_cases, notes, rows, total

WriteFile = Callable[..., Path]


def test_a_column_for_every_date_is_turned_long(base: Engine, file: WriteFile) -> None:
    path = file("地区,2020/2/1,2020/2/2,2020/2/4\n长春,1,4,4\n吉林市,,2,—\n合计,1,6,4\n")

    report = import_cases(base, path)

    assert report.ok, render(report, Lang.EN)
    assert rows(base) == {
        ("220100", "2020-02-01"): (1,),
        ("220100", "2020-02-02"): (3,),
        ("220100", "2020-02-04"): (0,),
        ("220200", "2020-02-02"): (2,),
    }
    assert report.counts["wide"] == 1
    assert len(rows(base, "case_total")) == 3


def test_a_column_for_every_region_is_turned_long(base: Engine, file: WriteFile) -> None:
    path = file("日期,长春市,延边,境外输入\n2020-02-01,1,0,2\n2020-02-02,3,-,2\n")

    import_cases(base, path, mapping={"dead": "*"})

    assert rows(base, columns="deaths_new") == {
        ("220100", "2020-02-01"): (1,),
        ("220100", "2020-02-02"): (2,),
        ("222400", "2020-02-01"): (0,),
        ("2200y0", "2020-02-01"): (2,),
        ("2200y0", "2020-02-02"): (0,),
    }


def test_an_unknown_region_among_wide_columns_is_refused(base: Engine, file: WriteFile) -> None:
    report = import_cases(base, file("日期,长春市,沈阳市\n2020-02-01,1,2\n"))

    assert [f.read.en for f in report.of_rule("unknown_region")] == ["“沈阳市”, 1 rows, first here"]


def test_daily_columns_are_stored_as_they_are(base: Engine, file: WriteFile) -> None:
    path = file(
        "日期,区划代码,新增确诊,新增治愈,在院\n2020-02-01,220100,3,0,3\n2020-02-02,220100,-1,1,1\n"
    )

    report = import_cases(base, path)

    assert rows(base, columns="confirmed_new, recovered_new, in_hospital") == {
        ("220100", "2020-02-01"): (3, 0, 3),
        ("220100", "2020-02-02"): (-1, 1, 1),
    }
    assert report.counts["negative_day"] == 1
    assert ("220100", "2020-02-02", "correction") in notes(base)


def test_where_both_stand_the_cumulative_column_is_followed(base: Engine, file: WriteFile) -> None:
    path = file(
        "date,region,confirmed,confirmed_new\n2020-02-01,220100,1,9\n2020-02-02,220100,4,9\n"
    )

    report = import_cases(base, path)

    assert report.counts["both_kinds"] == 1
    assert total(base) == 4


def test_other_column_names_are_mapped(base: Engine, file: WriteFile) -> None:
    path = file("when;where;how many\n2020-02-01;Changchun;2\n")
    mapping = {"date": "when", "region": "where", "confirmed": "how many"}

    assert import_cases(base, path, mapping=mapping).ok
    assert rows(base) == {("220100", "2020-02-01"): (2,)}


def test_a_mapped_column_that_is_not_there_names_those_that_are(
    base: Engine, file: WriteFile
) -> None:
    path = file("date,region,confirmed\n2020-02-01,220100,2\n")

    report = import_cases(base, path, mapping={"dead": "passed away"})

    said = report.of_rule("file")[0].read.en
    assert "passed away" in said
    assert "date, region, confirmed" in said


def test_a_name_that_is_not_ours_is_refused_with_ours(base: Engine, file: WriteFile) -> None:
    with pytest.raises(ConsoleError, match="Our columns are: date"):
        import_cases(base, file("a\n1\n"), mapping={"sick": "a"})


def test_a_file_of_one_region_needs_no_code_column(base: Engine, file: WriteFile) -> None:
    path = file("date,confirmed\n2020-02-01,1\n2020-02-02,4\n")

    assert not import_cases(base, path).ok
    assert import_cases(base, path, region="吉林市").ok
    assert rows(base) == {("220200", "2020-02-01"): (1,), ("220200", "2020-02-02"): (3,)}


def test_an_unknown_region_on_the_command_line_is_refused(base: Engine, file: WriteFile) -> None:
    with pytest.raises(ConsoleError, match="no such region"):
        import_cases(base, file("date,confirmed\n2020-02-01,1\n"), region="Gotham")


@pytest.mark.parametrize(
    "written",
    ["220100", "220100.0", "2201", "220100000000", "长春市", "长春", "吉林省长春市", "Changchun",
     "changchun city", "Changchunshi"],
)  # fmt: skip
def test_a_region_is_found_by_code_and_by_every_usual_name(
    base: Engine, file: WriteFile, written: str
) -> None:
    import_cases(base, file(f"date,region,confirmed\n2020-02-01,{written},1\n"))

    assert rows(base) == {("220100", "2020-02-01"): (1,)}


@pytest.mark.parametrize("written", ["220381", "136100", "公主岭市", "公主岭", "Gongzhuling"])
def test_a_retired_code_is_followed_to_its_successor(
    base: Engine, file: WriteFile, written: str
) -> None:
    import_cases(base, file(f"date,region,confirmed\n2020-02-01,{written},1\n"))

    assert rows(base) == {("220184", "2020-02-01"): (1,)}


def test_unknown_regions_are_counted_and_nothing_is_imported(base: Engine, file: WriteFile) -> None:
    path = file(
        "date,region,confirmed\n2020-02-01,220100,1\n2020-02-01,火星,1\n2020-02-02,火星,2\n"
        "2020-02-02,330100,2\n"
    )

    report = import_cases(base, path)

    assert [(f.place, f.read.en) for f in report.of_rule("unknown_region")] == [
        ("cases.csv:3", "“火星”, 2 rows, first here"),
        ("cases.csv:5", "“330100”, 1 rows, first here"),
    ]
    assert "import regions" in report.of_rule("unknown_region")[0].means.en
    assert rows(base) == {}


def test_code_and_name_that_disagree_are_reported_and_the_code_is_followed(
    base: Engine, file: WriteFile
) -> None:
    report = import_cases(base, file("date,code,name,confirmed\n2020-02-01,220100,四平市,1\n"))

    assert report.counts["name_differs"] == 1
    assert rows(base) == {("220100", "2020-02-01"): (1,)}


def test_the_most_specific_region_column_names_the_row(base: Engine, file: WriteFile) -> None:
    path = file("date,province,city,confirmed\n2020-02-01,吉林省,长春市,1\n2020-02-01,吉林省,,3\n")

    import_cases(base, path)

    assert rows(base) == {("220100", "2020-02-01"): (1,)}
    assert rows(base, "case_total") == {("220000", "2020-02-01"): (3,)}


def test_faults_are_all_told_with_their_lines(base: Engine, file: WriteFile) -> None:
    path = file(
        "date,region,confirmed,dead\n2020-02-30,220100,1,0\n2020-02-01,,1,0\n"
        "2020-02-02,220100,x,y\n"
        "2020-02-03,220100,-4,0\n2020-02-04,220100,1,0,7\n2020-02-05,220100,1.5,0\n"
    )

    report = import_cases(base, path)

    told = {(f.rule, f.place) for f in report.findings if f.severity.value == "error"}
    assert told == {
        ("bad_date", "cases.csv:2"),
        ("missing_value", "cases.csv:3"),
        ("bad_number", "cases.csv:4"),
        ("bad_number", "cases.csv:5"),
        ("bad_number", "cases.csv:7"),
        ("long_row", "cases.csv:6"),
    }
    assert report.counts["bad_number"] == 4


def test_errors_without_end_are_counted_in_bounded_memory(base: Engine, file: WriteFile) -> None:
    path = file("date,region,confirmed\n" + "x,220100,1\n" * 5000)

    report = import_cases(base, path)

    assert report.counts["bad_date"] == 5000
    assert len(report.of_rule("bad_date")) == 100
    assert "and 4988 more" in render(report, Lang.EN)
