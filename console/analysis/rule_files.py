"""What files of rules and figures have in common: how they are read, and how they are refused."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from console.domain.errors import ConsoleError
from console.domain.wording import Text


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """One kind of file; ``shipped`` names sound ones, to compare a wrong one with."""

    shipped: str

    def read(self, path: Path) -> str:
        """Return the text of ``path``.

        Raises:
            ConsoleError: It cannot be read.
        """
        try:
            return path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.refuse(str(path), Text("文件无法读取。", f"The file cannot be read: {error}."))

    def parse(self, text: str, place: str) -> dict[str, Any]:
        """Return the TOML in ``text``, which stands in ``place``.

        Raises:
            ConsoleError: It is no TOML.
        """
        try:
            return tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            problem = Text(f"TOML 语法错误：{error}。", f"This is not valid TOML: {error}.")
            self.refuse(place, problem)

    def both_languages(self, value: object, place: str) -> Text:
        """Return a text in both languages.

        Raises:
            ConsoleError: A language is missing.
        """
        if not isinstance(value, Mapping) or not all(
            isinstance(value.get(lang), str) for lang in ("zh", "en")
        ):
            problem = Text("须有 zh 与 en 两种文字。", "It needs a text for zh and for en.")
            self.refuse(place, problem)
        return Text(value["zh"], value["en"])

    def refuse(self, place: str, problem: Text) -> NoReturn:
        """Say what is wrong at ``place``, and where to look how it is meant."""
        remedy = Text(
            f"请对照随附的 {self.shipped} 改正。",
            f"Correct it; see {self.shipped}, as shipped.",
        )
        raise ConsoleError(place, problem, remedy)
