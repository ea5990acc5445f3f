"""The ledger conserves material whatever is entered, and names what does not fit."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.analysis.ledger import build_ledger
from console.analysis.ledger_entries import Entry, Kind

FIRST = date(2022, 3, 14)
DAYS = 8
LAST = FIRST + timedelta(days=DAYS - 1)


def day(number):
    return FIRST + timedelta(days=number)


def entry(kind, on, quantity, region="", **more):
    known = {"kind": kind, "day": day(on), "material": "SUIT", "quantity": quantity}
    return Entry(**(known | {"region": region} | more))


def ledger(*entries):
    return build_ledger(entries, FIRST, LAST)


quantities = st.floats(0, 1e4)
places = st.sampled_from(["220100", "220200", "D1"])
materials = st.sampled_from(["SUIT", "N95"])
days = st.integers(0, DAYS - 1)


@st.composite
def histories(draw):
    """Entries of any kind: shipments that are late, partial, cancelled, lost, doubled, unknown."""
    found = []
    plain = st.tuples(st.sampled_from([Kind.PRODUCED, Kind.CONSUMED, Kind.COUNTED]), days)
    for kind, on in draw(st.lists(plain, max_size=12)):
        found.append(entry(kind, on, draw(quantities), draw(places), material=draw(materials)))
    for number in range(draw(st.integers(0, 5))):
        material, left = draw(materials), draw(days)
        due = draw(st.one_of(st.none(), st.integers(0, 20).map(day)))
        source = draw(st.one_of(st.just(""), places))
        code = f"S{number}"
        found.append(
            entry(
                Kind.SHIPPED,
                left,
                draw(quantities),
                source,
                material=material,
                shipment=code,
                to=draw(places),
                due=due,
            )
        )
        ends = st.sampled_from([Kind.ARRIVED, Kind.LOST, Kind.CANCELLED])
        for kind, on in draw(st.lists(st.tuples(ends, days), max_size=4)):
            much = draw(st.one_of(quantities, st.none() if kind is Kind.CANCELLED else quantities))
            found.append(entry(kind, on, much, material=material, shipment=code))
    return draw(st.permutations(found))


@given(histories())
def test_material_is_conserved_over_any_sequence_of_entries(history):
    books = build_ledger(history, FIRST, LAST)
    there = (books.closing + books.in_transit).sum(axis=0)
    came = books.brought_in + books.produced - books.consumed - books.lost + books.difference
    expected = books.opening[:, :, :1].sum(axis=0) + np.cumsum(came.sum(axis=0), axis=1)
    np.testing.assert_allclose(there, expected, rtol=1e-9, atol=1e-6)


@given(histories())
def test_every_place_adds_up_on_every_day_and_opens_with_what_it_closed_with(history):
    books = build_ledger(history, FIRST, LAST)
    moved = books.produced + books.received + books.returned - books.sent - books.consumed
    np.testing.assert_allclose(
        books.closing, books.opening + moved + books.difference, rtol=1e-9, atol=1e-6
    )
    np.testing.assert_array_equal(books.opening[:, :, 1:], books.closing[:, :, :-1])


@given(histories())
def test_nothing_more_arrives_than_was_shipped_and_what_is_open_is_under_its_due_day(history):
    books = build_ledger(history, FIRST, LAST)
    assert (books.in_transit >= -1e-6).all()
    coming, later = books.due(5)
    np.testing.assert_allclose(
        coming.sum(axis=2) + later, books.in_transit[:, :, -1], rtol=1e-9, atol=1e-6
    )


def test_shipped_and_arrived_stand_apart_while_the_goods_are_on_the_road():
    books = ledger(
        entry(Kind.COUNTED, 0, 500, "D1"),
        entry(Kind.SHIPPED, 1, 200, "D1", shipment="S", to="220100", due=day(2)),
        entry(Kind.ARRIVED, 3, 150, shipment="S"),
        entry(Kind.LOST, 4, 50, shipment="S"),
    )
    town, depot = books.regions.index("220100"), books.regions.index("D1")
    assert books.closing[depot, 0].tolist() == [500, 300, 300, 300, 300, 300, 300, 300]
    assert books.in_transit[town, 0].tolist() == [0, 200, 200, 50, 0, 0, 0, 0]
    assert books.received[town, 0, 3] == 150
    assert books.lost[town, 0, 4] == 50
    assert books.closing[town, 0, -1] == 150
    assert not books.faults


def test_a_stocktake_that_differs_is_named_and_not_smoothed():
    books = ledger(
        entry(Kind.COUNTED, 0, 1000, "220100"),
        entry(Kind.CONSUMED, 1, 100, "220100"),
        entry(Kind.CONSUMED, 2, 100, "220100"),
        entry(Kind.COUNTED, 2, 730, "220100"),
        entry(Kind.CONSUMED, 3, 30, "220100"),
    )
    (found,) = books.differences
    assert (found.day, found.reported, found.computed, found.units) == (day(2), 730, 800, -70)
    assert books.closing[0, 0].tolist() == [1000, 900, 730, 700, 700, 700, 700, 700]
    assert books.difference[0, 0].tolist() == [0, 0, -70, 0, 0, 0, 0, 0]


def test_the_first_stocktake_is_the_opening_carried_back():
    books = ledger(entry(Kind.CONSUMED, 0, 40, "220100"), entry(Kind.COUNTED, 2, 60, "220100"))
    assert books.opening[0, 0].tolist()[:3] == [100, 60, 60]
    assert not books.differences


def test_what_is_cancelled_on_the_road_goes_back_to_its_sender():
    books = ledger(
        entry(Kind.COUNTED, 0, 500, "D1"),
        entry(Kind.SHIPPED, 1, 200, "D1", shipment="S", to="220100"),
        entry(Kind.CANCELLED, 2, None, shipment="S"),
    )
    depot = books.regions.index("D1")
    assert books.closing[depot, 0].tolist()[:3] == [500, 300, 500]
    assert books.returned[depot, 0, 2] == 200
    assert not books.in_transit[:, 0, -1].any()


def test_what_is_due_lies_under_its_day_and_the_overdue_under_the_first():
    books = ledger(
        entry(Kind.SHIPPED, 0, 10, shipment="late", to="A", due=day(1)),
        entry(Kind.SHIPPED, 0, 20, shipment="soon", to="A", due=day(DAYS + 1)),
        entry(Kind.SHIPPED, 0, 30, shipment="far", to="A", due=day(DAYS + 9)),
        entry(Kind.SHIPPED, 0, 40, shipment="some day", to="A"),
    )
    coming, later = books.due(3)
    assert coming[0, 0].tolist() == [10, 20, 0]
    assert later[0, 0] == 70


@pytest.mark.parametrize(
    ("wrong", "refused"),
    [
        (entry(Kind.ARRIVED, 1, 5, shipment="unknown"), 5),
        (entry(Kind.ARRIVED, 2, 25, shipment="S"), 15),
        (entry(Kind.PRODUCED, 0, -1, "A"), -1),
        (entry(Kind.PRODUCED, 0, None, "A"), 0),
        (entry(Kind.PRODUCED, 99, 7, "A"), 7),
        (entry(Kind.PRODUCED, 0, 7, ""), 7),
        (entry(Kind.SHIPPED, 2, 7, "A", shipment="S", to="B"), 7),
        (entry(Kind.SHIPPED, 2, 7, "A", shipment="T"), 7),
        (entry(Kind.LOST, 2, 7, shipment="S", material="N95"), 7),
    ],
)
def test_an_entry_that_cannot_be_is_a_fault_that_says_how_much_is_not_booked(wrong, refused):
    books = ledger(entry(Kind.SHIPPED, 1, 10, shipment="S", to="A"), wrong)
    (fault,) = books.faults
    assert (fault.entry, fault.refused) == (wrong, refused)
    assert fault.words.zh
    assert fault.words.en


def test_books_that_end_before_they_begin_are_refused():
    with pytest.raises(ValueError, match="before its first"):
        build_ledger([], LAST, FIRST)
