"""Displays of supply: every term of the account, every line's reason, flows told apart."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtGui import QColor

from console import theme
from console.domain.supply import (
    BalanceRequest,
    BalanceRow,
    BalanceSnapshot,
    FlowArc,
    FlowsRequest,
    FlowsSnapshot,
    PlanRequest,
    PlanSnapshot,
)
from console.domain.wording import Lang, Text
from console.widgets.balance_tile import BalanceTile
from console.widgets.flow_arcs import LOOKS, SHIPPED
from console.widgets.flows_tile import FlowsTile
from console.widgets.language import set_language
from console.widgets.plan_tile import PlanTile
from tests.domain.test_orders import line, plan
from tests.widgets.map_samples import outlines
from tests.widgets.samples import provenance

CITY, JILIN = Text("长春市", "Changchun"), Text("吉林市", "Jilin City")
LONG = 30_000
PROVINCE, SUIT, UNIT = Text("吉林省", "Jilin"), Text("防护服", "Suit"), Text("件", "pcs")


@pytest.fixture(autouse=True)
def _english(qapp):
    set_language(Lang.EN)
    yield
    set_language(Lang.ZH)


@pytest.fixture
def shown(qtbot):
    def show(tile, snapshot, width=900, height=500):
        qtbot.addWidget(tile)
        tile.set_metrics(theme.Metrics(1080))
        tile.resize(width, height)
        tile.show()
        tile.show_snapshot(snapshot)
        qtbot.waitExposed(tile)
        return tile

    return show


def balance(closing: float | None = 900.0, gap: float | None = 400.0) -> BalanceSnapshot:
    row = BalanceRow(material="SUIT", name=SUIT, unit=UNIT, critical=True, opening=1000.0,
                     produced=50.0, arrived=200.0, sent=30.0, consumed=310.0, closing=closing,
                     in_transit=70.0, gap=gap, cover_days=2.9)  # fmt: skip
    return BalanceSnapshot(
        request=BalanceRequest(),
        provenance=provenance(),
        region_name=PROVINCE,
        first=date(2022, 3, 13),
        last=date(2022, 3, 20),
        rows=(row,),
        horizon_days=7,
    )


def flows(shipped=600.0, arrived=300.0, planned=100.0) -> FlowsSnapshot:
    arc = FlowArc(source="220100", source_name=CITY, target="220200", target_name=JILIN,
                  shipped=shipped, arrived=arrived, planned=planned)  # fmt: skip
    return FlowsSnapshot(
        request=FlowsRequest(),
        provenance=provenance(),
        region_name=PROVINCE,
        material=SUIT,
        unit=UNIT,
        days=7,
        arcs=(arc,),
        seats=(("220100", 125.3, 43.9), ("220200", 126.5, 43.8)),
    )


def test_the_account_shows_every_term_and_the_difference_that_stocktakes_made(shown):
    tile = shown(BalanceTile(), balance())
    words = tile.findChild(type(tile._rows)).accessibleDescription()
    for term in ("1.0k", "50", "200", "30", "310", "−10", "900", "70", "400"):
        assert term in words.split()
    assert "stock + made + came" in tile.source_words()


def test_a_stock_that_was_not_counted_is_a_dash_and_no_zero(shown):
    tile = shown(BalanceTile(), balance(closing=None, gap=None))
    assert tile._rows.accessibleDescription().split().count("—") == 3


def test_the_plan_says_number_state_who_did_what_and_every_reason(shown):
    record = plan(line(1, "库", "市", 500), line(2, "库", "县", 50))
    snapshot = PlanSnapshot(request=PlanRequest(), provenance=provenance(), plan=record)
    tile = shown(PlanTile(), snapshot)
    assert "DB20220320-001 · approved" in tile.heading()
    assert "approved 李秀英" in tile.source_words()
    assert tile._rows.accessibleDescription() == "why; why"


def test_without_a_plan_the_tile_says_so_and_how_to_make_one(shown):
    snapshot = PlanSnapshot(request=PlanRequest(), provenance=provenance(), plan=None)
    tile = shown(PlanTile(), snapshot)
    assert tile.heading() == "Allocation plan"
    assert "F5" in tile._rows._empty


def test_kinds_of_flow_differ_by_dash_and_not_by_colour_alone():
    assert len({look.dash for look in LOOKS}) == len(LOOKS)
    assert len({look.role for look in LOOKS}) == len(LOOKS)


def test_flows_are_drawn_over_the_map_in_their_colour(shown, qtbot):
    tile = FlowsTile()
    tile.set_boundaries(*outlines())
    shown(tile, flows(arrived=0, planned=0), 1200, 800)
    qtbot.waitUntil(lambda: bool(tile.map.labelled) and tile.map.is_drawn, timeout=LONG)
    assert tile.arcs.geometry() == tile.map.rect()
    picture = tile.grab().toImage()
    wanted = QColor(theme.palette()[SHIPPED.role])
    found = sum(
        picture.pixelColor(x, y) == wanted
        for x in range(0, picture.width(), 2)
        for y in range(0, picture.height(), 2)
    )
    assert found > 20
    assert "Suit (pcs)" in tile.heading()


def test_a_chosen_material_asks_for_its_flows(qtbot):
    tile = FlowsTile()
    qtbot.addWidget(tile)
    with qtbot.waitSignal(tile.request_changed):
        tile.select_material("N95")
    assert tile.request() == FlowsRequest("", "N95")


def test_a_sender_that_is_no_area_of_the_map_is_named_where_its_arcs_begin(shown, qtbot):
    tile = FlowsTile()
    tile.set_boundaries(*outlines())
    shown(tile, flows(), 1200, 800)
    qtbot.waitUntil(lambda: tile.map.point_of("220100") is not None)
    inside = flows().arcs[0]
    inside = replace(inside, source="220100")
    outside = replace(inside, source="", source_name=Text("省外调入", "from outside"))
    depot = replace(inside, source="220000", source_name=Text("吉林省储备库", "Jilin reserve"))
    named = tile.arcs.origins((inside, outside, depot))
    assert [name.en for name in named.values()] == ["from outside", "Jilin reserve"]
    tile.show_snapshot(replace(flows(), arcs=(outside,)))
    assert not tile.grab().isNull()


def test_on_a_small_map_every_receiver_is_named_on_the_map_or_beside_its_arrow(shown, qtbot):
    set_language(Lang.ZH)
    prefectures, counties = outlines()
    names = {item.code: item.name for item in prefectures.items}
    one = flows().arcs[0]
    arcs = tuple(
        replace(
            one, source="", source_name=Text("省外调入", "outside"), target=code, target_name=name
        )
        for code, name in names.items()
    )
    tile = FlowsTile()
    tile.set_boundaries(prefectures, counties)
    seats = tuple(
        (item.code, *(float(mean) for mean in item.rings[0].mean(axis=0)))
        for item in prefectures.items
    )
    shown(tile, replace(flows(), arcs=arcs, seats=seats), 800, 525)
    qtbot.waitUntil(lambda: bool(tile.map.labelled) and tile.map.is_drawn, timeout=LONG)
    assert set(tile.map.labelled) < set(names)
    tile.grab()
    assert tile.arcs.named == set(names)


@pytest.mark.parametrize("width", [300, 420, 640])
def test_the_map_review_number_is_read_whole_however_narrow_the_tile(shown, qtbot, width):
    tile = FlowsTile()
    tile.set_boundaries(*outlines(), "吉S(2024)012号")
    shown(tile, flows(), width, 500)
    source = tile._source

    def lines():
        _, words = source.shown()
        return words.split("\n")

    letters = source.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: source.height() >= len(lines()) * letters, timeout=LONG)
    # A line may end within it.
    assert "number吉S(2024)012号" in "".join(lines()).replace(" ", "")


def test_without_a_review_number_the_flows_name_none(shown):
    tile = FlowsTile()
    tile.set_boundaries(*outlines())
    shown(tile, flows())
    assert "Map review number" not in tile.source_words()


def test_the_source_line_of_a_narrow_account_takes_a_second_line_before_anything_is_left_out(
    shown, qtbot
):
    tile = shown(BalanceTile(), balance(), 620)
    source = tile._source
    letters = source.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: source.height() >= 2 * letters, timeout=LONG)
    _, words = source.shown()
    assert words.replace("\n", " ").split() == source.text().split()
