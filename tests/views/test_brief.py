"""The daily brief on paper: one page, in either language, whatever is missing."""

import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from console import paths
from console.data.boundaries import load_boundaries
from console.domain.boundaries import Boundaries
from console.domain.brief import Brief, brief_of
from console.domain.datasets import Dataset, DatasetState
from console.domain.snapshots_analysis import TrendForecast
from console.domain.truth import FreshnessLimits, LinkState, Truth, TruthMark
from console.domain.wording import Lang, Text
from console.views import brief_chart, brief_lists, brief_page
from console.views.brief_writer import write_brief
from console.views.paper import PAGE, Letters, Paper
from tests.widgets import analysis_samples, samples


@pytest.fixture(scope="module")
def outlines() -> Boundaries:
    return load_boundaries(paths.resources() / "map" / "jilin_prefectures.geojson")


def brief(*snapshots, lang: Lang = Lang.ZH) -> Brief:
    state = DatasetState(Dataset.CASE_DAILY, 1, 1, samples.NOON, None, samples.NOON, 5)
    status = replace(samples.status(), datasets=(state,))
    found = {snapshot.request: snapshot for snapshot in (*snapshots, status)}
    link = LinkState(samples.NOON, connected=True)
    now = samples.NOON
    return brief_of(found, region="", lang=lang, link=link, limits=FreshnessLimits(), now=now)


def whole(lang: Lang = Lang.ZH) -> Brief:
    shown = (samples.headline(), samples.trend(60), samples.materials())
    return brief(*shown, analysis_samples.warning(), analysis_samples.risk(), lang=lang)


def chart(found: Brief) -> QImage:
    image = QImage(900, 900, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    brief_chart.draw_chart(Paper(painter), QRectF(0, 0, 900, 900), found)
    painter.end()
    return image


@pytest.mark.parametrize("lang", list(Lang))
def test_the_brief_is_one_page_as_pdf_and_the_same_as_a_picture(
    qapp, outlines, tmp_path: Path, lang
):
    pdf, png = write_brief(whole(lang), outlines, tmp_path)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())) == 1
    picture = QImage(str(png))
    assert (picture.width(), picture.height()) == (1654, 2339)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted((pdf.name, png.name))
    assert str(lang) in pdf.stem


def test_a_second_brief_of_the_same_second_replaces_none(qapp, outlines, tmp_path: Path):
    first, _ = write_brief(whole(), outlines, tmp_path)
    second, _ = write_brief(whole(), outlines, tmp_path)
    assert first != second
    assert len(list(tmp_path.iterdir())) == 4


def test_a_page_without_figures_or_outlines_is_written_all_the_same(qapp, tmp_path: Path):
    _, png = write_brief(brief(), None, tmp_path)
    assert not QImage(str(png)).isNull()


def test_a_folder_that_cannot_be_made_is_told(qapp, tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError, match="file"):
        write_brief(brief(), None, tmp_path / "file" / "briefs")


def test_not_published_zero_and_unfinished_days_are_drawn_apart(qapp):
    shot = samples.trend(30, notes=False)
    series = shot.series[0]

    def drawn(value: float, *, unfinished: bool = False) -> QImage:
        new = np.full(30, 2.0)
        new[20] = value
        day = shot.first_day + timedelta(days=20) if unfinished else None
        one = replace(series, new=new, mean7=np.full(30, np.nan))
        return chart(brief(replace(shot, series=(one,), incomplete_from=day)))

    pictures = [drawn(0.0), drawn(np.nan), drawn(2.0), drawn(2.0, unfinished=True), drawn(-1.0)]
    for index, picture in enumerate(pictures):
        assert all(picture != other for other in pictures[index + 1 :])


def test_the_fan_and_its_refusal_are_shown(qapp):
    shot = samples.trend(30, notes=False)
    fan = TrendForecast(
        first_day=shot.first_day + timedelta(days=30),
        quantiles=np.tile(np.array([[0.0], [1], [2], [4], [9]]), (1, 7)),
        score=None,
        refused=None,
    )
    none = replace(fan, first_day=None, refused=Text("太短", "too short"))
    pictures = [chart(brief(replace(shot, forecast=f))) for f in (fan, none, None)]
    assert pictures[0] != pictures[1] != pictures[2]


def test_what_nobody_reported_is_no_lack_of_gaps(qapp):
    found = samples.materials()
    unknown = tuple(tuple(replace(c, gap=None) for c in row) for row in found.cells)
    none = tuple(tuple(replace(c, gap=0.0) for c in row) for row in found.cells)
    pictures = []
    for cells in (unknown, none, found.cells):
        image = QImage(900, 500, QImage.Format.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        shown = brief(replace(found, cells=cells))
        brief_lists.draw_gaps(Paper(painter), QRectF(0, 0, 900, 500), shown)
        painter.end()
        pictures.append(image)
    assert pictures[0] != pictures[1] != pictures[2]
    assert pictures[0] != pictures[2]


def test_the_worst_gap_comes_first_and_critical_materials_before_others(qapp):
    found = samples.materials()
    cells = brief_lists.worst_cells(found)
    critical = {material.code for material in found.materials if material.critical}
    flags = [cell.material in critical for cell in cells]
    assert cells
    assert flags == sorted(flags, reverse=True)


@pytest.mark.parametrize("lang", list(Lang))
def test_all_that_must_be_known_first_is_in_its_frame_however_much_it_is(qapp, lang):
    made = whole(lang)
    (age,) = made.ages
    stale = [
        replace(age, state=replace(age.state, dataset=dataset, newest_day=samples.NOON.date()),
                mark=TruthMark(Truth.STALE, samples.NOON))
        for dataset in (
            Dataset.CASE_DAILY, Dataset.RISK_TIER, Dataset.MATERIAL_DAILY,
            Dataset.MATERIAL_FLOW, Dataset.ALLOCATION_PLAN,
        )
    ]  # fmt: skip
    worst = replace(made, demo=True, ages=tuple(stale))
    calm, full = known_first(made), known_first(worst)
    assert full > calm
    told = ("" if lang is Lang.ZH else " ").join(words.of(lang) for words in worst.warnings())
    room = QRectF(0, 0, PAGE.width() - 2 * 130 - 42, 1000)
    image = QImage(2100, 1000, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    needed = Paper(painter).paragraph(room, told, Letters(25, bold=True))
    painter.end()
    assert needed <= 86 - 6


def known_first(found: Brief) -> float:
    """Draw the head of the page; return where it ends."""
    image = QImage(2100, 2970, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    bottom = brief_page._known_first(Paper(painter), PAGE.adjusted(130, 110, -130, -90), found)
    painter.end()
    return bottom


def test_a_text_that_is_too_long_is_cut_within_its_place(qapp):
    image = QImage(400, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    used = Paper(painter).text(QRectF(0, 0, 200, 60), "疫情防控" * 40, Letters(30))
    painter.end()
    assert used <= 200
    assert image.copy(202, 0, 198, 60) == _white(198, 60)


def _white(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image
