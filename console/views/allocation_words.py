"""A plan in words: what it rests on, how far it raises cover, what stays short, what more buys."""

from PySide6.QtCore import QObject

from console.domain.planning import PlanBalance, PlanOutcome
from console.widgets import figures
from console.widgets.language import language


class PlanWords(QObject):
    """Says the whole of a plan but its lines."""

    def of(self, outcome: PlanOutcome) -> str:
        """Return ``outcome`` as paragraphs in the present language."""
        parts = (
            self._head(outcome),
            self._violations(outcome),
            self._fixed(outcome),
            self._levels(outcome),
            self._shortages(outcome),
            [self._balance(outcome, balance) for balance in outcome.balances],
            [words.of(language()) for words in outcome.worth],
            self._basis(outcome),
        )
        return "\n\n".join("\n".join(part) for part in parts if part)

    def title(self, outcome: PlanOutcome) -> str:
        """Return the rule, the days, and how many shipments there are."""
        return self.tr("{0}, {1} days from {2}: {3} shipments").format(
            outcome.rule.title.of(language()),
            outcome.ask.horizon,
            outcome.start,
            len(outcome.lines),
        )

    def _head(self, outcome: PlanOutcome) -> list[str]:
        if not outcome.sound:
            return [self.title(outcome)]
        proved = self.tr("Proved by the independent check: totals, floors, caps, trucks, fairness.")
        return [self.title(outcome), proved]

    def _violations(self, outcome: PlanOutcome) -> list[str]:
        if outcome.sound:
            return []
        head = self.tr("The independent check refused this plan; it is not shown:")
        return [head, *(f"· {words.of(language())}" for words in outcome.violations)]

    def _fixed(self, outcome: PlanOutcome) -> list[str]:
        if not outcome.fixed:
            return []
        head = self.tr("Decided by the officer beforehand:")
        return [head, *(f"· {words.of(language())}" for words in outcome.fixed)]

    def _levels(self, outcome: PlanOutcome) -> list[str]:
        words = self.tr("{0}: least weighted cover {1} → {2} days ({3} is the most possible)")
        return [
            words.format(
                outcome.material(level.material).name.of(language()),
                *(figures.days(days) for days in (level.before, level.after, level.bound)),
            )
            for level in outcome.levels
        ]

    def _shortages(self, outcome: PlanOutcome) -> list[str]:
        if not outcome.sound:
            return []
        if not outcome.shortages:
            return [self.tr("Every need of these days is met.")]
        head = self.tr("What cannot be met, even so:")
        return [head, *(f"· {short.words.of(language())}" for short in outcome.shortages)]

    def _balance(self, outcome: PlanOutcome, balance: PlanBalance) -> str:
        words = self.tr(
            "{0}: stock {1} + production {2} + coming {3} = met {4} + left {5} + on the road {6};"
            " need {7} = met {4} + gap {8} (gap without the plan {9})"
        )
        amounts = (
            balance.stock,
            balance.produced,
            balance.coming,
            balance.met,
            balance.left,
            balance.on_road,
            balance.need,
            balance.gap,
            balance.gap_before,
        )
        name = outcome.material(balance.material).name.of(language())
        return words.format(name, *(figures.count(amount) for amount in amounts))

    def _basis(self, outcome: PlanOutcome) -> list[str]:
        lang = language()
        parts = [self.tr("What this rests on:")]
        parts += [
            f"· {goods.name.of(lang)}: {goods.burn.of(lang)}; {goods.need.of(lang)}"
            for goods in outcome.goods
        ]
        parts += [
            f"· {place.name.of(lang)}: {place.why.of(lang)}"
            for place in outcome.places
            if not place.depot
        ]
        return parts + [f"· {note.of(lang)}" for note in outcome.notes]
