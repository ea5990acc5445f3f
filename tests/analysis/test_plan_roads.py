"""Roads, lead times and cartons come from a file whose every figure can be checked."""

import pytest

from console import paths
from console.analysis.plan_roads import great_circle, load_logistics, parse_logistics
from console.domain.errors import ConsoleError

SHIPPED = paths.resources() / "allocation" / "logistics.toml"
CITY, JILIN, YANBIAN = "220100", "220200", "222400"


def test_a_degree_of_latitude_is_a_hundred_and_eleven_kilometres():
    assert great_circle((43, 125), (44, 125)) == pytest.approx(111.195, abs=0.001)
    assert great_circle((43, 125), (43, 125)) == 0


def test_the_shipped_roads_grow_dearer_and_slower_with_distance():
    logistics = load_logistics(SHIPPED)
    lanes = {lane.target: lane for lane in logistics.lanes(logistics.seats, ["220000"])}
    assert lanes[CITY].lead_days == 0
    assert lanes[JILIN].lead_days == 1
    assert lanes[YANBIAN].cost > lanes[JILIN].cost > lanes[CITY].cost
    assert "220000" not in lanes


def test_only_sources_send_and_a_place_without_a_seat_is_not_reached():
    logistics = load_logistics(SHIPPED)
    seats = {CITY: (43.8, 125.3), "x": (44.0, 126.0)}
    lanes = logistics.lanes(seats, [CITY, "nowhere"])
    assert [(lane.source, lane.target) for lane in lanes] == [(CITY, "x")]


def test_a_stated_road_wins_over_the_rule_and_a_closed_one_is_none():
    more = f"""
[[roads]]
from = "{JILIN}"
to = "{CITY}"
km = 120
days = 3
[[roads]]
from = "{CITY}"
to = "{YANBIAN}"
closed = true
"""
    logistics = parse_logistics(SHIPPED.read_text("utf-8") + more, "test")
    lanes = {lane.target: lane for lane in logistics.lanes(logistics.seats, [CITY])}
    assert lanes[JILIN].lead_days == 3
    assert lanes[JILIN].cost == pytest.approx(15 + 1.2 * 120)
    assert YANBIAN not in lanes


def test_a_carton_is_divided_among_its_units_and_unknown_materials_take_the_usual_one():
    logistics = load_logistics(SHIPPED)
    assert logistics.volume("SUIT", 50) == pytest.approx(0.07 / 50)
    assert logistics.volume("BRAND-NEW", 10) == pytest.approx(0.06 / 10)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("detour = 1.3", 'detour = "far"', "detour"),
        ("from_km = 0", "from_km = 5", "road.lead"),
        ("other = 0.06", "", "cartons"),
        ('source = "ours"', 'source = "hearsay"', "road.source"),
        ("depot = 3000", "depot = -1", "trucks"),
        ("[trucks]", "[lorries]", "trucks"),
    ],
)
def test_a_wrong_file_is_refused_by_the_entry_at_fault(old, new, named):
    text = SHIPPED.read_text("utf-8").replace(old, new, 1)
    with pytest.raises(ConsoleError, match=named):
        parse_logistics(text, "file")
