"""Reading what changed: compare revisions, fetch the newer rows, all in one view of the database.

The cost of a refresh follows the rows that changed. A dataset is read anew only where the database
says that its history is another one: another epoch, a revision that went back, another database.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime, tzinfo

from console.data.contract import CONTRACT, missing_columns
from console.data.delta import Delta, Mark, Marks, Part
from console.data.sources import REVISION, Layout, Source
from console.data.spool import Spool
from console.data.tally import Tally
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.wording import Text

#: Epoch of a view without revisions; the database's own are never negative.
UNMARKED_EPOCH = -1
_DIGEST_BITS = (1 << 62) - 1


class Reader:
    """Holds how far each dataset was read, and reads on from there; used by one thread.

    Args:
        open_source: Connects to the database.
        datasets: What to read.
        zone: The centre's time zone, in which its days end.
    """

    def __init__(
        self, open_source: Callable[[], Source], datasets: Collection[Dataset], zone: tzinfo
    ) -> None:
        self._open_source = open_source
        self._datasets = tuple(datasets)
        self._zone = zone
        self._source: Source | None = None
        self._layout: Layout = {}
        self._held: dict[Dataset, Mark] = {}
        self._tallies: dict[Dataset, Tally] = {}
        self._about: dict[str, str] = {}

    @property
    def held(self) -> Marks:
        """How far every dataset was read."""
        return self._held

    def resume(self, cached: Delta) -> Delta:
        """Hold what the cache kept, and return it with the states of its datasets."""
        self._held, self._tallies = {}, {}
        return self._take(cached)

    def forget(self, datasets: Collection[Dataset]) -> None:
        """Read ``datasets`` anew at the next refresh."""
        for dataset in datasets:
            self._held.pop(dataset, None)

    def refresh(self, *, thorough: bool) -> Delta:
        """Return the step from what is held to what the database holds now; then settle.

        Args:
            thorough: Also look whether the tables are still what they were, and read views that
                have no revisions.

        Raises:
            ConsoleError: Tables or columns are missing, or a value is not what it should be.
            BrokenOffError, SilentServerError, psycopg2.Error, sqlite3.Error: There was no reading
                to the end; the connection was given up, and what was held is held still.
        """
        try:
            return self._refresh(thorough=thorough)
        except BaseException:
            self.disconnect()
            raise

    def settle(self) -> None:
        """End the view that the last refresh read; its rows may well be in use by now.

        Raises:
            The same as :meth:`refresh`; what was read stays read.
        """
        if self._source is not None:
            try:
                self._source.end()
            except BaseException:
                self.disconnect()
                raise

    def disconnect(self) -> None:
        """Give the connection up; the next refresh makes a new one."""
        source, self._source = self._source, None
        if source is not None:
            source.close()

    def _refresh(self, *, thorough: bool) -> Delta:
        source = self._source
        if source is None:
            source = self._source = self._open_source()
            thorough = True
        if thorough:
            self._layout = source.layout()
            self._demand_all_columns()
        taken_at = datetime.now(UTC)
        marks = source.begin(marked=REVISION in self._layout)
        self._begin_anew_in_another_database(source, marks)
        parts, held = self._read(source, marks, taken_at, thorough=thorough)
        return self._take(Delta(parts, held, {}, {}, taken_at))

    def _demand_all_columns(self) -> None:
        for dataset in self._datasets:
            found = self._layout.get(dataset.value)
            missing = missing_columns(dataset, found or ())
            if missing:
                raise _missing(dataset, None if found is None else missing)

    def _begin_anew_in_another_database(self, source: Source, marks: Mapping[str, Mark]) -> None:
        """Forget everything where ``about.database_id`` is another than that of what is held."""
        mark = marks.get(Dataset.ABOUT.value)
        if mark is not None and mark.same_rows(self._held.get(Dataset.ABOUT)):
            return
        rows = [row for chunk in source.rows(CONTRACT[Dataset.ABOUT], None) for row in chunk]
        about = {str(key): str(value) for key, value in rows}
        if about.get("database_id", "") != self._about.get("database_id", ""):
            self._held = {}

    def _read(
        self, source: Source, marks: Mapping[str, Mark], taken_at: datetime, *, thorough: bool
    ) -> tuple[tuple[Part, ...], dict[Dataset, Mark]]:
        parts: list[Part] = []
        held = dict(self._held)
        for dataset in self._datasets:
            have = held.get(dataset)
            mark = marks.get(dataset.value) if self._is_marked(dataset) else None
            if mark is None:
                if thorough or have is None:
                    part, held[dataset] = _read_whole(source, dataset, have, taken_at)
                    parts.extend([] if held[dataset] is have else [part])
            elif not mark.same_rows(have):
                parts.append(_read_newer(source, dataset, have, mark))
                held[dataset] = mark
        return tuple(parts), held

    def _is_marked(self, dataset: Dataset) -> bool:
        return REVISION in self._layout and REVISION in self._layout.get(dataset.value, ())

    def _take(self, delta: Delta) -> Delta:
        for part in delta.parts:
            if part.reset:
                self._tallies[part.dataset] = Tally(part.dataset)
            self._tallies[part.dataset].take(part)
            if part.dataset is Dataset.ABOUT:
                self._take_about(part)
        self._held = dict(delta.marks)
        states = {
            dataset: self._tallies[dataset].state(mark, self._zone)
            for dataset, mark in self._held.items()
        }
        return replace(delta, states=states, about=dict(self._about))

    def _take_about(self, part: Part) -> None:
        if part.reset:
            self._about = {}
        self._about |= {str(row["key"]): str(row["value"]) for row in part.mappings()}


def _spool(dataset: Dataset) -> Spool:
    columns = CONTRACT[dataset]
    return Spool(columns.dates, packable=columns.packable)


def _read_newer(source: Source, dataset: Dataset, have: Mark | None, mark: Mark) -> Part:
    """Read what is newer than ``have``; rows newer than ``mark`` would only be read twice."""
    columns = CONTRACT[dataset]
    reset = have is None or have.epoch != mark.epoch or have.revision > mark.revision
    rows = _spool(dataset)
    for chunk in source.rows(columns, None if reset or have is None else have.revision):
        rows.add(chunk)
    return Part(dataset, columns.names, rows, reset)


def _read_whole(
    source: Source, dataset: Dataset, have: Mark | None, taken_at: datetime
) -> tuple[Part, Mark]:
    """Read every row of a view without revisions; its mark is a digest in any order of rows."""
    columns = CONTRACT[dataset]
    rows = _spool(dataset)
    digest = 0
    for chunk in source.rows(columns, None):
        digest += sum(map(hash, chunk))
        rows.add(chunk)
    mark = Mark(digest & _DIGEST_BITS, UNMARKED_EPOCH, taken_at)
    same = have is not None and mark.same_rows(have)
    return Part(dataset, columns.names, rows, reset=True), have if same and have else mark


def _missing(dataset: Dataset, columns: tuple[str, ...] | None) -> ConsoleError:
    if columns is None:
        problem = Text(
            "数据库中没有这张表，或无权读取。",
            "The database has no such table, or does not let us read it.",
        )
    else:
        names = ", ".join(columns)
        problem = Text(
            f"缺少列（或无权读取）：{names}。", f"Columns are missing, or not to be read: {names}."
        )
    return ConsoleError(
        dataset.value,
        problem,
        Text(
            "画面保留最后数据。请运行 db check；表结构较旧时运行 db upgrade。",
            "The last data stay on screen. Run db check; run db upgrade if the tables are older.",
        ),
    )
