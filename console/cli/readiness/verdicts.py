"""Verdicts on what could not be looked at, and on what reads the same in both languages."""

from console.domain.errors import ConsoleError
from console.domain.verdicts import Level, Verdict
from console.domain.wording import Text

__all__ = ["Level", "Verdict", "failed", "plain"]


def failed(topic: str, title: Text, error: ConsoleError) -> Verdict:
    """Return the verdict on what could not be looked at because of ``error``."""
    found = Text(f"{error.place}：{error.problem.zh}", f"{error.place}: {error.problem.en}")
    return Verdict(topic, Level.FAIL, title, found, error.remedy)


def plain(text: str) -> Text:
    """Return ``text`` that reads the same in both languages."""
    return Text(text, text)
