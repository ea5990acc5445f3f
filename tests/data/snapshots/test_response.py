"""Investigation, the reporting network and beds: sums of what was stated, and who is silent."""

from datetime import datetime, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.data.demo.building import generated
from console.data.snapshots import build
from console.data.snapshots.unit_words import unit_word
from console.domain.datasets import Dataset, DatasetState
from console.domain.provenance import Basis, Provenance
from console.domain.requests_analysis import (
    FacilitiesRequest,
    InvestigationRequest,
    NetworkRequest,
)
from console.domain.snapshots_response import (
    FacilitiesSnapshot,
    Grouping,
    InvestigationSnapshot,
    NetworkSnapshot,
)
from console.domain.truth import FreshnessLimits, Truth, truth_of_data
from tests.data.rows import at, context, day, store_of

DAY = timedelta(days=1)


def looked(code, number, **figures):
    return {"region": code, "date": day(number), **figures}


def investigation(rows, today=30, region="") -> InvestigationSnapshot:
    store = store_of([])
    store.apply(Dataset.INVESTIGATION_DAILY, rows, reset=True)
    found = build(store, InvestigationRequest(region), context(today))
    assert isinstance(found, InvestigationSnapshot)
    return found


def stage(snapshot, key):
    return next(stage for stage in snapshot.stages if stage.key == key)


def test_the_steps_are_summed_over_the_newest_fortnight_and_shares_follow():
    rows = [
        looked(code, n, screened=1000, contacts_traced=10, contacts_followed=9, positive=1,
               under_observation=50)
        for code in ("220602", "220621") for n in range(20)
    ]  # fmt: skip
    found = investigation(rows)
    assert (found.first_day, found.provenance.as_of) == (day(6), day(19))
    assert stage(found, "screened").total == 28_000
    assert stage(found, "contacts_followed").share == pytest.approx(0.9)
    assert stage(found, "positive").share == pytest.approx(0.001)
    assert stage(found, "under_observation").total is None
    assert stage(found, "under_observation").values[-1] == 100
    assert (found.reported, found.places) == (2, 2)


def test_a_day_that_fewer_places_reported_is_left_out_and_named():
    rows = [looked(code, n, screened=5) for code in ("220602", "220621") for n in range(20)]
    found = investigation([*rows, looked("220602", 20, screened=5)])
    assert found.unfinished_from == day(20)
    assert found.provenance.as_of == day(19)
    assert stage(found, "screened").values[-1] == 10


def test_the_day_that_is_not_over_is_left_out():
    found = investigation([looked("220602", n, screened=5) for n in range(20)], today=19)
    assert (found.provenance.as_of, found.unfinished_from) == (day(18), day(19))


def test_what_was_not_published_is_no_zero():
    rows = [looked("220602", n, screened=5, contacts_traced=None) for n in range(5)]
    rows[2] = looked("220602", 2, screened=None)
    found = investigation(rows)
    assert stage(found, "contacts_traced").total is None
    assert stage(found, "contacts_followed").share is None
    assert np.isnan(stage(found, "screened").values[2])
    assert stage(found, "screened").total == 20


def test_nobody_traced_leaves_no_share_and_nothing_held_no_steps():
    rows = [looked("220602", 0, contacts_traced=0, contacts_followed=0)]
    assert stage(investigation(rows), "contacts_followed").share is None
    assert investigation([]).stages == ()
    assert investigation(rows, region="2201").stages == ()


def unit(code, region, hours, *, level="county", system="卫生健康", sector="病例", every=DAY):
    last = None if hours is None else at(10) - timedelta(hours=hours)
    return {"code": code, "region": region, "level": level, "system": system, "sector": sector,
            "name": f"单位{code}", "expected_every": every, "last_report_at": last}  # fmt: skip


def network(rows, now=None, region="") -> NetworkSnapshot:
    store = store_of([])
    store.apply(Dataset.REPORTING_UNIT, rows, reset=True)
    found = build(store, NetworkRequest(region), now or context(10))
    assert isinstance(found, NetworkSnapshot)
    return found


def groups(snapshot, grouping):
    return {group.name.zh: (group.in_time, group.expected)
            for group in dict(snapshot.groups)[grouping]}  # fmt: skip


def test_a_unit_is_in_time_for_one_and_a_half_of_its_own_rhythms():
    rows = [
        unit("a", "220602", 36),
        unit("b", "220602", 36.1),
        unit("c", "2206", 19, every=timedelta(hours=12), level="prefecture"),
        unit("d", "220621", None),
    ]
    found = network(rows)
    assert [silent.code for silent in found.silent] == ["d", "b", "c"]
    assert found.silent[0].last_report_at is None
    assert found.expected == 4
    assert groups(found, Grouping.LEVEL) == {"县（市、区）级": (1, 3), "市（州）级": (0, 1)}


def test_units_are_counted_by_region_system_and_sector():
    rows = [
        unit("a", "220602", 1, system="公安", sector="交通卡口"),
        unit("b", "136100", 99),
        unit("c", "22", 1, level="province"),
    ]
    found = network(rows)
    assert groups(found, Grouping.REGION) == {"2201市": (0, 1), "2206市": (1, 1), "22市": (1, 1)}
    assert groups(found, Grouping.SYSTEM) == {"公安": (1, 1), "卫生健康": (1, 2)}
    assert groups(found, Grouping.SECTOR) == {"交通卡口": (1, 1), "病例": (1, 2)}
    assert next(group.name.zh for group in dict(found.groups)[Grouping.SYSTEM]) == "卫生健康"
    assert {one.code for one in network(rows, region="2201").silent} == {"b"}


