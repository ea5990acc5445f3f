"""What a forecast says, and how much it is worth, in words."""

from PySide6.QtCore import QCoreApplication

from console.domain.snapshots_analysis import ForecastScore, TrendForecast
from console.widgets import figures
from console.widgets.language import language


def forecast_words(forecast: TrendForecast | None) -> tuple[str, str]:
    """Return what the forecast says of its last day, or why there is none; and what it is worth."""
    if forecast is None:
        return "", ""
    if forecast.first_day is None:
        return forecast.refused.of(language()) if forecast.refused else "", ""
    days = forecast.quantiles.shape[1]
    low, _, middle, _, high = (figures.count(float(value)) for value in forecast.quantiles[:, -1])
    words = QCoreApplication.translate(
        "TrendOutlook",
        "Forecast from {0:%m-%d} (50% and 95% fan): {2} a day after {1} days ({3}–{4})",
    )
    return words.format(forecast.first_day, days, middle, low, high), _worth(forecast.score)


def _worth(score: ForecastScore | None) -> str:
    if score is None:
        return QCoreApplication.translate("TrendOutlook", "Not yet tried on this series")
    words = QCoreApplication.translate(
        "TrendOutlook",
        "Tried {2} times on this series: WIS {0} of the baseline's, 95% fan held {1}",
    )
    return words.format(f"{score.relative_wis:.0%}", f"{score.coverage:.0%}", score.origins)
