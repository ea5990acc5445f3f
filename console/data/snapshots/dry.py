"""The day on which a place runs dry: stock and what is due by then, at the present burn rate."""

import numpy as np

from console.data.grid import FloatArray

#: What lasts longer than this is not said to run dry: burn rates do not hold for so long.
MOST_DAYS = 60

#: Part of a day that divisions may be off by: three days' stock must not last two.
_ROUNDING = 1e-9

#: Shipments on their way by (place, material): the day each is due, as an ordinal, and its units.
Coming = dict[tuple[int, int], list[tuple[int, float]]]


def dry_days(reserve: FloatArray, burn: FloatArray, day: FloatArray, coming: Coming) -> FloatArray:
    """Return the ordinal of the first day whose use finds too little; 0 = none, or not known.

    Args:
        reserve: Units in stock in the evening of ``day``, shape (places, materials).
        burn: Units used a day, same shape.
        day: Ordinals of the newest figures, same shape, 0 = none.
        coming: What is on its way; what is overdue counts as coming on the next day.
    """
    lasts = np.full_like(reserve, np.inf)
    np.divide(reserve, burn, out=lasts, where=burn > 0)
    told = (day > 0) & np.isfinite(reserve) & np.isfinite(lasts)
    lasts[~told] = np.inf
    for at, due in coming.items():
        if np.isfinite(lasts[at]):
            lasts[at] = _lasts(float(reserve[at]), float(burn[at]), float(day[at]), due)
    dry: FloatArray = np.where(
        lasts < MOST_DAYS, day + 1 + np.floor(np.minimum(lasts, 1e6) + _ROUNDING), 0.0
    )
    return dry


def _lasts(reserve: float, burn: float, day: float, due: list[tuple[int, float]]) -> float:
    """Return how many days stock lasts, counting each shipment that comes while there is some."""
    held = reserve
    for on, units in sorted(due):
        if max(0.0, on - day - 1) > held / burn + _ROUNDING:
            break
        held += units
    return held / burn
