"""The store holds what the rows say, however they come, and never falls over one."""

import math
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.data.schema import CASE_COUNTS, CASE_LEVELS
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.regions import RegionTree
from tests.data.rows import REGIONS, at, cases, day, flow, region, stock, store_of

COLUMNS = CASE_COUNTS + CASE_LEVELS
CODES = [str(row["code"]) for row in REGIONS]
DAYS = range(90)

values = st.one_of(st.none(), st.integers(-20, 3000))
case_rows = st.builds(
    lambda code, number, confirmed, recovered: cases(
        code, number, confirmed, recovered_new=recovered
    ),
    st.sampled_from([*CODES, "unknown"]),
    st.sampled_from([*range(0, 12), 40, 41, 89]),
    values,
    values,
)
parents = {
    "220184": ("2201", "2205", "22", None),
    "2206": ("22", None, "2205"),
    "220602": ("2206", "2201"),
}
region_rows = st.one_of(
    st.sampled_from(REGIONS),
    st.sampled_from([(code, p) for code, found in parents.items() for p in found]).map(
        lambda pair: region(pair[0], "county" if len(pair[0]) == 6 else "prefecture", pair[1])
    ),
    st.sampled_from(["220602", "2206", "220581"]).map(
        lambda code: region(code, "county", "22", successor_code="220621")
    ),
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just(Dataset.CASE_DAILY), st.lists(case_rows, max_size=25), st.booleans()),
        st.tuples(
            st.just(Dataset.REGION), st.lists(region_rows, max_size=3), st.sampled_from((False,))
        ),
    ),
    max_size=8,
)


def naive(rows: dict, tree: RegionTree, code: str, column: str, number: int) -> float:
    """Sum what was published in and below ``code`` from the rows themselves."""
    inside = {code, *(r.code for r in tree.descendants(code))}
    found = [
        row[column]
        for (reporter, when), row in rows.items()
        if when == day(number)
        and row.get(column) is not None
        and tree.canonical(reporter) in inside
    ]
    return float(sum(found)) if found else math.nan


def held(store: Store, code: str, column: str) -> np.ndarray:
    first = day(0).toordinal()
    window = store.cases.window([store.cases.whole(code)], [column], first, first + len(DAYS) - 1)
    return window[0, 0]


def current(tree: RegionTree) -> Iterator[str]:
    return (r.code for r in tree if r.successor_code is None)


@settings(deadline=None, max_examples=150)
@given(steps, st.booleans())
def test_after_any_changes_every_total_equals_a_recount_of_all_rows(changes, read_between):
    store, rows = store_of(), {}
    for dataset, new, reset in changes:
        store.apply(dataset, new, reset=reset)
        if dataset is Dataset.CASE_DAILY:
            rows = {} if reset else rows
            rows.update({(row["region"], row["date"]): row for row in new})
        if read_between:
            store.cases.whole("22")
    tree = store.regions
    last = day(len(DAYS)).toordinal()
    for column in ("confirmed_new", "recovered_new", "tested"):
        for code in current(tree):
            expected = [naive(rows, tree, code, column, number) for number in DAYS]
            np.testing.assert_array_equal(held(store, code, column), expected)
            total = store.cases.totals([store.cases.whole(code)], column, last)
            published = [value for value in expected if not math.isnan(value)]
            np.testing.assert_array_equal(total, [sum(published) if published else math.nan])


@settings(deadline=None, max_examples=60)
@given(st.lists(case_rows, max_size=60))
def test_the_province_holds_exactly_the_sum_of_all_rows_of_known_regions(new):
    store = store_of(new)
    rows = {(row["region"], row["date"]): row for row in new if row["region"] != "unknown"}
    counted = [row["confirmed_new"] for row in rows.values() if row["confirmed_new"] is not None]
    total = np.nansum(held(store, "22", "confirmed_new"))
    assert total == sum(counted)


