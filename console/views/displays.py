"""The displays that scenes can name."""

from collections.abc import Mapping
from types import MappingProxyType

from console.domain.regions import Level
from console.domain.requests import MapMetric
from console.domain.scenes import OptionValue
from console.views.tile_shelf import TileKind
from console.widgets.balance_tile import BalanceTile
from console.widgets.call_tile import CallTile
from console.widgets.clock_tile import ClockTile
from console.widgets.facilities_tile import FacilitiesTile
from console.widgets.feed_tile import FeedTile, FeedTileBase
from console.widgets.feeds_tile import FeedsTile
from console.widgets.flows_tile import FlowsTile
from console.widgets.headline_tile import HeadlineTile
from console.widgets.investigation_tile import InvestigationTile
from console.widgets.map_tile import MapTile
from console.widgets.material_series_tile import MaterialSeriesTile
from console.widgets.materials_tile import MaterialsTile
from console.widgets.meeting_tile import MeetingTile
from console.widgets.network_tile import NetworkTile
from console.widgets.plan_tile import PlanTile
from console.widgets.reproduction_tile import ReproductionTile
from console.widgets.risk_tile import RiskTile
from console.widgets.status_tile import StatusTile
from console.widgets.tile import Tile
from console.widgets.timeliness_tile import TimelinessTile
from console.widgets.trend_tile import TrendTile
from console.widgets.warning_tile import WarningTile
from console.widgets.worst_tile import WorstShortagesTile


def _adapt_map(tile: Tile, options: Mapping[str, OptionValue]) -> None:
    """Turn a map to another scene's figure and areas: its page is the dearest thing on a wall."""
    if isinstance(tile, MapTile):
        tile.options = dict(options)
        tile.choose_metric(str(options.get("metric", MapMetric.CUMULATIVE)))
        tile.choose_level(str(options.get("level", Level.PREFECTURE)))


def _adapt_feeds(tile: Tile, options: Mapping[str, OptionValue]) -> None:
    """Turn a tile to another scene's feeds: those that both have go on."""
    if isinstance(tile, FeedTileBase):
        tile.take_options(options)


DISPLAYS: Mapping[str, TileKind] = MappingProxyType(
    {
        "balance": TileKind(BalanceTile),
        "call": TileKind(CallTile, plain=False),
        "clock": TileKind(ClockTile),
        "facilities": TileKind(FacilitiesTile),
        "feed": TileKind(FeedTile, _adapt_feeds, plain=False),
        "feeds": TileKind(FeedsTile, _adapt_feeds, plain=False),
        "flows": TileKind(FlowsTile),
        "headline": TileKind(HeadlineTile),
        "investigation": TileKind(InvestigationTile),
        # Two pages would be two views; the native map draws the same on each screen.
        "map": TileKind(MapTile, _adapt_map, MappingProxyType({"renderer": "native"}), plain=False),
        "material_series": TileKind(MaterialSeriesTile),
        "materials": TileKind(MaterialsTile),
        "meeting": TileKind(MeetingTile, plain=False),
        "network": TileKind(NetworkTile),
        "plan": TileKind(PlanTile),
        "reproduction": TileKind(ReproductionTile),
        "risk": TileKind(RiskTile),
        "status": TileKind(StatusTile),
        "timeliness": TileKind(TimelinessTile),
        "trend": TileKind(TrendTile),
        "warning": TileKind(WarningTile),
        "worst": TileKind(WorstShortagesTile),
    }
)
