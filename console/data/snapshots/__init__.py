"""Snapshots of the store: what tiles ask for, built off the GUI thread and frozen.

:func:`build` answers any request; :data:`NEEDS` tells which datasets each kind of request shows, so
that only what changed is built anew.
"""

from collections.abc import Callable, Mapping
from typing import Any

from console.data.snapshots.choropleth import build_map
from console.data.snapshots.context import BuildContext
from console.data.snapshots.duty import build_alarms, build_duty_log
from console.data.snapshots.experts import build_experts
from console.data.snapshots.facilities import build_facilities
from console.data.snapshots.headline import build_headline
from console.data.snapshots.investigation import build_investigation
from console.data.snapshots.materials import build_materials
from console.data.snapshots.network import build_network
from console.data.snapshots.places import build_places, build_status
from console.data.snapshots.plans import build_plan
from console.data.snapshots.posts import build_posts
from console.data.snapshots.reproduction import build_reproduction
from console.data.snapshots.risk import build_risk
from console.data.snapshots.supply import build_balance, build_flows
from console.data.snapshots.timeliness import build_timeliness
from console.data.snapshots.trend import build_trend
from console.data.snapshots.warning import build_warning
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.duty import AlarmsRequest, DutyLogRequest
from console.domain.requests import (
    ExpertsRequest,
    HeadlineRequest,
    MapRequest,
    MaterialsRequest,
    PlacesRequest,
    PostsRequest,
    SnapshotRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.requests_analysis import (
    FacilitiesRequest,
    InvestigationRequest,
    NetworkRequest,
    ReproductionRequest,
    RiskRequest,
    TimelinessRequest,
    WarningRequest,
)
from console.domain.snapshots import Snapshot
from console.domain.supply import BalanceRequest, FlowsRequest, PlanRequest

__all__ = ["NEEDS", "BuildContext", "build"]

_MATERIALS = frozenset(
    {Dataset.REGION, Dataset.MATERIAL, Dataset.MATERIAL_DAILY, Dataset.MATERIAL_FLOW}
)

_CASES = frozenset({Dataset.REGION, Dataset.CASE_DAILY})

#: The datasets that each kind of request is built from.
NEEDS: Mapping[type, frozenset[Dataset]] = {
    MapRequest: _MATERIALS | {Dataset.CASE_DAILY, Dataset.COMMAND_POST, Dataset.RISK_TIER},
    TrendRequest: frozenset({Dataset.REGION, Dataset.CASE_DAILY, Dataset.CASE_NOTE}),
    MaterialsRequest: _MATERIALS,
    HeadlineRequest: _MATERIALS | {Dataset.CASE_DAILY, Dataset.INVESTIGATION_DAILY},
    StatusRequest: frozenset(Dataset),
    PlacesRequest: frozenset({Dataset.REGION, Dataset.COMMAND_POST}),
    PostsRequest: frozenset({Dataset.REGION, Dataset.COMMAND_POST}),
    ExpertsRequest: frozenset({Dataset.EXPERT}),
    ReproductionRequest: _CASES | {Dataset.CASE_NOTE},
    WarningRequest: _CASES | {Dataset.ALERT, Dataset.CASE_NOTE},
    RiskRequest: _CASES | {Dataset.RISK_TIER},
    TimelinessRequest: _CASES | {Dataset.TIMELINESS_WEEKLY},
    InvestigationRequest: frozenset({Dataset.REGION, Dataset.INVESTIGATION_DAILY}),
    NetworkRequest: frozenset({Dataset.REGION, Dataset.REPORTING_UNIT}),
    FacilitiesRequest: frozenset({Dataset.REGION, Dataset.FACILITY}),
    FlowsRequest: _MATERIALS | {Dataset.COMMAND_POST},
    BalanceRequest: _MATERIALS,
    PlanRequest: _MATERIALS | {Dataset.ALLOCATION_PLAN, Dataset.ALLOCATION_LINE},
    DutyLogRequest: frozenset({Dataset.DUTY_LOG}),
    AlarmsRequest: frozenset({Dataset.ALERT}),
}

_BUILDERS: Mapping[type, Callable[[Store, Any, BuildContext], Snapshot]] = {
    MapRequest: build_map,
    TrendRequest: build_trend,
    MaterialsRequest: build_materials,
    HeadlineRequest: build_headline,
    StatusRequest: build_status,
    PlacesRequest: build_places,
    PostsRequest: build_posts,
    ExpertsRequest: build_experts,
    ReproductionRequest: build_reproduction,
    WarningRequest: build_warning,
    RiskRequest: build_risk,
    TimelinessRequest: build_timeliness,
    InvestigationRequest: build_investigation,
    NetworkRequest: build_network,
    FacilitiesRequest: build_facilities,
    FlowsRequest: build_flows,
    BalanceRequest: build_balance,
    PlanRequest: build_plan,
    DutyLogRequest: build_duty_log,
    AlarmsRequest: build_alarms,
}


def build(store: Store, request: SnapshotRequest, context: BuildContext) -> Snapshot:
    """Return the snapshot that answers ``request`` from what ``store`` holds now.

    Must be called on the store's own thread. Nothing in the snapshot is shared with the store that
    could change later.
    """
    return _BUILDERS[type(request)](store, request, context)
