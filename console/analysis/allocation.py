"""Who is sent how much: the fair division of what there is.

Fair means lexicographic max-min: the weighted days of cover of the worst-off place are raised as
far as they go, then those of the next, until the supply is spent. Raising all water to one level is
its closed form, so that every amount can be explained by one number, the level.
"""

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def water_level(
    burn: npt.ArrayLike,
    stock: npt.ArrayLike,
    supply: float,
    weights: npt.ArrayLike | None = None,
    cap: npt.ArrayLike | None = None,
) -> FloatArray:
    """Return what each place is sent: x = clip(λ·w·burn − stock, 0, cap), spending the supply.

    λ is the level of weighted cover in days to which every place is raised that is below it and not
    at its cap; it is found on the sorted breakpoints of Σx(λ), which is piecewise linear.

    Args:
        burn: Units consumed a day, of shape (places,); a place that burns nothing is sent nothing.
        stock: Units in stock, of shape (places,).
        supply: Units there are to send.
        weights: How many days one place's day of cover counts for (a place with weight 2 is raised
            to twice the days); all 1 where omitted.
        cap: The most that each place can take; without bound where omitted.

    Returns:
        Units sent to each place, of shape (places,); they sum to ``supply`` or, where the caps of
        the places that burn allow less, to those caps.

    Raises:
        ValueError: An amount is negative or missing, or a weight not positive.
    """
    rate, held = np.asarray(burn, np.float64), np.asarray(stock, np.float64)
    factor = np.ones_like(rate) if weights is None else np.asarray(weights, np.float64)
    most = np.full_like(rate, np.inf) if cap is None else np.asarray(cap, np.float64)
    _check(rate, held, float(supply), factor, most)
    sent = np.zeros_like(rate)
    needy = rate > 0
    if supply <= 0 or not needy.any():
        return sent
    slope, level, room = (factor * rate)[needy], held[needy], most[needy]
    if room.sum() <= supply:
        sent[needy] = room
        return sent
    reached = _level(slope, level, room, float(supply))
    sent[needy] = np.clip(reached * slope - level, 0.0, room)
    return sent


def _level(slope: FloatArray, stock: FloatArray, room: FloatArray, supply: float) -> float:
    """Return λ with Σ clip(λ·slope − stock, 0, room) = supply; some room must be left at λ."""
    starts, ends = stock / slope, (stock + room) / slope
    at = np.unique(np.concatenate([starts, ends[np.isfinite(ends)]]))
    begun, done = np.argsort(starts), np.argsort(ends)
    n_begun = np.searchsorted(starts[begun], at, side="right")
    n_done = np.searchsorted(ends[done], at, side="right")
    rising = _sums(slope[begun])[n_begun] - _sums(slope[done])[n_done]
    held = _sums(stock[begun])[n_begun] - _sums(stock[done])[n_done]
    spent = rising * at - held + _sums(np.where(np.isfinite(room), room, 0.0)[done])[n_done]
    last = max(0, int(np.searchsorted(spent, supply, side="right")) - 1)
    active = (starts <= at[last]) & (ends > at[last])
    if not active.any():
        return float(at[last])
    full = room[ends <= at[last]].sum()
    return float((supply - full + stock[active].sum()) / slope[active].sum())


def _sums(values: FloatArray) -> FloatArray:
    """Return the running sums of ``values``, beginning with the sum of none."""
    return np.concatenate([[0.0], np.cumsum(values)])


def _check(
    burn: FloatArray, stock: FloatArray, supply: float, weights: FloatArray, cap: FloatArray
) -> None:
    if not burn.shape == stock.shape == weights.shape == cap.shape:
        msg = "burn, stock, weights and caps must speak of the same places"
        raise ValueError(msg)
    amounts = np.concatenate([burn, stock, [supply]])
    if not np.isfinite(amounts).all() or (amounts < 0).any() or not (cap >= 0).all():
        msg = "burn, stock, supply and caps must be amounts: zero or more, none missing"
        raise ValueError(msg)
    if not (np.isfinite(weights).all() and (weights > 0).all()):
        msg = "weights must be above zero"
        raise ValueError(msg)
