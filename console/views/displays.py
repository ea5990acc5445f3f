"""The displays that scenes can name."""

from collections.abc import Mapping
from types import MappingProxyType

from console.views.tile_shelf import TileKind
from console.widgets.clock_tile import ClockTile
from console.widgets.headline_tile import HeadlineTile
from console.widgets.material_series_tile import MaterialSeriesTile
from console.widgets.materials_tile import MaterialsTile
from console.widgets.status_tile import StatusTile
from console.widgets.trend_tile import TrendTile
from console.widgets.worst_tile import WorstShortagesTile

DISPLAYS: Mapping[str, TileKind] = MappingProxyType(
    {
        "clock": TileKind(ClockTile),
        "headline": TileKind(HeadlineTile),
        "material_series": TileKind(MaterialSeriesTile),
        "materials": TileKind(MaterialsTile),
        "status": TileKind(StatusTile),
        "trend": TileKind(TrendTile),
        "worst": TileKind(WorstShortagesTile),
    }
)
