"""Cue sheets: the steps of a prepared demonstration, read from TOML and written as TOML."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from console.domain.errors import ConsoleError
from console.domain.wording import NOTHING, Text
from console.wall.toml_text import both_languages, quoted, quoted_both, read_toml, wrong

_STEP = re.compile(r"^\s*\[\[\s*steps\s*\]\]", re.MULTILINE)
_KEYS = ("scene", "region", "material", "say", "seconds", "auto")
_SHEET_KEYS = ("title", "steps")
_LONGEST = 24 * 3600


@dataclass(frozen=True, slots=True)
class CueStep:
    """One step.

    Attributes:
        scene: The scene's name.
        region: The region key, "" = the whole province.
        material: The material, "" = the worst shortage's.
        words: What the presenter says; seen on the desk only.
        seconds: How long the step is planned to last.
        auto: Whether the next step comes by itself after that time.
    """

    scene: str
    region: str = ""
    material: str = ""
    words: Text = NOTHING
    seconds: float = 60.0
    auto: bool = False


@dataclass(frozen=True, slots=True)
class CueSheet:
    """A prepared demonstration: its steps in order."""

    name: str
    title: Text
    steps: tuple[CueStep, ...]

    @property
    def length(self) -> timedelta:
        """How long the whole is planned to last."""
        return timedelta(seconds=sum(step.seconds for step in self.steps))

    def due(self, step: int, since: datetime) -> datetime | None:
        """Return when ``step``, on air ``since``, makes way by itself; None = never."""
        if not 0 <= step < len(self.steps) - 1 or not self.steps[step].auto:
            return None
        return since + timedelta(seconds=self.steps[step].seconds)

    def to_toml(self) -> str:
        """Return the sheet as a file that :func:`parse_sheet` reads."""
        lines = [f"title = {quoted_both(self.title)}"]
        for step in self.steps:
            lines += ["", "[[steps]]", f"scene = {quoted(step.scene)}"]
            lines += [f"region = {quoted(step.region)}"] if step.region else []
            lines += [f"material = {quoted(step.material)}"] if step.material else []
            lines += [f"say = {quoted_both(step.words)}"] if step.words != NOTHING else []
            lines += [f"seconds = {step.seconds!r}"]
            lines += ["auto = true"] if step.auto else []
        return "\n".join(lines) + "\n"


def parse_sheet(text: str, *, name: str, place: str) -> tuple[CueSheet, tuple[ConsoleError, ...]]:
    """Return the sheet that ``text`` (TOML) describes, without the steps that are wrong.

    Args:
        text: The file's text.
        name: The sheet's name (the file's, without its ending).
        place: What to call the file in an error.

    Returns:
        The sheet, and what is wrong with the steps that were left out, each with its line.

    Raises:
        ConsoleError: The text is no cue sheet at all, or no step of it can be used.
    """
    table = read_toml(text, place)
    unknown = next((key for key in table if key not in _SHEET_KEYS), None)
    if unknown is not None:
        raise wrong(place, unknown, Text("title 或 steps", "title or steps"))
    title = both_languages(table.get("title", name), place, "title")
    listed = table.get("steps")
    if not isinstance(listed, list) or not listed:
        raise wrong(place, "steps", Text("至少一个 [[steps]]", "at least one [[steps]]"))
    lines = [text.count("\n", 0, found.end()) + 1 for found in _STEP.finditer(text)]
    steps: list[CueStep] = []
    faults: list[ConsoleError] = []
    for index, values in enumerate(listed):
        where = f"{place}:{lines[index]}" if index < len(lines) else place
        try:
            steps.append(_step(values, where))
        except ConsoleError as error:
            faults.append(error)
    if not steps:
        raise faults[0]
    return CueSheet(name, title, tuple(steps)), tuple(faults)


def _step(values: object, place: str) -> CueStep:
    if not isinstance(values, Mapping):
        raise wrong(place, "steps", Text("[[steps]] 表", "tables [[steps]]"))
    unknown = next((key for key in values if key not in _KEYS), None)
    if unknown is not None:
        names = ", ".join(_KEYS)
        raise wrong(place, str(unknown), Text(f"这些键之一：{names}", f"one of {names}"))
    texts = {key: values.get(key, "") for key in ("scene", "region", "material")}
    for key, value in texts.items():
        if not isinstance(value, str) or (key == "scene" and not value):
            raise wrong(place, key, Text("加引号的文字", "a quoted text"))
    seconds, auto = values.get("seconds", 60), values.get("auto", False)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise wrong(place, "seconds", Text("秒数", "a number of seconds"))
    if not 1 <= seconds <= _LONGEST:
        raise wrong(place, "seconds", Text("1 到 86400 的秒数", "seconds from 1 to 86400"))
    if not isinstance(auto, bool):
        raise wrong(place, "auto", Text("true 或 false", "true or false"))
    words = both_languages(values["say"], place, "say") if "say" in values else NOTHING
    return CueStep(**texts, words=words, seconds=float(seconds), auto=auto)
