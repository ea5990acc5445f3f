"""What waits for the database is neither lost nor delivered twice."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.data.outbox import Entry, Outbox

NOON = datetime(2026, 2, 1, 12, tzinfo=UTC)


def entry(number: int) -> Entry:
    return Entry(f"id-{number}", "wall_event", NOON + timedelta(seconds=number), f"[{number}]")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "deep" / "box.sqlite"


def test_what_was_put_waits_in_its_order_until_it_is_delivered(path):
    box = Outbox(path)
    box.put([entry(3), entry(1)])
    box.put([entry(2)])
    assert box.waiting() == (entry(3), entry(1), entry(2))
    assert box.waiting(1) == (entry(3),)
    box.mark_delivered(["id-3", "id-2"])
    assert box.waiting() == (entry(1),)
    box.close()


def test_what_was_put_outlives_the_program(path):
    box = Outbox(path)
    box.put([entry(1)])
    box.close()
    again = Outbox(path)
    assert again.waiting() == (entry(1),)
    again.close()


def test_an_entry_that_is_put_again_is_kept_once_and_stays_delivered(path):
    box = Outbox(path)
    box.put([entry(1)])
    box.mark_delivered(["id-1"])
    box.put([entry(1)])
    assert box.waiting() == ()
    assert box.between(NOON, NOON + timedelta(hours=1)) == (entry(1),)
    box.close()


def test_two_threads_of_one_program_see_the_same_box(path):
    first, second = Outbox(path), Outbox(path)
    first.put([entry(1)])
    second.mark_delivered([waiting.id for waiting in second.waiting()])
    assert first.waiting() == ()
    first.close()
    second.close()


def test_only_what_was_delivered_is_ever_forgotten(path):
    box = Outbox(path)
    box.put([entry(1), entry(2)])
    box.mark_delivered(["id-1"])
    box.forget(NOON + timedelta(hours=1))
    assert box.between(NOON, NOON + timedelta(hours=1)) == (entry(2),)
    box.close()


def test_a_file_that_is_no_box_is_set_aside(path):
    path.parent.mkdir()
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 100)
    box = Outbox(path)
    box.put([entry(1)])
    assert box.waiting() == (entry(1),)
    assert path.with_suffix(".damaged").exists()
    box.close()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=40))
def test_what_waits_is_always_what_was_put_and_not_delivered(tmp_path_factory, steps):
    box = Outbox(tmp_path_factory.mktemp("box") / "box.sqlite")
    put, delivered = [], set()
    for puts, number in steps:
        if puts:
            box.put([entry(number)])
            put += [number] if number not in put else []
        else:
            box.mark_delivered([f"id-{number}"])
            delivered |= {number} & set(put)
    assert box.waiting() == tuple(entry(n) for n in put if n not in delivered)
    box.close()
