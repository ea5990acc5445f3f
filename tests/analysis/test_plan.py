"""Plans: known optima, two hundred random ones proved, fairness, time, words and cancelling."""

from dataclasses import replace

import numpy as np
import pytest

from console.analysis.plan import plan
from console.analysis.plan_check import check
from console.analysis.plan_model import Goods, Lane, Lock, PlanCancelledError
from tests.analysis.plan_problems import goods, places, problem, random_problem, transport


def quantities(made):
    return {(line.source, line.target, line.day): line.quantity for line in made.lines}


def test_dantzigs_transport_problem_costs_153_675():
    """Dantzig 1963, Linear Programming and Extensions, 3.3; 90 $ per case and 1,000 miles."""
    miles = np.array([[2.5, 1.7, 1.8], [2.5, 1.8, 1.4]])
    given = transport([350, 600], [325, 300, 275], 90 * miles / 1000)
    made = plan(given)
    assert made.cost == pytest.approx(153.675)
    assert check(given, made) == ()


def test_the_transport_problem_of_the_canneries_costs_152_535():
    """P & T Company, Hillier and Lieberman, Introduction to Operations Research, chapter 8."""
    cost = [[464, 513, 654, 867], [352, 416, 690, 791], [995, 682, 388, 685]]
    given = transport([75, 125, 100], [80, 65, 70, 85], cost)
    made = plan(given)
    assert made.cost == pytest.approx(152_535)
    assert check(given, made) == ()


@pytest.mark.parametrize("batch", range(10))
def test_two_hundred_random_plans_stand_up_to_the_independent_checker(batch):
    for seed in range(20 * batch, 20 * batch + 20):
        given = random_problem(seed)
        assert check(given, plan(given)) == (), seed


@pytest.mark.parametrize(
    ("demands", "weights", "supply", "expected"),
    [
        ([2, 2.6, 4, 5], [1, 1, 1, 1], 10, [2, 2.6, 2.7, 2.7]),
        ([4, 2, 10, 4], [2.5, 4, 0.5, 1], 16, [4, 2, 6, 4]),
    ],
)
def test_plans_bring_the_published_max_min_shares(demands, weights, supply, expected):
    """Thousandths as units, so that a carton of one divides finely enough."""
    need = np.concatenate([[0], np.full(4, 1000.0)])[:, None]
    given = problem(
        [supply * 1000, 0, 0, 0, 0],
        need,
        [(0, i) for i in range(1, 5)],
        weights=np.array([1, *weights], float),
        cap=np.concatenate([[0], demands])[:, None] * 1000,
    )
    brought = {line.target: line.quantity / 1000 for line in plan(given).lines}
    assert [brought[f"R{i}"] for i in range(1, 5)] == pytest.approx(expected, abs=0.0011)


def test_suits_of_march_2022_go_where_cover_is_shortest_in_whole_cartons():
    """Changchun 4.3 and Jilin 3.6 days of suits (2022-03-19/20); a depot with 200,000 more."""
    stock, burn = [200_000, 1_967_200, 714_700], np.array([0, 460_900, 196_900])
    given = problem(
        stock, burn[:, None] * np.ones(7), [(0, 1, 1), (0, 2, 1)], goods=goods(1, pack=50)
    )
    made = plan(given)
    assert made.cover_before[1:, 0] == pytest.approx([4.27, 3.63], abs=0.01)
    assert sum(quantities(made).values()) == 200_000
    assert made.cover_after[1, 0] == pytest.approx(made.cover_after[2, 0], abs=2 * 50 / 196_900)
    assert check(given, made) == ()


def test_goods_leave_in_time_for_those_who_run_dry_first():
    need = np.array([[0] * 4, [10] * 4, [10] * 4], float)
    made_by_day = np.zeros((3, 1, 4))
    made_by_day[0, 0, :] = 15
    given = problem(
        [5, 0, 30],
        need,
        [(0, 1), (0, 2)],
        production=made_by_day,
        cap=np.array([[0], [40], [10]], float),
    )
    made = plan(given)
    assert made.unmet.sum() == 0
    assert made.unmet_before.sum() == 40 + 10
    assert check(given, made) == ()


