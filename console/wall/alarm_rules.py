"""Which alarm proposes which scene, and which of them may take it by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.wall.toml_text import read_text, read_toml

_KEYS = ("kind", "severity", "scene", "armed")
_GRAVEST, _MILDEST = 1, 4


@dataclass(frozen=True, slots=True)
class AlarmNote:
    """What the director has to know of an alarm.

    Attributes:
        key: The alarm's own key, the same on every console.
        kind: What sort it is, as the rules name it.
        severity: 1, the gravest, to 4.
        region: Where; "" = the whole province.
    """

    key: str
    kind: str
    severity: int
    region: str = ""


@dataclass(frozen=True, slots=True)
class AlarmRule:
    """Alarms of ``kind`` ("" = any), as grave as ``severity`` or graver, propose ``scene``."""

    scene: str
    kind: str = ""
    severity: int = _GRAVEST
    armed: bool = False


@dataclass(frozen=True, slots=True)
class AlarmRules:
    """The rules in the order of their file: the first that fits an alarm speaks."""

    rules: tuple[AlarmRule, ...] = ()

    def rule_for(self, alarm: AlarmNote) -> AlarmRule | None:
        """Return the rule that ``alarm`` falls under."""
        fitting = (
            rule
            for rule in self.rules
            if rule.kind in ("", alarm.kind) and alarm.severity <= rule.severity
        )
        return next(fitting, None)

    @property
    def armed(self) -> bool:
        """Whether some alarm may take the wall by itself, which the desk has to show."""
        return any(rule.armed for rule in self.rules)

    def disarmed(self) -> "AlarmRules":
        """Return the same rules, of which none takes by itself."""
        return AlarmRules(tuple(replace(rule, armed=False) for rule in self.rules))


def load_alarm_rules(path: Path) -> tuple[AlarmRules, tuple[ConsoleError, ...]]:
    """Read the rules in ``path``; a wrong one is left out and told, and arms nothing."""
    try:
        listed = read_toml(read_text(path), str(path)).get("rules", [])
    except ConsoleError as error:
        return AlarmRules(), (error,)
    if not isinstance(listed, list):
        return AlarmRules(), (_fault(str(path), "rules"),)
    rules: list[AlarmRule] = []
    faults: list[ConsoleError] = []
    for number, values in enumerate(listed, 1):
        rule = _rule(values)
        if rule is None:
            faults.append(_fault(f"{path}, [[rules]] {number}", str(values)))
        else:
            rules.append(rule)
    return AlarmRules(tuple(rules)), tuple(faults)


def _rule(values: object) -> AlarmRule | None:
    if not isinstance(values, Mapping) or not set(values) <= set(_KEYS):
        return None
    scene, kind = values.get("scene"), values.get("kind", "")
    severity, armed = values.get("severity", _GRAVEST), values.get("armed", False)
    sound = (
        isinstance(scene, str)
        and bool(scene)
        and isinstance(kind, str)
        and type(severity) is int
        and _GRAVEST <= severity <= _MILDEST
        and isinstance(armed, bool)
    )
    return AlarmRule(str(scene), str(kind), severity, armed) if sound else None


def _fault(place: str, found: str) -> ConsoleError:
    return ConsoleError(
        place,
        Text(f"告警规则无效：{found}。", f"This is no alarm rule: {found}."),
        Text(
            "需要 scene，可选 kind、severity（1 最重，至 4）、armed（true/false）。",
            "It needs scene, and may have kind, severity (1, the gravest, to 4) and armed"
            " (true/false).",
        ),
    )
