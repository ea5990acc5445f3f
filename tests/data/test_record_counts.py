"""What the triggers keep of the line list is, after any changes, what a recount finds."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, insert, select, text, update

from console.analysis.timeliness import STEPS, intervals, timeliness
from console.data.connection import writing
from console.data.days import day_of
from console.data.schema import DATASET_TABLES
from tests.data.change_signal import signal

RECORDS = DATASET_TABLES["case_record"]
REGIONS = DATASET_TABLES["region"]
MOMENTS = ("onset_at", "reported_at", "isolated_at", "treated_at")

#: Two counties of one prefecture, one of another, a prefecture itself, and a retired code.
PLACES = ("220102", "220103", "220202", "220100", "220381")
START = datetime(2020, 12, 26, 12, tzinfo=UTC)

Row = dict[str, object]


def parents(engine: Engine) -> Mapping[str, str | None]:
    with engine.connect() as connection:
        rows = connection.execute(
            select(REGIONS.c.code, REGIONS.c.parent_code, REGIONS.c.successor_code)
        )
        return {row.code: row.successor_code or row.parent_code for row in rows}


def above(tree: Mapping[str, str | None], code: str | None) -> Iterator[str]:
    """Yield ``code`` and every region that it counts in."""
    while code is not None:
        yield code
        code = tree[code]


def hours_of(rows: list[Row]) -> np.ndarray:
    return intervals(
        np.array(
            [
                [
                    float("nan") if row[name] is None else (row[name] - START) / timedelta(hours=1)
                    for row in rows
                ]
                for name in MOMENTS
            ]
        )
    )


def recount(engine: Engine) -> dict[str, dict[tuple[str, object], list[float | None]]]:
    """Return what the three tables must hold, counted case by case outside the database."""
    tree = parents(engine)
    with engine.connect() as connection:
        records = [dict(row) for row in connection.execute(select(RECORDS)).mappings()]
    counts: dict[tuple[str, object], list[float | None]] = {}
    daily: dict[tuple[str, object], list[float | None]] = {}
    weekly: dict[tuple[str, object], list[float | None]] = {}
    for key, rows in grouped(records, lambda row: [row["region"]], lambda day: day).items():
        sources = [row["source"] for row in rows]
        counts[key] = [len(rows), sources.count("local"), sources.count("imported")]
        daily[key] = [figure for step in figures(rows) for figure in (step[0], step[2])]
    up = grouped(
        records,
        lambda row: above(tree, row["region"]),
        lambda day: day - timedelta(days=day.weekday()),
    )
    for key, rows in up.items():
        weekly[key] = [len(rows), *(figure for step in figures(rows) for figure in step)]
    return {"record_daily": counts, "timeliness_daily": daily, "timeliness_weekly": weekly}


def grouped(records, places, begin) -> dict[tuple[str, object], list[Row]]:
    groups: dict[tuple[str, object], list[Row]] = {}
    for row in records:
        for place in places(row):
            groups.setdefault((place, begin(day_of(row["reported_at"]))), []).append(row)
    return groups


def figures(rows: list[Row]) -> list[list[float | None]]:
    """Return median, 90th percentile, count and negatives of each step."""
    one = np.zeros(len(rows), int)
    found = timeliness(one, one + 7, hours_of(rows))
    return [
        [
            *(None if np.isnan(hours) else hours for hours in found.hours[step, 0]),
            found.count[step, 0],
            found.before[step, 0],
        ]
        for step in range(len(STEPS))
    ]


def held(engine: Engine) -> dict[str, dict[tuple[str, object], list[float | None]]]:
    found = {}
    with engine.connect() as connection:
        for name in ("record_daily", "timeliness_daily", "timeliness_weekly"):
            rows = connection.execute(select(DATASET_TABLES[name])).all()
            found[name] = {(row[0], row[1]): list(row[2:-1]) for row in rows}
    return found


def assert_counted(engine: Engine) -> None:
    expected, kept = recount(engine), held(engine)
    for name, rows in expected.items():
        assert kept[name].keys() == rows.keys()
        for key, values in rows.items():
            assert kept[name][key] == [
                None if value is None else pytest.approx(value, abs=1e-5) for value in values
            ], (name, key)


moment = st.one_of(st.none(), st.integers(-72, 400).map(lambda hour: START + timedelta(hours=hour)))
row = st.fixed_dictionaries(
    {
        "region": st.sampled_from(PLACES),
        "onset_at": moment,
        "reported_at": st.integers(0, 340).map(lambda hour: START + timedelta(hours=hour)),
        "isolated_at": moment,
        "treated_at": moment,
        "source": st.sampled_from([None, "local", "imported", "unknown"]),
    }
)
ids = st.integers(0, 15).map(str)
change = st.one_of(
    st.tuples(st.just("insert"), st.dictionaries(ids, row, min_size=1, max_size=8)),
    st.tuples(st.just("update"), st.lists(ids, min_size=1, max_size=6), row),
    st.tuples(st.just("regroup"), st.lists(ids, min_size=1, max_size=6)),
    st.tuples(st.just("delete"), st.lists(ids, min_size=1, max_size=6)),
    st.tuples(st.just("empty")),
    st.tuples(st.just("move"), st.sampled_from(["220100", "220200"])),
)


def apply(connection: Connection, step: tuple) -> None:
    kind, *rest = step
    if kind == "insert":
        chosen = RECORDS.c.id.in_(rest[0])
        connection.execute(delete(RECORDS).where(chosen))
        rows = [{"id": key, **values} for key, values in rest[0].items()]
        connection.execute(insert(RECORDS).values(rows))
    elif kind == "update":
        connection.execute(update(RECORDS).where(RECORDS.c.id.in_(rest[0])).values(rest[1]))
    elif kind == "regroup":
        connection.execute(
            update(RECORDS).where(RECORDS.c.id.in_(rest[0])).values(cluster="market")
        )
    elif kind == "delete":
        connection.execute(delete(RECORDS).where(RECORDS.c.id.in_(rest[0])))
    elif kind == "move":
        connection.execute(
            update(REGIONS).where(REGIONS.c.code == "220103").values(parent_code=rest[0])
        )
    elif connection.dialect.name == "postgresql":
        connection.execute(text("TRUNCATE command.case_record"))
    else:
        connection.execute(delete(RECORDS))


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(change, min_size=1, max_size=6))
def test_after_any_changes_the_database_holds_what_a_recount_finds(engine, steps):
    with writing(engine) as connection:
        connection.execute(delete(RECORDS))
        apply(connection, ("move", "220100"))
    for step in steps:
        with writing(engine) as connection:
            apply(connection, step)
    assert_counted(engine)


def record(number: int, **more: object) -> Row:
    return {
        "id": str(number),
        "region": "220102",
        "onset_at": START - timedelta(hours=30),
        "reported_at": START,
        "isolated_at": START - timedelta(hours=number),
        "treated_at": START + timedelta(hours=number),
        "source": "local",
        **more,
    }


def test_what_is_rolled_back_was_never_counted(engine):
    with writing(engine) as connection:
        connection.execute(insert(RECORDS).values(record(1)))
    before = held(engine)
    with engine.connect() as connection:
        connection.execute(insert(RECORDS).values(record(2)))
        connection.rollback()
    assert held(engine) == before
    assert_counted(engine)


def test_a_change_that_counts_nothing_leaves_the_counts_and_their_signal_alone(engine):
    with writing(engine) as connection:
        connection.execute(insert(RECORDS).values(record(1)))
    before = signal(engine, "timeliness_weekly")
    with writing(engine) as connection:
        connection.execute(update(RECORDS).values(cluster="market"))
    assert signal(engine, "timeliness_weekly") == before


def test_a_new_case_raises_the_signal_of_everything_that_counts_it(engine):
    names = ("record_daily", "timeliness_daily", "timeliness_weekly")
    before = {name: signal(engine, name) for name in names}
    with writing(engine) as connection:
        connection.execute(insert(RECORDS).values(record(1)))
    for name in names:
        after = signal(engine, name)
        assert after.revision > before[name].revision
        assert after.epoch == before[name].epoch


def test_a_year_mistyped_hurts_neither_the_row_nor_the_medians(engine):
    with writing(engine) as connection:
        connection.execute(insert(RECORDS).values(record(1)))
        wrong = datetime(1020, 12, 25, tzinfo=UTC)
        connection.execute(insert(RECORDS).values(record(2, onset_at=wrong)))
    assert_counted(engine)
    week = held(engine)["timeliness_weekly"]["220000", START.date() - timedelta(days=5)]
    assert week[:4] == [2, pytest.approx(30.0), pytest.approx(30.0), 1]
