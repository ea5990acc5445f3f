"""In every display: not published is drawn otherwise than zero, and the unfinished is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QLabel

from console import theme
from console.domain.snapshots import Snapshot
from console.domain.snapshots_response import BedLoad
from console.domain.wording import Lang
from console.widgets.bars import day_bars, share_bar
from console.widgets.facilities_tile import FacilitiesTile
from console.widgets.headline_tile import HeadlineTile
from console.widgets.investigation_tile import InvestigationTile
from console.widgets.language import set_language
from console.widgets.materials_tile import MaterialsTile
from console.widgets.network_tile import NetworkTile
from console.widgets.reproduction_tile import ReproductionTile
from console.widgets.tile import Tile
from console.widgets.timeliness_tile import TimelinessTile
from console.widgets.trend_tile import TrendTile
from console.widgets.warning_tile import WarningTile
from tests.widgets import analysis_samples, response_samples, samples, timeliness_samples

NAN = float("nan")


def headline(value: float) -> Snapshot:
    shot = samples.headline()
    first = replace(shot.figures[0], value=None if np.isnan(value) else value)
    return replace(shot, figures=(first, *shot.figures[1:]))


def trend(value: float) -> Snapshot:
    shot = samples.trend(30, notes=False)
    new = np.full(30, 3.0)
    new[20] = value
    return replace(shot, series=(replace(shot.series[0], new=new),), incomplete_from=None)


def materials(value: float) -> Snapshot:
    shot = samples.materials()
    known = None if np.isnan(value) else value
    cell = replace(shot.cells[0][0], reserve=known, cover_days=known, gap=known)
    return replace(shot, cells=((cell, *shot.cells[0][1:]), *shot.cells[1:]))


def warning(value: float) -> Snapshot:
    shot = analysis_samples.warning()
    counts = shot.rows[0].counts.copy()
    counts[2] = value
    return replace(shot, rows=(replace(shot.rows[0], counts=counts), *shot.rows[1:]))


def reproduction(value: float) -> Snapshot:
    shot = analysis_samples.reproduction()
    middle = shot.mean.copy()
    middle[10:14] = value
    return replace(shot, mean=middle)


def investigation(value: float) -> Snapshot:
    shot = response_samples.investigation()
    values = shot.stages[0].values.copy()
    values[5] = value
    return replace(shot, stages=(replace(shot.stages[0], values=values), *shot.stages[1:]))


def facilities(value: float) -> Snapshot:
    shot = response_samples.facilities()
    icu = BedLoad(total=None, used=None) if np.isnan(value) else BedLoad(total=9, used=value)
    return replace(shot, places=(replace(shot.places[0], icu=icu), *shot.places[1:]))


def network(value: float) -> Snapshot:
    shot = response_samples.network()
    last = None if np.isnan(value) else samples.NOON - timedelta(days=3)
    return replace(shot, silent=(replace(shot.silent[0], last_report_at=last), *shot.silent[1:]))


def timeliness(value: float) -> Snapshot:
    shot = timeliness_samples.timeliness()
    medians = np.full_like(shot.whole.steps[0].medians, 9.0)
    medians[1] = value
    steps = (replace(shot.whole.steps[0], medians=medians), *shot.whole.steps[1:])
    return replace(shot, whole=replace(shot.whole, steps=steps))


DISPLAYS: dict[type[Tile], Callable[[float], Snapshot]] = {
    HeadlineTile: headline,
    TrendTile: trend,
    MaterialsTile: materials,
    WarningTile: warning,
    ReproductionTile: reproduction,
    InvestigationTile: investigation,
    FacilitiesTile: facilities,
    NetworkTile: network,
    TimelinessTile: timeliness,
}


@pytest.fixture(autouse=True)
def _english(qapp, chinese_again):
    set_language(Lang.EN)


def drawn(qtbot, kind: type[Tile], snapshot: Snapshot) -> QImage:
    tile = kind()
    qtbot.addWidget(tile)
    tile.set_metrics(theme.Metrics(1080))
    tile.resize(1100, 620)
    tile.show()
    tile.show_snapshot(snapshot)
    qtbot.waitUntil(lambda: tile.is_drawn, timeout=30_000)
    return tile.grab().toImage()


@pytest.mark.parametrize("kind", DISPLAYS, ids=lambda kind: kind.__name__)
def test_not_published_is_drawn_otherwise_than_zero(qtbot, kind):
    make = DISPLAYS[kind]
    assert drawn(qtbot, kind, make(0.0)) == drawn(qtbot, kind, make(0.0))
    assert drawn(qtbot, kind, make(0.0)) != drawn(qtbot, kind, make(NAN))


def painted(draw: Callable[[QPainter, QRectF], object]) -> QImage:
    image = QImage(200, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("black"))
    painter = QPainter(image)
    draw(painter, QRectF(0, 0, 200, 60))
    painter.end()
    return image


def test_small_bars_and_shares_tell_zero_from_not_known(qapp):
    def bars(value: float) -> QImage:
        return painted(lambda painter, rect: day_bars(painter, rect, np.array([2.0, value, 4.0])))

    def share(value: float | None) -> QImage:
        return painted(lambda painter, rect: share_bar(painter, rect, value, "bar"))

    assert bars(0.0) != bars(NAN)
    assert bars(NAN) != bars(4.0)
    assert share(0.0) != share(None)


@pytest.mark.parametrize(
    ("kind", "make"),
    [(WarningTile, analysis_samples.warning), (ReproductionTile, analysis_samples.reproduction)],
)
def test_corrections_new_definitions_and_days_left_out_are_named(qtbot, kind, make):
    day, shot = samples.NOON.date(), make()
    quiet = _words(qtbot, kind, replace(shot, corrected_days=0, redefined=(), unfinished_from=None))
    for change in ({"corrected_days": 2}, {"redefined": (day,)}, {"unfinished_from": day}):
        none = {"corrected_days": 0, "redefined": (), "unfinished_from": None}
        told = _words(qtbot, kind, replace(shot, **{**none, **change}))
        assert told != quiet


def _words(qtbot, kind: type[Tile], snapshot: Snapshot) -> str:
    """Return all that the tile writes below its rows or its plot."""
    tile = kind()
    qtbot.addWidget(tile)
    tile.set_metrics(theme.Metrics(1080))
    tile.resize(1100, 620)
    tile.show()
    tile.show_snapshot(snapshot)
    labels = (label.text() for label in tile.findChildren(QLabel) if label.isVisible())
    return " ".join(labels)
