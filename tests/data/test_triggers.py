"""The change signal: whoever writes, and however, a reader of newer rows misses nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, delete, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from console.data.connection import writing
from console.data.schema import DATASET_TABLES, revision
from tests.data.change_signal import (
    CASES,
    NOTES,
    Signal,
    case,
    day,
    note,
    signal,
    stamps,
    upsert,
    write,
)
from tests.data.contract_rows import GOOD, NOON, seed

#: What the database itself counts from a dataset, and so changes with it.
COUNTED_FROM = {"case_record": ("record_daily", "timeliness_daily", "timeliness_weekly")}


def test_an_insert_raises_the_revision_and_stamps_the_row_with_it(engine: Engine) -> None:
    before = signal(engine)
    write(engine, CASES, case(0))
    after = signal(engine)
    assert after.revision > before.revision
    assert after.epoch == before.epoch
    assert stamps(engine) == {0: after.revision}


def test_every_dataset_signals_its_own_changes_and_no_other_s(engine: Engine) -> None:
    with writing(engine) as connection:
        seed(connection)
    for name, row in GOOD.items():
        before = {other: signal(engine, other) for other in DATASET_TABLES}
        write(engine, DATASET_TABLES[name], row)
        after = {other: signal(engine, other) for other in DATASET_TABLES}
        changed = {other for other in after if after[other] != before[other]}
        assert changed == {name, *COUNTED_FROM.get(name, ())}


def test_an_update_stamps_only_the_rows_that_it_changes(engine: Engine) -> None:
    write(engine, CASES, case(0, 1), case(1, 2), case(2, 2))
    before = stamps(engine)
    with writing(engine) as connection:
        connection.execute(update(CASES).values(confirmed_new=2))
    after = stamps(engine)
    assert after[0] == signal(engine).revision > max(before.values())
    assert (after[1], after[2]) == (before[1], before[2])


def test_an_update_that_changes_nothing_is_no_change(engine: Engine) -> None:
    write(engine, CASES, case(0, 1), case(1, None))
    before = signal(engine), stamps(engine)
    with writing(engine) as connection:
        connection.execute(update(CASES).values(confirmed_new=CASES.c.confirmed_new))
    assert (signal(engine), stamps(engine)) == before


def test_an_update_of_no_row_is_no_change(engine: Engine) -> None:
    write(engine, CASES, case(0))
    before = signal(engine)
    with writing(engine) as connection:
        connection.execute(update(CASES).where(CASES.c.region == "220200").values(tested=1))
        connection.execute(delete(CASES).where(CASES.c.region == "220200"))
    assert signal(engine) == before


def test_a_figure_that_becomes_unpublished_is_a_change(engine: Engine) -> None:
    write(engine, CASES, case(0, 1))
    before = signal(engine)
    with writing(engine) as connection:
        connection.execute(update(CASES).values(confirmed_new=None))
    assert signal(engine).revision > before.revision
    assert stamps(engine) == {0: signal(engine).revision}


def test_an_upsert_stamps_what_it_inserts_and_what_it_changes(engine: Engine) -> None:
    write(engine, CASES, case(0, 1), case(1, 1))
    before = signal(engine)
    with writing(engine) as connection:
        upsert(connection, CASES, case(0, 1), case(1, 9), case(2, 1))
    after = stamps(engine)
    assert after[0] <= before.revision
    assert min(after[1], after[2]) > before.revision
    assert max(after.values()) == signal(engine).revision
    assert signal(engine).epoch == before.epoch


def test_whoever_writes_a_revision_of_his_own_is_overruled(engine: Engine) -> None:
    write(engine, CASES, {**case(0), "revision": 10**12})
    assert stamps(engine) == {0: signal(engine).revision}


def test_a_removed_row_begins_a_new_epoch(engine: Engine) -> None:
    write(engine, CASES, case(0), case(1))
    before = signal(engine)
    with writing(engine) as connection:
        connection.execute(delete(CASES).where(CASES.c.date == day(0)))
    after = signal(engine)
    assert after.epoch > before.epoch
    assert after.revision > before.revision


def test_a_row_that_moves_to_another_key_begins_a_new_epoch(engine: Engine) -> None:
    write(engine, CASES, case(0))
    before = signal(engine)
    with writing(engine) as connection:
        connection.execute(update(CASES).values(date=day(5)))
    assert signal(engine).epoch > before.epoch
    assert stamps(engine)[5] > before.revision


def test_a_change_that_is_rolled_back_leaves_no_trace(engine: Engine) -> None:
    write(engine, CASES, case(0))
    before = signal(engine)
    with engine.connect() as connection:
        upsert(connection, CASES, case(0, 7), case(1))
        connection.execute(delete(CASES))
        connection.rollback()
    assert signal(engine) == before


def test_the_moment_of_the_last_change_is_kept(engine: Engine) -> None:
    begun = datetime.now(UTC) - timedelta(seconds=1)
    write(engine, CASES, case(0))
    with engine.connect() as connection:
        changed = connection.scalar(
            select(revision.c.changed_at).where(revision.c.dataset == "case_daily")
        )
    assert begun <= changed <= datetime.now(UTC) + timedelta(seconds=1)


# -- the note that a negative count needs -----------------------------------------------------


def test_a_negative_new_count_without_a_note_is_refused(engine: Engine) -> None:
    with pytest.raises(IntegrityError, match="case_note"):
        write(engine, CASES, case(0, -1))
    write(engine, CASES, case(0, 1))
    with pytest.raises(IntegrityError, match="case_note"), writing(engine) as connection:
        connection.execute(update(CASES).values(recovered_new=-1))
    with pytest.raises(IntegrityError, match="case_note"), writing(engine) as connection:
        upsert(connection, CASES, case(0, -2))


def test_a_note_of_another_day_or_region_does_not_serve(engine: Engine) -> None:
    write(engine, NOTES, note(1), note(0, region="220200"))
    with pytest.raises(IntegrityError, match="case_note"):
        write(engine, CASES, case(0, -1))


def test_a_negative_new_count_with_its_note_is_accepted(engine: Engine) -> None:
    with writing(engine) as connection:
        upsert(connection, NOTES, note(0))
        upsert(connection, CASES, case(0, -1))
    assert stamps(engine).keys() == {0}


def test_a_note_that_explains_a_negative_count_stays(engine: Engine) -> None:
    write(engine, NOTES, note(0))
    write(engine, CASES, case(0, -1))
    with pytest.raises(IntegrityError, match="explains"), writing(engine) as connection:
        connection.execute(delete(NOTES))
    with pytest.raises(IntegrityError, match="explains"), writing(engine) as connection:
        connection.execute(update(NOTES).values(date=day(3)))
    write(engine, NOTES, note(0, kind="late_report"))
    with writing(engine) as connection:
        connection.execute(delete(NOTES).where(NOTES.c.kind == "correction"))
        connection.execute(update(NOTES).values(text_en="Late"))
        connection.execute(update(CASES).values(confirmed_new=0))
        connection.execute(delete(NOTES))


# -- what is only ever added to ---------------------------------------------------------------


@pytest.mark.parametrize("name", ["duty_log", "wall_event"])
def test_what_was_logged_is_neither_changed_nor_removed_even_by_the_owner(
    engine: Engine, name: str
) -> None:
    table = DATASET_TABLES[name]
    with writing(engine) as connection:
        seed(connection)
    write(engine, table, GOOD[name])
    before = signal(engine, name)
    for statement in (update(table).values(by="Somebody"), delete(table)):
        with pytest.raises(DBAPIError, match="append-only"), writing(engine) as connection:
            connection.execute(statement)
    assert signal(engine, name) == before


# -- the promise itself -----------------------------------------------------------------------

_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("upsert"), st.integers(0, 4), st.integers(0, 3)),
        st.tuples(st.just("update"), st.integers(0, 4), st.integers(0, 3)),
        st.tuples(st.just("delete"), st.integers(0, 4), st.just(0)),
        st.tuples(st.just("move"), st.integers(0, 4), st.integers(0, 4)),
        st.tuples(st.just("undone"), st.integers(0, 4), st.integers(0, 3)),
        st.tuples(st.just("commit"), st.just(0), st.just(0)),
    ),
    max_size=12,
)


class _Follower:
    """A reader as the data contract describes it: only newer rows, all anew at a new epoch."""

    def __init__(self) -> None:
        self.rows: dict[date, int | None] = {}
        self._at = Signal(-1, -1)

    def read(self, engine: Engine) -> None:
        now = signal(engine)
        since = self._at.revision
        if now.epoch != self._at.epoch:
            self.rows.clear()
            since = -1
        if now != self._at:
            with engine.connect() as connection:
                for row in connection.execute(select(CASES).where(CASES.c.revision > since)):
                    self.rows[row.date] = row.confirmed_new
        self._at = now


def _do(connection: Connection, step: str, first: int, second: int) -> None:
    match step:
        case "upsert":
            upsert(connection, CASES, case(first, second))
        case "update":
            connection.execute(
                update(CASES).where(CASES.c.date >= day(first)).values(confirmed_new=second)
            )
        case "delete":
            connection.execute(delete(CASES).where(CASES.c.date == day(first)))
        case "move":
            taken = connection.scalar(select(CASES.c.date).where(CASES.c.date == day(second)))
            if taken is None:
                connection.execute(
                    update(CASES).where(CASES.c.date == day(first)).values(date=day(second))
                )
        case "undone":
            with connection.begin_nested() as savepoint:
                upsert(connection, CASES, case(first, second))
                connection.execute(delete(CASES).where(CASES.c.date == day(second)))
                savepoint.rollback()


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=_STEPS)
def test_a_reader_of_newer_rows_always_holds_what_the_table_holds(
    engine: Engine, steps: list[tuple[str, int, int]]
) -> None:
    follower = _Follower()
    follower.read(engine)
    with writing(engine) as connection:
        connection.execute(delete(CASES))
    pending = list(steps)
    while pending:
        with writing(engine) as connection:
            while pending and (step := pending.pop(0))[0] != "commit":
                _do(connection, *step)
        follower.read(engine)
        with engine.connect() as connection:
            held = connection.execute(select(CASES.c.date, CASES.c.confirmed_new)).all()
        assert follower.rows == {row.date: row.confirmed_new for row in held}


# -- SQLite alone -----------------------------------------------------------------------------


def test_on_sqlite_a_replaced_row_begins_a_new_epoch(sqlite_engine: Engine) -> None:
    write(sqlite_engine, CASES, case(0))
    before = signal(sqlite_engine)
    with writing(sqlite_engine) as connection:
        connection.execute(CASES.insert().prefix_with("OR REPLACE").values(case(0, 5)))
    assert signal(sqlite_engine).epoch > before.epoch
    assert stamps(sqlite_engine) == {0: signal(sqlite_engine).revision}


def test_on_sqlite_a_log_entry_cannot_be_replaced(sqlite_engine: Engine) -> None:
    table = DATASET_TABLES["wall_event"]
    write(sqlite_engine, table, GOOD["wall_event"])
    with (
        pytest.raises(IntegrityError, match="append-only"),
        writing(sqlite_engine) as connection,
    ):
        connection.execute(
            table.insert().prefix_with("OR REPLACE").values({**GOOD["wall_event"], "by": "X"})
        )


@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_on_sqlite_stamping_sets_off_no_further_trigger(
    sqlite_engine: Engine, recursive: str
) -> None:
    before = signal(sqlite_engine)
    with writing(sqlite_engine) as connection:
        connection.execute(text(f"PRAGMA recursive_triggers = {recursive}"))
        connection.execute(CASES.insert().values(case(0)))
        connection.execute(update(CASES).values(confirmed_new=5, in_hospital=1))
    assert signal(sqlite_engine) == Signal(before.revision + 2, before.epoch)


def test_an_alert_can_be_acknowledged_once_it_was_raised(engine: Engine) -> None:
    table = DATASET_TABLES["alert"]
    write(engine, table, GOOD["alert"])
    before = signal(engine, "alert")
    with writing(engine) as connection:
        connection.execute(
            update(table).values(
                acknowledged_by="Wang", acknowledged_at=NOON + timedelta(minutes=5)
            )
        )
    assert signal(engine, "alert").revision > before.revision
