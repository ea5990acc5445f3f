"""From figure to source in two clicks: a tile's table, and the rows of the database behind it."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, QPointF, QRunnable, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from shiboken6 import isValid
from typing_extensions import override

from console.app.exporting import Exporting
from console.data.days import CENTRE_ZONE
from console.data.source_rows import fetch_rows
from console.domain.datasets import DATASET_WORDS, Dataset
from console.domain.errors import ConsoleError
from console.domain.formulas import formula_of
from console.domain.provenance import Provenance
from console.domain.regions import RegionTree
from console.domain.requests import PlacesRequest, StatusRequest
from console.domain.snapshots import PlacesSnapshot, Snapshot, StatusSnapshot
from console.domain.sourcing import RowsAsk, SourceRows, region_asked
from console.domain.tabulation import tabulate
from console.domain.tabulation_response import status
from console.domain.tabulation_table import Grid, Table
from console.domain.wording import NOTHING, Lang, Text
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.source_window import SourceWindow
from console.views.thumbnails import Thumbnail
from console.views.wall_keys import WallKeys
from console.views.wall_set import WallSet
from console.views.wall_window import WallWindow
from console.wall.program import TileKey
from console.widgets.language import language
from console.widgets.tile import Tile

_OPEN, _EXPORT = "S", "Ctrl+Shift+E"


class _News(QObject):
    found = Signal(object)
    failed = Signal(object)


class _Reading(QRunnable):
    """Reads the rows behind a figure in a thread of the pool."""

    def __init__(self, url: str, ask: RowsAsk, names: dict[str, Text]) -> None:
        super().__init__()
        self.news = _News()
        self._url, self._ask, self._names = url, ask, names

    @override
    def run(self) -> None:
        try:
            found = fetch_rows(self._url, self._ask, self._names)
        except ConsoleError as error:
            if isValid(self.news):
                self.news.failed.emit(error)
        else:
            if isValid(self.news):
                self.news.found.emit(found)


class Sources(QObject):
    """Opens the source of a tile: by a click on it in the desk's small picture, or by a key."""

    told = Signal(object)
    """What came of a wish, in words for the desk: a :class:`Text`."""

    def __init__(self, desk: DeskWindow, board: Board, wall: WallSet) -> None:
        super().__init__(desk)
        self._desk, self._board = desk, board
        self._url = ""
        self._windows: tuple[WallWindow, ...] = ()
        self._marked: TileKey | None = None
        self._tile: Tile | None = None
        self._snapshot: Snapshot | None = None
        self._rows: SourceRows | None = None
        self._ask: RowsAsk | None = None
        self.window = SourceWindow()
        self.exporting = Exporting(self)
        self._connect()
        # The desk makes its small pictures of the new windows first.
        wall.windows_changed.connect(self.show_windows, Qt.ConnectionType.QueuedConnection)

    def _connect(self) -> None:
        window, exporting = self.window, self.exporting
        window.row_chosen.connect(self._choose_row)
        window.dataset_chosen.connect(self._choose_dataset)
        window.export_wanted.connect(self._export)
        window.language_changed.connect(self._write_anew)
        exporting.written.connect(self._say_where)
        exporting.failed.connect(self._say_why_not)
        # Other windows have these keys for other matters: they are the desk's alone.
        for key, slot in ((_OPEN, self.open_marked), (_EXPORT, self.export_wall)):
            QShortcut(QKeySequence(key), self._desk).activated.connect(slot)
        self._desk.health.table.itemActivated.connect(self._open_dataset)

    def stop(self) -> None:
        """Close the window, and let go of the tile."""
        self._tile = self._snapshot = self._rows = None
        self.exporting.stop()
        self.window.close()
        self.window.deleteLater()

    @Slot(str)
    def use(self, url: str) -> None:
        """Read rows from the database at ``url`` from now on."""
        self._url = url

    @Slot(object)
    def show_windows(self, windows: Sequence[WallWindow]) -> None:
        """Take clicks on the small pictures of ``windows``, which the desk shows already."""
        self._windows = tuple(windows)
        self._marked = None
        for keys in self._desk.findChildren(WallKeys):
            keys.tile_marked.connect(self.mark, Qt.ConnectionType.UniqueConnection)
        for thumbnail in self._desk.thumbnails.thumbnails:
            thumbnail.installEventFilter(self)

    @Slot(object)
    def mark(self, tile: TileKey | None) -> None:
        """Take ``tile`` as the one that the next key is about."""
        self._marked = tile

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Open the tile that was clicked; a click beside the tiles is the picture's own."""
        if (
            isinstance(watched, Thumbnail)
            and isinstance(event, QMouseEvent)
            and event.type() == QEvent.Type.MouseButtonPress
            and event.button() is Qt.MouseButton.LeftButton
        ):
            tile = self._tile_in(watched, event.position())
            if tile is not None:
                self.open(tile)
                return True
        return super().eventFilter(watched, event)

    def _tile_in(self, thumbnail: Thumbnail, at: QPointF) -> Tile | None:
        picture = thumbnail.picture
        number = self._desk.thumbnails.thumbnails.index(thumbnail)
        if picture is None or number >= len(self._windows):
            return None
        window = self._windows[number]
        width = picture.width() / thumbnail.devicePixelRatio()
        left = (thumbnail.width() - width) / 2
        scale = window.width() / max(1.0, width)
        place = QPointF((at.x() - left) * scale, at.y() * scale).toPoint()
        tiles = (tile for tile in window.tiles if tile.isVisible())
        return next((tile for tile in tiles if tile.geometry().contains(place)), None)

    @Slot()
    def open_marked(self) -> None:
        """Open the source of the marked tile, or else of the largest in sight."""
        shown = [tile for window in self._windows for tile in window.tiles if tile.isVisible()]
        marked = next(
            (t for w in self._windows if self._marked and (t := w.tile_at(self._marked))), None
        )
        tile = marked or max(shown, key=_size, default=None)
        if tile is not None:
            self.open(tile)

    def open(self, tile: Tile) -> None:
        """Open the source of what ``tile`` shows."""
        snapshot = tile.pictured
        now = datetime.now(CENTRE_ZONE)
        self._tile, self._snapshot, self._rows = tile, snapshot, None
        table = tabulate(tile.heading(), snapshot, tile.badge.mark, now)
        formula = formula_of(snapshot) if snapshot is not None else NOTHING
        provenance = snapshot.provenance if snapshot is not None else None
        self.window.show_table(table, formula, self._ages(provenance))
        self.window.export.setEnabled(True)
        self.window.bring_up(self._desk)
        self._choose_row(Grid(), -1)

    @Slot()
    def export_wall(self) -> None:
        """Export what every tile of the wall shows."""
        self.exporting.export([tile for window in self._windows for tile in window.tiles])

    def _ages(self, provenance: Provenance | None) -> Grid:
        """Return the state of the datasets that the figures were built from."""
        found = self._board.latest(StatusRequest())
        if provenance is None or not isinstance(found, StatusSnapshot):
            return Grid()
        grid = status(found)[0]
        order = [dataset for dataset in provenance.datasets if dataset in grid.datasets]
        rows = tuple(grid.rows[grid.datasets.index(dataset)] for dataset in order)
        return Grid(grid.columns, rows, datasets=tuple(order))

    @Slot(object, int)
    def _choose_row(self, grid: Grid, row: int) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        dataset = grid.dataset_of(row) or snapshot.provenance.datasets[0]
        day = grid.day_of(row)
        region = grid.region_of(row) or region_asked(snapshot.request)
        until = day or snapshot.provenance.as_of
        self._read(dataset, region, until, only=day is not None and grid.by_day)

    @Slot(object)
    def _choose_dataset(self, dataset: Dataset) -> None:
        snapshot = self._snapshot
        if snapshot is not None:
            region = region_asked(snapshot.request)
            self._read(dataset, region, snapshot.provenance.as_of, only=False)

    def _read(self, dataset: Dataset, region: str, until: date | None, *, only: bool) -> None:
        places = self._board.latest(PlacesRequest())
        tree = places.regions if isinstance(places, PlacesSnapshot) else RegionTree(())
        province = tree.province
        code = region or (province.code if province else "")
        whole = province is None or code == province.code or code not in tree
        codes: frozenset[str] = frozenset() if whole else _codes_of(tree, code)
        ask = RowsAsk(dataset, codes, until, only=only)
        self._ask = ask
        self.window.wait_for_rows(ask, tree.name(code).of(language()) if code else "")
        job = _Reading(self._url, ask, {region.code: region.name for region in tree})
        job.news.found.connect(self._take_rows)
        job.news.failed.connect(self.window.show_fault)
        QThreadPool.globalInstance().start(job)

    @Slot(object)
    def _take_rows(self, found: SourceRows) -> None:
        if found.ask == self._ask:  # Another row may have been chosen meanwhile.
            self._rows = found
            self.window.show_rows(found)

    @Slot(object, int)
    def _open_dataset(self, _item: object, _column: int) -> None:
        """Open the rows of a dataset that was chosen in the desk's list."""
        snapshot = self._board.latest(StatusRequest())
        index = self._desk.health.table.currentIndex().row()
        if isinstance(snapshot, StatusSnapshot) and 0 <= index < len(snapshot.datasets):
            self._show_dataset(snapshot, snapshot.datasets[index].dataset)

    def _show_dataset(self, snapshot: StatusSnapshot, dataset: Dataset) -> None:
        self._tile, self._snapshot, self._rows = None, snapshot, None
        grid = status(snapshot)[0]
        cells = grid.rows[grid.datasets.index(dataset)]
        lines = tuple((c.name, cell) for c, cell in zip(grid.columns, cells, strict=True))
        title = DATASET_WORDS[dataset].of(language())
        age = Grid(grid.columns, (cells,), datasets=(dataset,))
        self.window.show_table(Table(title, lines), formula_of(snapshot), age)
        self.window.export.setEnabled(False)
        self.window.bring_up(self._desk)
        self._read(dataset, "", None, only=False)

    @Slot()
    def _write_anew(self) -> None:
        if self._tile is not None and isValid(self._tile) and self.window.isVisible():
            self.open(self._tile)

    @Slot()
    def _export(self) -> None:
        if self._tile is not None and isValid(self._tile):
            behind = (self._rows.grid,) if self._rows is not None else ()
            self.exporting.export([self._tile], behind)

    @Slot(str)
    def _say_where(self, folder: str) -> None:
        self.window.say(self.tr("Exported to {0}").format(folder))
        self.told.emit(Text(f"已导出至 {folder}", f"Exported to {folder}"))

    @Slot(object)
    def _say_why_not(self, error: ConsoleError) -> None:
        if self.window.isVisible():
            self.window.show_fault(error)
        self.told.emit(Text(error.say(Lang.ZH), error.say(Lang.EN)))


def _size(tile: Tile) -> int:
    return tile.width() * tile.height()


def _codes_of(tree: RegionTree, code: str) -> frozenset[str]:
    """Return every code of what lies in ``code``, retired ones included."""
    current = {code, *(region.code for region in tree.descendants(code))}
    return frozenset(region.code for region in tree if tree.canonical(region.code) in current)
