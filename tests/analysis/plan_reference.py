"""The fair division of one material by linear programs over days alone: slow, and independent."""

import numpy as np
from scipy.optimize import linprog


class Leximin:
    """Raise all covers, fix those that cannot rise further, repeat."""

    def __init__(self, given, column=0):
        self._given, self._column = given, column
        at = given.place_index
        self._sent = [
            (at[lane.source], at[lane.target], day)
            for lane in given.lanes
            for day in range(given.days - lane.lead_days)
        ]
        self._net = np.zeros((len(given.places), len(self._sent)))
        for index, (source, target, _) in enumerate(self._sent):
            self._net[source, index] -= 1
            self._net[target, index] += 1
        burn = given.burn[:, column] * given.weights
        self._users = np.flatnonzero(burn > 0)
        self._slope, self._own = burn[self._users], given.own[self._users, column]
        self._rows, self._limits = self._bounds(burn == 0)
        self._fixed = {}

    def _bounds(self, idle):
        given, column = self._given, self._column
        goods = given.goods[column]
        came = given.production[:, column] + given.due[:, column]
        had = given.stock[:, column, None] + np.cumsum(came, axis=1)
        free = np.maximum(had - given.floor[:, column, None], 0) / goods.pack
        room = given.trucks / goods.volume / goods.pack
        bounds = []
        for place, day in np.ndindex(room.shape):
            until = [source == place and left <= day for source, _, left in self._sent]
            today = [source == place and left == day for source, _, left in self._sent]
            bounds.append((until, np.floor(free[place, day] + 1e-6) * goods.pack))
            bounds.append((today, np.floor(room[place, day] + 1e-6) * goods.pack))
        bounds += zip(self._net, given.cap[:, column], strict=True)
        for place in np.flatnonzero(idle):
            bounds.append(([target == place for _, target, _ in self._sent], 0.0))
        kept = [(np.array(row, float), most) for row, most in bounds if np.isfinite(most)]
        return [row for row, _ in kept], [most for _, most in kept]

    def _best(self, raised, level):
        """Return the highest level of ``raised``; the others keep theirs, or at least ``level``."""
        wanted, least = [], []
        for at, user in enumerate(self._users):
            up = at in raised
            low = 0.0 if up else self._fixed.get(at, level) * self._slope[at] - 1e-7
            wanted.append(np.append(-self._net[user], self._slope[at] if up else 0.0))
            least.append(self._own[at] - low)
        matrix = np.array([*(np.append(row, 0.0) for row in self._rows), *wanted])
        goal = np.append(np.zeros(len(self._sent)), -1.0)
        found = linprog(goal, A_ub=matrix, b_ub=[*self._limits, *least])
        assert found.status == 0, found.message
        return -found.fun

    def covers(self):
        """Return the weighted cover of each place, infinite for those that need nothing."""
        while len(self._fixed) < len(self._users):
            left = set(range(len(self._users))) - set(self._fixed)
            level = self._best(left, 0.0)
            stuck = [at for at in left if self._best({at}, level - 1e-9) < level + 1e-5]
            assert stuck
            self._fixed.update(dict.fromkeys(stuck, level))
        found = np.full(len(self._given.places), np.inf)
        found[self._users] = [self._fixed[at] for at in range(len(self._users))]
        return found


def least_cover_of_all(given):
    """Return the best least weighted cover over all materials at once, in fractions, day by day.

    For depots that need nothing and regions that send nothing.
    """
    at, kinds, days = given.place_index, len(given.goods), given.days
    sent = [
        (at[lane.source], at[lane.target], kind, day)
        for lane in given.lanes
        for kind in range(kinds)
        for day in range(days - lane.lead_days)
    ]
    source, target, kind, day = np.array(sent).T
    rows, limits = [], []
    made = np.cumsum(given.production, axis=2) + given.stock[:, :, None]
    volumes = np.array([goods.volume for goods in given.goods])
    for place in np.flatnonzero(given.burn.sum(axis=1) == 0):
        for until in range(days):
            mine = (source == place) & (day <= until)
            rows += [np.append(mine & (kind == one), 0.0) for one in range(kinds)]
            limits += list(made[place, :, until])
            rows.append(np.append((mine & (day == until)) * volumes[kind], 0.0))
            limits.append(given.trucks[place, until])
    for place, one in np.argwhere(given.burn > 0):
        into = np.append((target == place) & (kind == one), 0.0)
        slope = given.weights[place] * given.burn[place, one]
        rows += [into, np.append(-into[:-1], slope)]
        limits += [min(given.cap[place, one], made[:, one].sum()), given.own[place, one]]
    goal = np.append(np.zeros(len(sent)), -1.0)
    found = linprog(goal, A_ub=np.array(rows), b_ub=limits)
    assert found.status == 0, found.message
    return -found.fun
