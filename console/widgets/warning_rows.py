"""The board of early warning: a place a row, what its rules say, since when, and its last weeks."""

import math
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen
from typing_extensions import override

from console.domain.snapshots_analysis import AlarmState, RuleVerdict, WarningRow, WarningSnapshot
from console.widgets import figures
from console.widgets.language import language
from console.widgets.painting import draw_text, hatch
from console.widgets.row_list import LEFT, RowList
from console.widgets.style import colour

#: Narrower than this share of the wall's height, a row has two lines and no picture of its weeks.
_NARROW = 70

_BAND = {AlarmState.ALARM: "bad", AlarmState.RECENT: "warn", AlarmState.QUIET: "line"}


class WarningRows(RowList):
    """Paint the rows of one :class:`WarningSnapshot`."""

    acknowledge_wanted = Signal(str)
    """The viewer acknowledged an alarm: what it is known by."""

    _snapshot: WarningSnapshot | None = None

    def show_warning(self, snapshot: WarningSnapshot) -> None:
        """Replace the rows."""
        self._snapshot = snapshot
        self.set_rows(
            [row.region for row in snapshot.rows], self.tr("No place here reports by itself")
        )
        self.setAccessibleDescription("; ".join(map(self.words, snapshot.rows)))

    def words(self, row: WarningRow) -> str:
        """Return a row in words."""
        return " ".join((row.name.of(language()), self._finding(row), self._since(row)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_A or self._snapshot is None:
            super().keyPressEvent(event)
            return
        for row in self._snapshot.rows:
            if row.region == self.selected and row.alarm and row.acknowledged_at is None:
                self.acknowledge_wanted.emit(row.alarm)

    @override
    def lines(self) -> int:
        return 2 if self.width() < self.metrics.share(_NARROW) else 1

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        if self._snapshot is None:
            return
        row = self._snapshot.rows[index]
        self._paint_band(painter, QRectF(rect.left(), rect.top(), size * 0.4, rect.height()), row)
        inner = rect.adjusted(size, size * 0.1, 0, -size * 0.1)
        quiet = row.state in {AlarmState.QUIET, AlarmState.UNJUDGED}
        name = row.name.of(language())
        parts = self._parts(inner)
        draw_text(
            painter,
            parts[0],
            name,
            pixels=size,
            role="text_soft" if quiet else "figure",
            align=LEFT,
            bold=not quiet,
            least=self.metrics.share(1.6),
        )
        self._paint_chips(painter, parts[1], row.verdicts, size)
        role = {AlarmState.ALARM: "bad", AlarmState.RECENT: "warn"}.get(row.state, "text_soft")
        for box, words, tone in (
            (parts[2], self._finding(row), role),
            (parts[3], self._since(row), "text_soft" if quiet else "text"),
        ):
            draw_text(
                painter, box, words, pixels=size, role=tone, align=LEFT,
                least=self.metrics.share(1.6),
            )  # fmt: skip
        if len(parts) > 4:
            _paint_weeks(painter, parts[4].adjusted(0, size * 0.15, 0, -size * 0.1), row)

    def _parts(self, rect: QRectF) -> list[QRectF]:
        """Return the boxes of name, rules, finding, since, and, where there is room, weeks."""
        if self.lines() == 1:
            edges = (0.0, 0.15, 0.27, 0.47, 0.83, 1.0)
            return [
                QRectF(rect.left() + a * rect.width(), rect.top(), (b - a) * rect.width() * 0.97,
                       rect.height())
                for a, b in pairwise(edges)
            ]  # fmt: skip
        half, width = rect.height() / 2, rect.width()
        return [
            QRectF(rect.left(), rect.top(), width * 0.66, half),
            QRectF(rect.left() + width * 0.68, rect.top(), width * 0.32, half),
            QRectF(rect.left(), rect.top() + half, width * 0.49, half),
            QRectF(rect.left() + width * 0.5, rect.top() + half, width * 0.5, half),
        ]

    def _paint_band(self, painter: QPainter, rect: QRectF, row: WarningRow) -> None:
        if row.state is AlarmState.UNJUDGED:
            hatch(painter, rect)
        else:
            painter.fillRect(rect, colour(_BAND[row.state]))

    def _paint_chips(
        self, painter: QPainter, rect: QRectF, verdicts: tuple[RuleVerdict, ...], size: int
    ) -> None:
        """Paint a chip a rule: filled where it alarms, hatched where it cannot judge."""
        width = min(size * 1.9, rect.width() / max(1, len(verdicts)) * 0.94)
        for place, verdict in enumerate(verdicts):
            height = size * 1.25
            top = rect.center().y() - height / 2
            chip = QRectF(rect.left() + place * width * 1.08, top, width, height)
            role = "text_soft"
            if verdict.alarm:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour("bad"))
                painter.drawRoundedRect(chip, size * 0.25, size * 0.25)
                role = "window"
            else:
                if verdict.upper is None:
                    hatch(painter, chip)
                painter.setPen(QPen(colour("line"), self.metrics.hair))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(chip, size * 0.25, size * 0.25)
            draw_text(
                painter, chip, verdict.rule, pixels=round(size * 0.9), role=role,
                bold=verdict.alarm, least=self.metrics.share(1.4),
            )  # fmt: skip

    def _finding(self, row: WarningRow) -> str:
        """Say what was found, and of which day where others have reported a later one."""
        newest = self._snapshot.provenance.as_of if self._snapshot is not None else None
        if row.day is None or newest is None or row.day >= newest:
            return self._found(row)
        return f"{row.day:%m-%d} {self._found(row)}"

    def _found(self, row: WarningRow) -> str:
        """Say what was observed against the bound of the first rule that it passed, or of any."""
        if row.state is AlarmState.UNJUDGED:
            if row.day is None:
                return self.tr("nothing published")
            return self.tr("cannot be judged: gaps, or too short")
        observed = figures.count(row.observed)
        alarming = [v for v in row.verdicts if v.alarm and v.upper is not None]
        if alarming:
            first = alarming[0]
            words = self.tr("{0} cases, bound {1} ({2})")
            return words.format(observed, _bound(first.upper), first.rule)
        bounds = [v.upper for v in row.verdicts if v.upper is not None]
        if not bounds:
            return self.tr("{0} cases").format(observed)
        return self.tr("{0} cases, within {1}").format(observed, _bound(min(bounds)))

    def _since(self, row: WarningRow) -> str:
        if row.since is not None:
            rules = "/".join(row.raised_by)
            if row.state is AlarmState.ALARM or row.last_alarm is None:
                found = self.tr("since {0:%m-%d} by {1}").format(row.since, rules)
            else:
                words = self.tr("{0:%m-%d} to {1:%m-%d} by {2}")
                found = words.format(row.since, row.last_alarm, rules)
            return f"{found} · {self._acknowledged(row)}"
        if row.state is AlarmState.UNJUDGED and row.day is not None:
            return self.tr("last published {0}").format(row.day)
        if row.last_alarm is not None:
            return self.tr("last alarm {0}").format(row.last_alarm)
        return self.tr("no alarm on record")

    def _acknowledged(self, row: WarningRow) -> str:
        if row.acknowledged_at is None:
            return self.tr("not acknowledged")
        local = row.acknowledged_at.astimezone()
        return self.tr("seen by {0}, {1:%m-%d %H:%M}").format(row.acknowledged_by, local)


def _bound(value: float | None) -> str:
    return figures.NOT_PUBLISHED if value is None else f"{value:.1f}"


def _paint_weeks(painter: QPainter, rect: QRectF, row: WarningRow) -> None:
    """Paint a bar a day: alarms in colour, unpublished days hatched."""
    days = len(row.counts)
    if not days or np.isnan(row.counts).all():
        return
    highest = max(1.0, float(np.nanmax(row.counts)))
    width = rect.width() / days
    for index, (count, alarm) in enumerate(zip(row.counts.tolist(), row.alarms, strict=True)):
        left = rect.left() + index * width
        if math.isnan(count):
            hatch(painter, QRectF(left, rect.top(), width, rect.height()))
            continue
        height = max(rect.height() * count / highest, 1.0)
        bar = QRectF(left, rect.bottom() - height, max(1.0, width * 0.8), height)
        painter.fillRect(bar, _bar(alarm=alarm, zero=count == 0))


def _bar(*, alarm: bool, zero: bool) -> QColor:
    if alarm:
        return colour("bad")
    return colour("line" if zero else "bar")
