"""Materials, shipments, posts and regions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from console.data.importing import ImportReport, Kind, plain, render, run_import
from console.domain.wording import Lang
from tests.data.importing.importing_help import NOW, named, revisions

WriteFile = Callable[..., Path]

CATALOGUE = """代码,名称,英文名称,单位,包装数量,重点
n95,医用防护口罩,N95 respirator,只,100,是
kit,核酸检测试剂,,人份,,
"""
DAILY = '日期,地区,物资,储备,日消耗,需求\n2022-03-19,长春,N95 respirator,"5,254,000",627300,-\n'
FLOW = (
    "code,material,from,to,quantity,status,dispatched_at,due_at,arrived_at\n"
    "S1,n95,,长春市,5000,在途,2022-03-19 08:00,2022-03-20 08:00,\n"
    "S2,kit,长春,吉林市,100,arrived,2022-03-19T08:00:00+08:00,,2022-03-19 20:00\n"
)
POSTS = "code,region,name_zh,name_en,kind,main_url,expected\n"


def run(engine: Engine, kind: Kind, *files: Path, **options: object) -> ImportReport:
    return run_import(engine, kind, files, now=NOW, **options)  # type: ignore[arg-type]


def held(engine: Engine, table: str, columns: str) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        statement = f"SELECT {columns} FROM {named(connection, table)} ORDER BY 1"  # noqa: S608
        return [tuple(row) for row in connection.execute(text(statement))]


@pytest.fixture
def materials(file: WriteFile) -> list[Path]:
    return [file(FLOW, "flow.csv"), file(DAILY, "daily.csv"), file(CATALOGUE, "cat.csv")]


def test_catalogue_daily_figures_and_shipments_may_come_in_one_import(
    engine: Engine, materials: list[Path]
) -> None:
    report = run(engine, Kind.MATERIALS, *materials)

    assert report.ok, render(report, Lang.EN)
    assert held(engine, "material", "code, name_en, pack_size, critical") == [
        ("kit", "核酸检测试剂", 1, False),
        ("n95", "N95 respirator", 100, True),
    ]
    assert held(engine, "material_daily", "region, material, reserve, consumed, demand") == [
        ("220100", "n95", 5254000.0, 627300.0, None)
    ]
    assert held(engine, "material_flow", "code, from_region, to_region, status") == [
        ("S1", None, "220100", "dispatched"),
        ("S2", "220100", "220200", "arrived"),
    ]


def test_importing_records_twice_moves_no_revision(engine: Engine, materials: list[Path]) -> None:
    run(engine, Kind.MATERIALS, *materials)
    before = revisions(engine)

    report = run(engine, Kind.MATERIALS, *materials)

    assert (report.outcome.new, report.outcome.changed, report.outcome.unchanged) == (0, 0, 5)
    assert revisions(engine) == before


def test_a_dry_run_of_records_writes_nothing(engine: Engine, materials: list[Path]) -> None:
    before = revisions(engine)

    dry = run(engine, Kind.MATERIALS, *materials, dry_run=True)

    assert revisions(engine) == before
    assert dry.outcome == run(engine, Kind.MATERIALS, *materials).outcome


def test_a_changed_record_is_updated_and_told_and_a_blank_changes_nothing(
    engine: Engine, file: WriteFile, materials: list[Path]
) -> None:
    run(engine, Kind.MATERIALS, *materials)

    report = run(
        engine,
        Kind.MATERIALS,
        file("日期,地区,物资,储备,日消耗\n2022-03-19,长春,n95,5000000,\n", "later.csv"),
    )

    assert held(engine, "material_daily", "reserve, consumed") == [(5000000.0, 627300.0)]
    assert "reserve 5254000.0 → 5000000.0" in report.of_rule("history_changed")[0].read.en


def test_another_unit_is_refused_and_converted_only_by_a_stated_factor(
    base: Engine, file: WriteFile
) -> None:
    run(base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"))
    header = "date,region,material,reserve,单位,换算\n"

    refused = run(base, Kind.MATERIALS, file(header + "2022-03-19,长春,n95,525.4,万只,\n"))
    taken = run(base, Kind.MATERIALS, file(header + "2022-03-19,长春,n95,525.4,万只,10000\n"))

    assert [f.rule for f in refused.findings if f.severity.value == "error"] == ["unit_differs"]
    assert taken.counts["factor"] == 1
    assert held(base, "material_daily", "reserve") == [(5254000.0,)]


def test_shipments_are_converted_as_well_with_what_arrived_of_them(
    base: Engine, file: WriteFile
) -> None:
    run(base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"))
    header = "调拨单号,物资,调入,数量,实到,状态,发出时间,到达时间,单位,换算\n"
    row = "S1,n95,长春,12,11.5,已签收,2022-03-18 08:00,2022-03-19 08:00,箱,"

    refused = run(base, Kind.MATERIALS, file(header + row + "\n"))
    taken = run(base, Kind.MATERIALS, file(header + row + "100\n"))

    assert [f.rule for f in refused.findings if f.severity.value == "error"] == ["unit_differs"]
    assert taken.ok, render(taken, Lang.EN)
    columns = "quantity, arrived_quantity, status"
    assert held(base, "material_flow", columns) == [(1200.0, 1150.0, "arrived")]


def test_cancelled_and_lost_shipments_are_imported_as_such(base: Engine, file: WriteFile) -> None:
    run(base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"))
    rows = "S1,n95,,220100,5,取消,,,\nS2,n95,,220100,5,损失,2022-03-18 08:00,,\n"

    report = run(base, Kind.MATERIALS, file(FLOW.splitlines()[0] + "\n" + rows))

    assert report.ok, render(report, Lang.EN)
    assert held(base, "material_flow", "code, status") == [("S1", "cancelled"), ("S2", "lost")]


def test_more_cannot_arrive_than_was_sent(base: Engine, file: WriteFile) -> None:
    run(base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"))
    header = "code,material,to,quantity,arrived_quantity,status,dispatched_at,arrived_at\n"

    report = run(base, Kind.MATERIALS, file(header + (
        "S1,n95,220100,5,6,arrived,2022-03-18,2022-03-19\n"
        "S2,n95,220100,5,5,dispatched,2022-03-18,\n"
    )))  # fmt: skip

    assert [f.rule for f in report.findings if f.severity.value == "error"] == ["bad_value"] * 2


def test_a_total_row_of_materials_is_left_out_and_told(base: Engine, file: WriteFile) -> None:
    run(base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"))
    path = file("date,region,material,reserve\n2022-03-19,长春,n95,5\n2022-03-19,合计,n95,5\n")

    report = run(base, Kind.MATERIALS, path)

    assert report.of_rule("total_left_out")[0].place == "cases.csv:3"
    assert held(base, "material_daily", "region, reserve") == [("220100", 5.0)]


def test_a_total_that_stands_in_another_key_column_is_left_out_as_well(
    base: Engine, file: WriteFile
) -> None:
    run(base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"))
    path = file("日期,地区,物资,库存量\n2022年3月19日,长春,n95,5\n合计,,,5\n")

    report = run(base, Kind.MATERIALS, path)

    assert report.imported
    assert report.of_rule("total_left_out")[0].place == "cases.csv:3"
    assert held(base, "material_daily", "region, reserve") == [("220100", 5.0)]


def test_a_header_of_two_rows_with_spanning_cells_is_read_as_one(
    base: Engine, file: WriteFile
) -> None:
    run(base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"))
    head = "物资日报,,,,\n日期,地区,物资,数量,\n,,,消耗量,库存量\n"

    report = run(base, Kind.MATERIALS, file(head + "2022年3月19日,长春,n95,2,5\n"))

    assert report.imported
    assert held(base, "material_daily", "consumed, reserve") == [(2.0, 5.0)]


def test_a_unit_s_list_of_shipments_is_read_by_the_names_that_units_use(
    base: Engine, file: WriteFile
) -> None:
    run(base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"))
    head = "调运单号,物资,调出地,调入地,数量,状态,发运时间,应到时间,实到时间,实到数量\n"
    row = (
        "DB1-001,n95,吉林市,长春市,50,已到,2022-03-19 08:00,2022-03-20 18:00,2022-03-20 12:00,49\n"
    )

    assert run(base, Kind.MATERIALS, file(head + row)).imported
    found = held(base, "material_flow", "code, quantity, arrived_quantity")
    assert found == [("DB1-001", 50.0, 49.0)]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ("S1,n95,,220100,5,planned,2022-03-19,,", "bad_value"),
        ("S1,n95,,220100,5,arrived,2022-03-19,,2022-03-18", "bad_value"),
        ("S1,n95,,220100,0,planned,,,", "bad_number"),
        ("S1,n95,,220100,-5,planned,,,", "bad_number"),
        ("S1,n95,,220100,5,lost,,,", "bad_value"),
        ("S1,n95,,火星,5,planned,,,", "unknown_region"),
        ("S1,wine,,220100,5,planned,,,", "unknown_material"),
        ("S1,n95,,,5,planned,,,", "missing_value"),
        ("S1,n95,,220100,5,dispatched,yesterday,,", "bad_date"),
    ],
)
def test_a_shipment_that_cannot_be_is_refused_with_its_line(
    base: Engine, file: WriteFile, row: str, rule: str
) -> None:
    header = "code,material,from,to,quantity,status,dispatched_at,due_at,arrived_at\n"

    report = run(
        base, Kind.MATERIALS, file(CATALOGUE, "cat.csv"), file(header + row + "\n", "flow.csv")
    )

    assert [(f.rule, f.place) for f in report.findings if f.severity.value == "error"] == [
        (rule, "flow.csv:2")
    ]
    assert held(base, "material", "code") == []


def test_posts_are_imported_with_their_addresses(engine: Engine, file: WriteFile) -> None:
    row = "P1,长春,长春指挥部,Changchun,city,rtsp://user:secret@10.0.0.1:554/1,\n"

    report = run(engine, Kind.POSTS, file(POSTS + row))

    assert report.ok, render(report, Lang.EN)
    assert held(engine, "command_post", "code, region, main_url, expected") == [
        ("P1", "220100", "rtsp://user:secret@10.0.0.1:554/1", True)
    ]


@pytest.mark.parametrize(
    "address",
    ["ftp://u:secret@x/1", "javascript:alert(1)", "file:///etc/passwd", "rtsp://", "rtsp://a:x/1",
     "http://u:secret@[/1"],
)  # fmt: skip
def test_an_address_of_another_kind_is_refused_and_no_password_printed(
    base: Engine, file: WriteFile, address: str
) -> None:
    report = run(base, Kind.POSTS, file(f"{POSTS}P1,长春,长,C,city,{address},\n"))

    assert report.counts["bad_url"] == 1
    assert "secret" not in str(plain(report)) + render(report, Lang.ZH)


def test_a_changed_address_is_reported_without_its_password(base: Engine, file: WriteFile) -> None:
    run(base, Kind.POSTS, file(f"{POSTS}P1,长春,长,C,city,rtsp://u:secret1@x/1,\n"))

    report = run(base, Kind.POSTS, file(f"{POSTS}P1,长春,长,C,city,rtsp://u:secret2@x/1,\n"))

    assert report.outcome.changed == 1
    assert "secret" not in str(plain(report))


REGIONS = "code,name_zh,name_en,level,parent_code,successor_code\n"


def test_regions_may_stand_before_their_parents(engine: Engine, file: WriteFile) -> None:
    rows = (
        "330102,上城区,Shangcheng,county,330100,\n330100,杭州市,Hangzhou,市,330000,\n"
        "330000,浙江省,Zhejiang,省,,\n330103,下城区,Xiacheng,区,330100,330102\n"
    )

    report = run(engine, Kind.REGIONS, file(REGIONS + rows))

    assert report.ok, render(report, Lang.EN)
    assert report.outcome.new == 4


@pytest.mark.parametrize(
    ("rows", "rule"),
    [
        ("A,甲,A,county,B,\nB,乙,B,county,A,\n", "cycle"),
        ("A,甲,A,county,A,\n", "cycle"),
        ("A,甲,A,county,,B\nB,乙,B,county,,A\n", "cycle"),
        ("220000,吉林省,Jilin,province,220100,\n", "cycle"),
        ("A,甲,A,county,NOWHERE,\n", "unknown_region"),
        ("A,甲,A,kingdom,,\n", "bad_value"),
        ("A,,,county,,\n", "missing_value"),
        ("A,甲,A,county,,\nA,乙,A,county,,\n", "contradiction"),
    ],
)
def test_regions_in_a_circle_or_without_a_parent_are_refused(
    base: Engine, file: WriteFile, rows: str, rule: str
) -> None:
    before = revisions(base)

    report = run(base, Kind.REGIONS, file(REGIONS + rows))

    assert rule in report.counts
    assert not report.ok
    assert revisions(base) == before
