"""The map tile with the native map: what is seen, said, chosen, and what bad input does to it."""

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QThreadPool
from PySide6.QtGui import QColor, QImage

from console import theme
from console.domain.boundaries import Boundaries
from console.domain.regions import Level
from console.domain.requests import MapMetric, MapRequest
from console.domain.snapshots import PostMark
from console.domain.truth import Truth, TruthMark
from console.domain.wording import NOTHING, Lang, Text
from console.widgets.language import set_language
from console.widgets.map_native import NativeMap
from console.widgets.map_tile import MapTile
from tests.widgets.map_samples import (
    CITIES,
    county_values,
    grid,
    klass_of,
    outlines,
    snapshot,
)


@pytest.fixture(autouse=True)
def _english(qapp):
    set_language(Lang.EN)
    yield
    set_language(Lang.ZH)


@pytest.fixture
def shown(qtbot):
    def show(options=None, *, size=(1100, 900), boundaries=True):
        tile = MapTile({"renderer": "native", **(options or {})})
        qtbot.addWidget(tile)
        tile.set_metrics(theme.Metrics(1080))
        tile.resize(*size)
        tile.show()
        qtbot.waitExposed(tile)
        if boundaries:
            tile.set_boundaries(*outlines(), "GS(2024)0650")
            qtbot.waitUntil(lambda: tile.surface.waiting.text() == "Waiting for data")
        return tile

    return show


def pixels(widget):
    for native in (widget, *widget.findChildren(NativeMap)):
        if isinstance(native, NativeMap):
            native.finish_drawing()
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return flat[:, : image.width(), :3].copy()


def has_colour(widget, code, name, native):
    """Tell whether the fill ``name`` is seen near the label of ``code``."""
    at = native.point_of(code)
    wanted = QColor(name)
    spot = pixels(widget)[int(at.y()) - 30 : int(at.y()) + 30, int(at.x()) - 60 : int(at.x()) + 60]
    hits = (spot == (wanted.blue(), wanted.green(), wanted.red())).all(axis=2)
    return int(hits.sum()) > 20


def fill(klass):
    return theme.palette().map_classes[klass - 1]


