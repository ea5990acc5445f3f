"""The four earlies: how fast cases are reported, isolated and treated, against the targets."""

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests_analysis import TimelinessRequest
from console.domain.snapshots import Snapshot
from console.domain.snapshots_timeliness import TimelinessSnapshot
from console.widgets import figures
from console.widgets.elided_label import ElidedLabel
from console.widgets.region_tile import RegionTile
from console.widgets.timeliness_rows import PlaceRows, StepRows


class TimelinessTile(RegionTile):
    """Show the newest week that is over and has a case: the region's steps, then its places."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._week = ElidedLabel(self.content)
        self._steps = StepRows(self.content)
        self._order = ElidedLabel(self.content)
        self._places = PlaceRows(self.content)
        self._remarks = ElidedLabel(self.content)
        for label in (self._order, self._remarks):
            label.setProperty("role", "source")
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._week)
        layout.addWidget(self._steps, 3)
        layout.addWidget(self._order)
        layout.addWidget(self._places, 4)
        layout.addWidget(self._remarks)
        self.adopt(self._steps, self._places)

    @override
    def request(self) -> TimelinessRequest:
        return TimelinessRequest(self.region)

    @override
    def title(self) -> str:
        return self.tr("The four earlies")

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, TimelinessSnapshot):
            return
        self._week.setText(self._week_words(snapshot))
        self._steps.show_whole(snapshot.whole)
        self._places.show_places(snapshot, self._steps)
        self._places.select_row(self.region)
        self._order.setText(
            self.tr("By place, medians: onset to report · report to isolation · to treatment")
        )
        for part in (self._order, self._places):
            part.setVisible(bool(snapshot.places))
        self._remarks.setText(self._remark_words(snapshot))

    def words(self) -> list[str]:
        """Return what is shown, in words."""
        if not isinstance(self.snapshot, TimelinessSnapshot):
            return []
        return [
            self._week.text(),
            *self._steps.words(),
            *self._places.words(),
            self._remarks.text(),
        ]

    def _week_words(self, snapshot: TimelinessSnapshot) -> str:
        if snapshot.week is None or snapshot.whole is None:
            return self.tr("No case in the line list")
        year, number, _ = snapshot.week.isocalendar()
        sunday = snapshot.week + timedelta(days=6)
        words = self.tr("Week {0} of {1} ({2:%m-%d} to {3:%m-%d}): {4} cases")
        found = words.format(number, year, snapshot.week, sunday, snapshot.whole.cases)
        published = snapshot.whole.published
        if published is None:
            return found + self.tr(", published count not known")
        return found + self.tr(", {0} published").format(figures.count(published))

    def _remark_words(self, snapshot: TimelinessSnapshot) -> str:
        parts = []
        if snapshot.week is not None:
            parts.append(self.tr("Newest week that is over and has a case; bars: 13 weeks"))
        if snapshot.under_way:
            words = self.tr("the week under way is left out: {0} cases so far")
            parts.append(words.format(snapshot.under_way))
        parts.append(self.tr("negative: the later step came first"))
        return " · ".join(parts)
