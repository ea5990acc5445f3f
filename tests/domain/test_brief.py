"""What the daily brief says before its figures: what is old, missing or made up."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from console.domain.brief import brief_of, requests_of
from console.domain.datasets import Dataset, DatasetState
from console.domain.snapshots import HeadlineSnapshot, Snapshot, StatusSnapshot, TrendSnapshot
from console.domain.truth import FreshnessLimits, LinkState, Truth
from console.domain.wording import Lang, Text
from tests.widgets import analysis_samples, samples

NOW = samples.NOON
WELL = LinkState(NOW, connected=True)


def state(dataset: Dataset, *, rows: int = 5, ago: timedelta = timedelta()) -> DatasetState:
    return DatasetState(dataset, 1, 1, NOW, date(2020, 5, 20), NOW - ago, rows)


def status(*states: DatasetState) -> StatusSnapshot:
    found = samples.status()
    return replace(found, datasets=states or (state(Dataset.CASE_DAILY),))


def brief(*snapshots: Snapshot, link: LinkState = WELL, now: datetime = NOW):
    return brief_of(
        {snapshot.request: snapshot for snapshot in snapshots},
        region="", lang=Lang.EN, link=link, limits=FreshnessLimits(), now=now,
    )  # fmt: skip


def words(found) -> str:
    return " ".join(text.en for text in found.warnings())


def test_a_page_of_new_figures_warns_of_nothing():
    found = brief(samples.headline(), status())
    assert words(found) == ""
    assert found.as_of == date(2020, 5, 20)
    assert found.ages[0].mark.truth is Truth.LIVE


def test_old_figures_are_said_to_be_old_with_their_day():
    old = state(Dataset.CASE_DAILY, ago=timedelta(days=9))
    assert "Daily cases STALE: newest 2020-05-20" in words(brief(samples.headline(), status(old)))


def test_a_dataset_without_a_row_is_no_data_and_not_live():
    empty = DatasetState(Dataset.MATERIAL_DAILY, 1, 1, NOW, None, NOW, 0)
    found = brief(samples.headline(), status(empty))
    assert found.ages[0].words == Text("没有数据", "no data")
    assert "Daily materials no data." in words(found)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (LinkState(None, connected=False), "last figures kept on this machine"),
        (LinkState(NOW, connected=False), "last confirmed at"),
    ],
)
def test_a_cut_link_is_said_once(link, said):
    found = brief(samples.headline(), status(), link=link, now=NOW + timedelta(hours=1))
    assert said in words(found)
    assert "Daily cases" not in words(found)


def test_an_empty_page_says_that_nothing_is_not_zero():
    found = brief()
    assert "not zero" in words(found)
    assert (found.changes(), found.alarms(), found.tiers(), found.as_of) == ((), (), (), None)


def test_a_demonstration_says_so_first():
    shot = samples.headline()
    made_up = replace(shot, provenance=replace(shot.provenance, demo=True))
    assert words(brief(made_up, status())).startswith("A demonstration's figures")


def test_changes_of_the_week_are_told_and_older_ones_are_not():
    headline = samples.headline()
    day = headline.provenance.as_of
    assert day is not None
    fresh = {"since": day, "since_earlier": False, "before": Text("低", "Low"), "rose": True}
    rows = (
        analysis_samples.risk_row(0, "中", "Medium", 3, **fresh),
        analysis_samples.risk_row(1, "中", "Medium", 3, **{**fresh, "rose": False}),
        analysis_samples.risk_row(
            2, "高", "High", 5, **{**fresh, "since": day - timedelta(days=7)}
        ),
        analysis_samples.risk_row(3, "高", "High", 5, **{**fresh, "since_earlier": True}),
    )
    risk = replace(analysis_samples.risk(), rows=rows)
    found = brief(headline, risk)
    assert [row.rose for row in found.changes()] == [True, False]
    assert dict(found.tiers()) == {rows[0].tier: 2, rows[2].tier: 2}


def test_all_that_the_page_shows_is_asked_for():
    kinds = {type(request) for request in requests_of("220200")}
    shown = {type(s.request) for s in (samples.headline(), samples.trend(), samples.materials())}
    assert shown <= kinds
    assert isinstance(samples.headline(), HeadlineSnapshot)
    assert isinstance(samples.trend(), TrendSnapshot)


def test_tiers_that_nobody_declared_are_counted_with_what_they_do_not_know():
    found = brief(samples.headline(), status(), analysis_samples.risk())
    rows = [row for row in analysis_samples.risk().rows if not row.declared]
    count, unknown = found.computed()
    assert count == len(rows) > 0
    assert set(unknown) == {fact for row in rows for fact in row.unknown}
    assert len(unknown) > 0
    assert brief(samples.headline(), status()).computed() == (0, ())
