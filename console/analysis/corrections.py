"""Corrections booked back, so that what needs counts without negatives keeps the sum right."""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def booked_back(daily: FloatArray) -> FloatArray:
    """Return ``daily`` with each negative count taken off the newest cases before it.

    A fall of a cumulative figure says that cases counted earlier were none; which ones is not
    published, so that the newest are taken. What exceeds all earlier cases is let go.

    Args:
        daily: Signed counts of shape (days,) or (days, places), NaN = not published.

    Returns:
        Counts of the same shape, none below zero, NaN where ``daily`` is; up to the newest day
        their sum is that of ``daily`` wherever the running sum never fell below zero.
    """
    booked = daily.copy()
    columns = booked[:, None] if booked.ndim == 1 else booked
    for day, column in np.argwhere(columns < 0):
        _take_off(columns[:, column], int(day))
    return booked


def _take_off(counts: FloatArray, day: int) -> None:
    """Take the negative count of ``day`` off the newest positive ones before it, in place."""
    owed, counts[day] = -counts[day], 0.0
    for earlier in range(day - 1, -1, -1):
        if owed <= 0:
            return
        if counts[earlier] > 0:
            taken = min(owed, counts[earlier])
            counts[earlier] -= taken
            owed -= taken
