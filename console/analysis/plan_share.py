"""How the room on the trucks is shared among materials where it does not suffice."""

from collections.abc import Sequence

import numpy as np

from console.analysis.allocation import water_level
from console.analysis.plan_fair import Fair
from console.analysis.plan_model import FloatArray, Goods
from console.analysis.plan_network import Network

Ideal = Sequence[tuple[Network, Fair]]


def carried(trucks: FloatArray, volumes: Sequence[float], ideal: Ideal) -> float:
    """Return the cubic metres that the trucks can take of what ought to be brought, at most.

    Args:
        trucks: Cubic metres free on the trucks, shape (P, days).
        volumes: Cubic metres of a carton, one a material.
        ideal: The materials with their fair totals.
    """
    loads = np.zeros(len(trucks))
    for size, (network, fair) in zip(volumes, ideal, strict=True):
        loads += size * np.bincount(network.roads.source, fair.flow, len(loads))
    return float(np.minimum(trucks.sum(axis=1), loads).sum())


def shares(
    room: float, volumes: Sequence[float], goods: Sequence[Goods], ideal: Ideal
) -> list[FloatArray]:
    """Return what each place may have of each material, in cartons beyond its base.

    All places and materials are raised to one water level of cover, weighed by place and material,
    none beyond its fair total; the water is the ``room`` on the trucks in cubic metres.

    Args:
        room: Cubic metres.
        volumes: Cubic metres of a carton, one a material.
        goods: The materials.
        ideal: The materials with their fair totals.

    Returns:
        One array of shape (P,) a material. What takes no room is not limited by it.
    """
    gains = [np.maximum(0.0, fair.has - network.surplus) for network, fair in ideal]
    slopes, held, most = [], [], []
    for size, each, gain, (network, _) in zip(volumes, goods, gains, ideal, strict=True):
        slopes.append(np.where(gain > 0, network.slope * each.weight * size, 0.0))
        held.append((network.base + network.surplus) * size)
        most.append(gain * size)
    level = water_level(
        np.concatenate(slopes), np.concatenate(held), room, cap=np.concatenate(most)
    )
    return [
        network.surplus + (part / size if size else gain)
        for part, size, gain, (network, _) in zip(
            np.split(level, len(ideal)), volumes, gains, ideal, strict=True
        )
    ]


def volume_of(
    volumes: Sequence[float], networks: Sequence[Network], held: Sequence[FloatArray]
) -> float:
    """Return the cubic metres to be brought where places have so much beyond their base."""
    return float(
        sum(
            size * np.where(network.slope > 0, np.maximum(0.0, has - network.surplus), 0.0).sum()
            for size, network, has in zip(volumes, networks, held, strict=True)
        )
    )
