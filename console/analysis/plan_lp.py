"""When and from where: the shipments that bring the fair totals, in time first and cheaply second.

A linear program per material over lanes and days, solved by HiGHS through scipy. Its objective
weighs, in this order and a thousandfold each: fair totals missed, need left unmet on the way (a
unit counts by its place's risk weight), cost of carriage. Equally cheap shipments leave early.
"""

from dataclasses import dataclass

import numpy as np

from console.analysis.plan_fair import Fair
from console.analysis.plan_model import FloatArray
from console.analysis.plan_network import TINY, IntArray, Network
from console.analysis.plan_table import Table

#: What a carton of need left unmet weighs, in the dearest lane's cost of carrying a carton.
UNMET = 1e3

#: What a carton missing from a fair total weighs, likewise.
MISSED = 1e6

#: What a day's delay of departure weighs, likewise: enough to choose a day, never a dearer lane.
LATER = 1e-5


@dataclass(frozen=True, slots=True)
class Sent:
    """Cartons by road (an index into ``Network.roads``) and day of departure."""

    road: IntArray
    day: IntArray
    count: FloatArray


def schedule(network: Network, fair: Fair) -> Sent:
    """Return which roads carry how much on which day to bring the ``fair`` totals.

    Amounts are fractions of cartons; see :mod:`console.analysis.plan_cartons` for whole ones.
    """
    taking = np.zeros(len(network.slope), bool)
    taking[network.roads.target[fair.flow > TINY]] = True
    taking |= fair.has > network.surplus + TINY
    road = np.flatnonzero(taking[network.roads.target])
    road, day = _departures(network, road)
    if not len(road):
        return Sent(road, day, np.zeros(0))
    table = Table()
    dearest = max(float(network.roads.cost.max()), 1e-12)
    sent = table.columns(
        network.roads.cost[road] / dearest + LATER * day, np.full(len(road), np.inf)
    )
    add_sources(table, network, road, day, sent)
    _add_totals(table, network, fair, road, sent)
    _add_stocks(table, network, road, day, sent)
    amounts = table.solve()[sent]
    used = amounts > TINY
    return Sent(road[used], day[used], amounts[used])


def _departures(network: Network, road: IntArray) -> tuple[IntArray, IntArray]:
    """Return every road with every day of departure that arrives within the days planned."""
    choices = network.days - network.roads.lead[road]
    starts = np.cumsum(choices) - choices
    return np.repeat(road, choices), np.arange(int(choices.sum())) - np.repeat(starts, choices)


def add_sources(
    table: Table, network: Network, road: IntArray, day: IntArray, sent: IntArray
) -> None:
    """Hold what leaves a source to what it has by that day, and to its trucks."""
    days = network.days
    source = network.roads.source[road]
    active = np.unique(source)
    row_of = np.full((len(network.slope), days), -1)
    row_of[active] = table.rows(network.supply[active].ravel()).reshape(-1, days)
    waits = table.columns(np.zeros(len(active) * days), np.full(len(active) * days, np.inf))
    held = waits.reshape(-1, days)
    table.enter(row_of[source, day], sent, 1.0)
    table.enter(row_of[active].ravel(), held.ravel(), 1.0)
    table.enter(row_of[active][:, 1:].ravel(), held[:, :-1].ravel(), -1.0)
    _add_trucks(table, network, active, (source, day, sent))


def _add_trucks(
    table: Table, network: Network, active: IntArray, leaving: tuple[IntArray, IntArray, IntArray]
) -> None:
    """Hold what leaves on a day, and up to a day, to the room on the trucks."""
    source, day, sent = leaving
    limited = np.argwhere(np.isfinite(network.trucks[active]))
    if len(limited):
        places, on = active[limited[:, 0]], limited[:, 1]
        truck_of = np.full(network.trucks.shape, -1)
        truck_of[places, on] = table.rows(network.trucks[places, on])
        spare = table.columns(np.zeros(len(on)), network.trucks[places, on])
        table.enter(truck_of[source, day], sent, 1.0)
        table.enter(truck_of[places, on], spare, 1.0)
    shared = active[np.isfinite(network.until[active]).all(axis=1)]
    if len(shared):
        slots = np.diff(network.until[shared], axis=1, prepend=0.0)
        slot_of = np.full(network.until.shape, -1)
        slot_of[shared] = table.rows(slots.ravel()).reshape(slots.shape)
        open_ = table.columns(np.zeros(slots.size), np.full(slots.size, np.inf))
        table.enter(slot_of[source, day], sent, 1.0)
        table.enter(slot_of[shared].ravel(), open_, 1.0)
        table.enter(
            slot_of[shared][:, 1:].ravel(), open_.reshape(slots.shape)[:, :-1].ravel(), -1.0
        )


def _add_totals(table: Table, network: Network, fair: Fair, road: IntArray, sent: IntArray) -> None:
    """Bring every place its fair total; a miss costs, and a giver may keep more."""
    source, target = network.roads.source[road], network.roads.target[road]
    users = np.unique(np.concatenate([target, source[network.slope[source] > 0]]))
    gain = (fair.has - network.surplus)[users]
    row_of = np.full(len(network.slope), -1)
    row_of[users] = table.rows(gain)
    table.enter(row_of[target], sent, 1.0)
    table.enter(row_of[source], sent, -1.0)
    missed = table.columns(MISSED * network.weight[users], np.full(len(users), np.inf))
    table.enter(row_of[users], missed, 1.0)
    kept = table.columns(np.zeros(len(users)), np.maximum(0.0, -gain))
    table.enter(row_of[users], kept, -1.0)


def _add_stocks(
    table: Table, network: Network, road: IntArray, day: IntArray, sent: IntArray
) -> None:
    """Follow the stock of the places that could run dry; what is not there cannot be used."""
    source, target = network.roads.source[road], network.roads.target[road]
    own = np.cumsum(network.inflow - network.outflow - network.need, axis=1).min(axis=1)
    gives = np.zeros(len(own), bool)
    gives[source] = True
    takes = np.zeros(len(own), bool)
    takes[target] = True
    at_risk = (takes | gives) & (network.slope > 0)
    followed = np.flatnonzero(at_risk & (own < np.where(gives, network.surplus, 0.0)))
    if not len(followed):
        return
    days = network.days
    row_of = np.full((len(own), days), -1)
    flow = (network.need - network.inflow + network.outflow)[followed]
    row_of[followed] = table.rows(flow.ravel()).reshape(-1, days)
    rows = row_of[followed]
    size = rows.size
    stock = table.columns(np.zeros(size), np.full(size, np.inf)).reshape(rows.shape)
    weight = np.repeat(UNMET * network.weight[followed], days)
    unmet = table.columns(weight, network.need[followed].ravel())
    table.enter(row_of[target, day + network.roads.lead[road]], sent, 1.0)
    table.enter(row_of[source, day], sent, -1.0)
    table.enter(rows[:, 1:].ravel(), stock[:, :-1].ravel(), 1.0)
    table.enter(rows.ravel(), stock.ravel(), -1.0)
    table.enter(rows.ravel(), unmet, 1.0)
