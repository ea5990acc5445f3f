"""Where rows are read from: one consistent view of a database at a time, on either kind."""

from collections.abc import Iterator, Mapping
from typing import Protocol

from console.data.contract import DatasetColumns
from console.data.delta import Mark
from console.data.spool import Row

#: The columns that each table or view of the schema lets us read, by its name.
Layout = Mapping[str, frozenset[str]]

#: The name of the table that says how far every dataset has come.
REVISION = "revision"


class Source(Protocol):
    """A connection for reading, used by one thread."""

    def layout(self) -> Layout:
        """Return what tables and views there are, with their readable columns."""

    def begin(self, *, marked: bool) -> dict[str, Mark]:
        """Begin a view of one moment and return the marks of all datasets at that moment.

        Args:
            marked: Whether the database has a table of revisions; without, there are no marks.
        """

    def rows(self, columns: DatasetColumns, after: int | None) -> Iterator[list[Row]]:
        """Yield, in chunks, the rows changed after a revision; None = every row."""

    def end(self) -> None:
        """End the view that :meth:`begin` began."""

    def close(self) -> None:
        """Give the connection up, whatever is under way."""