def test_each_area_is_filled_with_the_colour_of_its_class(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    for code, value in CITIES.items():
        if value is not None:
            assert has_colour(tile.native, code, fill(klass_of(value)), tile.native), code


def test_an_area_that_was_not_published_is_hatched_and_not_the_colour_of_zero(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    assert not has_colour(tile.native, "220600", fill(1), tile.native)
    assert has_colour(tile.native, "220600", theme.palette()["raised"], tile.native)


def test_only_what_changed_is_painted_and_the_result_is_as_if_all_had_been(shown):
    tile = shown({"level": "county"})
    before = county_values()
    after = {**before, "220182": 333.0, "222403": None, "220283": 0.0}
    tile.show_snapshot(snapshot(before, level=Level.COUNTY))
    pixels(tile.native)
    tile.show_snapshot(snapshot(after, level=Level.COUNTY))
    mended = pixels(tile.native)
    assert 0 < tile.native.areas_painted <= 3
    fresh = shown({"level": "county"})
    fresh.show_snapshot(snapshot(after, level=Level.COUNTY))
    assert np.array_equal(mended, pixels(fresh.native))


def test_the_same_picture_twice_paints_nothing(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    pixels(tile.native)
    tile.show_snapshot(snapshot())
    pixels(tile.native)
    assert tile.native.areas_painted == 0


def test_the_legend_stays_while_values_change(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    before = tile.surface.legend.entries()
    tile.show_snapshot(snapshot({"220100": 499.0}))
    assert tile.surface.legend.entries() == before
    words = [words for _, words in before]
    assert words == [
        "0",
        "1–9",
        "10–49",
        "50–99",
        "100–499",
        "≥ 500",
        "Not published",
        "Command post",
    ]


def test_the_legend_is_never_wider_or_higher_than_the_tile(shown):
    for size in ((1100, 900), (620, 700), (960, 360)):
        tile = shown(size=size)
        tile.show_snapshot(snapshot())
        inside = tile.surface.rect().adjusted(-1, -1, 1, 1)
        assert inside.contains(tile.surface.legend.geometry()), size


def test_what_is_not_on_the_map_is_counted_beside_it(shown):
    tile = shown()
    tile.show_snapshot(snapshot({"220100": 1.0, "220184": 6.0}))
    assert tile.surface.legend.unmapped == (
        "Imported etc., not mapped: 19",
        "No area drawn for: Gongzhuling",
    )


def test_nothing_is_said_of_unmapped_cases_where_none_are_known(shown):
    tile = shown()
    tile.show_snapshot(snapshot(unmapped=None))
    assert tile.surface.legend.unmapped == ()


def test_the_source_of_the_boundaries_and_the_review_number_are_on_the_map(shown):
    tile = shown()
    note = tile.surface.note
    assert note.isVisible()
    assert "Schematic" in note.text()
    assert "GS(2024)0650" in note.text()


def test_the_title_says_figure_unit_areas_and_date_of_what_is_shown(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    tile.choose_metric("gap")
    assert tile.heading() == "Confirmed, total (cases) · by prefecture · 2020-05-20"


def test_before_any_data_the_tile_says_that_it_waits_and_reads_as_lost(shown):
    tile = shown()
    assert tile.surface.waiting.isVisible()
    assert tile.badge.mark.truth is Truth.LOST
    tile.show_snapshot(snapshot())
    tile.native.finish_drawing()
    assert not tile.surface.waiting.isVisible()


def test_what_is_not_drawn_yet_is_said_to_be_prepared_and_cannot_be_clicked(shown, qtbot):
    tile = shown()
    tile.show_snapshot(snapshot())
    chosen = []
    tile.region_chosen.connect(chosen.append)
    assert tile.surface.waiting.text() == "Preparing the map"
    assert tile.surface.waiting.isVisible()
    qtbot.mouseClick(tile.native, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert chosen == []
    assert not tile.is_drawn
    qtbot.waitUntil(lambda: tile.is_drawn)
    assert not tile.surface.waiting.isVisible()


def test_the_pool_draws_what_the_gui_thread_would_have_drawn(shown, qtbot):
    by_pool, here = shown({"level": "county"}), shown({"level": "county"})
    for tile in (by_pool, here):
        tile.show_snapshot(snapshot(county_values(), level=Level.COUNTY))
    qtbot.waitUntil(lambda: by_pool.is_drawn)
    here.native.finish_drawing()
    assert np.array_equal(pixels(by_pool.native), pixels(here.native))


def test_a_new_size_shows_the_last_picture_scaled_until_its_own_is_drawn(shown, qtbot):
    tile = shown()
    tile.show_snapshot(snapshot())
    tile.native.finish_drawing()
    tile.native.resize(500, 400)
    assert not tile.is_drawn
    assert not tile.native.is_blank
    scaled = tile.native.grab().toImage()
    assert scaled.pixelColor(tile.native.point_of("220100").toPoint() + QPoint(0, 25)) == fill(3)
    assert tile.native.code_at(tile.native.point_of("222400")) == "222400"
    tile.native.finish_drawing()
    assert tile.native.code_at(tile.native.point_of("222400")) == "222400"
    fresh = shown()
    fresh.show_snapshot(snapshot())
    fresh.native.resize(500, 400)
    assert np.array_equal(pixels(tile.native), pixels(fresh.native))


def test_drawings_of_older_sizes_levels_and_data_are_dropped(shown, qtbot):
    tile = shown()
    for number in range(12):
        level = Level.COUNTY if number % 2 else Level.PREFECTURE
        values = county_values(number) if number % 2 else {"220100": float(number)}
        tile.native.resize(600 + 10 * number, 500)
        tile.show_snapshot(snapshot(values, level=level))
        qtbot.wait(number % 4)
    qtbot.waitUntil(lambda: tile.is_drawn)
    fresh = shown()
    fresh.show_snapshot(snapshot(county_values(11), level=Level.COUNTY))
    fresh.native.resize(710, 500)
    assert np.array_equal(pixels(tile.native), pixels(fresh.native))


def test_data_that_come_while_the_map_is_drawn_are_on_it_at_once_and_no_drawing_is_lost(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    tile.show_snapshot(snapshot({**CITIES, "220100": 700.0}))
    assert has_colour(tile.native, "220100", fill(6), tile.native)
    assert tile.native.areas_painted == 1


def test_a_map_out_of_sight_draws_nothing_until_it_is_seen(shown, qtbot):
    tile = shown()
    tile.hide()
    tile.show_snapshot(snapshot())
    assert tile.native.is_drawn
    tile.show()
    assert not tile.native.is_drawn
    qtbot.waitUntil(lambda: tile.is_drawn)
    assert has_colour(tile.native, "220100", fill(3), tile.native)


def test_a_map_may_go_while_it_is_being_drawn(shown, qtbot):
    tile = shown()
    tile.show_snapshot(snapshot())
    tile.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert QThreadPool.globalInstance().waitForDone(5000)
    QCoreApplication.processEvents()


def test_data_that_come_before_the_boundaries_are_shown_with_them(shown, qtbot):
    tile = shown(boundaries=False)
    tile.show_snapshot(snapshot())
    assert tile.surface.waiting.text() == "Preparing the map"
    tile.set_boundaries(*outlines())
    qtbot.waitUntil(lambda: not tile.surface.waiting.isVisible())
    assert has_colour(tile.native, "220100", fill(3), tile.native)


def test_a_switch_asks_for_another_snapshot_by_mouse_and_by_keyboard(shown, qtbot):
    tile = shown()
    asked = []
    tile.request_changed.connect(asked.append)
    controls = tile.surface.controls
    buttons = {
        each.objectName(): each for each in controls.findChildren(object) if each.objectName()
    }
    qtbot.mouseClick(buttons["county"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(buttons["per_100k"], Qt.Key.Key_Space)
    assert asked == [
        MapRequest(MapMetric.CUMULATIVE, Level.COUNTY),
        MapRequest(MapMetric.PER_100K, Level.COUNTY),
    ]
    assert buttons["county"].isChecked()
    assert buttons["per_100k"].isChecked()


def test_the_chosen_material_only_matters_for_the_gap(shown):
    tile = shown({"metric": "gap", "material": "n95"})
    assert tile.request() == MapRequest(MapMetric.GAP, Level.PREFECTURE, "n95")
    tile.select_material("suit")
    assert tile.request().material == "suit"
    tile.choose_metric("new")
    assert tile.request() == MapRequest(MapMetric.NEW, Level.PREFECTURE)


@pytest.mark.parametrize("option", [{"metric": "x"}, {"level": "street"}, {"renderer": "paper"}])
def test_an_option_that_does_not_exist_is_refused(qapp, option):
    with pytest.raises(ValueError, match="is not a valid"):
        MapTile(option)


def test_a_click_chooses_the_region_and_a_click_beside_it_the_province(shown, qtbot):
    tile = shown()
    tile.show_snapshot(snapshot())
    tile.native.finish_drawing()
    chosen = []
    tile.region_chosen.connect(chosen.append)
    at = tile.native.point_of("222400").toPoint()
    qtbot.mouseClick(tile.native, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseClick(tile.native, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
    assert chosen == ["222400", ""]


def test_a_click_on_a_post_shows_its_name_and_chooses_nothing(shown, qtbot):
    tile = shown()
    tile.show_snapshot(snapshot())
    tile.native.finish_drawing()
    chosen = []
    tile.region_chosen.connect(chosen.append)
    before = pixels(tile.native)
    layer_point = tile.native.point_of_degrees(125.3, 43.9).toPoint()
    qtbot.mouseClick(tile.native, Qt.MouseButton.LeftButton, pos=layer_point)
    assert chosen == []
    assert not np.array_equal(before, pixels(tile.native))


def test_the_arrow_keys_walk_over_the_areas_and_enter_chooses(shown, qtbot):
    tile = shown()
    tile.show_snapshot(snapshot())
    chosen, hovered = [], []
    tile.region_chosen.connect(chosen.append)
    tile.region_hovered.connect(hovered.append)
    tile.select_region("220200")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Escape):
        qtbot.keyClick(tile.native, key)
    assert hovered == ["222400", "220200", ""]
    assert chosen == ["222400", ""]


def test_a_selected_region_of_the_other_level_is_outlined_too(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    before = pixels(tile.native)
    tile.select_region("220282")
    wanted = QColor(theme.palette()["selected"])
    golden = (pixels(tile.native) == (wanted.blue(), wanted.green(), wanted.red())).all(axis=2)
    assert golden.sum() > 100
    tile.select_region("")
    assert np.array_equal(before, pixels(tile.native))


def test_names_are_large_enough_to_read_from_afar_and_all_prefectures_have_one(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    pixels(tile.native)
    assert set(tile.native.labelled) == set(CITIES)
    assert tile.metrics.body >= 0.02 * 1080


def test_html_in_a_name_is_drawn_as_it_is_written(shown):
    tile = shown()
    tile.show_snapshot(snapshot(names={"220100": Text("<b>x</b>", "<b>x</b>")}))
    tile.hover_region("220100")
    pixels(tile.native)
    assert tile.picture.areas["220100"].name == "<b>x</b>"


def test_another_language_changes_names_legend_and_title(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    set_language(Lang.ZH)
    tile.retranslate()
    assert tile.picture.areas["222400"].short == "延边州"
    assert "例" in tile.heading()
    assert "示意图" in tile.surface.note.text()


@pytest.mark.parametrize(
    "broken",
    [
        {"values": {}},
        {"values": {"nowhere": 3.0}},
        {"values": {}, "classes": (), "posts": (), "unmapped": float("nan")},
        {"posts": (PostMark(code="", region="", name=NOTHING, kind="", lat=1e300, lon=0.0),)},
        {"values": {"220100": float("inf"), "220200": -1e300}},
    ],
)
def test_a_broken_snapshot_leaves_the_tile_alive(shown, broken):
    tile = shown()
    tile.show_snapshot(snapshot(**broken))
    pixels(tile.native)
    tile.show_snapshot(snapshot())
    assert has_colour(tile.native, "220100", fill(3), tile.native)


def test_boundaries_without_any_area_leave_the_tile_alive(shown):
    tile = shown(boundaries=False)
    empty = Boundaries(Level.PREFECTURE, (), NOTHING, (0.0, 0.0, 0.0, 0.0))
    tile.set_boundaries(empty, Boundaries(Level.COUNTY, (), NOTHING, (0.0, 0.0, 0.0, 0.0)))
    tile.show_snapshot(snapshot())
    tile.press_key("ArrowLeft")
    pixels(tile.native)


def test_a_whole_countrys_counties_are_drawn(shown, qtbot):
    tile = shown(boundaries=False)
    tile.set_boundaries(grid(5, Level.PREFECTURE), grid(53, Level.COUNTY))
    values = {item.code: float(i % 600) for i, item in enumerate(grid(53, Level.COUNTY).items)}
    tile.show_snapshot(snapshot(values, level=Level.COUNTY))
    qtbot.waitUntil(lambda: not tile.surface.waiting.isVisible(), timeout=20000)
    pixels(tile.native)
    assert len(tile.native.labelled) > 30


def test_the_truth_mark_is_the_tiles_own(shown):
    tile = shown()
    tile.show_snapshot(snapshot())
    tile.show_truth(TruthMark(Truth.STALE))
    assert tile.property("truth") == "stale"
    assert "STALE" in tile.badge.text()
