"""The real history of Jilin, 2020: every quirk is reported, nothing is lost."""

import pytest
from sqlalchemy import Engine

from console.data.importing import render
from console.domain.wording import Lang
from tests.data.importing.importing_help import (
    REAL_FILE,
    import_cases,
    notes,
    revisions,
    rows,
    total,
)


def test_the_real_file_ends_at_157_confirmed_and_2_dead_over_all_rows(engine: Engine) -> None:
    report = import_cases(engine, REAL_FILE)

    assert report.ok
    assert report.imported
    assert (total(engine), total(engine, "deaths_new")) == (157, 2)
    figures = {f.name.en: (f.published, f.stored, f.database_total) for f in report.outcome.figures}
    assert figures == {
        "confirmed": (157, 157, 157),
        "recovered": (155, 155, 155),
        "deaths": (2, 2, 2),
    }


def test_every_region_of_the_real_file_ends_at_its_last_published_figure(base: Engine) -> None:
    import_cases(base, REAL_FILE)
    sums: dict[str, int] = {}
    for (region, _), (new,) in rows(base).items():
        sums[region] = sums.get(region, 0) + int(str(new))

    assert sums == {
        "220100": 45, "220200": 48, "220300": 17, "220400": 7, "220184": 6, "220500": 6,
        "222400": 5, "220700": 2, "220581": 1, "220800": 1, "220600": 0, "2200y0": 19, "2200xx": 0,
    }  # fmt: skip


def test_importing_the_real_file_twice_moves_no_revision(engine: Engine) -> None:
    import_cases(engine, REAL_FILE)
    before = revisions(engine)

    report = import_cases(engine, REAL_FILE)

    assert revisions(engine) == before
    assert (report.outcome.new, report.outcome.changed) == (0, 0)
    assert report.outcome.unchanged == 3735
    assert "held all of this already" in render(report, Lang.EN)


def test_a_dry_run_says_what_the_import_would_say_and_writes_nothing(engine: Engine) -> None:
    before = revisions(engine)

    dry = import_cases(engine, REAL_FILE, dry_run=True)

    assert revisions(engine) == before
    assert rows(engine) == {}
    real = import_cases(engine, REAL_FILE)
    assert dry.findings == real.findings
    assert dry.outcome == real.outcome
    assert (dry.imported, real.imported) == (False, True)


@pytest.mark.parametrize(
    ("rule", "line", "read"),
    [
        ("fall", 79, "Jilin City (220200) 2020-02-05: confirmed 5→4 (−1)"),
        ("fall", 87, "Jilin City (220200) 2020-02-06: confirmed 4→3 (−1)"),
        ("fall", 89, "Gongzhuling (220184) 2020-02-06: confirmed 4→3 (−1)"),
        ("fall", 485, "Tonghua (220500) 2020-03-13: recovered 6→5 (−1)"),
        ("late_first", 66, "Liaoyuan (220400) 2020-02-03: confirmed 3"),
        ("first_zero", 92, "Baishan (220600) is published from 2020-02-06"),
        ("first_zero", 94, "Baicheng (220800) is published from 2020-02-06"),
        ("code_changed", 395, "Gongzhuling (220184) 2020-03-05: 220381 公主岭市 → 136100 公主岭"),
        ("code_changed", 398, "Meihekou (220581) 2020-03-05: 220581 梅河口市 → 220a61 梅河口"),
        ("code_blank", 226, "Not attributed (2200xx): 1 rows"),
        ("imported_series", 601, "260 rows"),
        ("withdrawn", 226, "last published 2020-02-19 (recovered 1); from 2020-02-20"),
        ("withdrawn", 1418, "2020-05-30 (confirmed 1, deaths 1); from 2020-05-31"),
    ],
)
def test_the_quirks_of_the_real_file_are_reported_by_place(
    base: Engine, rule: str, line: int, read: str
) -> None:
    report = import_cases(base, REAL_FILE, dry_run=True)
    place = f"jilin_city_daily.csv:{line}"

    assert any(f.place == place and read in f.read.en for f in report.of_rule(rule))


def test_zero_suspected_on_every_row_is_stored_as_not_published(base: Engine) -> None:
    report = import_cases(base, REAL_FILE)

    assert "all 3733 rows are 0" in report.of_rule("all_zero")[0].read.en
    assert set(rows(base, columns="suspected_new").values()) == {(None,)}


def test_every_negative_count_of_the_real_file_has_its_note(base: Engine) -> None:
    import_cases(base, REAL_FILE)
    figures = rows(base, columns="confirmed_new, recovered_new, deaths_new")
    negative = {key for key, values in figures.items() if any(int(str(v)) < 0 for v in values)}

    written = {(region, day) for region, day, kind in notes(base) if kind == "correction"}

    assert negative == written
    assert len(negative) == 6


def test_the_days_before_a_first_row_are_not_invented(base: Engine) -> None:
    import_cases(base, REAL_FILE)
    held = rows(base)

    assert ("220600", "2020-02-05") not in held
    assert held["220600", "2020-02-06"] == (0,)
    assert held["220400", "2020-02-03"] == (3,)
    assert ("220400", "2020-02-03", "late_report") in notes(base)


def test_the_report_renders_in_both_languages(base: Engine) -> None:
    report = import_cases(base, REAL_FILE, dry_run=True)

    assert "累计数下降 (fall) × 4" in render(report, Lang.ZH)
    assert "Cumulative figure falls (fall) × 4" in render(report, Lang.EN)
    assert "whole database 157" in render(report, Lang.EN)
