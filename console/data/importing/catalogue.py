"""Which material a cell means, and in which unit the catalogue counts it."""

from sqlalchemy import Connection, select

from console.data.importing.fields import key_of
from console.data.importing.values import tidy
from console.data.schema import material


class Catalogue:
    """Materials by code, and by name in either language."""

    def __init__(self) -> None:
        self._units: dict[str, str] = {}
        self._names: dict[str, str | None] = {}

    @staticmethod
    def of(connection: Connection) -> "Catalogue":
        """Read the catalogue that the database holds."""
        found = Catalogue()
        columns = (material.c.code, material.c.name_zh, material.c.name_en, material.c.unit)
        for code, zh, en, unit in connection.execute(select(*columns)):
            found.add(code, zh, en, unit)
        return found

    def add(self, code: str, name_zh: str, name_en: str, unit: str) -> None:
        """Take in one material; a name that two share finds neither."""
        self._units[code] = tidy(unit)
        for name in {key_of(name_zh), key_of(name_en)}:
            self._names[name] = code if self._names.get(name, code) == code else None

    def find(self, written: str) -> str | None:
        """Return the code of the material that is meant, or None."""
        return written if written in self._units else self._names.get(key_of(written))

    def unit(self, code: str) -> str:
        """Return the unit of a known material."""
        return self._units[code]
