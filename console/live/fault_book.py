"""What was reported already, so that a fault that stays is told once."""

from collections.abc import Collection, Hashable

from console.domain.requests import SnapshotRequest


class FaultBook:
    """Faults by what they befell: a request, a dataset, a kind of row."""

    def __init__(self) -> None:
        self._told: dict[Hashable, str] = {}

    def is_new(self, key: Hashable, fault: str) -> bool:
        """Note that ``fault`` befell ``key``; say whether it had not been noted before."""
        known = self._told.get(key)
        self._told[key] = fault
        return known != fault

    def mend(self, key: Hashable) -> None:
        """Forget what befell ``key``: should it come again, it is new."""
        self._told.pop(key, None)

    def keep_only(self, requests: Collection[SnapshotRequest]) -> None:
        """Forget the faults of requests that are no longer wanted."""
        for key in list(self._told):
            if isinstance(key, SnapshotRequest) and key not in requests:
                del self._told[key]
