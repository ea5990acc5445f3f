"""A verdict on one thing that the wall leans on."""

from dataclasses import dataclass
from enum import StrEnum

from console.domain.wording import NOTHING, Lang, Text


class Level(StrEnum):
    """How much it hampers: FAIL keeps the wall from coming up."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one thing.

    Attributes:
        topic: What was looked at, a word that programs may read.
        level: How much it hampers.
        title: The topic for people.
        found: What is there, or what is wrong.
        remedy: What to do about it; empty where nothing is to be done.
    """

    topic: str
    level: Level
    title: Text
    found: Text
    remedy: Text = NOTHING

    def say(self, lang: Lang) -> str:
        """Return the line that is printed."""
        line = f"{self.level.name:<4}  {self.title.of(lang)}: {self.found.of(lang)}"
        remedy = self.remedy.of(lang)
        return f"{line} → {remedy}" if remedy else line
