"""The map to explore: pushed to, never rebuilt, reaching nothing outside, back after a death."""

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtWidgets import QApplication

from console import theme
from console.domain.regions import Level
from console.domain.requests import MapRequest
from console.domain.truth import Truth, TruthMark
from console.domain.wording import Lang, Text
from console.widgets.language import set_language
from console.widgets.map_engine import warm_up
from console.widgets.map_page import build_document
from console.widgets.map_scheme import WebEngine, static_file
from console.widgets.map_tile import MapTile
from tests.widgets.map_samples import CITIES, county_values, grid, klass_of, outlines, snapshot
from tests.widgets.test_map_tile import fill, has_colour

pytestmark = pytest.mark.slow

_PATIENCE = 40_000
SINCE = datetime(2026, 2, 1, 8, tzinfo=UTC)


class Answers(QObject):
    """Takes what a page answers."""

    def __init__(self):
        super().__init__()
        self.given = []

    @Slot(object)
    def take(self, answer):
        self.given.append(answer)


@pytest.fixture(autouse=True)
def _english(qapp):
    set_language(Lang.EN)
    yield
    set_language(Lang.ZH)


@pytest.fixture
def tile(qtbot):
    tile = MapTile({"renderer": "web"})
    qtbot.addWidget(tile)
    tile.set_metrics(theme.Metrics(1080))
    tile.resize(1000, 800)
    tile.show()
    qtbot.waitExposed(tile)
    tile.set_boundaries(*outlines())
    tile.show_snapshot(snapshot())
    qtbot.waitUntil(lambda: tile.web.is_up, timeout=_PATIENCE)
    yield tile
    tile.web.stop()


@pytest.fixture
def ask(qtbot):
    def ask(tile, script):
        answers = Answers()
        tile.web.view.page().runJavaScript(script, 0, answers.take)
        qtbot.waitUntil(lambda: bool(answers.given))
        return answers.given[0]

    return ask


def seen(tile, code, klass):
    return has_colour(tile.web, code, fill(klass), tile.native)


def page_widget(tile):
    return tile.web.view.focusProxy()


def test_the_page_draws_each_area_in_the_colour_of_its_class(tile, qtbot):
    assert not tile.native.isVisible()
    for code, value in CITIES.items():
        if value is not None:
            qtbot.waitUntil(lambda c=code, v=value: seen(tile, c, klass_of(v)))


def test_new_values_are_pushed_and_the_page_is_never_loaded_again(tile, qtbot):
    for value in (0.0, 700.0, 60.0):
        tile.show_snapshot(snapshot({**CITIES, "220100": value}))
        qtbot.waitUntil(lambda v=value: seen(tile, "220100", klass_of(v)), timeout=_PATIENCE)
    assert tile.web.loads == 1


def test_what_the_page_was_told_counts_as_drawn_only_when_it_is_painted(qtbot):
    tile = MapTile({"renderer": "web"})
    qtbot.addWidget(tile)
    tile.resize(1000, 800)
    tile.show()
    tile.set_boundaries(*outlines())
    qtbot.waitUntil(lambda: tile.web.is_up, timeout=_PATIENCE)
    tile.show_snapshot(snapshot())
    assert not tile.is_drawn
    qtbot.waitUntil(lambda: tile.is_drawn, timeout=_PATIENCE)
    tile.freeze(SINCE)
    assert has_colour(tile._still, "220100", fill(klass_of(CITIES["220100"])), _shifted(tile))
    tile.web.stop()


def test_another_level_is_shown_on_the_same_page(tile, qtbot):
    asked = []
    tile.request_changed.connect(asked.append)
    tile.choose_level("county")
    assert asked == [MapRequest(level=Level.COUNTY)]
    values = dict.fromkeys(county_values(), 60.0)
    tile.show_snapshot(snapshot(values, level=Level.COUNTY))
    qtbot.waitUntil(lambda: seen(tile, "222403", klass_of(60.0)), timeout=_PATIENCE)
    assert tile.web.loads == 1


def test_nothing_is_asked_from_any_network(tile, qtbot):
    assert list(WebEngine.shared().guard.blocked) == []


def test_a_page_that_asks_for_something_outside_is_refused(tile, ask, qtbot):
    guard = WebEngine.shared().guard
    guard.blocked.clear()
    ask(tile, "new Image().src = 'https://192.0.2.1/x.png'; 1")
    ask(tile, "fetch('file:///etc/hostname').catch(() => 0); 1")
    ask(tile, "window.location = 'https://192.0.2.1/'; 1")
    ask(tile, "window.open('https://192.0.2.1/') === null")
    assert ask(tile, "window.location.href").startswith("console://map/document/")
    assert ask(tile, "document.images.length") == 0
    guard.blocked.clear()


