"""Problems of allocation to plan: the classic ones, random ones, and one line of code for each."""

from datetime import date

import numpy as np

from console.analysis.plan_model import Goods, Lane, Lock, Place, Problem
from console.domain.wording import Text

START = date(2022, 3, 20)


def places(count, kind="R"):
    return tuple(
        Place(f"{kind}{i}", Text(f"{'库' if kind == 'D' else '地'}{i}", f"{kind}{i}"))
        for i in range(count)
    )


def goods(count, pack=1, volume=1.0):
    return tuple(
        Goods(f"M{i}", Text(f"物资{i}", f"material {i}"), "件", pack, volume) for i in range(count)
    )


def problem(stock, need, lanes, **given):
    """Return a problem of one material, one place a row, unless ``given`` says more.

    ``stock`` of shape (P,) or (P, M); ``need`` of shape (P, days) or (P, M, days).
    """
    stock, need = np.asarray(stock, float), np.asarray(need, float)
    stock = stock[:, None] if stock.ndim == 1 else stock
    need = need[:, None] if need.ndim == 2 else need
    users = need.sum(axis=2) > 0
    nothing = np.zeros_like(need)
    known = {
        "start": START,
        "places": places(len(stock)),
        "goods": goods(stock.shape[1]),
        "stock": stock,
        "need": need,
        "production": nothing,
        "due": nothing,
        "floor": np.where(users, np.inf, 0.0),
        "cap": np.where(users, np.inf, 0.0),
        "weights": np.ones(len(stock)),
        "trucks": np.full((len(stock), need.shape[2]), np.inf),
        "lanes": tuple(Lane(f"R{a}", f"R{b}", *rest) for a, b, *rest in lanes),
    }
    return Problem(**(known | given))


def transport(supply, demand, cost):
    """Return a transport problem: no time, every demand met exactly."""
    senders = len(supply)
    stock = np.concatenate([supply, np.zeros(len(demand))])
    wanted = np.concatenate([np.zeros(senders), demand])
    lanes = [(i, senders + j, 0, cost[i][j]) for i in range(senders) for j in range(len(demand))]
    return problem(stock, wanted[:, None], lanes, cap=wanted[:, None])


def random_problem(seed, *, trucks=None, transfers=None):
    """Return a random problem of up to 3 depots, 7 regions, 3 materials and 6 days."""
    dice = np.random.default_rng(seed)
    depots, regions = int(dice.integers(1, 4)), int(dice.integers(2, 8))
    kinds, days = int(dice.integers(1, 4)), int(dice.integers(1, 7))
    count = depots + regions
    is_depot = np.arange(count) < depots
    need = np.where(
        is_depot[:, None, None], 0.0, dice.integers(0, 60, (count, kinds, 1)) * np.ones(days)
    )
    need = np.round(need * dice.uniform(0.7, 1.4, need.shape))
    shape = need.shape
    stock = np.where(
        is_depot[:, None], dice.integers(0, 600, shape[:2]), dice.integers(0, 300, shape[:2])
    ).astype(float)
    flows = bool(dice.random() < 0.5) if transfers is None else transfers
    floor = np.where(is_depot[:, None], dice.choice([0.0, 50.0]), np.full(shape[:2], np.inf))
    if flows:
        floor = np.where(is_depot[:, None], floor, dice.integers(20, 200, shape[:2]))
    tight = bool(dice.random() < 0.5) if trucks is None else trucks
    room = dice.integers(3, 40, (count, days)) * 1.0 if tight else np.full((count, days), np.inf)
    ends = [(a, b) for a in range(count) for b in range(depots, count) if a != b]
    ends = [end for end in ends if (end[0] < depots or flows) and dice.random() < 0.7]
    names = [f"D{i}" if i < depots else f"R{i - depots}" for i in range(count)]
    lanes = tuple(
        Lane(names[a], names[b], int(dice.integers(0, 3)), float(dice.integers(1, 30)))
        for a, b in ends
    )
    materials = tuple(
        Goods(
            f"M{i}",
            Text(f"物资{i}", f"material {i}"),
            "件",
            int(dice.choice([1, 5, 12])),
            0.1,
            float(dice.choice([1.0, 2.0])),
        )
        for i in range(kinds)
    )
    locks = ()
    if lanes and dice.random() < 0.3:
        lane = lanes[int(dice.integers(len(lanes)))]
        locks = (Lock(lane.source, lane.target, "M0", float(dice.integers(0, 80)), 0),)
    users = need.sum(axis=2) > 0
    cap = np.where(
        users, np.where(dice.random(shape[:2]) < 0.4, dice.integers(0, 200, shape[:2]), np.inf), 0
    )
    return Problem(
        start=START,
        places=places(depots, "D") + places(regions),
        goods=materials,
        stock=stock,
        need=need,
        production=np.where(is_depot[:, None, None], dice.integers(0, 40, shape), 0.0),
        due=np.where(dice.random(shape) < 0.1, dice.integers(0, 80, shape), 0.0),
        floor=floor.astype(float),
        cap=cap.astype(float),
        weights=np.where(is_depot, 1.0, dice.choice([1.0, 1.5, 2.0], count)),
        trucks=room,
        lanes=lanes,
        locks=locks,
    )
