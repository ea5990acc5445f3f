"""The map of the province: a choropleth by prefecture or county, with command posts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.boundaries import Boundaries
from console.domain.regions import Level
from console.domain.requests import MapMetric, MapRequest
from console.domain.snapshots import MapSnapshot, Snapshot
from console.theme import Metrics
from console.widgets.language import language
from console.widgets.map_cursor import DIRECTIONS, KEYS, step
from console.widgets.map_engine import make_web_map
from console.widgets.map_layers import MapLayer
from console.widgets.map_native import NativeMap
from console.widgets.map_picture import MapPicture, picture_of
from console.widgets.map_preparation import LayerPreparation, PreparationNews
from console.widgets.map_surface import MapSurface
from console.widgets.map_words import figure
from console.widgets.tile import Tile

if TYPE_CHECKING:
    from console.widgets.map_web import WebMap

_Option = TypeVar("_Option", bound=StrEnum)
_STRAYS_NAMED = 3


class Renderer(StrEnum):
    """Which of the two maps draws."""

    WEB = "web"
    NATIVE = "native"


class MapTile(Tile):
    """Show one figure by areas: on the web map to explore, or on the native one in its place.

    Options: ``metric`` (new, cumulative, active, per_100k, gap, risk), ``level`` (prefecture,
    county), ``renderer`` (web, native), ``material`` (its code, for gap), ``memory_limit_mb`` (at
    which a web page is replaced by a fresh one).

    Raises:
        ValueError: An option has a value that does not exist.
    """

    shows_without_data = True

    region_hovered = Signal(str)
    """The viewer points at an area (its code; "" for none)."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._metric = self._option("metric", MapMetric.CUMULATIVE)
        self._level = self._option("level", Level.PREFECTURE)
        self._renderer = self._option("renderer", Renderer.WEB)
        self._boundaries: dict[Level, Boundaries] = {}
        self._layers: dict[Level, MapLayer] = {}
        self._review_number = ""
        self._news: PreparationNews | None = None
        self._picture: MapPicture | None = None
        self._hover = ""
        self.surface = MapSurface(self.content)
        self.native = NativeMap(self.surface)
        self.native.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.web = self._make_web() if self._renderer is Renderer.WEB else None
        self.surface.add_map(self.native)
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.surface)
        self.surface.controls.show_choice(self._metric, self._level)
        self.surface.controls.metric_chosen.connect(self.choose_metric)
        self.surface.controls.level_chosen.connect(self.choose_level)
        self.native.chosen.connect(self.region_chosen)
        self.native.hovered.connect(self._take_hover)
        self.native.blank_changed.connect(self._write_waiting)
        self._write_words()

    def set_boundaries(
        self, prefectures: Boundaries, counties: Boundaries, review_number: str = ""
    ) -> None:
        """Take the outlines to draw, and the map review number (审图号) to print, if one is known.

        They are made ready in a thread of the pool; until then the tile says that it waits.
        """
        self._boundaries = {each.level: each for each in (prefectures, counties)}
        self._layers = {}
        self._review_number = review_number
        preparation = LayerPreparation((prefectures, counties))
        self._news = preparation.news
        self._news.layers_ready.connect(self._take_layers)
        QThreadPool.globalInstance().start(preparation)
        self._write_words()

    @override
    def request(self) -> MapRequest:
        named = self.options.get("material") if self.material is None else self.material
        gap_of = str(named) if named and self._metric is MapMetric.GAP else None
        return MapRequest(self._metric, self._level, gap_of)

    @override
    def heading(self) -> str:
        shown = self.snapshot.request if isinstance(self.snapshot, MapSnapshot) else self.request()
        by = {Level.COUNTY: self.tr("by county"), Level.PREFECTURE: self.tr("by prefecture")}
        parts = [self._metric_words(shown.metric), by[shown.level]]
        if isinstance(self.snapshot, MapSnapshot):
            unit = self.snapshot.unit.of(language())
            parts[0] = f"{parts[0]} ({unit})" if unit else parts[0]
            day = self.snapshot.provenance.as_of
            parts.append(str(day) if day else self.tr("no data yet"))
        return " · ".join(parts)

    @override
    def draw(self, snapshot: Snapshot) -> None:
        if not isinstance(snapshot, MapSnapshot):
            return
        boundaries = self._boundaries.get(snapshot.request.level)
        if boundaries is None or snapshot.request.level not in self._layers:
            return
        self._picture = picture_of(snapshot, boundaries, language())
        if self.surface.legend.show_picture(self._picture, self._unmapped_words(snapshot)):
            self.surface.arrange()
        for each in self.maps:
            each.show_picture(self._picture)
        self._write_words()

    @override
    def select_region(self, code: str) -> None:
        super().select_region(code)
        for each in self.maps:
            each.show_selection(code)

    @Slot(str)
    def hover_region(self, code: str) -> None:
        """Point out the area ``code``, as another display does; "" for none."""
        self._hover = code
        for each in self.maps:
            each.show_hover(code)

    @Slot(str)
    def choose_metric(self, metric: str) -> None:
        """Show another figure, named by the value of its :class:`MapMetric`."""
        self._switch(MapMetric(metric), self._level)

    @Slot(str)
    def choose_level(self, level: str) -> None:
        """Show other areas, named by the value of their :class:`Level`."""
        self._switch(self._metric, Level(level))

    @override
    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.surface.set_metrics(metrics)
        for each in self.maps:
            each.set_metrics(metrics)

    @override
    def retranslate(self) -> None:
        self.surface.controls.retranslate()
        super().retranslate()
        self._write_words()
        self.surface.arrange()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = KEYS.get(Qt.Key(event.key()))
        if key is None:
            super().keyPressEvent(event)
            return
        self.press_key(key)

    @Slot(str)
    def press_key(self, key: str) -> None:
        """Walk over the areas by arrow keys; Enter chooses the one pointed at, Escape none."""
        if key == "Escape":
            self._take_hover("")
            self.region_chosen.emit("")
        elif key == "Enter" and self._hover:
            self.region_chosen.emit(self._hover)
        elif key in DIRECTIONS and self._picture is not None:
            layer = self._layers[self._picture.level]
            self._take_hover(step(layer, self._hover or self.region, DIRECTIONS[key]))
            self.hover_region(self._hover)

    def _make_web(self) -> "WebMap | None":
        web = make_web_map(self.surface)
        if web is None:
            return None
        web.memory_limit_mb = int(str(self.options.get("memory_limit_mb", web.memory_limit_mb)))
        self.surface.add_map(web)
        web.chosen.connect(self.region_chosen)
        web.hovered.connect(self._take_web_hover)
        web.key_pressed.connect(self.press_key)
        web.up_changed.connect(self._take_up)
        return web

    @property
    def picture(self) -> MapPicture | None:
        """What both maps draw; None before boundaries and data are there."""
        return self._picture

    @property
    def maps(self) -> "tuple[NativeMap | WebMap, ...]":
        """The maps that are kept up to date, in sight or not."""
        return (self.native,) if self.web is None else (self.native, self.web)

    @property
    @override
    def is_drawn(self) -> bool:
        if self.web is not None and self.web.is_up:
            drawn = self.web.is_painted
        else:
            drawn = self.native.is_drawn and not self.native.is_blank
        return drawn and (self.snapshot is None or self._picture is not None)

    @Slot(bool)
    def _take_up(self, up: bool) -> None:  # noqa: FBT001 - a signal has no keywords
        # The native map lies above: it takes over in the very next frame, and gives way as fast.
        self.native.setVisible(not up)
        self._write_waiting()

    @Slot(str)
    def _take_web_hover(self, code: str) -> None:
        self.native.show_hover(code)
        self._take_hover(code)

    def _option(self, name: str, default: _Option) -> _Option:
        return type(default)(str(self.options.get(name, default)))

    def _switch(self, metric: MapMetric, level: Level) -> None:
        if (metric, level) == (self._metric, self._level):
            return
        self._metric, self._level = metric, level
        self.surface.controls.show_choice(metric, level)
        self.write_labels()
        self.request_changed.emit(self.request())

    @Slot(object)
    def _take_layers(self, layers: tuple[MapLayer, ...]) -> None:
        if any(self._boundaries.get(layer.level) is not layer.boundaries for layer in layers):
            return  # Made for boundaries that were replaced meanwhile.
        self._layers = {layer.level: layer for layer in layers}
        for each in self.maps:
            each.set_layers(layers)
        if self.snapshot is not None:
            self.draw(self.snapshot)
        self._write_words()

    @Slot(str)
    def _take_hover(self, code: str) -> None:
        if code != self._hover:
            self._hover = code
            self.region_hovered.emit(code)

    @Slot()
    def _write_waiting(self) -> None:
        for_data = self._layers and self._picture is None
        words = self.tr("Waiting for data") if for_data else self.tr("Preparing the map")
        self.surface.waiting.setText(words)
        blank = self.native.is_blank and not self.native.isHidden()
        self.surface.waiting.setVisible(self._picture is None or blank)

    def _write_words(self) -> None:
        self._write_waiting()
        level = self._picture.level if self._picture is not None else self._level
        notes = [self._boundaries[level].note.of(language())] if level in self._boundaries else []
        if self._review_number:
            notes.append(self.tr("Map review number {number}").format(number=self._review_number))
        note = " · ".join(notes)
        if note != self.surface.note.text():
            self.surface.note.setText(note)
            self.surface.arrange()

    def _unmapped_words(self, snapshot: MapSnapshot) -> tuple[str, ...]:
        words = []
        if snapshot.unmapped is not None:
            count = figure(snapshot.unmapped, snapshot.request.metric, language())
            words.append(self.tr("Imported etc., not mapped: {count}").format(count=count))
        if strays := self._picture.strays if self._picture is not None else ():
            names = ", ".join(strays[:_STRAYS_NAMED]) + (" …" if strays[_STRAYS_NAMED:] else "")
            words.append(self.tr("No area drawn for: {names}").format(names=names))
        return tuple(words)

    def _metric_words(self, metric: MapMetric) -> str:
        return {
            MapMetric.NEW: self.tr("Newly confirmed"),
            MapMetric.CUMULATIVE: self.tr("Confirmed, total"),
            MapMetric.ACTIVE: self.tr("Active cases"),
            MapMetric.PER_100K: self.tr("Rate per 100,000"),
            MapMetric.GAP: self.tr("Material gap"),
            MapMetric.RISK: self.tr("Risk tier"),
        }[metric]
