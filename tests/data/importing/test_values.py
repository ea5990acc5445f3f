"""Numbers and dates, however a publisher writes them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.data.importing.values import Days, Numbers, Oddities, moment

TODAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("cell", "count"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("１，２３４", 1234),
        ("1 234", 1234),
        ("12.0", 12),
        ("3例", 3),
        (12.0, 12),
        (7, 7),
        ("-2", -2),
        ("０", 0),
    ],
)
def test_a_count_is_read_in_every_usual_writing(cell: object, count: int) -> None:
    assert Numbers(Oddities()).count(cell) == count


@pytest.mark.parametrize(
    "cell", ["", " ", "-", "—", "——", "－", "/", "N/A", "未公布", "暂无", None]
)
def test_blanks_and_dashes_are_not_published_and_never_zero(cell: object) -> None:
    oddities = Oddities()

    assert Numbers(oddities).count(cell) is None
    assert oddities.not_published == 1


@pytest.mark.parametrize(
    "cell",
    ["1.5", "1,23", "abc", "1.2万", "无", True, "1e99", "99999999999", float("nan"), "#REF!", "٣x"],
)
def test_what_is_no_whole_number_is_refused(cell: object) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Numbers(Oddities()).count(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "2020-01-22",
        "2020/1/22",
        "2020.01.22",
        "20200122",
        "2020年1月22日",
        "２０２０年１月２２日",
        "2020-01-22T10:00:00",
        "2020/1/22 8:05",
        "43852",
        43852,
        43852.0,
        "43852.5",
        datetime(2020, 1, 22, 8, 0),  # noqa: DTZ001 - as Excel gives it
        date(2020, 1, 22),
        "2020-01-22T00:00:00+08:00",
    ],
)
def test_a_day_is_read_in_every_usual_writing(cell: object) -> None:
    assert Days(Oddities(), TODAY).day(cell) == date(2020, 1, 22)


def test_a_utc_date_becomes_the_day_in_beijing_and_is_counted() -> None:
    oddities = Oddities()

    assert Days(oddities, TODAY).day("2020-01-22T16:00:00Z") == date(2020, 1, 23)
    assert oddities.zoned_first == ("2020-01-22T16:00:00Z", date(2020, 1, 23))


@pytest.mark.parametrize(
    "cell", ["", "1/22/20", "22.1.2020", "1月22日", "2020-13-01", "1999-12-31", "2026-03-03", "yes"]
)
def test_an_ambiguous_impossible_or_future_day_is_refused(cell: object) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Days(Oddities(), TODAY).day(cell)


def test_a_moment_without_a_zone_is_beijings() -> None:
    assert moment("2022-03-19 08:00") == datetime(2022, 3, 19, tzinfo=UTC)
    assert moment("2022-03-19T08:00:00Z") == datetime(2022, 3, 19, 8, tzinfo=UTC)
    assert moment("-") is None


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.none(), st.datetimes()))
def test_any_cell_is_read_or_refused_with_a_value_error(cell: object) -> None:
    for read in (
        Numbers(Oddities()).count,
        Numbers(Oddities()).amount,
        Days(Oddities(), TODAY).day,
        moment,
    ):
        try:
            read(cell)
        except ValueError:
            continue


@given(st.integers(min_value=0, max_value=2**31 - 1))
def test_a_number_with_separators_is_the_same_number(number: int) -> None:
    numbers = Numbers(Oddities())

    assert numbers.count(f"{number:,}") == numbers.count(str(number)) == number


@given(st.dates(min_value=date(2000, 1, 1), max_value=TODAY))
def test_all_writings_of_a_day_agree(day: date) -> None:
    days = Days(Oddities(), TODAY)
    writings = (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day:%Y%m%d}",
        f"{day.year}年{day.month}月{day.day}日",
    )

    assert {days.day(writing) for writing in writings} == {day}
