"""The tables behind the displays: every figure that is shown, its unit, and what is not known."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from console.domain.datasets import Dataset
from console.domain.formulas import formula_of
from console.domain.snapshots import Snapshot
from console.domain.tabulation import tabulate
from console.domain.tabulation_table import Grid, Table
from console.domain.truth import Truth, TruthMark
from console.domain.wording import NOTHING, Lang, Text
from tests.widgets import analysis_samples, response_samples, samples, timeliness_samples

SAMPLES = {
    "headline": samples.headline,
    "trend": samples.trend,
    "materials": samples.materials,
    "status": samples.status,
    "reproduction": analysis_samples.reproduction,
    "warning": analysis_samples.warning,
    "risk": analysis_samples.risk,
    "timeliness": timeliness_samples.timeliness,
    "investigation": response_samples.investigation,
    "network": response_samples.network,
    "facilities": response_samples.facilities,
}


def table_of(snapshot: Snapshot | None, truth: Truth = Truth.LIVE) -> Table:
    return tabulate("A title", snapshot, TruthMark(truth, samples.NOON), samples.NOON)


def heads(grid: Grid) -> list[str]:
    return [column.name.en for column in grid.columns]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_has_a_cell_for_each_column_and_every_figure_has_a_formula(name):
    snapshot = SAMPLES[name]()
    table = table_of(snapshot)
    assert table.grids
    assert any(grid.rows for grid in table.grids)
    for grid in table.grids:
        assert {len(row) for row in grid.rows} <= {len(grid.columns)}
        assert grid.datasets == () or len(grid.datasets) == len(grid.rows)
    assert formula_of(snapshot) != NOTHING
    assert formula_of(snapshot).of(Lang.ZH) != formula_of(snapshot).of(Lang.EN)


def test_the_lines_tell_source_state_and_age():
    lines = {name.en: value for name, value in table_of(samples.headline(), Truth.STALE).lines}
    assert lines["Truth state"] == Text("过期", "STALE")
    assert lines["In this state since"] == samples.NOON
    assert lines["As of"] == date(2020, 5, 20)
    assert lines["Datasets"] == "case_daily"
    assert lines["Demonstration data"] == Text("否", "no")


def test_what_was_not_published_is_an_empty_cell_and_zero_is_zero():
    (grid,) = table_of(samples.trend(30)).grids
    new = heads(grid).index("Jilin: new") if "Jilin: new" in heads(grid) else 2
    assert grid.rows[7][new] is None
    assert 0.0 in [row[new] for row in grid.rows]
    assert grid.rows[3][new] == -1.0


def test_a_day_that_is_not_complete_is_marked_in_its_row():
    snapshot = samples.trend(30)
    (grid,) = table_of(snapshot).grids
    final = {grid.day_of(index): row[1] for index, row in enumerate(grid.rows)}
    assert snapshot.incomplete_from is not None
    assert final[snapshot.incomplete_from] == Text("否", "no")
    assert final[snapshot.incomplete_from - timedelta(days=1)] == Text("是", "yes")


def test_a_note_stands_in_the_row_of_its_day():
    snapshot = samples.trend(120)
    (grid,) = table_of(snapshot).grids
    days = {grid.day_of(index): row[-1] for index, row in enumerate(grid.rows)}
    assert snapshot.notes
    for note in snapshot.notes:
        assert note.text.en in days[note.day].en


def test_a_row_knows_its_region_its_day_and_its_dataset():
    warning = table_of(analysis_samples.warning()).grids[0]
    assert warning.region_of(0) == analysis_samples.warning().rows[0].region
    headline = table_of(samples.headline()).grids[0]
    behind = dict(zip((f.key for f in samples.headline().figures), headline.datasets, strict=True))
    assert behind["screened"] is Dataset.INVESTIGATION_DAILY
    assert behind["confirmed"] is Dataset.CASE_DAILY
    assert headline.region_of(0) == ""
    assert warning.dataset_of(0) is None
    assert (warning.region_of(-1), warning.day_of(10_000)) == ("", None)


def test_the_material_on_show_brings_its_days_along():
    first, days = table_of(samples.materials()).grids
    assert "Shipped" in heads(days)
    assert "Arrived" in heads(days)
    assert len(first.rows) > len(samples.materials().materials)


def test_nothing_to_show_says_so():
    table = table_of(None, Truth.LOST)
    assert table.grids == ()
    assert table.lines[-1][1].en.startswith("This tile has no table")


def test_r_names_the_serial_interval_it_rests_on():
    snapshot = replace(analysis_samples.reproduction(), serial_mean=4.7, serial_std=2.9)
    assert "4.7 ± 2.9" in formula_of(snapshot).en
    assert "4.7 ± 2.9" in formula_of(snapshot).zh
