"""A province short of suits, in a real database: two cities in need, one with plenty, a depot."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Engine, insert, select

from console.data.connection import writing
from console.data.days import today_in_centre
from console.data.planning.outcome import Solving
from console.data.planning.problem import pose
from console.data.planning.reading import read
from console.data.planning.rulebook import load_rule_book
from console.data.schema import material, material_daily, material_flow
from console.domain.planning import PlanAsk, PlanOutcome, PlanProgress

DEPOT, CITY, JILIN, PLENTY = "220000", "220100", "220200", "220700"
SUIT = "SUIT"

#: Stock and daily use of suits; the cities' are those published for 2022-03-19/20.
STOCK = {DEPOT: 1_000_000, CITY: 1_967_200, JILIN: 714_700, PLENTY: 100_000}
BURN = {DEPOT: 0, CITY: 460_900, JILIN: 196_900, PLENTY: 2_000}


def fill(engine: Engine, *, days: int = 8) -> None:
    """Enter a week of reports up to yesterday; stock falls by what is used."""
    last = today_in_centre() - timedelta(days=1)
    rows = [
        {
            "region": place,
            "material": SUIT,
            "date": last - timedelta(days=back),
            "produced": 0,
            "consumed": BURN[place],
            "reserve": STOCK[place] + back * BURN[place],
            "demand": BURN[place],
        }
        for place in STOCK
        for back in range(days)
    ]
    with writing(engine) as connection:
        connection.execute(
            insert(material).values(
                code=SUIT,
                name_zh="医用一次性防护服",
                name_en="Protective suit",
                unit="件",
                pack_size=50,
                critical=True,
            )
        )
        connection.execute(insert(material_daily), rows)


def _unheard(_progress: PlanProgress) -> None:
    pass


def planned(
    engine: Engine,
    ask: PlanAsk | None = None,
    today: date | None = None,
    told: Callable[[PlanProgress], None] = _unheard,
) -> PlanOutcome:
    """Read, plan and prove, as the planner does."""
    ask = ask or PlanAsk()
    reading = read(engine, today or today_in_centre())
    posed = pose(reading, ask, load_rule_book())
    return Solving(told, _never).solve(reading, ask, posed, datetime.now(UTC))


def _never() -> bool:
    return False


def shipped(engine: Engine) -> dict[str, float]:
    """Return the units of every shipment's status; what was lost of arrivals is ``missing``."""
    found: dict[str, float] = {}
    with engine.begin() as connection:
        for row in connection.execute(select(material_flow)).mappings():
            came = row["quantity"] if row["arrived_quantity"] is None else row["arrived_quantity"]
            units = came if row["status"] == "arrived" else row["quantity"]
            found[row["status"]] = found.get(row["status"], 0.0) + units
            if row["status"] == "arrived":
                found["missing"] = found.get("missing", 0.0) + row["quantity"] - came
    return found