def test_a_demonstration_is_judged_on_the_day_of_its_data():
    rows = [unit("a", "220602", 24 * 900), unit("b", "220602", 24 * 900 + 5)]
    assert len(network(rows).silent) == 2
    found = network(rows, context(10, demo=True))
    assert found.silent == ()
    assert found.moment == at(10) - timedelta(hours=24 * 900)


def test_a_unit_of_an_unknown_level_is_counted_under_its_own_word():
    assert groups(network([unit("a", "220602", 1, level="town")]), Grouping.LEVEL) == {
        "town": (1, 1)
    }
    assert network([]).moment is not None
    assert network([]).expected == 0


@given(st.lists(st.tuples(st.sampled_from(["220602", "2201", "22"]),
                          st.one_of(st.none(), st.integers(0, 90))), max_size=20))  # fmt: skip
def test_every_grouping_counts_every_unit_once(given_units):
    rows = [unit(str(n), region, hours) for n, (region, hours) in enumerate(given_units)]
    found = network(rows)
    for _, counted in found.groups:
        assert sum(group.expected for group in counted) == len(rows)
        assert sum(group.in_time for group in counted) == len(rows) - len(found.silent)


def site(code, region, beds, icu=(None, None), kind="designated_hospital"):
    return {"code": code, "region": region, "kind": kind, "name_zh": code, "name_en": code,
            "beds_total": beds[0], "beds_used": beds[1], "icu_total": icu[0],
            "icu_used": icu[1], "lat": None, "lon": None}  # fmt: skip


def facilities(rows, region="", **more) -> FacilitiesSnapshot:
    store = store_of([])
    store.apply(Dataset.FACILITY, rows, reset=True)
    found = build(store, FacilitiesRequest(region), context(10, **more))
    assert isinstance(found, FacilitiesSnapshot)
    return found


def test_beds_are_summed_by_kind_and_by_place_the_fullest_first():
    found = facilities([
        site("a", "2201", (100, 50), (10, 5)),
        site("b", "220602", (100, 95)),
        site("c", "220621", (100, 95), kind="isolation_site"),
    ])  # fmt: skip
    assert [(load.name.en, load.beds.share) for load in found.kinds] == [
        ("Designated hospitals", 0.725),
        ("Isolation sites", 0.95),
    ]
    assert [(load.region, load.sites, load.beds.used) for load in found.places] == [
        ("2206", 2, 190),
        ("2201", 1, 50),
    ]
    assert found.places[0].icu.total is None
    assert found.places[1].icu.share == 0.5


def test_a_site_that_states_only_one_of_the_figures_falsifies_no_load():
    found = facilities([site("a", "2201", (100, 50)), site("b", "2201", (400, None))])
    assert (found.places[0].beds.total, found.places[0].silent) == (100, 1)
    silent = facilities([site("a", "2201", (None, None))])
    assert silent.places[0].beds.share is None


def test_more_patients_than_beds_is_a_load_above_one():
    assert facilities([site("a", "2201", (10, 12))]).places[0].beds.share == 1.2
    assert facilities([site("a", "2201", (0, 0))]).places[0].beds.share is None


def test_sites_of_the_region_itself_stand_under_its_own_name():
    found = facilities([site("a", "2206", (10, 1)), site("b", "220602", (10, 1), kind="tent")],
                       "2206")  # fmt: skip
    assert {load.region for load in found.places} == {"2206", "220602"}
    assert {load.name.zh for load in found.kinds} == {"定点医院", "tent"}


def test_beds_carry_no_day_and_age_from_their_last_entry():
    state = DatasetState(Dataset.FACILITY, 1, 1, at(4), None, at(4), 1)
    states = {Dataset.FACILITY: state}
    found = facilities([site("a", "2201", (10, 1))], states=states).provenance
    assert (found.as_of, found.basis) == (None, Basis.REGISTER)
    assert _truth(found, at(5)) is Truth.LIVE
    assert _truth(found, at(6)) is Truth.LATE
    assert _truth(found, at(8)) is Truth.STALE
    assert facilities([], states=states).provenance.reported_at is None


def test_a_network_of_which_nobody_reported_for_days_is_stale_however_new_the_table():
    state = DatasetState(Dataset.REPORTING_UNIT, 1, 1, at(10), None, at(10), 2)
    now = context(10, states={Dataset.REPORTING_UNIT: state})
    rows = [unit("a", "220602", 24 * 4), unit("b", "220602", 24 * 5)]
    found = network(rows, now).provenance
    assert found.reported_at == at(6)
    assert _truth(found, at(10)) is Truth.STALE
    assert _truth(network([*rows, unit("c", "2201", 1)], now).provenance, at(10)) is Truth.LIVE


def _truth(found: Provenance, now: datetime) -> Truth:
    return truth_of_data(
        confirmed_at=now, reported_at=found.reported_at, expected_every=found.expected_every,
        demo=False, now=now, limits=FreshnessLimits(),
    ).truth  # fmt: skip


def test_a_unit_is_told_in_english_by_region_system_and_sector_where_its_words_are_known():
    found = network([unit("a", "220602", None), unit("b", "220602", None, sector="别的")])
    known, other = sorted(found.silent, key=lambda one: one.code)
    assert known.name.zh == "单位a"
    assert known.name.en == f"{known.region_name.en}: Health, cases"
    assert (other.name.en, other.sector.en) == ("单位b", "别的")
    assert {group.name.en for group in dict(found.groups)[Grouping.SYSTEM]} == {"Health"}


def test_every_unit_of_the_demonstration_can_be_told_in_english():
    units = generated()["reporting_unit"]
    words = {str(word) for one in units for word in (one["system"], one["sector"])}
    assert {word for word in words if unit_word(word).en == word} == set()
