"""Materials that share short trucks: against one linear program over all of them, day by day."""

from dataclasses import replace

import numpy as np
import pytest

from console.analysis.plan import plan
from console.analysis.plan_check import check
from tests.analysis.plan_problems import goods, problem
from tests.analysis.plan_reference import least_cover_of_all

DEPOTS, REGIONS, KINDS, DAYS = 2, 7, 4, 5


def short_of_trucks(seed):
    """Return a problem whose depots have the goods, but trucks for a part of them only."""
    dice = np.random.default_rng(seed)
    count = DEPOTS + REGIONS
    depot = np.arange(count) < DEPOTS
    burn = np.where(depot[:, None], 0.0, dice.integers(200, 900, (count, KINDS)))
    stock = np.round(burn * dice.uniform(1, 6, burn.shape))
    stock[:DEPOTS] = np.round(dice.uniform(0.3, 2, (DEPOTS, KINDS)) * burn.sum(axis=0))
    need = burn[:, :, None] * np.ones(DAYS)
    lanes = [
        (a, b, int(dice.integers(0, 3)), float(dice.integers(1, 30)))
        for a in range(DEPOTS)
        for b in range(DEPOTS, count)
    ]
    room = 0.25 * np.maximum(0, DAYS * burn - stock).sum() * 0.01 / DAYS
    trucks = np.where(depot, np.round(room, 2), np.inf)[:, None] * np.ones(DAYS)
    given = problem(
        stock,
        need,
        lanes,
        weights=np.where(depot, 1.0, dice.choice([1.0, 1.5, 2.0], count)),
        trucks=trucks,
    )
    return replace(given, goods=goods(KINDS, volume=0.01))


@pytest.mark.parametrize("seed", range(12))
def test_the_least_cover_of_all_is_that_of_the_coupled_program_to_hundredths_of_a_day(seed):
    """A carton is up to a two-hundredth of a day; some stay behind on every day's truck."""
    given = short_of_trucks(seed)
    made = plan(given)
    best = least_cover_of_all(given)
    reached = min(level.after for level in made.levels)
    assert best - 0.03 < reached < best + 1e-6
    assert reached > min(level.before for level in made.levels) + 1
    assert check(given, made) == ()


def test_a_material_that_has_its_share_is_not_scheduled_again():
    """The flow that stands for depots is no miss of theirs: once, every round planned all anew."""
    steps = []
    given = short_of_trucks(0)
    plan(given, steps.append)
    scheduled = [step.words.en for step in steps if step.words.en.startswith("Shipments")]
    assert len(scheduled) < 2 * KINDS
    assert len(set(scheduled)) == KINDS
    assert (steps[-1].done, steps[0].total) == (steps[-1].total - 1, 2 * KINDS)
