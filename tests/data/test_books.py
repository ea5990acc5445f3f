"""The ledger of a real database: it adds up, names what differs, and conserves material."""

from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Engine, insert, update

from console.data.connection import writing
from console.data.days import CENTRE_ZONE, today_in_centre
from console.data.planning.books import Books, keep_books
from console.data.planning.reading import read
from console.data.planning.rulebook import load_rule_book
from console.data.schema import material_daily as stock
from console.data.schema import material_flow
from tests.data.planning_worlds import BURN, CITY, DEPOT, JILIN, STOCK, SUIT, fill

DAYS = 8


@pytest.fixture
def province(engine: Engine) -> Engine:
    fill(engine, days=DAYS)
    return engine


def books(engine: Engine) -> Books:
    apart = load_rule_book().logistics.apart
    return keep_books(read(engine, today_in_centre()), apart, DAYS)


def noon(back: int) -> datetime:
    day = today_in_centre() - timedelta(days=back)
    return datetime.combine(day, time(12), CENTRE_ZONE).astimezone(UTC)


def ship(engine: Engine, code: str, source: str | None, quantity: float, **more: object) -> None:
    row = {"code": code, "material": SUIT, "from_region": source, "to_region": CITY,
           "quantity": quantity, "due_at": noon(1), **more}  # fmt: skip
    with writing(engine) as connection:
        connection.execute(insert(material_flow), [row])


def column(kept: Books, name: str, place: str) -> list[float]:
    ledger = kept.ledger
    at = ledger.regions.index(place), ledger.materials.index(SUIT)
    return [float(units) for units in getattr(ledger, name)[at]]


def test_reports_that_add_up_differ_nowhere_and_close_as_counted(province: Engine) -> None:
    kept = books(province)
    assert kept.ledger.differences == ()
    assert kept.ledger.faults == ()
    for place in (DEPOT, CITY, JILIN):
        expected = [STOCK[place] + back * BURN[place] for back in reversed(range(DAYS))]
        assert column(kept, "closing", place) == expected
        assert column(kept, "consumed", place) == [BURN[place]] * DAYS
    assert kept.places[DEPOT].zh.endswith("储备库")


def test_a_stocktake_that_differs_is_named_with_its_place_day_and_units(province: Engine) -> None:
    yesterday = today_in_centre() - timedelta(days=1)
    with writing(province) as connection:
        wanted = (stock.c.region == CITY) & (stock.c.date == yesterday)
        connection.execute(update(stock).where(wanted).values(reserve=STOCK[CITY] - 500))
    found = books(province).ledger.differences
    assert [(one.region, one.day, one.units) for one in found] == [(CITY, yesterday, -500)]


def test_shipped_and_arrived_stand_apart_and_what_is_missing_is_lost(province: Engine) -> None:
    ship(province, "a", DEPOT, 900.0, status="arrived", dispatched_at=noon(4), arrived_at=noon(2),
         arrived_quantity=880.0)  # fmt: skip
    ship(province, "b", None, 70.0, status="dispatched", dispatched_at=noon(3))
    ship(province, "c", DEPOT, 50.0, status="planned")
    kept = books(province)
    assert column(kept, "sent", DEPOT) == [0, 0, 0, 0, 900, 0, 0, 0]
    assert column(kept, "received", CITY) == [0, 0, 0, 0, 0, 0, 880, 0]
    assert column(kept, "in_transit", CITY) == [0, 0, 0, 0, 900, 970, 70, 70]
    assert sum(column(kept, "lost", CITY)) == 20
    conserved(kept)


def test_what_left_before_the_books_begin_is_on_its_way_from_their_first_day(
    province: Engine,
) -> None:
    ship(
        province, "old", DEPOT, 300.0, status="arrived", dispatched_at=noon(20), arrived_at=noon(7)
    )
    ship(province, "done", DEPOT, 40.0, status="arrived", dispatched_at=noon(20),
         arrived_at=noon(18))  # fmt: skip
    kept = books(province)
    assert sum(column(kept, "sent", DEPOT)) == 0
    assert column(kept, "in_transit", CITY)[:2] == [300, 0]
    assert sum(column(kept, "received", CITY)) == 300
    conserved(kept)


def test_what_was_cancelled_on_the_road_goes_back_and_what_was_lost_does_not(
    province: Engine,
) -> None:
    ship(province, "back", DEPOT, 100.0, status="cancelled", dispatched_at=noon(4))
    ship(province, "gone", DEPOT, 60.0, status="lost", dispatched_at=noon(4))
    kept = books(province)
    assert sum(column(kept, "returned", DEPOT)) == 100
    assert sum(column(kept, "lost", CITY)) == 60
    assert column(kept, "in_transit", CITY)[-1] == 0
    conserved(kept)


def conserved(kept: Books) -> None:
    ledger = kept.ledger
    left = ledger.closing[:, :, -1].sum() + ledger.in_transit[:, :, -1].sum()
    began = ledger.opening[:, :, 0].sum() + ledger.brought_in.sum() + ledger.produced.sum()
    gone = ledger.consumed.sum() + ledger.lost.sum()
    assert left == pytest.approx(began - gone + ledger.difference.sum())