@settings(deadline=None, max_examples=60)
@given(st.lists(case_rows, max_size=40), st.randoms())
def test_the_order_in_which_rows_of_different_keys_come_changes_nothing(new, random):
    unique = list({(row["region"], row["date"]): row for row in new}.values())
    shuffled = random.sample(unique, len(unique))
    one, other = store_of(unique), store_of()
    for row in shuffled:
        other.apply(Dataset.CASE_DAILY, [row], reset=False)
    for code in ("22", "2201", "2205", "220184"):
        np.testing.assert_array_equal(
            held(one, code, "confirmed_new"), held(other, code, "confirmed_new")
        )


def test_a_retired_code_is_counted_in_its_successor_and_there_with_the_new_code_of_the_same_day():
    store = store_of([cases("136100", 0, 3), cases("220184", 0, 2), cases("220184", 1, 1)])
    assert held(store, "220184", "confirmed_new")[:3].tolist()[:2] == [5.0, 1.0]
    assert held(store, "136100", "confirmed_new")[0] == 5.0
    assert math.isnan(held(store, "2205", "confirmed_new")[0])


def test_a_day_that_nobody_published_is_missing_and_never_zero():
    store = store_of([cases("2201", 0, None), cases("2201", 1, 0)])
    assert math.isnan(held(store, "22", "confirmed_new")[0])
    assert held(store, "22", "confirmed_new")[1] == 0.0


def test_a_published_figure_that_is_withdrawn_is_missing_again():
    store = store_of([cases("2201", 0, 4), cases("2206", 0, 1)])
    store.apply(Dataset.CASE_DAILY, [cases("2201", 0, None)], reset=False)
    assert held(store, "22", "confirmed_new")[0] == 1.0
    assert math.isnan(held(store, "2201", "confirmed_new")[0])
    totals = store.cases.totals([store.cases.whole("2201")], "confirmed_new", day(5).toordinal())
    assert math.isnan(totals[0])


def test_a_reset_forgets_what_was_held_of_that_dataset_and_of_no_other():
    store = store_of([cases("2201", 0, 4)], [stock("2201", "n95", 0, reserve=5)])
    store.apply(Dataset.CASE_DAILY, [cases("2206", 1, 1)], reset=True)
    assert np.nansum(held(store, "22", "confirmed_new")) == 1.0
    store.stock.refresh(day(5))
    assert store.stock.reserve.tolist() == [[5.0]]


def test_rows_of_an_unknown_region_are_reported_and_counted_once_the_region_is_known():
    store = store_of([cases("2299", 0, 4, deaths_new=1), cases("2201", 0, 1)])
    fault = store.faults[0]
    assert (fault.dataset, fault.count) == (Dataset.CASE_DAILY, 2)
    assert "2299" in fault.problem.zh
    assert held(store, "22", "confirmed_new")[0] == 1.0
    store.apply(Dataset.REGION, [region("2299", "prefecture", "22")], reset=False)
    assert store.faults == ()
    assert held(store, "22", "confirmed_new")[0] == 5.0


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"region": None, "date": day(0)},
        {"region": 220100, "date": day(0)},
        {"region": "2201", "date": None},
        {"region": "2201", "date": "2022-03-01"},
        {"region": "2201", "date": day(0), "confirmed_new": "many"},
        {"region": "2201", "date": day(0), "confirmed_new": math.inf},
        {"region": "2201", "date": day(0), "confirmed_new": object()},
        {"region": "2201", "date": date(1022, 3, 1), "confirmed_new": 1},
        {"region": "2201", "date": date(9999, 12, 31), "confirmed_new": 1},
    ],
)
def test_a_row_that_cannot_be_read_is_counted_as_a_fault_and_hurts_no_other(row):
    store = store_of([row, cases("2201", 0, 1)])
    assert [fault.count for fault in store.faults] == [1]
    assert held(store, "22", "confirmed_new")[0] == 1.0
    store.apply(Dataset.CASE_DAILY, [], reset=True)
    assert store.faults == ()


def test_whole_numbers_decimals_and_padded_codes_are_read_alike():
    store = store_of([cases("2201  ", 0, Decimal(4)), cases("2206", 0, 1)])
    assert held(store, "2201", "confirmed_new")[0] == 4.0


