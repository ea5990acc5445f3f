"""A linear program put together block by block, and solved by HiGHS through scipy."""

from typing import Any

import numpy as np

from console.analysis.plan_model import FloatArray
from console.analysis.plan_network import IntArray


class Table:
    """Collects columns and the entries of equations, block by block."""

    def __init__(self) -> None:
        self.costs: list[FloatArray] = []
        self.tops: list[FloatArray] = []
        self._rows: list[IntArray] = []
        self._cols: list[IntArray] = []
        self._values: list[FloatArray] = []
        self.right: list[FloatArray] = []
        self.width = self.height = 0

    def columns(self, cost: FloatArray, top: FloatArray) -> IntArray:
        """Add columns between 0 and ``top``; return their numbers."""
        numbers = np.arange(self.width, self.width + len(cost))
        self.costs.append(cost)
        self.tops.append(top)
        self.width += len(cost)
        return numbers

    def rows(self, right: FloatArray) -> IntArray:
        """Add equations with these right sides; return their numbers."""
        numbers = np.arange(self.height, self.height + len(right))
        self.right.append(right)
        self.height += len(right)
        return numbers

    def enter(self, rows: IntArray, cols: IntArray, value: float) -> None:
        """Put ``value`` where each row and column meet; rows of −1 do not exist."""
        there = rows >= 0
        self._rows.append(rows[there])
        self._cols.append(cols[there])
        self._values.append(np.full(int(there.sum()), value))

    def solve(self) -> FloatArray:
        """Return the values of all columns at the least cost, at a vertex.

        Raises:
            RuntimeError: The solver failed, or the equations contradict each other.
        """
        from scipy import sparse  # noqa: PLC0415 - heavy, and only planners need it

        entries = np.concatenate(self._values)
        places = np.concatenate(self._rows), np.concatenate(self._cols)
        matrix = sparse.csr_matrix((entries, places), shape=(self.height, self.width))
        tops = np.concatenate(self.tops)
        found = solved(
            np.concatenate(self.costs),
            A_eq=matrix,
            b_eq=np.concatenate(self.right),
            bounds=np.stack([np.zeros(self.width), tops], axis=1),
        )
        values: FloatArray = np.clip(found.x, 0.0, tops)
        return values


def solved(costs: FloatArray, **conditions: object) -> Any:  # noqa: ANN401 - scipy's own result
    """Return scipy's answer to ``linprog(costs, **conditions)``, at a vertex.

    Raises:
        RuntimeError: The solver failed, or the conditions contradict each other.
    """
    from scipy.optimize import linprog  # noqa: PLC0415 - heavy, and only planners need it

    found = linprog(costs, method="highs-ds", **conditions)  # type: ignore[call-overload]
    if found.status != 0:
        msg = f"the solver found no plan: {found.message}"
        raise RuntimeError(msg)
    return found