def test_html_in_a_name_is_shown_as_text(tile, ask, qtbot):
    evil = "<img src=console://map/x onerror='window.hurt=1'><b>x</b>"
    tile.show_snapshot(snapshot(names={"220100": Text(evil, evil)}))
    tile.hover_region("220100")
    qtbot.waitUntil(lambda: ask(tile, "document.querySelector('.bubble span').textContent") == evil)
    assert ask(tile, "document.images.length") == 0
    assert ask(tile, "typeof window.hurt") == "undefined"


def test_the_popup_of_a_post_holds_its_name_as_text(tile, ask, qtbot):
    tile.show_snapshot(snapshot())
    ask(tile, "document.querySelector('.post').click(); 1")
    shown = ask(tile, "document.querySelector('.leaflet-popup-content').textContent")
    assert shown == "Changchun post"


def test_a_click_chooses_the_region_and_a_click_beside_it_the_province(tile, qtbot):
    chosen = []
    tile.region_chosen.connect(chosen.append)
    at = tile.native.point_of("222400").toPoint() + QPoint(0, 40)
    qtbot.mouseClick(page_widget(tile), Qt.MouseButton.LeftButton, pos=at)
    qtbot.waitUntil(lambda: chosen == ["222400"])
    qtbot.mouseClick(page_widget(tile), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    qtbot.waitUntil(lambda: chosen == ["222400", ""])


def test_selection_and_hover_reach_the_page_and_the_pointer_comes_back(tile, ask, qtbot):
    gold = theme.palette()["selected"]
    tile.select_region("220200")
    qtbot.waitUntil(
        lambda: (
            any(
                has_colour(tile.web, code, gold, tile.native)
                for code in ("220200", "220400", "220100")
            )
            or gold in colours(tile)
        ),
        timeout=_PATIENCE,
    )
    hovered = []
    tile.region_hovered.connect(hovered.append)
    there = tile.native.point_of("220800").toPoint()
    steps = itertools.cycle((QPoint(-6, 0), QPoint(6, 0)))

    def arrived():
        qtbot.mouseMove(page_widget(tile), there + next(steps))
        return hovered[-1:] == ["220800"]

    qtbot.waitUntil(arrived, timeout=_PATIENCE)


def colours(tile):
    image = tile.web.grab().toImage()
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 2)
        for y in range(0, image.height(), 2)
    }


def test_keys_pressed_on_the_page_walk_over_the_areas(tile, ask, qtbot):
    chosen = []
    tile.region_chosen.connect(chosen.append)
    tile.select_region("220200")
    for key in ("ArrowRight", "Enter", "Escape"):
        ask(tile, f"document.dispatchEvent(new KeyboardEvent('keydown', {{key: '{key}'}})); 1")
    qtbot.waitUntil(lambda: chosen == ["222400", ""])


def test_another_language_is_pushed_to_the_same_page(tile, ask, qtbot):
    tile.hover_region("222400")
    set_language(Lang.ZH)
    tile.retranslate()
    qtbot.waitUntil(
        lambda: (
            ask(tile, "document.querySelector('.bubble span').textContent") == "延边朝鲜族自治州"
        ),
        timeout=_PATIENCE,
    )
    assert tile.web.loads == 1


def test_a_killed_page_gives_way_to_the_native_map_and_comes_back_by_itself(tile, qtbot):
    tile.show_truth(TruthMark(Truth.LIVE))
    os.kill(tile.web.view.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: not tile.web.is_up)
    assert tile.native.isVisible()
    tile.show_snapshot(snapshot({**CITIES, "220100": 700.0}))
    assert has_colour(tile.surface, "220100", fill(6), _shifted(tile))
    assert tile.badge.mark.truth is Truth.LIVE
    qtbot.waitUntil(lambda: tile.web.is_up, timeout=_PATIENCE)
    assert not tile.native.isVisible()
    qtbot.waitUntil(lambda: seen(tile, "220100", 6))
    assert tile.web.loads == 2


def _shifted(tile):
    class InSurface:
        @staticmethod
        def point_of(code):
            return tile.native.point_of(code) + tile.native.geometry().topLeft()

    return InSurface


def test_a_page_that_hangs_gives_way_rather_than_show_old_figures(tile, qtbot):
    hung = tile.web.view.process_id
    tile.web.view.patience_ms = 500
    os.kill(hung, signal.SIGSTOP)
    try:
        tile.show_snapshot(snapshot({**CITIES, "220100": 700.0}))
        qtbot.waitUntil(tile.native.isVisible, timeout=_PATIENCE)
        qtbot.waitUntil(lambda: tile.web.is_up, timeout=_PATIENCE)
        assert tile.web.view.process_id != hung
    finally:
        if psutil.pid_exists(hung):
            os.kill(hung, signal.SIGKILL)


