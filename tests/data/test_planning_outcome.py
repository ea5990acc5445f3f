"""What is told while a plan is made and proved."""

from sqlalchemy import Engine

from console.domain.planning import PlanProgress
from tests.data.planning_worlds import fill, planned


def test_the_progress_of_a_plan_goes_forward_to_its_end(sqlite_engine: Engine) -> None:
    steps: list[PlanProgress] = []
    fill(sqlite_engine)
    planned(sqlite_engine, told=steps.append)
    done = [step.done for step in steps]
    assert done == sorted(set(done))
    assert steps[-1].done == steps[-1].total - 1
