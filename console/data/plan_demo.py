"""Steps of plans in the demonstration: on its own day, and booked at once, as units would report.

Elsewhere units report for themselves what left them and what came; in the demonstration nobody
does, so that its stocks would never learn what a plan has moved.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

import numpy as np
from sqlalchemy import Connection, RowMapping, func, select, update

from console.data.days import CENTRE_ZONE
from console.data.grid import FloatArray
from console.data.plan_records import is_demo
from console.data.plan_refusals import not_there_any_more
from console.data.planning.rulebook import load_rule_book
from console.data.schema import allocation_plan, material_daily, material_flow, region
from console.domain.wording import Text

#: Units that stand in a place's stock, by region and material.
Moves = Counter[tuple[str, str]]

_STOCK = material_daily.c


def demo_day(connection: Connection) -> date | None:
    """Return the newest day of the demonstration's stocks; None in any other database."""
    if not is_demo(connection):
        return None
    newest = select(_STOCK.date).where(_STOCK.reserve.is_not(None))
    day: date | None = connection.execute(newest.order_by(_STOCK.date.desc()).limit(1)).scalar()
    return day


def on_day(day: date, now: datetime) -> datetime:
    """Return the present time of day on ``day``, in the centre."""
    return datetime.combine(day, now.astimezone(CENTRE_ZONE).time(), CENTRE_ZONE)


def moved(connection: Connection, uid: str) -> Moves:
    """Return what a plan's shipments have brought (above zero) and taken (below) so far."""
    flow, sums = material_flow.c, Moves()
    rows = connection.execute(
        select(material_flow)
        .join(allocation_plan, flow.plan == allocation_plan.c.id)
        .where(allocation_plan.c.uid == uid, flow.dispatched_at.is_not(None))
    ).mappings()
    for row in rows:
        if row["from_region"]:
            sums[row["from_region"], row["material"]] -= row["quantity"]
        if row["arrived_at"] is not None:
            came = row["arrived_quantity"]
            sums[row["to_region"], row["material"]] += row["quantity"] if came is None else came
    return sums


def book(connection: Connection, before: Moves, after: Moves) -> None:
    """Add to the newest stock of every place what a step has moved.

    Raises:
        ConsoleError: A sender no longer has what is to leave it.
    """
    for place, material in before.keys() | after.keys():
        units = after[place, material] - before[place, material]
        rows = _reporters(connection, place, material) if units else []
        if not rows:
            continue
        held = np.array([row["reserve"] for row in rows])
        if held.sum() + units < 0:
            names = Text(place, place), Text(material, material)
            raise not_there_any_more(*names, float(held.sum()), -units)
        share = held if units < 0 else np.array([row["consumed"] or 0.0 for row in rows])
        for row, part in zip(rows, _shared(units, share), strict=True):
            connection.execute(
                update(material_daily)
                .where(
                    _STOCK.region == row["region"],
                    _STOCK.material == material,
                    _STOCK.date == row["date"],
                )
                .values(reserve=_STOCK.reserve + part)
            )


def _reporters(connection: Connection, place: str, material: str) -> Sequence[RowMapping]:
    """Return the newest stocks of a place: its own, else those of the counties below it."""
    apart = load_rule_book().logistics.apart
    below = select(region.c.code).where(region.c.parent_code == place, region.c.code.not_in(apart))
    for codes in ([place], below):
        one = (_STOCK.material == material) & _STOCK.region.in_(codes)
        newest = select(func.max(_STOCK.date)).where(one, _STOCK.reserve.is_not(None))
        wanted = select(_STOCK.region, _STOCK.date, _STOCK.reserve, _STOCK.consumed).where(
            one, _STOCK.reserve.is_not(None), _STOCK.date == newest.scalar_subquery()
        )
        found = connection.execute(wanted.order_by(_STOCK.region)).mappings().all()
        if found:
            return found
    return ()


def _shared(units: float, share: FloatArray) -> list[float]:
    """Divide ``units`` by ``share``, in whole ones; the greatest share takes what is left over."""
    weights = share if share.sum() > 0 else np.ones_like(share)
    parts = np.trunc(units * weights / weights.sum())
    parts[int(np.argmax(weights))] += units - parts.sum()
    return [float(part) for part in parts]
