"""Supply flows on the map: what was shipped, what arrived, what is promised."""

from collections.abc import Mapping

from PySide6.QtCore import QThreadPool, Slot
from PySide6.QtGui import QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.boundaries import Boundaries
from console.domain.snapshots import Snapshot
from console.domain.supply import FlowsRequest, FlowsSnapshot
from console.theme import Metrics, palette
from console.widgets.flow_arcs import LOOKS, FlowArcs
from console.widgets.language import language
from console.widgets.legend_row import LegendEntry, LegendRow, Mark
from console.widgets.map_layers import MapLayer
from console.widgets.map_native import NativeMap
from console.widgets.map_picture import AreaLook, ClassLook, MapPicture
from console.widgets.map_preparation import LayerPreparation, PreparationNews
from console.widgets.map_words import short_name
from console.widgets.region_tile import RegionTile
from console.widgets.style import colour

#: The outlines' source and the map review number have to be read whole, however narrow the tile.
_SOURCE_LINES = 3


class FlowsTile(RegionTile):
    """Show who sends what to whom, of the chosen material or the one that is shortest."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._source.set_lines(_SOURCE_LINES)
        self._boundaries: Boundaries | None = None
        self._news: PreparationNews | None = None
        self._ready = False
        self._review_number = ""
        self.map = NativeMap(self.content)
        self.arcs = FlowArcs(self.map)
        self.legend = LegendRow(self.content)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.map, 1)
        layout.addWidget(self.legend)
        self.map.chosen.connect(self.region_chosen)

    def set_boundaries(
        self, prefectures: Boundaries, _counties: Boundaries, review_number: str = ""
    ) -> None:
        """Take the outlines to draw on; they are made ready in a thread of the pool."""
        self._boundaries, self._review_number, self._ready = prefectures, review_number, False
        preparation = LayerPreparation((prefectures,))
        self._news = preparation.news
        self._news.layers_ready.connect(self._take_layers)
        QThreadPool.globalInstance().start(preparation)

    @override
    def request(self) -> FlowsRequest:
        named = self.options.get("material") if self.material is None else self.material
        return FlowsRequest("", str(named) if named else None)

    @property
    @override
    def is_drawn(self) -> bool:
        drawn = self.map.is_drawn and not self.map.is_blank
        return drawn and (self.snapshot is None or self._ready)

    @override
    def title(self) -> str:
        snapshot, lang = self.snapshot, language()
        title = self.tr("Supply flows")
        if not isinstance(snapshot, FlowsSnapshot) or not snapshot.material.of(lang):
            return title
        return f"{title} · {snapshot.material.of(lang)} ({snapshot.unit.of(lang)})"

    @override
    def heading(self) -> str:
        """Leave the region out: the map shows it, and the material needs the room."""
        return self.title()

    @override
    def source_words(self) -> str:
        if not isinstance(self.snapshot, FlowsSnapshot):
            return super().source_words()
        note = self._boundaries.note.of(language()) if self._boundaries else ""
        number = self._review_number
        review = self.tr("Map review number {number}").format(number=number) if number else ""
        # Where even so many lines are too few, the end is left out, and it may not be this.
        parts = (review, super().source_words(), note)
        return " · ".join(part for part in parts if part)

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, FlowsSnapshot):
            return
        self.arcs.show_flows(snapshot)
        self.legend.show_entries(self._entries(snapshot.days))
        if self._boundaries is not None and self._ready:
            self.map.show_picture(_ground(self._boundaries))

    @Slot(str)
    @override
    def select_region(self, code: str) -> None:
        super().select_region(code)
        self.map.show_selection(code)

    @Slot(str)
    @override
    def select_material(self, code: str) -> None:
        super().select_material(code)
        self.request_changed.emit(self.request())

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        for part in (self.map, self.arcs, self.legend):
            part.set_metrics(metrics)

    @Slot(object)
    def _take_layers(self, layers: tuple[MapLayer, ...]) -> None:
        if any(layer.boundaries is not self._boundaries for layer in layers):
            return  # Made for boundaries that were replaced meanwhile.
        self._ready = True
        self.map.set_layers(layers)
        if self.snapshot is not None:
            self.draw(self.snapshot)

    def _entries(self, days: int) -> list[LegendEntry]:
        words = (
            self.tr("shipped, on its way"),
            self.tr("arrived in {0} days").format(days),
            self.tr("promised"),
        )
        width = max(2.0, self.metrics.share(0.4))
        return [
            LegendEntry(name, Mark.LINE, QPen(colour(look.role), width, look.dash))
            for name, look in zip(words, LOOKS, strict=True)
        ]


def _ground(boundaries: Boundaries) -> MapPicture:
    """Return a plain map of the areas with their names: what flows are drawn on."""
    lang, colours = language(), palette()
    plain = ClassLook(colours["raised"], colours["text_soft"], colours["window"], False, "")  # noqa: FBT003
    areas = {
        item.code: AreaLook(0, item.name.of(lang), short_name(item.name, lang), "", 0.0)
        for item in boundaries.items
    }
    return MapPicture(level=boundaries.level, areas=areas, classes=(plain,), posts=(), unit="")
