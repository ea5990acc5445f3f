"""The publisher's own totals against the sum of the regions."""

from collections import defaultdict
from collections.abc import Sequence

from console.data.importing.examine import Surroundings, day_text
from console.data.importing.fields import Basis, CaseField
from console.data.importing.held import Held
from console.data.importing.series import RegionSeries, Series


class Comparison:
    """Adds up the regions below one total, day by day, and holds the total against them."""

    def __init__(self, code: str, figures: Sequence[CaseField]) -> None:
        self.code = code
        self._news: dict[int, list[int]] = defaultdict(lambda: [0] * len(figures))

    def add(self, region: RegionSeries) -> None:
        """Add one region's daily counts as they will stand."""
        for position, series in enumerate(region.series):
            for day, new in zip(region.days, series.news, strict=True):
                if new:
                    self._news[day][position] += new

    def add_held(self, code: str, held: Held) -> None:
        """Add a region that the files do not mention, as the database holds it."""
        for day, values in held.rows(code).items():
            for position, value in enumerate(values):
                self._news[day][position] += value or 0

    def tell(self, total: RegionSeries, around: Surroundings) -> None:
        """Report on every figure in which total and regions disagree."""
        for position, series in enumerate(total.series):
            if series.figure.basis is not Basis.LEVEL:
                self._tell_one(position, series, total, around)

    def _tell_one(
        self, position: int, series: Series, total: RegionSeries, around: Surroundings
    ) -> None:
        wrong, worst = 0, (0, 0, 0, 0)
        published = 0
        parts = self._running(position, total.days)
        for index, target in enumerate(series.targets):
            if target is None or total.file_days[index] is None:
                continue
            published += 1
            off = abs(target - parts[index])
            wrong += bool(off)
            worst = max(worst, (off, -total.days[index], target, parts[index]))
        if wrong:
            off, day, target, summed = worst
            around.log.add(
                "total_disagrees",
                f"{day_text(total.days[0])}…{day_text(total.days[-1])}",
                region=around.origins.name(self.code),
                measure=series.figure.words,
                days=wrong,
                all_days=published,
                most=off,
                day=day_text(-day),
                total=target,
                parts=summed,
            )

    def _running(self, position: int, days: Sequence[int]) -> list[int]:
        """Return the regions' sum up to each of ``days``."""
        steps = iter(sorted((day, news[position]) for day, news in self._news.items()))
        running, pending = 0, next(steps, None)
        sums = []
        for day in days:
            while pending is not None and pending[0] <= day:
                running += pending[1]
                pending = next(steps, None)
            sums.append(running)
        return sums
