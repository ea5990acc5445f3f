"""Whom a row of case figures comes from: its region, and what the publisher called it."""

from collections.abc import Sequence
from dataclasses import dataclass

from console.data.importing.fields import REGION_COLUMNS
from console.data.importing.layout import Header
from console.data.importing.places import Match, Places, UnknownPlaceError, is_abroad
from console.data.importing.report import FindingLog
from console.data.importing.sheets import Cell
from console.data.importing.values import is_blank, tidy
from console.domain.regions import Level
from console.domain.wording import Text

#: Distinct spellings that are told apart; a table of figures has a few hundred.
_MOST = 100_000
_MOST_UNKNOWN = 1000


@dataclass(slots=True)
class Origin:
    """One spelling of a region in the files, and how many rows have it.

    Attributes:
        region: Number of the region.
        match: How it was found.
        raw: The publisher's own code and name.
        code_blank: Whether the publisher's code was left blank.
        other: The region that the name beside the code means, if it is another.
        name: That name.
        place: Where it was first met.
        rows: How many rows have it.
    """

    region: int
    match: Match
    raw: tuple[str, str]
    code_blank: bool
    other: str
    name: str
    place: str
    rows: int = 0


@dataclass(slots=True)
class _Unknown:
    place: str
    choices: tuple[str, ...]
    rows: int = 0


@dataclass(frozen=True, slots=True)
class OriginColumns:
    """Positions of the columns that say whom a row comes from."""

    pairs: tuple[tuple[int | None, int | None], ...]
    raw_code: int | None
    raw_name: int | None

    @property
    def positions(self) -> tuple[int, ...]:
        """Every position, in one order."""
        flat = [p for pair in self.pairs for p in pair]
        return tuple(p for p in (*flat, self.raw_code, self.raw_name) if p is not None)

    @staticmethod
    def of(header: Header) -> "OriginColumns":
        """Find the columns in ``header``."""
        at = header.columns.get
        pairs = [(at(code), at(name)) for code, name in REGION_COLUMNS]
        return OriginColumns(
            tuple(pair for pair in pairs if pair != (None, None)), at("raw_code"), at("raw_name")
        )


class Origins:
    """All spellings met so far, numbered, with the regions that they mean."""

    def __init__(self, places: Places, default: Match | None) -> None:
        self.places = places
        self.all: list[Origin] = []
        self.codes: list[str] = []
        self._default = default
        self._numbers: dict[str, int] = {}
        self._unknown: dict[str, _Unknown] = {}
        self._lumped: dict[str, int] = {}

    def number(self, code: str) -> int:
        """Return the number of a region's code, giving it one if it is new."""
        if code not in self._numbers:
            self._numbers[code] = len(self.codes)
            self.codes.append(code)
        return self._numbers[code]

    def learn(self, columns: OriginColumns, cells: Sequence[Cell], place: str) -> int | None:
        """Return the number of the spelling in a row; None where no region is meant.

        Raises:
            ValueError: No column names a region and there is no default.
        """
        written, name = _written(columns, cells)
        try:
            match = self._match(written)
        except UnknownPlaceError as unknown:
            self._note_unknown(unknown, place)
            return None
        raw_code, raw_name = _cell(cells, columns.raw_code), _cell(cells, columns.raw_name)
        blank = columns.raw_code is not None and not raw_code
        differs = self._differs(match, name) if name != written else ""
        raw = (raw_code or match.written, raw_name or name)
        if len(self.all) >= _MOST:
            return self._lump(match, place)
        self.all.append(Origin(self.number(match.code), match, raw, blank, differs, name, place))
        return len(self.all) - 1

    def _lump(self, match: Match, place: str) -> int:
        """Return one spelling for all further ones of a region: memory has its bounds."""
        if match.code not in self._lumped:
            self._lumped[match.code] = len(self.all)
            raw = (match.code, "")
            self.all.append(
                Origin(
                    self.number(match.code),
                    match,
                    raw,
                    code_blank=False,
                    other="",
                    name="",
                    place=place,
                )
            )
        return self._lumped[match.code]

    def learn_header(self, cell: Cell, place: str) -> int | None:
        """Return the number of the spelling in the header of a wide table."""
        return self.learn(OriginColumns(((0, None),), None, None), [cell], place)

    def _match(self, written: str) -> Match:
        if written:
            return self.places.find(written)
        if self._default is None:
            raise ValueError("no region")
        return self._default

    def _differs(self, match: Match, name: str) -> str:
        could = self.places.could_mean(name)
        return "" if not could or match.code in could else min(could)

    def _note_unknown(self, unknown: UnknownPlaceError, place: str) -> None:
        key = unknown.written if len(self._unknown) < _MOST_UNKNOWN else "…"
        self._unknown.setdefault(key, _Unknown(place, unknown.choices)).rows += 1

    def name(self, code: str) -> Text:
        """Return a region's name with its code, for the report."""
        name = self.places.tree.name(code)
        return Text(f"{name.zh}（{code}）", f"{name.en} ({code})")

    def report(self, log: FindingLog) -> None:
        """Say what was noticed of the spellings."""
        for written, unknown in self._unknown.items():
            choices = "/".join(unknown.choices)
            rule = "ambiguous_region" if choices else "unknown_region"
            log.add(rule, unknown.place, value=written[:80], count=unknown.rows, choices=choices)
        for origin in self.all:
            if origin.rows:
                self._report_one(origin, log)

    def _report_one(self, origin: Origin, log: FindingLog) -> None:
        match, region = origin.match, self.name(origin.match.code)
        values = {"region": region, "rows": origin.rows, "code": match.written}
        if match.retired:
            log.add("retired_code", origin.place, **values)
        if match.short:
            values["code"] = match.code
            log.add("short_name", origin.place, value=match.written, **values)
        if origin.code_blank:
            log.add("code_blank", origin.place, **values)
        if origin.other:
            values["region"] = self.name(origin.other)
            log.add("name_differs", origin.place, name=origin.name, **values)

    def is_unassigned(self, code: str, *, abroad: bool) -> bool:
        """Whether ``code`` holds unattributed cases, from abroad or of unknown source."""
        region = self.places.tree.get(code)
        return (
            region is not None and region.level is Level.UNASSIGNED and is_abroad(region) is abroad
        )


def _cell(cells: Sequence[Cell], position: int | None) -> str:
    text = "" if position is None else tidy(cells[position])
    return "" if is_blank(text) else text


def _written(columns: OriginColumns, cells: Sequence[Cell]) -> tuple[str, str]:
    """Return what names the region, the most specific column that is filled, and the name."""
    for code_at, name_at in columns.pairs:
        code, name = _cell(cells, code_at), _cell(cells, name_at)
        if code or name:
            return code or name, name
    return "", ""
