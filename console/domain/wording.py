"""Text in the two languages of the wall."""

from dataclasses import dataclass
from enum import StrEnum


class Lang(StrEnum):
    """A language of the screen."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages; either side may stand in for an empty other."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """Return the text in ``lang``, or in the other language where that side is empty."""
        first, second = (self.zh, self.en) if lang is Lang.ZH else (self.en, self.zh)
        return first or second


NOTHING = Text("", "")
