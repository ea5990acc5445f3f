"""The newest plan of allocation: number, state, who did what, and its lines with their reasons."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.snapshots import Snapshot
from console.domain.supply import PlanRequest, PlanSnapshot
from console.domain.workflow import STATE_WORDS
from console.widgets.language import language
from console.widgets.plan_rows import PlanRows
from console.widgets.region_tile import RegionTile


class PlanTile(RegionTile):
    """Show the newest plan that was not taken back."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._rows = PlanRows(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._rows)
        self.adopt(self._rows)

    @override
    def request(self) -> PlanRequest:
        return PlanRequest()

    @override
    def title(self) -> str:
        snapshot, lang = self.snapshot, language()
        title = self.tr("Allocation plan")
        if not isinstance(snapshot, PlanSnapshot) or snapshot.plan is None:
            return title
        plan = snapshot.plan
        state = STATE_WORDS[plan.state].of(lang)
        return " · ".join(part for part in (title, plan.number, state) if part)

    @override
    def source_words(self) -> str:
        snapshot, lang = self.snapshot, language()
        if not isinstance(snapshot, PlanSnapshot) or snapshot.plan is None:
            return super().source_words()
        plan = snapshot.plan
        steps = " · ".join(f"{STATE_WORDS[s.state].of(lang)} {s.by}" for s in plan.steps)
        bars = self.tr("bars: the receiver's days of cover before and after")
        return f"{plan.rule_title.of(lang)} · {steps} · {bars}"

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if isinstance(snapshot, PlanSnapshot):
            self._rows.show_plan(snapshot.plan)
