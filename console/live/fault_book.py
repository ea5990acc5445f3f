"""What was reported already, so that a fault that stays is told once, and its end as well."""

from collections.abc import Collection, Hashable

from console.domain.datasets import Dataset
from console.domain.requests import SnapshotRequest


class FaultBook:
    """Faults by what they befell (a request, a dataset, a kind of row), each at a named place."""

    def __init__(self) -> None:
        self._told: dict[Hashable, tuple[str, str]] = {}

    def is_new(self, key: Hashable, place: str, fault: str) -> bool:
        """Note that ``fault`` befell ``key`` at ``place``; say whether it had not been noted."""
        known = self._told.get(key)
        self._told[key] = place, fault
        return known != (place, fault)

    def mend(self, key: Hashable) -> str | None:
        """Forget what befell ``key``: should it come again, it is new.

        Returns:
            The place, if anything was told of it and nothing is wrong there any more.
        """
        told = self._told.pop(key, None)
        if told is None or any(place == told[0] for place, _ in self._told.values()):
            return None
        return told[0]

    def unwanted(self, requests: Collection[SnapshotRequest]) -> list[Hashable]:
        """Return the requests with a fault that are not among ``requests``."""
        return [
            key for key in self._told if isinstance(key, SnapshotRequest) and key not in requests
        ]

    def rows(self) -> list[Hashable]:
        """Return the kinds of rows with a fault, each a dataset and a problem."""
        return [key for key in self._told if isinstance(key, tuple) and key[0] in set(Dataset)]
