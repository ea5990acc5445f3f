"""Screening and contact tracing of a region, over its newest finished days."""

import numpy as np

from console.analysis.incidence import sum_published
from console.data.grid import FloatArray
from console.data.snapshots.context import BuildContext, day_or_none, frozen, known
from console.data.snapshots.trend import first_unfinal_day, trimmed
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.requests_analysis import InvestigationRequest
from console.domain.snapshots_response import InvestigationSnapshot, InvestigationStage

DAYS = 14

#: The steps, and what each is a share of.
_STAGES = {
    "screened": "",
    "positive": "screened",
    "contacts_traced": "",
    "contacts_followed": "contacts_traced",
    "under_observation": "",
    "released": "",
}

#: Figures of which a sum over days says nothing.
_LEVELS = frozenset({"under_observation"})


def build_investigation(
    store: Store, request: InvestigationRequest, context: BuildContext
) -> InvestigationSnapshot:
    """Return the newest two finished weeks of every step."""
    code = store.code_or_province(request.region)
    lead, first, newest = _span(store, code, context.today.toordinal())
    unfinished = _unfinished(store, code, lead, newest, context) if newest else None
    last = (newest if unfinished is None else unfinished - 1) if newest else None
    start = max(first, last - DAYS + 1) if last else 0
    stages = _stages(store, code, start, last) if last and last >= first else ()
    reporting = np.zeros(1, dtype=np.int_)
    if stages and last:
        reporting = store.investigation.reporting((code, ""), lead, start, last)
    return InvestigationSnapshot(
        request=request,
        provenance=context.provenance(
            Dataset.INVESTIGATION_DAILY,
            Dataset.REGION,
            as_of=day_or_none(last if stages else None),
        ),
        region_name=store.regions.name(code),
        first_day=day_or_none(start if stages else None),
        stages=stages,
        reported=int(reporting[-1]),
        places=int(reporting.max()),
        unfinished_from=day_or_none(unfinished),
    )


def _span(store: Store, code: str, today: int) -> tuple[str, int, int | None]:
    """Return the step that is published latest, its first and its newest day."""
    cube = store.investigation
    found = []
    for column in _STAGES:
        first, values = trimmed(cube, [cube.whole(code)], column, today)
        if values.shape[1]:
            found.append((first + values.shape[1] - 1, first, column))
    if not found:
        return "screened", 0, None
    newest, first, column = max(found, key=lambda one: one[0])
    return column, first, newest


def _unfinished(
    store: Store, code: str, lead: str, newest: int, context: BuildContext
) -> int | None:
    found = first_unfinal_day(store.investigation, (code, ""), lead, newest)
    today = context.today.toordinal()
    days = [day for day in (found, today if newest >= today else None) if day is not None]
    return min(days, default=None)


def _stages(store: Store, code: str, first: int, last: int) -> tuple[InvestigationStage, ...]:
    cube = store.investigation
    columns = list(_STAGES)
    values = cube.window([cube.whole(code)], columns, first, last)[0]
    totals = {
        column: None if column in _LEVELS else known(float(sum_published(row[:, None])[0]))
        for column, row in zip(columns, values, strict=True)
    }
    return tuple(_stage(column, row, totals) for column, row in zip(columns, values, strict=True))


def _stage(column: str, values: FloatArray, totals: dict[str, float | None]) -> InvestigationStage:
    whole, part = totals.get(_STAGES[column]), totals[column]
    return InvestigationStage(
        key=column,
        values=frozen(values.copy()),
        total=part,
        share=part / whole if whole and part is not None else None,
        share_of=_STAGES[column],
    )
