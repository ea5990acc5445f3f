"""The epidemic curve of the chosen region, or of several regions side by side."""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.requests import Measure, TrendRequest
from console.domain.snapshots import Snapshot, TrendSeries, TrendSnapshot
from console.theme import Metrics
from console.widgets.elided_label import ElidedLabel
from console.widgets.language import language
from console.widgets.legend_row import LegendEntry, LegendRow, Mark
from console.widgets.style import colour
from console.widgets.switch_row import SwitchRow
from console.widgets.tile import Tile
from console.widgets.trend_outlook import forecast_words
from console.widgets.trend_plot import TrendDrawing, TrendPlot, series_pen
from console.widgets.trend_scale import CountScale

#: Days shown at most unless the scene says otherwise (option ``days``); 0 shows all.
WINDOW_DAYS = 400

#: Narrower than this share of the wall's height, the legend needs the switches' room.
LEAST_SWITCH_WIDTH = 60


class TrendTile(Tile):
    """Show daily counts with their 7-day mean, or running sums, linear or logarithmic.

    Options: ``mode`` ("daily", "cumulative"), ``scale`` ("linear", "log"), ``days``, ``measure``,
    ``compare`` (a list of region codes that stay, whatever the region key says), ``forecast``
    (days to look ahead, where one region's daily counts are shown).
    """

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._mode = "cumulative" if self.options.get("mode") == "cumulative" else "daily"
        self._scale = "log" if self.options.get("scale") == "log" else "linear"
        days = self.options.get("days", WINDOW_DAYS)
        self._window = days if isinstance(days, int) and days >= 0 else WINDOW_DAYS
        self._measure = _measure(self.options.get("measure"))
        self._compared = _codes(self.options.get("compare"))
        ahead = self.options.get("forecast", 0)
        self._ahead = ahead if type(ahead) is int and ahead > 0 else 0
        self._modes = SwitchRow(("daily", "cumulative"), self)
        self._scales = SwitchRow(("linear", "log"), self)
        self._legend = LegendRow(self.content)
        self._plot = TrendPlot(self.content)
        self._nothing = ElidedLabel(self.content)
        self._outlook = ElidedLabel(self.content)
        self._outlook.set_lines(2)
        self._worth = ElidedLabel(self.content)
        self._worth.set_lines(2)
        self._notes = ElidedLabel(self.content)
        self._build()

    def _build(self) -> None:
        self._nothing.setProperty("role", "waiting")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._nothing.hide()
        self._modes.choose(self._mode)
        self._scales.choose(self._scale)
        self._modes.chosen.connect(self._choose_mode)
        self._scales.chosen.connect(self._choose_scale)
        for label in (self._outlook, self._worth, self._notes):
            label.setProperty("role", "source")
        top = QHBoxLayout()
        top.addWidget(self._legend, 1)
        top.addWidget(self._modes)
        top.addWidget(self._scales)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self._plot, 1)
        layout.addWidget(self._nothing, 1)
        layout.addWidget(self._outlook)
        layout.addWidget(self._worth)
        layout.addWidget(self._notes)
        self._write_switches()

    @override
    def request(self) -> TrendRequest:
        ahead = 0 if self._compared else self._ahead
        return TrendRequest(self._compared or (self.region,), self._measure, ahead)

    @override
    def heading(self) -> str:
        title = self._measure_words()
        if isinstance(self.snapshot, TrendSnapshot) and len(self.snapshot.series) == 1:
            return f"{title} · {self.snapshot.series[0].name.of(language())}"
        return title

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, TrendSnapshot):
            return
        drawing = _drawing(
            snapshot,
            self._window,
            cumulative=self._mode == "cumulative",
            scale=CountScale(logarithmic=self._scale == "log"),
        )
        for label, words in zip(
            (self._outlook, self._worth), forecast_words(snapshot.forecast), strict=True
        ):
            label.setText(words)
            label.setVisible(bool(words))
        self._notes.setText(self._note_words(snapshot))
        self._notes.setVisible(bool(snapshot.notes))
        self._nothing.setText(self.tr("Nothing published for this place"))
        for part, shown in ((self._plot, drawing is not None), (self._nothing, drawing is None)):
            part.setVisible(shown)
        self._legend.show_entries(())
        if drawing is not None:
            self._plot.draw(drawing)
            self._legend.show_entries(self._entries(drawing))

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self._legend.set_metrics(metrics)
        self._plot.set_metrics(metrics)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide_enough = self.width() >= self.metrics.share(LEAST_SWITCH_WIDTH)
        for row in (self._modes, self._scales):
            row.setVisible(wide_enough)

    @override
    def retranslate(self) -> None:
        self._write_switches()
        super().retranslate()

    @Slot(str)
    def _choose_mode(self, key: str) -> None:
        self._mode = key
        self._draw_again()

    @Slot(str)
    def _choose_scale(self, key: str) -> None:
        self._scale = key
        self._draw_again()

    def _draw_again(self) -> None:
        if self.snapshot is not None:
            self.show_snapshot(self.snapshot)

    def _write_switches(self) -> None:
        self._modes.set_words((self.tr("Daily"), self.tr("Cumulative")))
        self._scales.set_words((self.tr("Linear"), self.tr("Log")))

    def _measure_words(self) -> str:
        return {
            Measure.CONFIRMED: self.tr("Confirmed cases"),
            Measure.ASYMPTOMATIC: self.tr("Asymptomatic infections"),
            Measure.IMPORTED: self.tr("Imported cases"),
            Measure.SUSPECTED: self.tr("Suspected cases"),
            Measure.RECOVERED: self.tr("Recovered"),
            Measure.DEATHS: self.tr("Deaths"),
        }[self._measure]

    def _note_words(self, snapshot: TrendSnapshot) -> str:
        if not snapshot.notes:
            return ""
        last = max(snapshot.notes, key=lambda note: note.day)
        lang = language()
        words = self.tr("Notes: {0}, latest {1}, {2}: {3}")
        told = words.format(len(snapshot.notes), last.day, last.place.of(lang), last.text.of(lang))
        return f"▼ {told}"

    def _entries(self, drawing: TrendDrawing) -> list[LegendEntry]:
        width = max(1, self.metrics.share(0.28))
        if drawing.comparing:
            lang = language()
            return [
                LegendEntry(series.name.of(lang), Mark.LINE, series_pen(index, width))
                for index, series in enumerate(drawing.series)
            ]
        entries = []
        line = QPen(colour("accent"), width)
        if drawing.cumulative:
            entries.append(LegendEntry(self.tr("Cumulative"), Mark.LINE, line))
        else:
            bar = QPen(colour("bar"))
            entries.append(LegendEntry(self.tr("Daily new"), Mark.BAR, bar))
            entries.append(LegendEntry(self.tr("7-day mean"), Mark.LINE, line))
            if drawing.complete < drawing.days:
                entries.append(LegendEntry(self.tr("Day not complete"), Mark.OPEN_BAR, bar))
        if drawing.has_gaps:
            soft = QPen(colour("text_soft"), width)
            entries.append(LegendEntry(self.tr("Not published"), Mark.GAP, soft))
        if drawing.fan is not None:
            fan = QPen(colour("selected"), width, Qt.PenStyle.DashLine)
            entries.append(LegendEntry(self.tr("Forecast, 50% and 95%"), Mark.LINE, fan))
        if drawing.note_days:
            entries.append(LegendEntry(self.tr("Note"), Mark.NOTE, QPen(colour("note"))))
        return entries