def test_among_fair_plans_the_cheaper_road_is_taken_and_departure_is_early():
    given = problem(
        [50, 50, 0],
        [[0] * 3, [0] * 3, [10] * 3],
        [(0, 2, 0, 9), (1, 2, 0, 4)],
        cap=np.array([[0], [0], [30.0]]),
    )
    assert quantities(plan(given)) == {("R1", "R2", 0): 30}


def test_trucks_spread_a_shipment_over_the_days():
    given = problem(
        [60, 0], [[0] * 4, [15] * 4], [(0, 1)], trucks=np.array([[20.0] * 4, [np.inf] * 4])
    )
    made = plan(given)
    assert [line.quantity for line in made.lines] == [20, 20, 20]
    assert made.unmet.sum() == 0


def test_what_takes_no_room_is_not_held_back_by_full_trucks():
    stock, need = np.array([[400, 400], [0, 0]], float), np.zeros((2, 2, 5))
    need[1] = 20
    given = problem(stock, need, [(0, 1)], trucks=np.array([[8.0] * 5, [np.inf] * 5]))
    given = replace(given, goods=(goods(1)[0], replace(goods(2)[1], volume=0.0)))
    made = plan(given)
    assert made.cover_after[1].tolist() == [2, 20]
    assert check(given, made) == ()


def test_materials_that_share_short_trucks_are_raised_to_one_level():
    stock = np.array([[400, 400], [0, 0]], float)
    need = np.zeros((2, 2, 5))
    need[1] = [[20] * 5, [40] * 5]
    given = problem(stock, need, [(0, 1)], trucks=np.array([[24.0] * 5, [np.inf] * 5]))
    made = plan(given)
    assert made.cover_after[1] == pytest.approx([2, 2], abs=0.1)
    assert check(given, made) == ()
    critical = (Goods("M0", goods(1)[0].name, "件", weight=2.0), goods(2)[1])
    uneven = plan(replace(given, goods=critical))
    assert uneven.cover_after[1, 0] == pytest.approx(2 * uneven.cover_after[1, 1], abs=0.1)


@pytest.mark.parametrize("seed", range(12))
def test_where_trucks_suffice_every_material_is_planned_as_if_it_were_alone(seed):
    given = random_problem(seed, trucks=False)
    made = plan(given)
    for level in made.levels:
        assert level.after >= level.before - 1e-9
        assert (
            level.after
            >= level.bound
            - max(
                each.pack / (given.burn[given.burn[:, column] > 0, column].min())
                for column, each in enumerate(given.goods)
                if (given.burn[:, column] > 0).any()
            )
            - 1e-6
        )


def test_what_cannot_be_met_is_named_with_its_amount_and_first_day():
    given = problem([50, 20], [[0] * 4, [30] * 4], [(0, 1, 1)])
    made = plan(given)
    (short,) = made.shortfalls
    assert (short.place, short.material, short.quantity, short.first_day) == ("R1", "M0", 50, 0)
    assert "2022-03-20" in short.words.en
    assert "42%" in short.words.en
    assert "3月20日" in short.words.zh


def test_a_place_that_no_road_reaches_stays_as_it_is_and_is_named():
    given = problem([100, 0, 0], [[0], [10], [10]], [(0, 1)])
    made = plan(given)
    assert [line.target for line in made.lines] == ["R1"]
    assert [(short.place, short.quantity) for short in made.shortfalls] == [("R2", 10)]


def test_each_line_says_why_with_the_cover_of_both_ends_in_both_languages():
    given = problem(
        [500, 40, 300],
        np.array([[0.0], [10], [10]]) * np.ones(2),
        [(0, 1, 1), (2, 1, 0)],
        floor=np.array([[450], [np.inf], [200]], float),
        goods=goods(1, pack=10),
    )
    made = plan(given)
    depot = next(line for line in made.lines if line.source == "R0")
    region = next(line for line in made.lines if line.source == "R2")
    assert depot.target_cover == pytest.approx((4, 4 + (50 + 100) / 10))
    assert region.source_cover == pytest.approx((30, 20))
    assert "R1 (no. 1 of 2 by least cover): 50 件 of material 0 (5 cartons) leave R0" in (
        depot.reason.en
    )
    assert "cover 4.0 to 19.0 days; R0 itself uses none." in depot.reason.en
    assert "R2 itself goes from 30.0 to 20.0 days." in region.reason.en
    assert "保障由 4.0 天到 19.0 天；地2自身由 30.0 天到 20.0 天。" in region.reason.zh


