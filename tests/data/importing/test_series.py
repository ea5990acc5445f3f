"""Cumulative figures to daily counts: sums always equal what was published."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from console.data.importing.fields import CASE_FIELD
from console.data.importing.series import FileDay, Published, difference
from console.data.schema import case_daily, case_note
from tests.data.importing.importing_help import import_cases, notes, revisions, rows, total

WriteFile = Callable[..., Path]
FIRST = date(2020, 2, 1)
CONFIRMED = [CASE_FIELD["confirmed"]]

figures = st.dictionaries(
    st.integers(min_value=0, max_value=30),
    st.one_of(st.none(), st.integers(min_value=0, max_value=50)),
    max_size=20,
)


def published(values: dict[int, int | None]) -> Published:
    days = [FileDay(FIRST.toordinal() + d, 0, d + 2, 0, [v]) for d, v in sorted(values.items())]
    return Published(0, days)


def stored_after(values: dict[int, int | None], stored: dict[int, tuple[int | None]]) -> dict:
    region = difference(published(values), stored, CONFIRMED)
    return {
        day: (new,)
        for day, new in zip(region.days, region.series[0].news, strict=True)
        if new is not None
    }


def cumulative(stored: dict[int, tuple[int | None]]) -> dict[int, int]:
    running, found = 0, {}
    for day, (new,) in sorted(stored.items()):
        running += new or 0
        found[day - FIRST.toordinal()] = running
    return found


@given(figures)
def test_the_sum_up_to_any_published_day_is_the_published_figure(
    values: dict[int, int | None],
) -> None:
    sums = cumulative(stored_after(values, {}))

    assert sums == {day: value for day, value in values.items() if value is not None}


@given(figures, figures)
def test_two_imports_give_the_same_in_either_order_unless_they_contradict(
    one: dict[int, int | None], two: dict[int, int | None]
) -> None:
    two = {day: one[day] if one.get(day) is not None else value for day, value in two.items()}

    assert stored_after(two, stored_after(one, {})) == stored_after(one, stored_after(two, {}))


@given(figures)
def test_the_same_import_again_changes_nothing(values: dict[int, int | None]) -> None:
    once = stored_after(values, {})

    assert stored_after(values, once) == once


@given(figures, figures)
def test_a_later_file_stands_and_other_days_keep_their_figures(
    old: dict[int, int | None], new: dict[int, int | None]
) -> None:
    sums = cumulative(stored_after(new, stored_after(old, {})))

    for day in old.keys() | new.keys():
        expected = new.get(day) if new.get(day) is not None else old.get(day)
        assert expected is None or sums[day] == expected


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(values=figures, order=st.randoms(use_true_random=False))
def test_any_series_in_any_order_of_rows_sums_up_in_the_database(
    base: Engine, tmp_path: Path, values: dict[int, int | None], order: object
) -> None:
    lines = [
        f"{FIRST + timedelta(days=day)},220100,{'' if value is None else value}"
        for day, value in values.items()
    ]
    order.shuffle(lines)  # type: ignore[attr-defined]
    with base.begin() as connection:
        connection.execute(text("DELETE FROM case_daily"))
        connection.execute(text("DELETE FROM case_note"))
    path = tmp_path / "any.csv"
    path.write_text("\n".join(["date,region,confirmed", *lines, "2020-01-01,220200,7"]), "utf-8")

    report = import_cases(base, path)

    last = [value for _, value in sorted(values.items()) if value is not None][-1:]
    assert report.ok
    assert total(base) == 7 + sum(last)
    before = revisions(base)
    assert import_cases(base, path).outcome.changed == 0
    assert revisions(base) == before


def test_a_fall_of_the_cumulative_count_becomes_a_negative_new_count_with_a_note(
    engine: Engine, file: WriteFile
) -> None:
    path = file("date,region,confirmed,dead\n2020-02-01,220200,5,1\n2020-02-02,220200,3,0\n")

    import_cases(engine, path)

    assert rows(engine, columns="confirmed_new, deaths_new") == {
        ("220200", "2020-02-01"): (5, 1),
        ("220200", "2020-02-02"): (-2, -1),
    }
    assert notes(engine)["220200", "2020-02-02", "correction"] == (
        "Corrected by the publisher: confirmed 5→3 (−2), deaths 1→0 (−1)."
    )


def test_missing_days_stay_empty_and_the_jump_falls_on_the_next_published_day(
    base: Engine, file: WriteFile
) -> None:
    path = file(
        "date,region,confirmed\n2020-02-01,220200,1\n2020-02-05,220200,6\n2020-02-01,220100,0\n"
    )

    report = import_cases(base, path)

    assert rows(base) == {
        ("220200", "2020-02-01"): (1,),
        ("220200", "2020-02-05"): (5,),
        ("220100", "2020-02-01"): (0,),
    }
    assert "2020-02-02 to 2020-02-04; confirmed +5" in report.of_rule("gap")[0].read.en
    assert report.counts["series_ended"] == 1


def test_a_blank_is_not_published_and_the_difference_comes_later(
    base: Engine, file: WriteFile
) -> None:
    path = file(
        "date,region,confirmed\n2020-02-01,220200,1\n2020-02-02,220200,\n2020-02-03,220200,4\n"
    )

    report = import_cases(base, path)

    assert rows(base) == {("220200", "2020-02-01"): (1,), ("220200", "2020-02-03"): (3,)}
    assert "confirmed +3" in report.of_rule("gap")[0].read.en


def test_a_stale_day_followed_by_a_double_jump_is_reported_and_kept(
    base: Engine, file: WriteFile
) -> None:
    counts = [1, 4, 7, 7, 13]
    lines = [f"2020-02-{day:02},220200,{count}" for day, count in enumerate(counts, 1)]

    report = import_cases(base, file("\n".join(["date,region,confirmed", *lines])))

    assert report.of_rule("stale_jump")[0].place == "cases.csv:6"
    assert rows(base)["220200", "2020-02-04"] == (0,)
    assert rows(base)["220200", "2020-02-05"] == (6,)


def test_the_same_row_twice_is_merged_and_told(base: Engine, file: WriteFile) -> None:
    path = file(
        "date,region,confirmed,dead\n2020-02-01,220100,1,\n2020-02-01,长春,1,0\n2020-02-01,220200,2,0\n"
    )

    report = import_cases(base, path)

    assert report.ok
    assert report.counts["duplicate"] == 1
    assert report.of_rule("duplicate")[0].place == "cases.csv:3"
    assert rows(base, columns="confirmed_new, deaths_new")["220100", "2020-02-01"] == (1, 0)


def test_two_rows_that_contradict_each_other_name_both_lines(base: Engine, file: WriteFile) -> None:
    path = file(
        "date,region,confirmed\n2020-02-01,220100,1\n2020-02-02,220100,2\n2020-02-01,长春,3\n"
    )

    report = import_cases(base, path)

    found = report.of_rule("contradiction")[0]
    assert found.place == "cases.csv:4"
    assert "is 1 at cases.csv:2 and 3 here" in found.read.en
    assert rows(base) == {}


def test_a_corrected_file_changes_history_and_keeps_later_figures(
    engine: Engine, file: WriteFile
) -> None:
    import_cases(
        engine,
        file(
            "date,region,confirmed\n2020-02-01,220100,1\n2020-02-02,220100,5\n2020-02-03,220100,6\n"
        ),
    )

    report = import_cases(engine, file("date,region,confirmed\n2020-02-02,220100,3\n", "fix.csv"))

    assert rows(engine) == {
        ("220100", "2020-02-01"): (1,),
        ("220100", "2020-02-02"): (2,),
        ("220100", "2020-02-03"): (3,),
    }
    assert report.counts["history_changed"] == 1
    assert "new confirmed 4 → 2" in report.of_rule("history_changed")[0].read.en
    assert report.counts["other_days"] == 1
    assert report.outcome.changed == 2


def test_the_next_days_file_goes_on_where_the_database_stands(
    engine: Engine, file: WriteFile
) -> None:
    import_cases(engine, file("date,region,confirmed\n2020-02-01,220100,40\n"))
    report = import_cases(engine, file("date,region,confirmed\n2020-02-02,220100,45\n", "2.csv"))

    assert rows(engine)["220100", "2020-02-02"] == (5,)
    assert "late_first" not in report.counts
    assert total(engine) == 45


def test_days_imported_before_their_past_give_up_what_was_booked_on_them(
    engine: Engine, file: WriteFile
) -> None:
    import_cases(engine, file("date,region,confirmed\n2020-02-02,220100,45\n", "2.csv"))
    assert ("220100", "2020-02-02", "late_report") in notes(engine)

    report = import_cases(engine, file("date,region,confirmed\n2020-02-01,220100,40\n"))

    assert rows(engine) == {("220100", "2020-02-01"): (40,), ("220100", "2020-02-02"): (5,)}
    assert set(notes(engine)) == {("220100", "2020-02-01", "late_report")}
    assert report.outcome.notes_removed == 1


def test_what_the_file_does_not_mention_stays(engine: Engine, file: WriteFile) -> None:
    import_cases(
        engine,
        file("date,region,confirmed,cured\n2020-02-01,220100,1,1\n2020-02-01,220200,2,0\n"),
    )

    import_cases(engine, file("date,region,confirmed,cured\n2020-02-01,220100,4,\n", "2.csv"))

    assert rows(engine, columns="confirmed_new, recovered_new") == {
        ("220100", "2020-02-01"): (4, 1),
        ("220200", "2020-02-01"): (2, 0),
    }


def test_a_note_written_by_a_person_is_not_overwritten(engine: Engine, file: WriteFile) -> None:
    with engine.begin() as connection:
        connection.execute(
            case_note.insert().values(
                region="220100",
                date=date(2020, 2, 2),
                kind="correction",
                text_zh="人写的",
                text_en="by hand",
            )
        )
        connection.execute(
            case_daily.insert().values(region="220100", date=date(2020, 2, 1), confirmed_new=5)
        )

    report = import_cases(engine, file("date,region,confirmed\n2020-02-02,220100,4\n"))

    assert rows(engine)["220100", "2020-02-02"] == (-1,)
    assert notes(engine)["220100", "2020-02-02", "correction"] == "by hand"
    assert report.counts["note_kept"] == 1


DAYS = "date,region,confirmed\n"


def test_unattributed_cases_are_taken_back_when_the_publisher_goes_on_without_them(
    base: Engine, file: WriteFile
) -> None:
    path = file(
        DAYS
        + "2020-02-01,220100,1\n2020-02-01,2200xx,2\n2020-02-02,220100,3\n2020-02-03,220100,3\n"
    )

    report = import_cases(base, path)

    assert rows(base)["2200xx", "2020-02-02"] == (-2,)
    assert ("2200xx", "2020-02-02", "correction") in notes(base)
    assert report.counts["withdrawn"] == 1
    assert total(base) == 3


def test_unattributed_cases_are_taken_back_by_the_next_days_file_too(
    engine: Engine, file: WriteFile
) -> None:
    import_cases(engine, file(DAYS + "2020-02-01,220100,1\n2020-02-01,2200xx,2\n"))

    import_cases(engine, file(DAYS + "2020-02-02,220100,3\n", "2.csv"))

    assert rows(engine)["2200xx", "2020-02-02"] == (-2,)
    assert total(engine) == 3


def test_a_file_of_few_regions_takes_no_unattributed_cases_back(
    base: Engine, file: WriteFile
) -> None:
    lines = "".join(f"2020-02-01,{code},1\n" for code in ("220100", "220200", "220300", "2200xx"))
    import_cases(base, file(DAYS + lines))

    import_cases(base, file(DAYS + "2020-02-02,220100,3\n", "2.csv"))

    assert total(base) == 6


def test_cases_from_abroad_are_not_taken_back_when_they_are_listed_no_more(
    base: Engine, file: WriteFile
) -> None:
    path = file(DAYS + "2020-02-01,220100,1\n2020-02-01,2200y0,2\n2020-02-02,220100,3\n")

    report = import_cases(base, path)

    assert total(base) == 5
    assert "withdrawn" not in report.counts
    assert report.counts["series_ended"] == 1


@pytest.mark.parametrize("word", ["合计", "全省", "Total", "吉林省", "220000"])
def test_a_total_row_is_kept_apart_and_its_disagreement_reported(
    engine: Engine, file: WriteFile, word: str
) -> None:
    path = file(
        f"{DAYS}2020-02-01,220100,1\n2020-02-01,220200,2\n2020-02-01,{word},3\n"
        f"2020-02-02,220100,4\n2020-02-02,{word},9\n"
    )

    report = import_cases(engine, path)

    assert total(engine) == 6
    assert rows(engine, "case_total") == {
        ("220000", "2020-02-01"): (3,),
        ("220000", "2020-02-02"): (6,),
    }
    assert "1 of 2 days, at most 3 (2020-02-02: total 9, sum of the regions 6)" in (
        report.of_rule("total_disagrees")[0].read.en
    )


def test_a_total_is_compared_with_regions_that_only_the_database_knows(
    base: Engine, file: WriteFile
) -> None:
    import_cases(base, file(DAYS + "2020-02-01,220100,1\n2020-02-01,220200,2\n"))

    report = import_cases(base, file(DAYS + "2020-02-01,合计,3\n2020-02-01,220100,1\n", "2.csv"))

    assert "total_disagrees" not in report.counts


def test_a_prefecture_beside_most_of_its_counties_is_their_subtotal(
    base: Engine, file: WriteFile
) -> None:
    path = file(
        f"{DAYS}2020-02-01,辽源市,6\n2020-02-01,龙山区,1\n2020-02-01,西安区,2\n2020-02-01,东丰县,3\n"
    )

    report = import_cases(base, path)

    assert report.counts["parent_total"] == 1
    assert total(base) == 6
    assert rows(base, "case_total") == {("220400", "2020-02-01"): (6,)}


def test_counties_are_refused_where_their_prefecture_is_counted_already(
    base: Engine, file: WriteFile
) -> None:
    import_cases(base, file(DAYS + "2020-02-01,辽源市,6\n"))

    report = import_cases(
        base,
        file(DAYS + "2020-02-02,龙山区,1\n2020-02-02,西安区,2\n2020-02-02,东丰县,3\n", "2.csv"),
    )

    assert "already count 6 confirmed" in report.of_rule("counted_twice")[0].read.en
    assert total(base) == 6