def test_a_page_that_has_grown_too_large_is_replaced_without_a_gap(tile, qtbot):
    was_down = []
    tile.web.up_changed.connect(was_down.append)
    old = tile.web.view.process_id
    tile.web.memory_limit_mb = 1
    tile.web.check_memory()
    qtbot.waitUntil(lambda: tile.web.view.process_id != old, timeout=_PATIENCE)
    assert was_down == []
    qtbot.waitUntil(lambda: seen(tile, "220100", klass_of(CITIES["220100"])))
    qtbot.waitUntil(lambda: not psutil.pid_exists(old), timeout=_PATIENCE)
    tile.web.check_memory()
    assert tile.web.loads == 2


def test_a_script_that_fails_counts_as_a_death(tile, ask, qtbot):
    ask(tile, "consoleMap.apply = () => 'Error: x'; 1")
    tile.show_snapshot(snapshot({"220100": 3.0}))
    qtbot.waitUntil(tile.native.isVisible)


def test_a_stopped_map_does_not_come_back(tile, qtbot):
    tile.web.stop()
    assert tile.native.isVisible()
    tile.show_snapshot(snapshot({"220100": 3.0}))
    assert not tile.web.is_up


def test_the_document_names_no_address_but_our_own_and_no_place():
    text = build_document(outlines()).decode()
    assert "http:" not in text.replace("http-equiv", "")
    assert "https:" not in text
    assert "长春" not in text
    assert "220100" not in text


def test_folium_keeps_its_own_addresses_for_everybody_else():
    import folium

    build_document(outlines())
    assert any("http" in address for _, address in folium.Map.default_js)


@pytest.mark.parametrize(
    "name", ["leaflet.js", "leaflet.css", "map.js", "labels.js", "map.css", "qwebchannel.js"]
)
def test_every_file_that_the_page_names_is_there(qapp, name):
    assert static_file(name)


@pytest.mark.parametrize("name", ["", "../../qss/wall.qss", "/etc/passwd", "x.js"])
def test_no_other_file_is_ever_answered(qapp, name):
    assert static_file(name) is None


def test_an_unknown_address_of_our_scheme_leads_nowhere(tile, ask):
    answered = ask(
        tile,
        "const r = new XMLHttpRequest(); r.open('GET', 'console://map/document/x', false);"
        "let said = 'none'; try { r.send(); said = r.status; } catch (e) { said = 'refused'; }"
        "said",
    )
    assert answered == "refused"
    assert QUrl("console://map/document/x").isValid()


def test_the_map_comes_up_in_a_machine_without_any_network():
    no_network = [
        way
        for way in (["unshare", "-n"], ["unshare", "-rn"])
        if shutil.which("unshare") and subprocess.run([*way, "true"], check=False).returncode == 0
    ]
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software"}
    root = Path(__file__).resolve().parents[2]
    run = subprocess.run(
        [
            *(no_network[0] if no_network else []),
            sys.executable,
            "-m",
            "tests.widgets.web_map_alone",
        ],
        cwd=root,
        env=env,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["up"]
    assert told["blocked"] == []
    assert len(told["fills"]) >= 3


def test_warming_up_makes_the_one_engine_that_all_maps_use(qapp, qtbot):
    warm_up()
    (engine,) = qapp.findChildren(WebEngine)
    for _ in range(2):
        qtbot.addWidget(MapTile({"renderer": "web"}))
    assert qapp.findChildren(WebEngine) == [engine]


def test_of_a_whole_country_the_labels_with_the_greatest_figures_are_tried(ask, qtbot):
    country = MapTile({"renderer": "web", "level": "county"})
    qtbot.addWidget(country)
    country.resize(1000, 800)
    country.show()
    counties = grid(24, Level.COUNTY)
    country.set_boundaries(grid(3, Level.PREFECTURE), counties)
    codes = [item.code for item in counties.items]
    values = {code: float(place) for place, code in enumerate(codes)}
    country.show_snapshot(snapshot(values, level=Level.COUNTY))
    qtbot.waitUntil(lambda: country.web.is_up, timeout=_PATIENCE)
    ask(
        country,
        "window.tried = new Set(); const spot = LabelLayer.prototype._spot;"
        "LabelLayer.prototype._spot = function (c, at, lines, ...more) {"
        " window.tried.add(lines[lines.length - 1]);"
        " return spot.call(this, c, at, lines, ...more); }; 1",
    )
    country.show_snapshot(snapshot({**values, codes[0]: 1000.0}, level=Level.COUNTY))
    qtbot.waitUntil(lambda: ask(country, "window.tried.size") > 0, timeout=_PATIENCE)
    assert ask(country, "window.tried.size") == 300
    assert ask(country, "[window.tried.has('300'), window.tried.has('100')].join()") == (
        "true,false"
    )
    country.web.stop()


def test_without_the_scheme_the_native_map_serves(qtbot, monkeypatch, caplog):
    monkeypatch.setattr("console.widgets.map_scheme.scheme_is_registered", bool)
    tile = MapTile({"renderer": "web"})
    qtbot.addWidget(tile)
    assert tile.web is None
    assert "native map serves" in caplog.text
    assert QApplication.instance() is not None
