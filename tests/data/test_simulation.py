"""What the simulation promises of what it does to a database."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, func, select, update

from console.data.administration import check
from console.data.connection import open_engine, writing
from console.data.days import day_of, today_in_centre
from console.data.demo import ensure_demo
from console.data.schema import (
    DATASET_TABLES,
    about,
    allocation_line,
    case_daily,
    case_note,
    facility,
    investigation_daily,
    material,
    material_daily,
    material_flow,
    region,
)
from console.data.simulation import GentleSimulation, SimulatedEvent, simulate
from console.data.simulation.change import Maker
from console.data.simulation.loading import load
from console.data.simulation.people_changes import confirm_case, correct
from console.data.simulation.running import WEIGHTS
from console.domain.errors import ConsoleError
from tests.data.simulation_worlds import contents, copy_of, initialised, moved, run, stock_books


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return initialised(tmp_path_factory.mktemp("empty") / "empty.sqlite")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    ensure_demo(folder)
    return folder / "demo.sqlite"


@pytest.fixture
def living(demo: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = copy_of(demo, tmp_path)
    yield engine
    engine.dispose()


@pytest.fixture
def bare(empty: Path, tmp_path: Path) -> Iterator[Engine]:
    engine = copy_of(empty, tmp_path)
    yield engine
    engine.dispose()


def counted(engine: Engine, name: str) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(DATASET_TABLES[name])) or 0


@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_material_is_neither_lost_nor_made_on_the_road_whatever_the_seed(
    empty: Path, tmp_path: Path, seed: int
) -> None:
    engine = copy_of(empty, tmp_path)
    run(engine, 0, seed)
    opening = stock_books(engine)
    run(engine, 250, seed)
    closing = stock_books(engine)
    net, outside = moved(engine)
    engine.dispose()
    assert closing.keys() == opening.keys()
    for key, (reserve, produced, consumed) in closing.items():
        before, made_before, used_before = opening[key]
        booked = (produced - made_before) - (consumed - used_before) + net.get(key, 0.0)
        assert reserve == before + booked
        assert min(reserve, produced, consumed) >= 0
    assert sum(net.values()) == outside


def test_material_is_conserved_in_the_demonstration_too(living: Engine) -> None:
    opening, (net_before, _) = stock_books(living), moved(living)
    report, _ = run(living, 1500, cases=False)
    closing, (net, _) = stock_books(living), moved(living)
    assert report.events["arrive"] > 10
    for key, (reserve, produced, consumed) in closing.items():
        before, made_before, used_before = opening[key]
        shipped = net.get(key, 0.0) - net_before.get(key, 0.0)
        assert reserve == before + (produced - made_before) - (consumed - used_before) + shipped


def test_the_same_seed_on_the_same_database_makes_the_same_changes(
    demo: Path, tmp_path: Path
) -> None:
    results = []
    for name in ("one.sqlite", "two.sqlite"):
        engine = copy_of(demo, tmp_path, name)
        results.append((run(engine, 300, seed=7)[1], contents(engine)))
        engine.dispose()
    assert results[0] == results[1]


def test_another_seed_makes_other_changes(demo: Path, tmp_path: Path) -> None:
    results = []
    for seed in (1, 2):
        engine = copy_of(demo, tmp_path, f"{seed}.sqlite")
        results.append(run(engine, 50, seed)[1])
        engine.dispose()
    assert results[0] != results[1]


@pytest.mark.parametrize("maker", WEIGHTS, ids=lambda maker: maker.__name__)
def test_every_kind_of_change_is_accepted_by_the_database(
    living: Engine, maker: Maker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Everybody has recovered in the published history: a new case comes first.
    monkeypatch.setattr("console.data.simulation.running.WEIGHTS", {confirm_case: 1.0, maker: 1.0})
    report, events = run(living, 30)
    assert report.total == 30
    assert report.refused == 0
    assert len(report.events) == (1 if maker is confirm_case else 2)
    assert {event.kind for event in events if event.kind != "marked"} == set(report.events)


def test_the_ordinary_mix_shows_all_of_a_centres_day_and_passes_the_check(living: Engine) -> None:
    report, _ = run(living, 2500, seed=5)
    common = {"use", "make", "plan", "dispatch", "arrive", "investigate", "report", "beds"}
    assert common <= set(report.events)
    assert {"case", "alert"} <= set(report.events)
    assert report.refused == report.idle == report.outages == 0
    assert check(living).findings == ()
    with living.connect() as connection:
        overfull = select(func.count()).select_from(facility)
        overfull = overfull.where(facility.c.beds_used > facility.c.beds_total)
        assert connection.scalar(overfull) == 0


def test_the_database_calls_itself_a_demonstration_before_the_first_change(bare: Engine) -> None:
    said: list[str] = []

    def look(event: SimulatedEvent) -> None:
        if event.kind == "marked":
            with bare.connect() as connection:
                mark = select(about.c.value).where(about.c.key == "demo")
                said.append(str(connection.scalar(mark)))

    _, events = run(bare, 1, and_then=look)
    assert said == ["1"]
    assert events[0].kind == "marked"
    with bare.connect() as connection:
        source = select(about.c.value).where(about.c.key == "publisher_en")
        assert connection.scalar(source) == "Simulated figures, not real ones"


def test_a_database_with_regions_alone_is_given_a_catalogue_stock_units_and_hospitals(
    bare: Engine,
) -> None:
    report, _ = run(bare, 200)
    assert report.prepared == ("material", "material_daily", "reporting_unit", "facility")
    assert report.total == 200
    assert counted(bare, "material") == 20
    assert counted(bare, "case_daily") == 0


def test_what_a_database_has_is_not_filled_again(bare: Engine) -> None:
    run(bare, 20)
    report, _ = run(bare, 20)
    assert report.prepared == ()


def test_real_cases_without_materials_are_simulated_on_their_newest_day(
    demo: Path, tmp_path: Path
) -> None:
    engine = copy_of(demo, tmp_path)
    with writing(engine) as connection:
        for table in (allocation_line, material_flow, material_daily, material):
            connection.execute(table.delete())
    report, _ = run(engine, 300)
    with engine.connect() as connection:
        days = set(connection.scalars(select(material_daily.c.date).distinct()))
        newest = connection.scalar(select(func.max(case_daily.c.date)))
    engine.dispose()
    assert report.prepared == ("material", "material_daily")
    assert days == {newest}


def test_published_cases_stay_as_they_are_where_cases_are_excluded(living: Engine) -> None:
    before = contents(living)
    run(living, 1200, cases=False)
    after = contents(living)
    for name in ("case_daily", "case_note", "case_total", "region", "material"):
        assert after[name] == before[name]


def test_a_day_never_rolls_over_by_itself(living: Engine) -> None:
    def newest() -> list[object]:
        tables = (case_daily, material_daily, investigation_daily)
        with living.connect() as connection:
            return [connection.scalar(select(func.max(table.c.date))) for table in tables]

    before = newest()
    run(living, 800)
    assert newest() == before
    with living.connect() as connection:
        moments = select(
            func.max(material_flow.c.dispatched_at), func.max(material_flow.c.arrived_at)
        )
        for moment in connection.execute(moments).one():
            assert day_of(moment) == before[1]


def test_rows_are_dated_today_where_that_is_asked_for(living: Engine) -> None:
    opening = stock_books(living)
    report, _ = run(living, 400, today=True)
    today = today_in_centre()
    rows = select(material_daily).where(material_daily.c.date == today)
    with living.connect() as connection:
        held = {(r["region"], r["material"]): r for r in connection.execute(rows).mappings()}
        cases = select(func.count()).select_from(case_daily).where(case_daily.c.date == today)
        reported = connection.scalar(cases) or 0
    assert held.keys() == opening.keys()
    assert report.total == 400
    assert bool(reported) == bool(report.events["case"] + report.events["recovery"])
    net, _ = moved(living)
    assert net
    untouched = [key for key, row in held.items() if not row["consumed"] and not row["produced"]]
    assert any(held[key]["reserve"] == opening[key][0] for key in untouched)


def test_a_taken_back_case_has_its_note_in_the_same_transaction(
    living: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    negative = select(case_daily.c.region, case_daily.c.date).where(case_daily.c.confirmed_new < 0)
    notes = select(case_note.c.region, case_note.c.date)
    with living.connect() as connection:
        newest = select(func.max(case_daily.c.date)).scalar_subquery()
        earlier = select(case_daily.c.region).where(case_daily.c.date == newest).limit(1)
        place = connection.scalar(earlier)
        before = {tuple(row) for row in connection.execute(negative)}
    with writing(living) as connection:
        # One case of the day before, so that taking it back leaves a negative count today.
        eve = connection.scalar(select(func.max(case_daily.c.date))) - timedelta(days=1)
        row = case_daily.update().where(case_daily.c.region == place, case_daily.c.date == eve)
        connection.execute(row.values(confirmed_new=1))
    monkeypatch.setattr("console.data.simulation.running.WEIGHTS", {correct: 1.0})
    run(living, 1)
    with living.connect() as connection:
        noted = {tuple(row) for row in connection.execute(notes)}
        fallen = {tuple(row) for row in connection.execute(negative)}
    assert len(fallen - before) == 1
    assert fallen <= noted


def test_a_row_that_another_program_emptied_is_read_again_and_never_goes_below_zero(
    living: Engine,
) -> None:
    uses: list[str] = []

    def empty_all(event: SimulatedEvent) -> None:
        uses.append(event.kind)
        if len(uses) % 7 == 0:
            with writing(living) as connection:
                connection.execute(update(material_daily).values(reserve=0))

    report, _ = run(living, 60, and_then=empty_all)
    assert report.refused > 0
    assert report.total == 60
    with living.connect() as connection:
        assert (connection.scalar(select(func.min(material_daily.c.reserve))) or 0) >= 0


def test_a_run_ends_by_its_time_and_keeps_below_its_rate(bare: Engine) -> None:
    report = simulate(bare, rate=20, seconds=0.5, seed=1, stop=lambda: False)
    assert 0 < report.total <= 11
    assert report.seconds >= 0.5


def test_a_rate_of_zero_is_refused(bare: Engine) -> None:
    for rate in (0.0, -1.0, float("nan")):
        with pytest.raises(ValueError, match="above zero"):
            simulate(bare, rate=rate, seconds=1, seed=1, stop=lambda: True)


def test_a_database_without_tables_or_regions_is_a_clear_fault(
    tmp_path: Path, bare: Engine
) -> None:
    path = tmp_path / "blank.sqlite"
    path.touch()
    blank = open_engine(str(path))
    with pytest.raises(ConsoleError):
        simulate(blank, rate=1, seconds=1, seed=1, stop=lambda: False)
    blank.dispose()
    with writing(bare) as connection:
        connection.execute(update(region).values(parent_code=None, successor_code=None))
        connection.execute(region.delete())
    with pytest.raises(ConsoleError) as caught:
        simulate(bare, rate=1, seconds=1, seed=1, stop=lambda: False)
    assert "import regions" in caught.value.remedy.en


def test_the_gentle_simulation_changes_the_demonstration_and_ends_when_told(
    demo: Path, tmp_path: Path
) -> None:
    engine = copy_of(demo, tmp_path)
    before = contents(engine)
    gentle = GentleSimulation(str(tmp_path / "copy.sqlite"), rate=200)
    gentle.start()
    while contents(engine) == before:
        assert gentle.is_alive
    assert gentle.stop(timeout=10)
    after = contents(engine)
    engine.dispose()
    assert not gentle.is_alive
    assert after["case_daily"] == before["case_daily"]


def test_a_gentle_simulation_of_nothing_ends_with_a_warning_and_no_trace(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    gentle = GentleSimulation(str(tmp_path / "missing.sqlite"))
    gentle.start()
    assert gentle.stop(timeout=10)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_one_that_never_started_can_be_stopped(tmp_path: Path) -> None:
    assert GentleSimulation(str(tmp_path / "missing.sqlite")).stop()


def test_equal_worlds_are_loaded_from_equal_databases(living: Engine) -> None:
    with living.connect() as connection:
        first, second = load(connection, today=None), load(connection, today=None)
    assert list(first.stock) == sorted(first.stock)
    assert first.stock == second.stock
    assert first.planned == second.planned
    with living.connect() as connection:
        assert set(first.packs) == set(connection.scalars(select(material.c.code)))
