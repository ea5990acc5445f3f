"""Early warning: the real outbreak raises its alarm on its day, and gaps raise none."""

from datetime import date, timedelta
from statistics import NormalDist, fmean, stdev

import pytest

from console.data.snapshots import build
from console.domain.datasets import Dataset
from console.domain.requests_analysis import WarningRequest
from console.domain.snapshots_analysis import AlarmState, WarningSnapshot
from tests.data import jilin
from tests.data.rows import cases, context, day, store_of

CITY = "220200"
OUTBREAK = jilin.days(date(2020, 4, 20), date(2020, 5, 31))


def board(store, now, region="") -> WarningSnapshot:
    found = build(store, WarningRequest(region), now)
    assert isinstance(found, WarningSnapshot)
    return found


def row(snapshot, code):
    return next(row for row in snapshot.rows if row.region == code)


def real(until: date):
    return board(jilin.real_store(until), jilin.context(until + timedelta(days=1)))


def bound(counts, on: date, lag: int) -> tuple[float, float, float]:
    """C1 (lag 0) or C2 (lag 2) by hand: the bound, the mean and the spread under it."""
    week = [float(counts.get(on - timedelta(days=n), 0)) for n in range(1 + lag, 8 + lag)]
    spread = max(0.5, stdev(week))
    return fmean(week) + NormalDist().inv_cdf(0.999) * spread, fmean(week), spread


def rules_by_hand(counts, on: date) -> set[str]:
    """The rules that alarm on a day, from the plain formulas."""

    def score(at: date) -> float:
        _, mean, spread = bound(counts, at, 2)
        return max(0.0, (counts.get(at, 0) - mean) / spread - 1)

    found = {rule for rule, lag in (("C1", 0), ("C2", 2)) if counts[on] > bound(counts, on, lag)[0]}
    z = NormalDist().inv_cdf(0.975)
    past = score(on - timedelta(days=1)) + score(on - timedelta(days=2))
    spread = bound(counts, on, 2)[2]
    if counts[on] > max(0.0, counts[on] + spread * (z - past)):
        found.add("C3")
    return found


def test_the_outbreak_of_may_2020_raises_its_alarm_on_the_day_that_the_rules_say():
    assert row(real(date(2020, 5, 9)), CITY).state is AlarmState.QUIET
    found = row(real(date(2020, 5, 10)), CITY)
    assert found.state is AlarmState.ALARM
    assert found.observed == 11.0
    assert found.since == date(2020, 5, 10)
    assert found.raised_by == ("C1", "C2")
    assert found.verdicts[0].upper == pytest.approx(
        bound(jilin.daily(CITY), date(2020, 5, 10), 0)[0]
    )


@pytest.mark.parametrize("on", OUTBREAK, ids=str)
def test_on_every_day_of_the_outbreak_the_board_names_the_rules_that_the_formulas_name(on):
    found = row(real(on), CITY)
    assert found.day == on
    assert {verdict.rule for verdict in found.verdicts if verdict.alarm} == rules_by_hand(
        jilin.daily(CITY), on
    )


def test_the_board_puts_the_outbreak_first_and_the_other_places_are_quiet():
    found = real(date(2020, 5, 10))
    assert found.rows[0].region == CITY
    assert {row.state for row in found.rows[1:]} == {AlarmState.QUIET}
    assert found.provenance.as_of == date(2020, 5, 10)
    assert len(found.rows) == 11


def test_an_alarm_that_has_passed_is_recent_for_a_week_and_then_only_remembered():
    last = max(on for on in OUTBREAK if rules_by_hand(jilin.daily(CITY), on))
    for days, state in ((1, AlarmState.RECENT), (7, AlarmState.RECENT), (8, AlarmState.QUIET)):
        found = row(real(last + timedelta(days=days)), CITY)
        assert (found.state, found.last_alarm) == (state, last)
    assert found.since is None


def test_the_day_that_is_not_over_is_left_out_and_named():
    store = jilin.real_store(date(2020, 5, 10))
    found = board(store, jilin.context(date(2020, 5, 10)))
    assert found.unfinished_from == date(2020, 5, 10)
    assert row(found, CITY).day == date(2020, 5, 9)
    assert row(found, CITY).state is AlarmState.QUIET
    assert board(store, jilin.context(date(2020, 5, 11))).unfinished_from is None


def test_a_place_is_judged_on_its_own_newest_day_before_the_others_have_reported():
    store = store_of(
        [cases(code, n, 0) for code in ("2201", "2205") for n in range(20)] + [cases("2205", 20, 9)]
    )
    found = board(store, context(21))
    assert row(found, "2205").state is AlarmState.ALARM
    assert row(found, "2201").day == day(19)


def test_a_count_that_follows_unpublished_days_is_not_judged_and_stands_before_the_quiet():
    rows = [cases(code, n, 0) for code in ("2201", "2205") for n in range(20)]
    store = store_of([*rows, cases("2201", 21, 30), cases("2205", 20, 0), cases("2205", 21, 0)])
    found = board(store, context(22))
    assert [row.state for row in found.rows] == [AlarmState.UNJUDGED, AlarmState.QUIET]
    assert {verdict.upper for verdict in found.rows[0].verdicts} == {None}


def test_a_place_that_fell_silent_is_not_called_quiet():
    rows = [cases("2201", n, 0) for n in range(15)] + [cases("2205", n, 0) for n in range(30)]
    found = board(store_of(rows), context(30))
    assert row(found, "2201").state is AlarmState.UNJUDGED
    assert row(found, "2201").day == day(14)


def test_a_correction_lowers_no_baseline():
    steady = [cases("2201", n, 2) for n in range(20)]
    corrected = store_of([*steady, cases("2201", 20, -3), cases("2201", 21, 4)])
    found = row(board(corrected, context(22)), "2201")
    assert found.observed == 4.0
    assert not (found.counts < 0).any()


def test_imported_cases_and_places_without_rows_of_their_own_are_not_judged():
    rows = [cases(code, n, 0) for code in ("2201", "136100", "2200y0") for n in range(20)]
    found = board(store_of(rows), context(20))
    assert {row.region for row in found.rows} == {"2201", "220184"}


def test_a_prefecture_shows_itself_and_the_counties_that_report_apart():
    rows = [cases(code, n, 0) for code in ("2201", "220184", "2205") for n in range(20)]
    found = board(store_of(rows), context(20), "2201")
    assert {row.region for row in found.rows} == {"2201", "220184"}
    assert board(store_of(rows), context(20), "2206").rows == ()


def test_of_an_empty_database_nothing_is_said():
    store = store_of([])
    assert board(store, context(3)).rows == ()
    store.apply(Dataset.REGION, [], reset=True)
    assert board(store, context(3)).provenance.as_of is None


def test_a_changed_definition_and_a_correction_among_the_days_drawn_are_told():
    store = store_of(
        [cases("2201", n, -1 if n == 20 else 2) for n in range(40)] + [cases("2206", 39, 1)]
    )
    note = {"region": "2206", "kind": "definition_change", "text_zh": "", "text_en": ""}
    notes = [{**note, "date": day(5)}, {**note, "date": day(30)}]
    store.apply(Dataset.CASE_NOTE, notes, reset=True)
    found = board(store, context(40))
    assert (found.corrected_days, found.redefined) == (1, (day(30),))
    assert board(store, context(40), "2201").redefined == ()
