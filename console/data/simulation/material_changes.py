"""Changes of material: use, production, and shipments from plan to arrival.

Material moves only by these: use takes from stock, production and arrivals add to it, a dispatch
takes from the sender what the arrival will give; nothing is lost or made on the road.
"""

import random
from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import Executable, and_, func, insert, update

from console.data.schema import alert, material_daily, material_flow
from console.data.simulation.change import Change
from console.data.simulation.world import Flow, StockKey, World

#: A day never rolls over while the simulation runs on, so what it adds has bounds: use and
#: production of one day against the day's demand, shipments planned, alerts not acknowledged.
_MOST_USE = 1.6
_MOST_PLANNED = 200
_MOST_ALERTS = 200
_ENOUGH_DAYS = 5.0


def use(world: World, chance: random.Random) -> Change | None:
    """Use up some ten minutes' worth of a material somewhere."""
    for key in world.some_stock(chance):
        held = world.stock[key]
        amount = float(max(1, round(held.demand / 120 * chance.uniform(0.5, 1.5))))
        if amount <= held.reserve and held.consumed + amount <= held.demand * _MOST_USE + 1:

            def remember(key: StockKey = key, amount: float = amount) -> None:
                world.stock[key].reserve -= amount
                world.stock[key].consumed += amount

            return _stock_change("use", world, key, remember, reserve=-amount, consumed=amount)
    return None


def make(world: World, chance: random.Random) -> Change | None:
    """Let a factory deliver to its own region's stock."""
    for key in world.some_stock(chance, tries=40):
        held = world.stock[key]
        amount = float(max(1, round(held.produced * chance.uniform(0.003, 0.012))))
        if 0 < held.produced <= held.demand * _MOST_USE:

            def remember(key: StockKey = key, amount: float = amount) -> None:
                world.stock[key].reserve += amount
                world.stock[key].produced += amount

            return _stock_change("make", world, key, remember, reserve=amount, produced=amount)
    return None


def plan(world: World, chance: random.Random) -> Change | None:
    """Plan a shipment to a place in need, from one with enough or from outside."""
    needy = sorted(world.some_stock(chance), key=lambda key: (world.stock[key].cover, key))
    if not needy or len(world.planned) >= _MOST_PLANNED:
        return None
    target, material = needy[0]
    source = _giver(world, chance, target, material)
    pack = world.packs.get(material, 1)
    wanted = world.stock[target, material].demand * chance.uniform(0.5, 1.5)
    if source is not None:
        wanted = min(wanted, world.stock[source, material].reserve / 5)
    quantity = float(int(wanted / pack) * pack or pack)
    flow = Flow(f"SIM{world.next_flow:08d}", material, source, target, quantity, None)
    due = world.clock.on(world.material_day) + timedelta(hours=chance.randint(20, 44))
    statement = insert(material_flow).values(
        code=flow.code,
        material=material,
        from_region=source,
        to_region=target,
        quantity=quantity,
        status="planned",
        due_at=due,
    )

    def remember() -> None:
        world.planned.append(flow)
        world.next_flow += 1

    return Change("plan", "material_flow", target, (statement,), remember)


def _giver(world: World, chance: random.Random, target: str, material: str) -> str | None:
    others = sorted(code for code, held in world.stock if held == material and code != target)
    if not others or chance.random() < 0.4:
        return None
    drawn = [others[chance.randrange(len(others))] for _ in range(4)]
    best = max(drawn, key=lambda code: (world.stock[code, material].cover, code))
    return best if world.stock[best, material].cover > _ENOUGH_DAYS else None


def dispatch(world: World, chance: random.Random) -> Change | None:
    """Send a planned shipment off; what is sent leaves the sender's stock."""
    if not world.planned:
        return None
    flow = world.planned[chance.randrange(len(world.planned))]
    moment = world.clock.on(world.material_day)
    statements: list[Executable] = [_flow_step(flow, "planned", "dispatched", dispatched_at=moment)]
    held = world.stock.get((flow.source, flow.material)) if flow.source else None
    if flow.source is not None:
        if held is None or held.reserve < flow.quantity:
            return None
        statements.append(_book(world, (flow.source, flow.material), reserve=-flow.quantity))

    def remember() -> None:
        world.planned.remove(flow)
        flow.dispatched_at = moment
        world.dispatched.append(flow)
        if held is not None:
            held.reserve -= flow.quantity

    return Change("dispatch", "material_flow", flow.source, tuple(statements), remember)


def arrive(world: World, chance: random.Random) -> Change | None:
    """Let a shipment arrive; it is added to the receiver's stock."""
    if not world.dispatched:
        return None
    flow = world.dispatched[chance.randrange(len(world.dispatched))]
    held = world.stock.get((flow.target, flow.material))
    if held is None:
        return None
    moment = world.clock.on(world.material_day)
    arrived = max(moment, flow.dispatched_at) if flow.dispatched_at else moment
    statements = (
        _flow_step(flow, "dispatched", "arrived", arrived_at=arrived),
        _book(world, (flow.target, flow.material), reserve=flow.quantity),
    )

    def remember() -> None:
        world.dispatched.remove(flow)
        held.reserve += flow.quantity

    return Change("arrive", "material_flow", flow.target, statements, remember)


def _flow_step(flow: Flow, before: str, after: str, **moments: object) -> Executable:
    right_one = and_(material_flow.c.code == flow.code, material_flow.c.status == before)
    return update(material_flow).where(right_one).values(status=after, **moments)


def _stock_change(
    kind: str, world: World, key: StockKey, remember: Callable[[], None], **amounts: float
) -> Change:
    return Change(kind, "material_daily", key[0], (_book(world, key, **amounts),), remember)


def _book(world: World, key: StockKey, **amounts: float) -> Executable:
    """Add to columns of one row of stock, provided that its reserve stays at zero or above."""
    table = material_daily.c
    values = {name: func.coalesce(table[name], 0) + amount for name, amount in amounts.items()}
    return (
        update(material_daily)
        .where(
            table.region == key[0],
            table.material == key[1],
            table.date == world.material_day,
            table.reserve + amounts["reserve"] >= 0,
        )
        .values(values)
    )


def raise_alert(world: World, chance: random.Random) -> Change | None:
    """Raise an alert over the shortest of a few stocks drawn."""
    drawn = sorted(world.some_stock(chance), key=lambda key: (world.stock[key].cover, key))
    if not drawn or world.open_alerts >= _MOST_ALERTS:
        return None
    code, material = drawn[0]
    cover = world.stock[drawn[0]].cover
    place = world.region_names.get(code, code)
    name = world.material_names.get(material, material)
    statement = insert(alert).values(
        region=code,
        kind="material",
        severity=1 if cover < 2 else 2 if cover < 7 else 3,
        raised_at=world.clock.on(world.material_day),
        text=f"{place}{name}可用天数为{cover:.1f}天（模拟）",
    )

    def remember() -> None:
        world.open_alerts += 1

    return Change("alert", "alert", code, (statement,), remember)