def test_a_lock_is_kept_exactly_and_closes_its_road_to_more():
    given = problem([100, 0, 0], np.outer([0, 10, 10], np.ones(3)), [(0, 1), (0, 2)])
    given = replace(given, locks=(Lock("R0", "R1", "M0", 7, 1),))
    made = plan(given)
    assert quantities(made) == {("R0", "R1", 1): 7, ("R0", "R2", 0): 93}
    locked = next(line for line in made.lines if line.locked)
    assert "locked by hand" in locked.reason.en
    assert check(given, made) == ()


@pytest.mark.parametrize(
    ("trucks", "why"), [(np.inf, "its stock above the floor"), (30.0, "its trucks are full")]
)
def test_a_lock_that_cannot_be_kept_is_kept_as_far_as_possible_and_named(trucks, why):
    given = problem(
        [50, 0],
        np.outer([0, 100], np.ones(2)),
        [(0, 1)],
        locks=(Lock("R0", "R1", "M0", 80, 0),),
        trucks=np.full((2, 2), trucks),
    )
    made = plan(given)
    kept = min(50, trucks)
    assert quantities(made) == {("R0", "R1", 0): kept}
    assert made.shortfalls[0].quantity == 80 - kept
    assert why in made.shortfalls[0].words.en
    assert check(given, made) == ()


def test_progress_is_told_and_a_cancelled_plan_stops():
    given = random_problem(3)
    steps = []
    plan(given, steps.append)
    assert [step.done for step in steps] == list(range(len(steps)))
    assert steps[-1].done < steps[-1].total
    asked = iter([False, True])
    with pytest.raises(PlanCancelledError):
        plan(given, cancelled=lambda: next(asked))


def test_nothing_to_send_and_nobody_in_need_are_plans_too():
    assert plan(problem([0, 0], [[0], [5]], [(0, 1)])).lines == ()
    idle = plan(problem([9, 0], [[0], [0]], [(0, 1)]))
    assert (idle.lines, idle.shortfalls, idle.levels[0].after) == ((), (), np.inf)
    assert plan(problem([9, 0], [[0], [5]], [])).lines == ()


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"stock": np.array([[-1.0], [0]])}, "stock"),
        ({"stock": np.array([[np.inf], [0]])}, "stock"),
        ({"cap": np.array([[np.nan], [0]])}, "cap"),
        ({"trucks": np.ones((2, 9))}, "trucks"),
        ({"weights": np.zeros(2)}, "weights"),
        ({"lanes": (Lane("R0", "nowhere"),)}, "nowhere"),
        ({"lanes": (Lane("R0", "R1"), Lane("R0", "R1", 1))}, "two lanes"),
        ({"locks": (Lock("R1", "R0", "M0", 1),)}, "R1 → R0"),
        ({"locks": (Lock("R0", "R1", "M0", 1, 5),)}, "day 5"),
        ({"goods": (*goods(1), *goods(1))}, "stock"),
        ({"places": places(1) * 2}, "same code"),
    ],
)
def test_a_problem_that_cannot_be_is_refused_by_name(change, named):
    with pytest.raises(ValueError, match=named):
        replace(problem([9, 0], [[0], [5]], [(0, 1)]), **change)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Goods("M", goods(1)[0].name, "件", pack=0),
        lambda: Goods("M", goods(1)[0].name, "件", weight=0),
        lambda: Lane("A", "A"),
        lambda: Lane("A", "B", -1),
    ],
)
def test_goods_and_lanes_that_cannot_be_are_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        wrong()
