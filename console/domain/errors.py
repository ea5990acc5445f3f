"""Errors that are somebody's to mend: they name the place, what is wrong, and the remedy."""

from console.domain.wording import Lang, Text


class ConsoleError(Exception):
    """A fault of the surroundings (a file, an address, a right), never of the program itself.

    Args:
        place: Where the fault lies: a file and line, a table, a setting; "" = in what was asked.
        problem: What is wrong there.
        remedy: What a person can do about it.
    """

    def __init__(self, place: str, problem: Text, remedy: Text) -> None:
        self.place = place
        self.problem = problem
        self.remedy = remedy
        super().__init__(self.say(Lang.EN))

    def say(self, lang: Lang) -> str:
        """Return the whole message in ``lang``."""
        where = f"{self.place}: " if self.place else ""
        return f"{where}{self.problem.of(lang)} {self.remedy.of(lang)}".strip()
