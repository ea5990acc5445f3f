"""The experts who can be called, and when they are on duty."""

from datetime import datetime

from console.data.snapshots.context import BuildContext
from console.data.store import Row, Store
from console.domain.contacts import Expert, ExpertsSnapshot
from console.domain.datasets import Dataset
from console.domain.requests import ExpertsRequest


def build_experts(store: Store, request: ExpertsRequest, context: BuildContext) -> ExpertsSnapshot:
    """Return every expert, in the order of their codes."""
    rows = store.table(Dataset.EXPERT)
    return ExpertsSnapshot(
        request=request,
        provenance=context.provenance(Dataset.EXPERT, as_of=None),
        experts=tuple(_expert(rows[key]) for key in sorted(rows, key=str)),
    )


def _expert(row: Row) -> Expert:
    return Expert(
        code=_text(row, "code"),
        name=_text(row, "name"),
        speciality=_text(row, "speciality"),
        institution=_text(row, "institution"),
        call_url=_text(row, "call_url"),
        phone=_text(row, "phone"),
        on_call_from=_moment(row.get("on_call_from")),
        on_call_to=_moment(row.get("on_call_to")),
    )


def _text(row: Row, column: str) -> str:
    return str(row.get(column) or "").strip()


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None
