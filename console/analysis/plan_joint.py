"""What the trucks can bring of all materials together: one flow over roads, without days."""

from collections.abc import Sequence

import numpy as np

from console.analysis.plan_fair import Fair
from console.analysis.plan_model import FloatArray
from console.analysis.plan_network import IntArray, Network
from console.analysis.plan_reach import Reach
from console.analysis.plan_table import solved


def brought_together(
    until: FloatArray,
    volumes: Sequence[float],
    networks: Sequence[Network],
    wanted: Sequence[FloatArray],
) -> list[Fair]:
    """Return the most cubic metres of the ``wanted`` that the trucks bring, all materials at once.

    Args:
        until: Cubic metres that the trucks of each place take by the end of each day, (P, days).
        volumes: Cubic metres of a carton, one a material.
        networks: The materials, without a limit by trucks.
        wanted: The most that each place shall have beyond its base in cartons, each of shape (P,).
    """
    from scipy import sparse  # noqa: PLC0415 - heavy, and only planners need it

    reaches = [Reach(network) for network in networks]
    widths = [reach.width for reach in reaches]
    if not sum(widths):
        return [Fair(np.zeros_like(most), np.zeros(0)) for most in wanted]
    limits: list[FloatArray] = []
    for reach, most in zip(reaches, wanted, strict=True):
        limits += [reach.asked(most), reach.bounds]
    alone = sparse.block_diag([reach.matrix for reach in reaches], format="csr")
    some = np.diff(alone.indptr) > 0
    entries, room = _truck_rows(until, volumes, reaches)
    together = sparse.csr_matrix(entries, shape=(len(room), sum(widths)))
    found = solved(
        -np.repeat([size or 1.0 for size in volumes], widths),
        A_ub=sparse.vstack([alone[some], together]),
        b_ub=np.concatenate([np.concatenate(limits)[some], room]),
    )
    parts = np.split(found.x, np.cumsum(widths)[:-1])
    return [
        Fair(*reach.spread(part, most))
        for reach, part, most in zip(reaches, parts, wanted, strict=True)
    ]


def _truck_rows(
    until: FloatArray, volumes: Sequence[float], reaches: Sequence[Reach]
) -> tuple[tuple[FloatArray, tuple[IntArray, IntArray]], FloatArray]:
    """Return entries and right sides of: what has left by each day is no more than trucks took."""
    days = until.shape[1]
    rows, cols, sizes = [], [], []
    start = 0
    for size, reach in zip(volumes, reaches, strict=True):
        roads = reach.roads
        for later in range(int(roads.lead.max(initial=0)) + 1):
            day = days - 1 - roads.lead + later
            some = np.flatnonzero(day < days)
            some = some[np.isfinite(until[roads.source[some], day[some]])]
            rows.append(roads.source[some] * days + day[some])
            cols.append(start + some)
            sizes.append(np.full(len(some), size))
        start += reach.width
    held, row = np.unique(np.concatenate(rows), return_inverse=True)
    entries = np.concatenate(sizes), (row.ravel(), np.concatenate(cols))
    return entries, until.ravel()[held]
