"""Days as rows: the figures behind the case trend and the reproduction number."""

from datetime import date, timedelta

from console.domain.snapshots import TrendNote, TrendSeries, TrendSnapshot
from console.domain.snapshots_analysis import ReproductionSnapshot, TrendForecast
from console.domain.tabulation_table import CASES, DAY, Cell, Column, Grid, known, listed, yes
from console.domain.wording import Text

_DAY = timedelta(days=1)
_QUANTILES = ("2.5 %", "25 %", "50 %", "75 %", "97.5 %")


def trend(snapshot: TrendSnapshot) -> tuple[Grid, ...]:
    """Return a row a day: each series' counts, sum and mean, then the forecast's quantiles."""
    columns = [DAY, Column(Text("数据已完整", "Final"))]
    for series in snapshot.series:
        columns += _series_columns(series)
    columns += [Column(Text(f"预测 {level}", f"Forecast {level}"), CASES) for level in _QUANTILES]
    columns.append(Column(Text("说明", "Notes")))
    first = snapshot.first_day
    if first is None:
        return (Grid(tuple(columns)),)
    days = max((len(series.new) for series in snapshot.series), default=0)
    end = max(first + days * _DAY, _fan_end(snapshot.forecast, first))
    rows = tuple(_trend_row(snapshot, first, index) for index in range((end - first).days))
    return (Grid(tuple(columns), rows),)


def _series_columns(series: TrendSeries) -> list[Column]:
    zh, en = series.name.zh or series.name.en, series.name.en or series.name.zh
    return [
        Column(Text(f"{zh} 新增", f"{en}: new"), CASES),
        Column(Text(f"{zh} 累计", f"{en}: cumulative"), CASES),
        Column(Text(f"{zh} 7 日均值", f"{en}: 7-day mean"), Text("例/日", "cases a day")),
    ]


def _fan_end(fan: TrendForecast | None, otherwise: date) -> date:
    if fan is None or fan.first_day is None:
        return otherwise
    return fan.first_day + timedelta(days=int(fan.quantiles.shape[1]))


def _trend_row(snapshot: TrendSnapshot, first: date, index: int) -> tuple[Cell, ...]:
    day = first + index * _DAY
    published = any(index < len(series.new) for series in snapshot.series)
    unfinished = snapshot.incomplete_from is not None and day >= snapshot.incomplete_from
    cells: list[Cell] = [day, yes(so=not unfinished) if published else None]
    cells += (
        known(float(figures[index])) if index < len(figures) else None
        for series in snapshot.series
        for figures in (series.new, series.cumulative, series.mean7)
    )
    cells += _fan_cells(snapshot.forecast, day)
    notes = tuple(_note_words(note) for note in snapshot.notes if note.day == day)
    cells.append(listed(notes) if notes else None)
    return tuple(cells)


def _fan_cells(fan: TrendForecast | None, day: date) -> list[Cell]:
    if fan is None or fan.first_day is None:
        return [None] * len(_QUANTILES)
    ahead = (day - fan.first_day).days
    if not 0 <= ahead < fan.quantiles.shape[1]:
        return [None] * len(_QUANTILES)
    return [known(float(value)) for value in fan.quantiles[:, ahead]]


def _note_words(note: TrendNote) -> Text:
    return Text(
        f"{note.place.zh or note.place.en}：{note.text.zh or note.text.en}",
        f"{note.place.en or note.place.zh}: {note.text.en or note.text.zh}",
    )


def reproduction(snapshot: ReproductionSnapshot) -> tuple[Grid, ...]:
    """Return a row for each window of days, named by its last day."""
    columns = (
        DAY,  # the last one of the window
        Column(Text("R 均值", "Mean of R")),
        Column(Text("R 2.5 % 分位数", "2.5 % quantile of R")),
        Column(Text("R 97.5 % 分位数", "97.5 % quantile of R")),
        Column(Text("窗内本地病例", "Local cases of the window"), CASES),
    )
    first = snapshot.first_day
    if first is None:
        return (Grid(columns),)
    figures = zip(snapshot.mean, snapshot.low, snapshot.high, snapshot.cases, strict=True)
    rows = tuple(
        (first + index * _DAY, *(known(float(value)) for value in values))
        for index, values in enumerate(figures)
    )
    return (Grid(columns, rows, Text("按时间窗末日", "By the last day of the window")),)
