"""What R and growth mean, in words that a leader can repeat."""

import math

from PySide6.QtCore import QObject

from console.domain.snapshots_analysis import GrowthFigure, ImportedBasis, ReproductionSnapshot


class ReproductionWords(QObject):
    """Writes the sentences of the reproduction display in the present language."""

    def newest(self, snapshot: ReproductionSnapshot) -> str:
        """Return R of the newest window, or why there is none."""
        if not len(snapshot.mean):
            return self.tr("R: too few days")
        mean, low, high = (float(v[-1]) for v in (snapshot.mean, snapshot.low, snapshot.high))
        if math.isnan(mean):
            return self.tr("R: not known, days are not published")
        if snapshot.cases[-1] < snapshot.few_cases:
            words = self.tr("R: too few cases to say ({0} in {1} days)")
            return words.format(f"{snapshot.cases[-1]:.0f}", snapshot.window)
        return f"R {mean:.2f} ({low:.2f}–{high:.2f})"

    def growth(self, figure: GrowthFigure | None) -> str:
        """Return growth and doubling time in words, or why there are none."""
        if figure is None:
            return ""
        if figure.rate is None or figure.doubling_days is None:
            words = self.tr("{0} local cases in {1} days: too few for a growth rate")
            return words.format(f"{figure.cases:.0f}", figure.days)
        percent = _percent(math.expm1(figure.rate))
        if figure.doubling_interval is None:
            return self.tr("{0} a day: neither growth nor decline is certain").format(percent)
        low, high = sorted(abs(end) for end in figure.doubling_interval)
        span = (f"{abs(figure.doubling_days):.1f}", f"{low:.1f}–{high:.1f}")
        if figure.rate > 0:
            return self.tr("{0} a day: doubling every {1} days ({2})").format(percent, *span)
        return self.tr("{0} a day: halving every {1} days ({2})").format(percent, *span)

    def basis(self, snapshot: ReproductionSnapshot) -> str:
        """Return by what R was estimated: serial interval, windows, imported cases."""
        parts = [
            self.tr("serial interval {0} ± {1} d").format(
                f"{snapshot.serial_mean:g}", f"{snapshot.serial_std:g}"
            ),
            self.tr("{0}-day windows").format(snapshot.window),
            {
                ImportedBasis.PUBLISHED: self.tr("imported cases apart"),
                ImportedBasis.UNPLACED: self.tr("imported or not placed cases apart"),
                ImportedBasis.UNKNOWN: self.tr("imported cases not told apart"),
            }[snapshot.imported],
        ]
        return " · ".join(parts)

    def remarks(self, snapshot: ReproductionSnapshot) -> str:
        """Return what was done to the counts first: corrections, days left out."""
        parts = []
        if snapshot.corrected_days:
            parts.append(self.tr("{0} corrections booked back").format(snapshot.corrected_days))
        if snapshot.redefined:
            words = self.tr("counted otherwise since {0}: not comparable across it")
            parts.append(words.format(snapshot.redefined[-1]))
        if snapshot.unfinished_from is not None:
            words = self.tr("from {0} not finished: left out")
            parts.append(words.format(f"{snapshot.unfinished_from:%m-%d}"))
        return " · ".join(parts)


def _percent(share: float) -> str:
    """Return a signed share in whole percent."""
    whole = round(share * 100)
    return "±0%" if whole == 0 else f"{whole:+d}%".replace("-", "−")
