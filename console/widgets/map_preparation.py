"""Makes boundaries ready for the maps off the GUI thread, as a whole country takes a while."""

from PySide6.QtCore import QObject, QRunnable, Signal
from typing_extensions import override

from console.domain.boundaries import Boundaries
from console.widgets.map_layers import build_layer
from console.widgets.map_page import build_document


class PreparationNews(QObject):
    """Carries what a preparation made to the GUI thread."""

    layers_ready = Signal(object)
    """The layers: a tuple of :class:`~console.widgets.map_layers.MapLayer`, wider areas first."""

    document_ready = Signal(object)
    """The document of the explorable map, as bytes."""


class LayerPreparation(QRunnable):
    """Projects boundaries and builds their paths in a thread of the pool."""

    def __init__(self, boundaries: tuple[Boundaries, ...]) -> None:
        super().__init__()
        self.news = PreparationNews()
        self._boundaries = boundaries

    @override
    def run(self) -> None:
        self.news.layers_ready.emit(tuple(build_layer(each) for each in self._boundaries))


class DocumentPreparation(QRunnable):
    """Lets folium make the explorable map's document in a thread of the pool.

    Should that fail, the exception hook reports it, and the native map stays in its place.
    """

    def __init__(self, boundaries: tuple[Boundaries, ...]) -> None:
        super().__init__()
        self.news = PreparationNews()
        self._boundaries = boundaries

    @override
    def run(self) -> None:
        self.news.document_ready.emit(build_document(self._boundaries))
