"""The planner answers every wish by a signal, from a thread of its own, and heeds a cancel."""

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Signal, Slot
from pytestqt.qtbot import QtBot

from console.data.connection import open_engine
from console.domain.planning import PlanAsk, PlanProgress
from console.domain.workflow import Approve, Keep, PlanState
from console.live.planning import Planner, PlanThread
from tests.data.following import new_file
from tests.data.planning_worlds import CITY, fill


class Desk(QObject):
    """Takes signals on the GUI thread, as the allocation window does."""

    ask = Signal(object)
    order = Signal(object)
    offer = Signal()

    def __init__(self, planner: Planner) -> None:
        super().__init__()
        self.heard: dict[str, list[object]] = {}
        self.threads: set[int] = set()
        self._planner = planner
        self.ask.connect(planner.plan)
        self.order.connect(planner.order)
        self.offer.connect(planner.offer)
        planner.progressed.connect(self.take_progress)
        planner.planned.connect(self.take_plan)
        planner.offered.connect(self.take_offer)
        planner.done.connect(self.take_done)
        planner.refused.connect(self.take_refusal)
        planner.cancelled.connect(self.take_cancel)

    def _hear(self, kind: str, value: object) -> None:
        self.heard.setdefault(kind, []).append(value)
        self.threads.add(threading.get_ident())

    @Slot(object)
    def take_progress(self, value: object) -> None:
        self._hear("progress", value)

    @Slot(object)
    def cancel_last(self, progress: PlanProgress) -> None:
        if progress.done == progress.total - 2:
            self._planner.cancel()

    @Slot(object)
    def take_plan(self, value: object) -> None:
        self._hear("plan", value)

    @Slot(object)
    def take_offer(self, value: object) -> None:
        self._hear("offer", value)

    @Slot(object)
    def take_done(self, value: object) -> None:
        self._hear("done", value)

    @Slot(object)
    def take_refusal(self, value: object) -> None:
        self._hear("refusal", value)

    @Slot()
    def take_cancel(self) -> None:
        self._hear("cancel", None)


@pytest.fixture
def planner(tmp_path) -> Planner:
    url = new_file(tmp_path / "plans.sqlite")
    engine = open_engine(url)
    fill(engine)
    engine.dispose()
    return Planner(url)


@pytest.fixture
def desk(planner: Planner, qapp) -> Iterator[Desk]:
    thread = PlanThread(planner)
    desk = Desk(planner)
    thread.start()
    yield desk
    assert thread.stop()


def test_a_plan_is_made_kept_and_approved_off_the_gui_thread(desk: Desk, qtbot: QtBot) -> None:
    desk.offer.emit()
    qtbot.waitUntil(lambda: "offer" in desk.heard, timeout=20_000)
    assert [goods.code for goods in desk.heard["offer"][0].goods] == ["SUIT"]
    desk.ask.emit(PlanAsk())
    qtbot.waitUntil(lambda: "plan" in desk.heard, timeout=60_000)
    outcome = desk.heard["plan"][0]
    assert outcome.sound
    assert CITY in {line.target for line in outcome.lines}
    steps = desk.heard["progress"]
    assert [step.done for step in steps] == sorted(step.done for step in steps)
    desk.order.emit(Keep(outcome, "张伟"))
    qtbot.waitUntil(lambda: "done" in desk.heard, timeout=20_000)
    desk.order.emit(Approve(desk.heard["done"][0].uid, "李秀英"))
    qtbot.waitUntil(lambda: len(desk.heard["done"]) == 2, timeout=20_000)
    assert desk.heard["done"][1].state is PlanState.APPROVED
    assert desk.threads == {threading.get_ident()}


def test_a_cancelled_plan_is_never_shown(planner: Planner) -> None:
    desk = Desk(planner)

    def stop_at_first_step(_progress: object) -> None:
        planner.cancel()

    planner.progressed.connect(stop_at_first_step)
    planner.plan(PlanAsk())
    assert desk.heard["cancel"] == [None]
    assert "plan" not in desk.heard
    planner.close()


def test_a_plan_that_is_cancelled_before_its_thread_takes_it_up_is_never_made(
    desk: Desk, planner: Planner, qtbot: QtBot
) -> None:
    planner.expect()
    desk.ask.emit(PlanAsk())
    planner.cancel()
    qtbot.waitUntil(lambda: "cancel" in desk.heard, timeout=60_000)
    assert "plan" not in desk.heard
    planner.expect()
    desk.ask.emit(PlanAsk())
    qtbot.waitUntil(lambda: "plan" in desk.heard, timeout=60_000)


def test_a_plan_that_is_cancelled_at_its_very_last_step_is_not_shown_either(
    planner: Planner,
) -> None:
    desk = Desk(planner)
    planner.progressed.connect(desk.cancel_last)
    planner.plan(PlanAsk())
    assert desk.heard["cancel"] == [None]
    assert "plan" not in desk.heard
    planner.close()


def test_a_wish_that_cannot_be_met_is_refused_in_words(planner: Planner) -> None:
    desk = Desk(planner)
    planner.plan(PlanAsk(rule="mystery"))
    planner.order(Approve("nothing", "张伟"))
    assert [error.problem.en for error in desk.heard["refusal"]] == [
        "There is no such rule set.",
        "There is no such plan.",
    ]
    planner.close()


def test_a_database_that_is_not_there_is_a_refusal_and_no_crash(qapp, tmp_path) -> None:
    planner = Planner(str(tmp_path / "missing.sqlite"))
    desk = Desk(planner)
    planner.offer()
    planner.list_plans()
    assert len(desk.heard["refusal"]) == 2
    planner.close()
