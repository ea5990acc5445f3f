"""The four earlies in rows: the steps of one region, and the places below it side by side."""

import math
from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QResizeEvent
from typing_extensions import override

from console.domain.snapshots_timeliness import (
    TimelinessPlace,
    TimelinessSnapshot,
    TimelinessStep,
)
from console.widgets import figures
from console.widgets.bars import day_bars, share_bar
from console.widgets.language import language
from console.widgets.painting import draw_text, hatch
from console.widgets.row_list import LEFT, RowList

#: Narrower than this share of the wall's height, a row has two lines.
_NARROW = 70

#: From so many hours on, a step is told in days.
_DAYS_FROM = 96

_STEPS = 3

#: A step that fewer cases than this share tell is not complete.
_COMPLETE = 0.9


class StepRows(RowList):
    """Paint a row a step: median, 90th percentile, target, trend, and how many cases tell it."""

    _whole: TimelinessPlace | None = None

    def show_whole(self, whole: TimelinessPlace | None) -> None:
        """Replace the rows."""
        self._whole = whole
        steps = whole.steps if whole else ()
        self.set_rows([""] * len(steps), self.tr("The line list holds no case of this region"))
        self.setAccessibleDescription("; ".join(self.words()))

    def words(self) -> list[str]:
        """Return the rows in words."""
        if self._whole is None:
            return []
        return [
            " · ".join(
                filter(None, (self._name(s), self._hours(s), self._verdict(s), self._told(s)))
            )
            for s in self._whole.steps
        ]

    @override
    def lines(self) -> int:
        return 2 if self.width() < self.metrics.share(_NARROW) else 1

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        # The three steps are what the display is for: places give way to them.
        self.setMinimumHeight(math.ceil(_STEPS * self.least_row()))
        super().resizeEvent(event)

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        if self._whole is None:
            return
        step = self._whole.steps[index]
        *boxes, told, weeks = self.parts(rect.adjusted(size * 0.3, 1, -2, -1), step)
        share = step.told / self._whole.cases if self._whole.cases else None
        above = share_bar(painter, told, share, "bar" if (share or 0) >= _COMPLETE else "warn")
        for box, (words, role, bold) in zip((*boxes, above), self.texts(step), strict=True):
            draw_text(
                painter, box, words, pixels=size, role=role, align=LEFT, bold=bold,
                least=self.metrics.least,
            )  # fmt: skip
        if step.median is None:
            hatch(painter, weeks)
        else:
            day_bars(painter, weeks.adjusted(0, size * 0.2, 0, -size * 0.15), step.medians)

    def texts(self, step: TimelinessStep) -> tuple[tuple[str, str, bool], ...]:
        """Return name, hours, verdict and completeness: words, palette role, whether heavy."""
        tone = {True: "warn", False: "good", None: "figure"}[step.over]
        return (
            (self._name(step), "text_soft", False),
            (self._hours(step), "figure", True),
            (self._verdict(step), tone, False),
            (self._told(step), "text_soft", False),
        )

    def parts(
        self, rect: QRectF, step: TimelinessStep
    ) -> tuple[QRectF, QRectF, QRectF, QRectF, QRectF]:
        """Return the boxes of name, hours, verdict, completeness and weeks."""
        left, top, width, height = rect.left(), rect.top(), rect.width(), rect.height()
        if self.lines() == 1:
            # What is not known has no verdict, and may say so at length.
            edges = (0.0, 0.21, 0.69 if step.median is None else 0.43, 0.69, 0.89, 1.0)
            boxes = [
                QRectF(left + a * width, top, (b - a) * width * 0.97, height)
                for a, b in pairwise(edges)
            ]
            return boxes[0], boxes[1], boxes[2], boxes[3], boxes[4]
        half = height / 2
        return (
            QRectF(left, top, width * 0.36, half),
            QRectF(left + width * 0.37, top, width * 0.63, half),
            QRectF(left, top + half, width * 0.48, half),
            QRectF(left + width * 0.5, top + half, width * 0.26, half),
            QRectF(left + width * 0.78, top + half, width * 0.22, half),
        )

    def _name(self, step: TimelinessStep) -> str:
        return {
            "onset_report": self.tr("Onset to report"),
            "report_isolation": self.tr("Report to isolation"),
            "isolation_treatment": self.tr("Isolation to treatment"),
        }.get(step.key, step.key)

    def _hours(self, step: TimelinessStep) -> str:
        if step.median is None:
            return self.tr("not known: no case tells it")
        words = self.tr("{0} · P90 {1}")
        return words.format(self.span(step.median), self.span(step.p90))

    def span(self, hours: float | None) -> str:
        """Return hours in words, negative ones with their sign; days from four of them on."""
        if hours is None:
            return figures.NOT_PUBLISHED
        if abs(hours) >= _DAYS_FROM:
            return self.tr("{0} d").format(f"{hours / 24:.1f}".replace("-", "−"))
        rounded = f"{hours:.0f}" if abs(hours) >= 1 or hours == 0 else f"{hours:.1f}"
        return self.tr("{0} h").format(rounded.replace("-", "−"))

    def _verdict(self, step: TimelinessStep) -> str:
        """Return how the step stands against its target and the weeks before."""
        parts = []
        if step.over is not None:
            words = self.tr("over target {0}") if step.over else self.tr("within target {0}")
            parts.append(words.format(self.span(step.target)))
        elif step.median is not None:
            parts.append(self.tr("no target set"))
        trend = {1: self.tr("↗ slower"), -1: self.tr("↘ faster"), 0: self.tr("→ steady")}
        if step.trend is not None:
            parts.append(trend[step.trend])
        return " ".join(parts)

    def _told(self, step: TimelinessStep) -> str:
        cases = self._whole.cases if self._whole else 0
        if step.before:
            return self.tr("{0}/{1}, {2} reversed").format(step.told, cases, step.before)
        return self.tr("{0}/{1} cases").format(step.told, cases)


