"""Plans on record: each step of the workflow is one transaction, whoever else is at work.

The first statement of each step takes the plan's row and, by the triggers, the revision of
``allocation_plan``: so the steps of all desks come one after another, and each sees those before.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from console.data import plan_steps
from console.data.connection import why, writing
from console.data.plan_demo import Moves, book, demo_day, moved, on_day
from console.data.plan_records import read_plan, read_plans
from console.data.plan_refusals import no_right, nobody
from console.domain.workflow import (
    Approve,
    Arrive,
    Dispatch,
    Keep,
    Lose,
    PlanOrder,
    PlanRecord,
    Withdraw,
)

#: What PostgreSQL calls a missing right.
_NO_RIGHT = "42501"

_STEPS: Mapping[type, Callable[[Connection, Any, datetime], str]] = {
    Keep: plan_steps.keep,
    Approve: plan_steps.approve,
    Dispatch: plan_steps.dispatch,
    Arrive: plan_steps.arrive,
    Lose: plan_steps.lose,
    Withdraw: plan_steps.withdraw,
}


class PlanStore:
    """Keeps plans, and leads them from draft to arrival."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def plans(self, most: int = 50) -> tuple[PlanRecord, ...]:
        """Return the newest plans on record, newest first.

        Raises:
            ConsoleError: The database cannot be read.
        """
        try:
            with self._engine.begin() as connection:
                return read_plans(connection, most=most)
        except SQLAlchemyError as error:
            raise why(error) from error

    def carry_out(self, order: PlanOrder) -> PlanRecord:
        """Carry out one step, wholly or not at all, and return the plan as it then is.

        Raises:
            ConsoleError: It may not or cannot be done; nothing was changed.
        """
        if not order.by.strip():
            raise nobody()
        try:
            with writing(self._engine) as connection:
                uid = _carry_out(connection, order)
                return read_plan(connection, uid)
        except SQLAlchemyError as error:
            refused = getattr(getattr(error, "orig", None), "pgcode", None) == _NO_RIGHT
            raise (no_right() if refused else why(error)) from error


def _carry_out(connection: Connection, order: PlanOrder) -> str:
    step, now = _STEPS[type(order)], datetime.now(UTC)
    day = demo_day(connection)
    if day is None:
        return step(connection, order, now)
    before = Moves() if isinstance(order, Keep) else moved(connection, order.uid)
    uid = step(connection, order, on_day(day, now))
    book(connection, before, moved(connection, uid))
    return uid
