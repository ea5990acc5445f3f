"""Errors that are somebody's to mend: they name the place, what is wrong, and the remedy."""

from console.domain.wording import Lang, Text


class ConsoleError(Exception):
    """A fault of the surroundings (a file, an address, a right), never of the program itself.

    Args:
        place: Where the fault lies: a file and line, a table, a setting.
        problem: What is wrong there.
        remedy: What a person can do about it.
    """

    def __init__(self, place: str, problem: Text, remedy: Text) -> None:
        super().__init__(f"{place}: {problem.en} {remedy.en}".strip())
        self.place = place
        self.problem = problem
        self.remedy = remedy

    def say(self, lang: Lang) -> str:
        """Return the whole message in ``lang``."""
        return f"{self.place}: {self.problem.of(lang)} {self.remedy.of(lang)}".strip()