@pytest.mark.parametrize(
    ("rows", "mended"),
    [
        ([region("a", "county", "b"), region("b", "county", "a")], 1),
        ([region("a", "county", "gone")], 1),
        ([region("a", "county", "22", successor_code="gone")], 1),
        (
            [
                region("a", "county", "22", successor_code="b"),
                region("b", "county", "22", successor_code="a"),
            ],
            1,
        ),
        ([region("a", "county", "a")], 1),
    ],
)
def test_a_tree_with_circles_or_dead_ends_can_be_walked_and_is_reported(rows, mended):
    store = store_of([cases("a", 0, 2)], regions=[region("22", "province"), *rows])
    assert [fault.count for fault in store.faults] == [mended]
    assert len(list(store.regions.descendants("22"))) <= 2
    assert held(store, store.regions.canonical("a"), "confirmed_new")[0] == 2.0


def test_a_region_below_a_retired_one_moves_below_its_successor():
    rows = [
        region("22", "province"),
        region("old", "prefecture", "22", successor_code="new"),
        region("new", "prefecture", "22"),
        region("c", "county", "old"),
    ]
    store = store_of([cases("c", 0, 2)], regions=rows)
    assert held(store, "new", "confirmed_new")[0] == 2.0
    assert store.codes_below("new") == {"new", "old", "c"}


def test_a_region_that_cannot_be_read_is_reported_and_the_rest_stands():
    store = store_of(regions=[*REGIONS, {"code": "x"}, region("y", "village")])
    assert [fault.count for fault in store.faults] == [2]
    assert len(store.regions) == len(REGIONS)


def test_a_shipment_that_cannot_be_read_is_reported_and_the_rest_stands():
    bad = [
        flow("a", "n95", "2201", -1),
        flow("b", "n95", "2201", 5, dispatched_at="yesterday"),
        flow("c", "n95", "2201", math.nan),
        {"code": "d"},
    ]
    store = store_of(flow_rows=[*bad, flow("e", "n95", "2201", 5)])
    assert [fault.count for fault in store.faults] == [4]
    assert len(store.shipments) == 1


def test_misdated_shipments_and_those_to_unknown_regions_are_reported():
    sent = {"dispatched_at": at(2), "due_at": at(3)}
    flows = [
        flow("a", "n95", "2299", 5, **sent),
        flow("b", "n95", "2201", 5, dispatched_at=at(-9000)),
    ]
    store = store_of(flow_rows=flows)
    assert [(fault.dataset, fault.count) for fault in store.faults] == [
        (Dataset.MATERIAL_FLOW, 1),
        (Dataset.MATERIAL_FLOW, 1),
    ]
    assert len(store.shipments) == 1
    store.apply(Dataset.MATERIAL_FLOW, [], reset=True)
    assert (len(store.shipments), store.faults) == (0, ())


def test_stock_that_lies_wholly_in_the_future_is_no_stock_yet():
    store = store_of([], [stock("2201", "n95", 9, reserve=5)])
    store.stock.refresh(day(3))
    assert store.stock.newest is None
    assert np.isnan(store.stock.reserve).all()


def test_earlier_days_may_arrive_after_later_ones():
    store = store_of([cases("2201", 80, 1)])
    assert held(store, "22", "confirmed_new")[80] == 1.0
    for number in range(79, -1, -1):
        store.apply(Dataset.CASE_DAILY, [cases("2201", number, 2)], reset=False)
    assert np.nansum(held(store, "22", "confirmed_new")) == 161.0


def test_undated_rows_are_held_by_their_primary_key():
    store = Store()
    post = {"code": "p", "region": "2201", "kind": "city"}
    store.apply(Dataset.COMMAND_POST, [post, {"no": "code"}], reset=True)
    store.apply(Dataset.COMMAND_POST, [{**post, "kind": "county"}], reset=False)
    assert store.table(Dataset.COMMAND_POST) == {("p",): {**post, "kind": "county"}}
    assert [fault.count for fault in store.faults] == [1]
