"""Loads the boundary files off the GUI thread and hands them to every map."""

from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid
from typing_extensions import override

from console.data.boundaries import load_boundaries
from console.domain.boundaries import Boundaries
from console.domain.errors import ConsoleError
from console.widgets.flows_tile import FlowsTile
from console.widgets.map_tile import MapTile
from console.widgets.tile import Tile


class _News(QObject):
    loaded = Signal(object, object)
    failed = Signal(object)


class _Loading(QRunnable):
    def __init__(self, prefectures: Path, counties: Path) -> None:
        super().__init__()
        self.news = _News()
        self._files = prefectures, counties

    @override
    def run(self) -> None:
        try:
            prefectures, counties = (load_boundaries(path) for path in self._files)
        except ConsoleError as error:
            self.news.failed.emit(error)
        else:
            self.news.loaded.emit(prefectures, counties)


class Outlines(QObject):
    """Supplies maps with boundaries, those built before they are loaded as well."""

    failed = Signal(object)
    """A boundary file cannot be used: a :class:`ConsoleError`."""

    def __init__(self, prefectures: Path, counties: Path, review_number: str) -> None:
        super().__init__()
        self._review_number = review_number
        self._loaded: tuple[Boundaries, Boundaries] | None = None
        self._waiting: list[MapTile | FlowsTile] = []
        self._ended = False
        self._loading = _Loading(prefectures, counties)
        self._loading.setAutoDelete(False)
        self._loading.news.loaded.connect(self._take)
        self._loading.news.failed.connect(self.failed)

    def start(self) -> None:
        """Begin to load."""
        QThreadPool.globalInstance().start(self._loading)

    def stop(self) -> None:
        """Begin no further work: maps that still wait get nothing."""
        self._ended = True
        self._waiting = []

    @Slot(object)
    def supply(self, tile: Tile) -> None:
        """Give ``tile`` the boundaries if it is a map, as soon as they are there."""
        if self._ended or not isinstance(tile, MapTile | FlowsTile):
            return
        if self._loaded is not None:
            tile.set_boundaries(*self._loaded, self._review_number)
        else:
            self._waiting.append(tile)

    @Slot(object, object)
    def _take(self, prefectures: Boundaries, counties: Boundaries) -> None:
        self._loaded = prefectures, counties
        for tile in filter(isValid, self._waiting):
            tile.set_boundaries(prefectures, counties, self._review_number)
        self._waiting = []