def _drawing(
    snapshot: TrendSnapshot, window: int, *, cumulative: bool, scale: CountScale
) -> TrendDrawing | None:
    """Cut ``snapshot`` to its last ``window`` days (0 = all); None where there is nothing."""
    if snapshot.first_day is None or not snapshot.series:
        return None
    days = len(snapshot.series[0].new)
    cut = max(0, days - window) if window else 0
    first_day = snapshot.first_day + timedelta(days=cut)
    series = tuple(
        TrendSeries(
            region=one.region,
            name=one.name,
            new=one.new[cut:],
            cumulative=one.cumulative[cut:],
            mean7=one.mean7[cut:],
        )
        for one in snapshot.series
    )
    open_from = snapshot.incomplete_from
    complete = days - cut if open_from is None else max(0, (open_from - first_day).days)
    notes = sorted({(note.day - first_day).days for note in snapshot.notes})
    ahead = snapshot.forecast if not cumulative and len(series) == 1 else None
    fan_day = ahead.first_day if ahead else None
    return TrendDrawing(
        first_day=first_day,
        series=series,
        complete=complete,
        note_days=tuple(day for day in notes if 0 <= day < days - cut),
        cumulative=cumulative,
        scale=scale,
        fan=ahead.quantiles if ahead and fan_day else None,
        fan_from=(fan_day - first_day).days if fan_day else 0,
    )


def _measure(option: object) -> Measure:
    known = {measure.value: measure for measure in Measure}
    return known.get(str(option), Measure.CONFIRMED)


def _codes(option: object) -> tuple[str, ...]:
    if not isinstance(option, Iterable) or isinstance(option, str):
        return ()
    return tuple(code for code in option if isinstance(code, str))
