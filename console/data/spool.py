"""Many rows kept small between reading and use, so that a first load needs little memory."""

import marshal
import zlib
from collections.abc import Iterator, Sequence
from datetime import date

Row = tuple[object, ...]

_KEEP_OPEN = 20_000


class Spool:
    """Rows in the order they came; beyond the first of them they are packed about tenfold.

    Args:
        date_columns: Positions that hold a ``date`` (or None).
        packable: Whether every other value is text, a number, a truth value or None; rows with
            moments or spans of time in them are kept open.
        keep_open: How many rows are kept as they are.
    """

    def __init__(
        self,
        date_columns: Sequence[int] = (),
        *,
        packable: bool = False,
        keep_open: int = _KEEP_OPEN,
    ) -> None:
        self._date_columns = tuple(date_columns)
        self._packable = packable
        self._keep_open = keep_open
        self._chunks: list[list[Row] | bytes] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, chunk: list[Row]) -> None:
        """Append the rows of ``chunk``, which the spool owns from now on."""
        if not chunk:
            return
        self._count += len(chunk)
        packed = self._packable and self._count > self._keep_open
        self._chunks.append(self._pack(chunk) if packed else chunk)

    def chunks(self) -> Iterator[list[Row]]:
        """Yield the rows again, chunk by chunk, as often as asked."""
        for chunk in self._chunks:
            yield self._unpack(chunk) if isinstance(chunk, bytes) else chunk

    def _pack(self, chunk: list[Row]) -> bytes:
        columns: list[Sequence[object]] = list(zip(*chunk, strict=True))
        for position in self._date_columns:
            columns[position] = [
                day.toordinal() if isinstance(day, date) else None for day in columns[position]
            ]
        return zlib.compress(marshal.dumps(columns), 1)

    def _unpack(self, packed: bytes) -> list[Row]:
        # What is loaded here was dumped above by this very process; it never came from outside.
        columns = marshal.loads(zlib.decompress(packed))  # noqa: S302
        for position in self._date_columns:
            days: dict[int | None, date | None] = {None: None}
            for day in set(columns[position]) - {None}:
                days[day] = date.fromordinal(day)
            columns[position] = [days[day] for day in columns[position]]
        return list(zip(*columns, strict=True))
