"""The files that say how is planned: rule sets, roads, planning figures; and what they offer."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from console import paths
from console.analysis.need_figures import PlanningFigures, load_planning_figures
from console.analysis.plan_roads import Logistics, load_logistics
from console.analysis.plan_rules import AllocationRules, load_allocation_rules
from console.data.planning.reading import Reading
from console.data.snapshots.words import unit_text
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.planning import GoodsChoice, PlanOptions, RuleChoice
from console.domain.wording import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """All that is data about planning: rule sets by name, roads, planning figures, faults."""

    rules: Mapping[str, AllocationRules]
    logistics: Logistics
    figures: dict[str, PlanningFigures]
    faults: tuple[Text, ...] = ()

    def choose(self, name: str) -> AllocationRules:
        """Return the rule set called ``name``; "" means the first.

        Raises:
            ConsoleError: There is none.
        """
        found = self.rules.get(name) if name else next(iter(self.rules.values()), None)
        if found is None:
            raise ConsoleError(
                f"resources/allocation: {name}",
                Text("没有这个调拨规则。", "There is no such rule set."),
                Text("请检查规则文件。", "Check the files of rules."),
            )
        return found


def load_rule_book(folder: Path | None = None) -> RuleBook:
    """Read all files of ``folder``; a rule set that is broken costs no more than itself.

    Raises:
        ConsoleError: Roads or planning figures cannot be read.
    """
    folder = folder or paths.resources() / "allocation"
    rules, faults = {}, []
    for path in sorted(folder.glob("rule-*.toml"), reverse=True):
        try:
            rules[path.stem] = load_allocation_rules(path)
        except ConsoleError as error:
            zh, en = error.problem.zh, error.problem.en
            faults.append(Text(f"{path.name}：{zh}", f"{path.name}: {en}"))
    return RuleBook(
        rules=rules,
        logistics=load_logistics(folder / "logistics.toml"),
        figures=load_planning_figures(folder / "planning.toml"),
        faults=tuple(faults),
    )


def options_of(reading: Reading, book: RuleBook) -> PlanOptions:
    """Return what the desk can choose from."""
    used = {material for _, material in reading.store.stock_daily.reporters()}
    goods = [
        GoodsChoice(
            str(row["code"]),
            Text(str(row["name_zh"]), str(row["name_en"])),
            unit_text(str(row["unit"])),
            bool(row["critical"]),
        )
        for row in reading.store.table(Dataset.MATERIAL).values()
        if row["code"] in used
    ]
    goods.sort(key=lambda one: not one.critical)
    return PlanOptions(
        tuple(rule_choice(rules) for rules in book.rules.values()),
        tuple(goods),
        book.faults,
        demo=reading.demo,
    )


def rule_choice(rules: AllocationRules) -> RuleChoice:
    """Return a rule set as the desk names it."""
    return RuleChoice(rules.name, rules.title, rules.source)