class PlaceRows(RowList):
    """Paint a place a row with its three medians, those over target marked."""

    _snapshot: TimelinessSnapshot | None = None

    def show_places(self, snapshot: TimelinessSnapshot, steps: StepRows) -> None:
        """Replace the rows; ``steps`` tells how hours are written."""
        self._snapshot, self._steps = snapshot, steps
        self.set_rows([place.region for place in snapshot.places], self.tr("No place below"))
        self.setAccessibleDescription("; ".join(self.words()))

    def words(self) -> list[str]:
        """Return the rows in words."""
        if self._snapshot is None:
            return []
        return [
            " ".join((place.name.of(language()), self._cases(place), *map(self._cell, place.steps)))
            for place in self._snapshot.places
        ]

    @override
    def paint_row(self, painter: QPainter, rect: QRectF, index: int, size: int) -> None:
        if self._snapshot is None:
            return
        place, width = self._snapshot.places[index], rect.width()
        least = self.metrics.share(1.6)
        name = QRectF(rect.left() + size * 0.3, rect.top(), width * 0.2, rect.height())
        cases = QRectF(rect.left() + width * 0.22, rect.top(), width * 0.26, rect.height())
        quiet = "text" if place.cases else "text_soft"
        draw_text(painter, name, place.name.of(language()), pixels=size, role=quiet, align=LEFT,
                  least=least)  # fmt: skip
        draw_text(painter, cases, self._cases(place), pixels=size, role="text_soft", align=LEFT,
                  least=least)  # fmt: skip
        for number, step in enumerate(place.steps if place.cases else ()):
            left = rect.left() + width * (0.49 + 0.17 * number)
            box = QRectF(left, rect.top(), width * 0.16, rect.height())
            if step.median is None:
                hatch(painter, box.adjusted(0, size * 0.2, -size, -size * 0.2))
                continue
            role = "warn" if step.over else "figure"
            draw_text(painter, box, self._cell(step), pixels=size, role=role, align=LEFT,
                      least=least)  # fmt: skip

    def _cell(self, step: TimelinessStep) -> str:
        """Return a median; one over its target carries a mark, so that colour is not alone."""
        mark = "▲" if step.over else ""
        return f"{mark}{self._steps.span(step.median)}"

    def _cases(self, place: TimelinessPlace) -> str:
        """Return how many cases tell; zero, not in the line list and not published differ."""
        if place.cases:
            return self.tr("{0} cases").format(place.cases)
        if place.published is None:
            return self.tr("not published")
        if place.published > 0:
            words = self.tr("{0} published, none in the line list")
            return words.format(figures.count(place.published))
        return self.tr("no case")
