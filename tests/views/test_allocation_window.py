"""The allocation desk: what is chosen is asked, what comes is shown, and steps are offered."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt

from console.domain.errors import ConsoleError
from console.domain.plan_bounds import AtMost, FixShipment, KeepUnits
from console.domain.planning import (
    AddUnits,
    GoodsChoice,
    LoseRoad,
    PlanAsk,
    PlanBalance,
    PlanCover,
    PlanGoods,
    PlanLevel,
    PlanLine,
    PlanOptions,
    PlanOutcome,
    PlanPlace,
    PlanProgress,
    RuleChoice,
)
from console.domain.truth import Truth
from console.domain.wording import Lang, Text
from console.domain.workflow import (
    Approve,
    Arrive,
    Dispatch,
    Keep,
    LineState,
    Lose,
    PlanState,
    Withdraw,
)
from console.views.allocation_lines import AllocationLines
from console.views.allocation_records import AllocationRecords
from console.views.allocation_window import AllocationWindow
from console.widgets.language import set_language
from tests.domain.test_orders import line, plan

SUIT = PlanGoods(
    code="SUIT",
    name=Text("防护服", "Suit"),
    unit=Text("件", "pcs"),
    pack=50,
    critical=True,
    burn=Text("", "reported"),
    need=Text("", "need 10"),
)
RULES = (
    RuleChoice("urgent", Text("急用先保", "Urgent first"), Text("来源", "source A")),
    RuleChoice("equal", Text("均等", "Equal"), Text("来源", "source B")),
)
OPTIONS = PlanOptions(
    RULES,
    (
        GoodsChoice("SUIT", Text("防护服", "Suit"), Text("件", "pcs"), critical=True),
        GoodsChoice("GOWN", Text("隔离衣", "Gown"), Text("件", "pcs"), critical=False),
    ),
)


def outcome(ask=None, after=3.0, **changed) -> PlanOutcome:
    why = Text("因", "city is worst off")
    made = PlanOutcome(
        ask=ask or PlanAsk("urgent", 14, ("SUIT",)),
        rule=RULES[0],
        start=date(2022, 3, 21),
        made_at=datetime(2022, 3, 21, tzinfo=UTC),
        places=(
            PlanPlace("d", Text("库", "Depot"), depot=True, weight=1, why=why),
            PlanPlace("c", Text("市", "City"), depot=False, weight=1.6, why=why),
        ),
        goods=(SUIT,),
        lines=(
            PlanLine(
                1,
                "SUIT",
                "d",
                "c",
                date(2022, 3, 21),
                date(2022, 3, 22),
                500.0,
                50,
                (float("inf"), float("inf")),
                (1.0, after),
                (None, None),
                why,
            ),
        ),
        covers=(PlanCover("c", "SUIT", 1.0, after, date(2022, 3, 22), None),),
        shortages=(),
        levels=(PlanLevel("SUIT", 1.0, after, after),),
        balances=(PlanBalance("SUIT", 600, 0, 0, 550, 550, 0, 100, 50, 0, 500),),
        worth=(Text("值", "50 more would buy 0.2 days"),),
        notes=(Text("注", "roads are ours"),),
        violations=(),
        cost=1.0,
    )
    return replace(made, **changed)


class Wishes:
    def __init__(self, window: AllocationWindow) -> None:
        self.plans: list[PlanAsk] = []
        self.orders: list[object] = []
        self.exports: list[tuple[object, str]] = []
        window.plan_wanted.connect(self.plans.append)
        window.order_wanted.connect(self.orders.append)
        window.export_wanted.connect(self._export)

    def _export(self, record, kind) -> None:
        self.exports.append((record, kind))


@pytest.fixture
def window(qtbot):
    made = AllocationWindow("李秀英")
    qtbot.addWidget(made)
    made.show_window()
    made.show_options(OPTIONS)
    return made


@pytest.fixture
def wishes(window):
    return Wishes(window)


def test_critical_materials_are_chosen_at_first_and_the_rule_s_source_is_read(window, wishes):
    window.choices.go.click()
    assert wishes.plans == [PlanAsk("urgent", 14, ("SUIT",))]
    assert window.choices.source.text() == "source A"
    assert not window.choices.go.isEnabled()
    assert window.cancel.isEnabled()


def test_the_plan_is_read_with_its_reasons_proof_levels_and_worth(window, wishes):
    window.choices.go.click()
    window.show_progress(PlanProgress(1, 4, Text("", "fair totals")))
    window.show_outcome(outcome())
    table = window.lines.model()
    row = [str(table.index(0, column).data()) for column in range(table.columnCount())]
    assert row[2:4] == ["Depot", "City"]
    assert row[-1] == "city is worst off"
    assert row[7] == "10"
    text = window.text.toPlainText()
    for words in ("Proved", "1.0 → 3.0", "50 more would buy", "roads are ours", "met 550"):
        assert words in text
    assert window.keep.isEnabled()
    assert window.choices.go.isEnabled()


def test_a_plan_that_failed_the_check_cannot_be_kept_and_says_why(window, wishes):
    window.choices.go.click()
    bad = outcome(lines=(), violations=(Text("超发", "sends what it has not"),))
    window.show_outcome(bad)
    assert "sends what it has not" in window.text.toPlainText()
    assert window.lines.model().rowCount() == 0
    assert not window.keep.isEnabled()


def test_two_rules_are_planned_one_after_the_other_and_compared(window, wishes):
    window.choices.other.setCurrentIndex(window.choices.other.findData("equal"))
    window.choices.go.click()
    window.show_outcome(outcome())
    assert wishes.plans[1] == PlanAsk("equal", 14, ("SUIT",))
    window.show_outcome(outcome(wishes.plans[1], after=2.5, rule=RULES[1]))
    model = window.compare.table.model()
    assert [model.index(0, column).data() for column in (0, 4, 5, 6)] == [
        "City",
        "3.00 d",
        "2.50 d",
        "-0.50 d",
    ]
    assert "Equal" in window.compare.head.text()
    assert window.tabs.currentIndex() == 1


def test_suppositions_are_collected_planned_anew_and_the_plan_itself_stays(window, wishes):
    window.choices.go.click()
    window.show_outcome(outcome())
    window.what_if.units.setValue(50_000)
    window.what_if.add.click()
    window.what_if.kind.setCurrentIndex(2)
    window.what_if.add.click()
    assert window.what_if.entries == (AddUnits("d", "SUIT", 50_000.0), LoseRoad("d", "c"))
    window.what_if.go.click()
    assert wishes.plans[-1].changes == window.what_if.entries
    window.show_outcome(outcome(wishes.plans[-1], after=4.0))
    assert "50,000" in window.compare.head.text()
    window.keep.click()
    assert isinstance(wishes.orders[-1], Keep)
    assert wishes.orders[-1].outcome.ask.changes == ()


FIXED = FixShipment("d", "c", "SUIT", 500.0, date(2022, 3, 21))


def test_a_chosen_line_is_fixed_as_it_is_and_the_next_plan_has_to_keep_it(window, wishes):
    window.choices.go.click()
    window.show_outcome(outcome())
    assert not window.fixed.lock.isEnabled()
    window.lines.selectRow(0)
    window.fixed.lock.click()
    window.fixed.go.click()
    assert wishes.plans[-1].bounds == (FIXED,)
    done = Text("照办", "kept, and nothing else")
    lines = (replace(outcome().lines[0], locked=True),)
    window.show_outcome(outcome(wishes.plans[-1], lines=lines, fixed=(done,)))
    assert window.tabs.currentIndex() == 0
    assert "kept, and nothing else" in window.text.toPlainText()
    assert window.lines.model().index(0, 6).data() == "500 pcs, fixed"
    assert not window.fixed.go.isEnabled()
    window.choices.other.setCurrentIndex(window.choices.other.findData("equal"))
    window.choices.go.click()
    window.show_outcome(outcome(wishes.plans[-1]))
    assert [ask.bounds for ask in wishes.plans[-2:]] == [(FIXED,), (FIXED,)]


def test_decisions_are_entered_corrected_and_taken_back_one_by_one(window, wishes):
    window.choices.go.click()
    window.show_outcome(outcome())
    form = window.fixed
    window.lines.selectRow(0)
    form.units.setValue(200)
    form.add.click()
    form.units.setValue(300)
    form.add.click()
    for kind, units in (("keep", 40), ("most", 90)):
        form.kind.setCurrentIndex(form.kind.findData(kind))
        form.units.setValue(units)
        form.add.click()
    fixed = replace(FIXED, units=300.0)
    assert form.entries == (fixed, KeepUnits("d", "SUIT", 40.0), AtMost("d", "SUIT", 90.0))
    assert "Depot → City: Suit 300 pcs" in form.listed.item(0).text()
    form.listed.setCurrentRow(1)
    form.clear.click()
    assert form.entries == (fixed, AtMost("d", "SUIT", 90.0))
    form.clear.click()
    assert form.entries == ()


def test_a_plan_that_is_given_up_leaves_the_last_one_to_be_kept(window, wishes):
    window.choices.go.click()
    window.show_outcome(outcome())
    window.choices.go.click()
    window.show_cancelled()
    assert window.keep.isEnabled()
    window.keep.click()
    assert isinstance(wishes.orders[-1], Keep)


def test_a_cancel_gives_the_desk_back(window, wishes, qtbot):
    window.choices.go.click()
    with qtbot.waitSignal(window.cancel_wanted):
        window.cancel.click()
    window.show_cancelled()
    assert window.choices.go.isEnabled()
    assert window.notice.text() == "Given up."


def test_a_refusal_is_said_in_the_language_of_the_moment(window, wishes):
    error = ConsoleError("plan", Text("已有人批准。", "Somebody approved it."), Text("", ""))
    window.show_refusal(error)
    assert "Somebody approved it." in window.notice.text()
    set_language(Lang.ZH)
    window.show_refusal(error)
    assert "已有人批准。" in window.notice.text()


def enabled(window) -> set[str]:
    return {name for name, button in window.records.buttons.items() if button.isEnabled()}


def test_each_state_offers_its_own_steps_and_no_others(window, wishes):
    states = (PlanState.DRAFT, PlanState.APPROVED, PlanState.DISPATCHED)
    drafted = plan(line(1, "d", "c", 500, LineState.DRAFT), steps=states[:1])
    window.show_records((drafted,))
    assert enabled(window) == {"approve", "withdraw"}
    window.show_records((plan(line(1, "d", "c", 500)),))
    assert enabled(window) == {"dispatch", "withdraw", "xlsx", "pdf"}
    sent = plan(line(1, "d", "c", 500, LineState.DISPATCHED), steps=states)
    window.show_records((sent,))
    assert enabled(window) == {"xlsx", "pdf"}
    window.records.lines.selectRow(0)
    assert enabled(window) == {"xlsx", "pdf", "arrive", "lose"}


def test_the_buttons_order_what_they_say_for_the_chosen_plan_by_the_named_officer(window, wishes):
    window.show_records((plan(line(1, "d", "c", 500), line(2, "d", "c", 50)),))
    window.records.buttons["dispatch"].click()
    window.records.lines.selectRow(1)
    window.records.buttons["dispatch"].click()
    window.records.buttons["withdraw"].click()
    window.records.buttons["pdf"].click()
    assert wishes.orders == [
        Dispatch("u", "李秀英", ()),
        Dispatch("u", "李秀英", (2,)),
        Withdraw("u", "李秀英"),
    ]
    assert wishes.exports[0][1] == "pdf"
    sent = (PlanState.DRAFT, PlanState.APPROVED, PlanState.DISPATCHED)
    window.show_records((plan(line(1, "d", "c", 500, LineState.DISPATCHED), steps=sent),))
    window.records.lines.selectRow(0)
    assert window.records.came.value() == 500
    window.records.came.setValue(300)
    window.records.follows.setCheckState(Qt.CheckState.Checked)
    window.records.buttons["arrive"].click()
    window.records.buttons["lose"].click()
    assert wishes.orders[3:] == [
        Arrive("u", "李秀英", 1, 300.0, rest_follows=True),
        Lose("u", "李秀英", 1),
    ]
    draft = plan(line(1, "d", "c", 500, LineState.DRAFT), steps=sent[:1])
    window.show_records((draft,))
    window.records.buttons["approve"].click()
    assert wishes.orders[-1] == Approve("u", "李秀英")


def test_every_reason_has_the_height_that_the_longest_one_needs(qtbot):
    lines = AllocationLines()
    qtbot.addWidget(lines)
    lines.resize(1300, 600)
    lines.show()
    lines.show_outcome(outcome())
    short = lines.rowHeight(0)
    why = Text("因" * 300, "because it is worst off, " * 30)
    first = outcome().lines[0]
    lines.show_outcome(outcome(lines=(first, replace(first, number=2, reason=why))))
    tall = lines.rowHeight(0)
    assert tall > 2 * short
    lines.resize(1800, 600)
    qtbot.waitUntil(lambda: lines.rowHeight(0) < tall)
    assert lines.rowHeight(0) == lines.rowHeight(1)


def test_columns_of_plans_on_record_are_as_wide_as_their_longest_text(qtbot):
    records = AllocationRecords()
    qtbot.addWidget(records)
    records.show_records((plan(line(1, "库", "市", 500)),))
    narrow = records.lines.columnWidth(3)
    records.show_records((plan(line(1, "库", "市", 500), line(2, "库", "延边朝鲜族自治州", 5)),))
    words = records.fontMetrics().horizontalAdvance("延边朝鲜族自治州")
    assert records.lines.columnWidth(3) > max(narrow, words)


def test_the_desk_of_a_demonstration_says_so_and_no_other_does(window):
    assert not window.badge.isVisible()
    window.show_options(replace(OPTIONS, demo=True))
    assert window.badge.isVisible()
    assert window.badge.mark.truth is Truth.DEMO
    window.show_options(OPTIONS)
    assert not window.badge.isVisible()
