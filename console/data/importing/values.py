"""Cells as values: counts, amounts, days and moments, however a publisher writes them."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from math import isfinite

#: The publishers' clock; China has one, without summer time.
BEIJING = timezone(timedelta(hours=8), "UTC+08:00")
FIRST_DAY = date(2000, 1, 1)
MOST = 2**31 - 1

_NOT_PUBLISHED = frozenset(
    (*("", "-", "--", "---", "–", "—", "——", "―", "−", "/", "\\", "…", "..."),
     *("n/a", "na", "nan", "null", "none", "#n/a", "未公布", "未发布", "未报", "未报告"),
     *("不详", "暂无", "暂无数据", "缺报", "缺失"))
)  # fmt: skip
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:[, '’]\d{3})+(?:\.\d+)?")
_COUNTED = re.compile(r"(?<=\d)\s*(?:例|人|名|人次)$")
_PLAIN = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日?)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_SERIAL_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - Excel's days have no zone
_CACHE = 200_000


def tidy(cell: object) -> str:
    """Return a cell as text: full-width forms made plain, blanks around it cut."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell)
    return text.strip() if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def is_blank(text: str) -> bool:
    """Whether ``text`` (tidied) says that nothing was published."""
    return text.lower() in _NOT_PUBLISHED


@dataclass
class Oddities:
    """How often values were written in a way worth a line in the report, with the first of each."""

    not_published: int = 0
    digits: int = 0
    digits_first: str = ""
    serials: int = 0
    serials_first: tuple[str, date] | None = None
    zoned: int = 0
    zoned_first: tuple[str, date] | None = None


class Numbers:
    """Reads counts and amounts; remembers texts, since published figures repeat."""

    def __init__(self, oddities: Oddities) -> None:
        self._oddities = oddities
        self._counts: dict[object, tuple[int | None, bool]] = {}

    def count(self, cell: object) -> int | None:
        """Return a whole number of cases, or None for "not published".

        Raises:
            ValueError: It is neither; the message is the cell as text.
        """
        known = self._counts.get(cell) if type(cell) is str or type(cell) is int else None
        if known is None:
            known = _read_count(cell)
            if len(self._counts) < _CACHE and (type(cell) is str or type(cell) is int):
                self._counts[cell] = known
        value, odd = known
        if value is None:
            self._oddities.not_published += 1
        elif odd:
            self._note_digits(cell)
        return value

    def amount(self, cell: object) -> float | None:
        """Return an amount with decimals, or None for "not published".

        Raises:
            ValueError: It is neither; the message is the cell as text.
        """
        value, odd = _read_amount(cell)
        if value is None:
            self._oddities.not_published += 1
        elif odd:
            self._note_digits(cell)
        return value

    def _note_digits(self, cell: object) -> None:
        self._oddities.digits += 1
        self._oddities.digits_first = self._oddities.digits_first or str(cell)


def _read_count(cell: object) -> tuple[int | None, bool]:
    value, odd = _read_amount(cell)
    if value is None:
        return None, False
    if not value.is_integer() or abs(value) > MOST:
        raise ValueError(str(cell))
    return int(value), odd


def _read_amount(cell: object) -> tuple[float | None, bool]:
    if isinstance(cell, bool) or not isinstance(cell, str | int | float | None):
        raise ValueError(str(cell))  # noqa: TRY004 - bad input, not a bad call
    if isinstance(cell, int | float):
        if not isfinite(cell) or abs(cell) > 1e15:
            raise ValueError(str(cell))
        return float(cell), False
    text = tidy(cell)
    if is_blank(text):
        return None, False
    odd = cell is not None and not cell.isascii()
    bare = _COUNTED.sub("", text)
    if _GROUPED.fullmatch(bare):
        bare, odd = re.sub(r"[, '’]", "", bare), True
    if not _PLAIN.fullmatch(bare) or abs(float(bare)) > 1e15:
        raise ValueError(text)
    return float(bare), odd or bare != text


class Days:
    """Reads the day that a row speaks of.

    Args:
        oddities: Where serials and zones are counted.
        today: The day in Beijing; later than the day after it is refused.
        first: Earlier than this is refused.
    """

    def __init__(self, oddities: Oddities, today: date, first: date = FIRST_DAY) -> None:
        self._oddities = oddities
        self._first = first
        self._last = today + timedelta(days=1)
        self._known: dict[str, date] = {}

    def day(self, cell: object) -> date:
        """Return the day in ``cell``.

        Raises:
            ValueError: It holds none between the first day and tomorrow.
        """
        known = self._known.get(cell) if type(cell) is str else None
        if known is not None:
            return known
        day, plain = self._read(cell)
        if not self._first <= day <= self._last:
            raise ValueError(tidy(cell))
        if plain and isinstance(cell, str) and len(self._known) < _CACHE:
            self._known[cell] = day
        return day

    def _read(self, cell: object) -> tuple[date, bool]:
        if isinstance(cell, datetime):
            return self._of_moment(cell, str(cell))
        if isinstance(cell, date):
            return cell, True
        text = tidy(cell)
        found = _DAY.fullmatch(text) or _COMPACT.fullmatch(text)
        if found:
            year, month, number = (int(part) for part in found.groups() if part is not None)
            return date(year, month, number), True
        if _SERIAL.fullmatch(text) and not isinstance(cell, bool):
            day = (_SERIAL_ZERO + timedelta(days=float(text))).date()
            self._oddities.serials += 1
            self._oddities.serials_first = self._oddities.serials_first or (text, day)
            return day, False
        return self._of_moment(_iso(text), text)

    def _of_moment(self, moment: datetime, text: str) -> tuple[date, bool]:
        if moment.tzinfo is None:
            return moment.date(), True
        day = moment.astimezone(BEIJING).date()
        self._oddities.zoned += 1
        self._oddities.zoned_first = self._oddities.zoned_first or (text, day)
        return day, False


def _iso(text: str) -> datetime:
    try:
        return datetime.fromisoformat(_with_padding(text))
    except (ValueError, OverflowError):
        raise ValueError(text) from None


def _with_padding(text: str) -> str:
    """Turn ``2020/1/22 8:05`` into ``2020-01-22 08:05``, which fromisoformat reads."""
    day, _, clock = text.replace("T", " ").partition(" ")
    found = _DAY.fullmatch(day)
    if found is None:
        raise ValueError(text)
    year, month, number = (int(part) for part in found.groups() if part is not None)
    clock = clock.strip()
    if clock[1:2] == ":":
        clock = f"0{clock}"
    return f"{year:04}-{month:02}-{number:02} {clock}".strip()


def moment(cell: object) -> datetime | None:
    """Return the moment in ``cell`` in UTC, or None for a blank; without a zone it is Beijing's.

    Raises:
        ValueError: It holds none; the message is the cell as text.
    """
    if isinstance(cell, datetime):
        found = cell
    elif isinstance(cell, date):
        found = datetime(cell.year, cell.month, cell.day, tzinfo=BEIJING)
    else:
        text = tidy(cell)
        if is_blank(text):
            return None
        found = (
            _SERIAL_ZERO + timedelta(seconds=round(float(text) * 86400))
            if _SERIAL.fullmatch(text)
            else _iso(text)
        )
    if found.tzinfo is None:
        found = found.replace(tzinfo=BEIJING)
    try:
        moved = found.astimezone(UTC)
    except OverflowError:
        raise ValueError(str(cell)) from None
    if moved.year < FIRST_DAY.year - 1 or moved.year > 2100:
        raise ValueError(str(cell))
    return moved
