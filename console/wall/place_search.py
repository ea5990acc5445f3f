"""Finds a region by what an operator types: Chinese, pinyin or its initials, English, or code."""

from dataclasses import dataclass

from pypinyin import Style, pinyin

from console.domain.regions import Region, RegionTree


@dataclass(frozen=True, slots=True)
class _Entry:
    region: Region
    texts: tuple[str, ...]
    syllables: tuple[frozenset[str], ...]


class PlaceIndex:
    """The current regions of a tree, ready to be searched.

    Characters with several readings are found by each: 长白 by ``cb`` and by ``zb``.
    """

    def __init__(self, tree: RegionTree) -> None:
        self._entries = [_entry(region) for region in tree if region.successor_code is None]

    def search(self, typed: str) -> tuple[Region, ...]:
        """Return the regions that ``typed`` may mean, the best first; none for an empty text."""
        text = "".join(typed.lower().split())
        if not text:
            return ()
        ranked = [(_rank(entry, text), entry.region) for entry in self._entries]
        found = [(rank, region) for rank, region in ranked if rank is not None]
        return tuple(region for _, region in sorted(found, key=lambda item: item[0]))


def _entry(region: Region) -> _Entry:
    syllables = pinyin(region.name.zh, style=Style.NORMAL, heteronym=True, errors="ignore")
    texts = (region.name.zh.lower(), "".join(region.name.en.lower().split()), region.code.lower())
    return _Entry(region, texts, tuple(frozenset(readings) for readings in syllables))


def _rank(entry: _Entry, text: str) -> int | None:
    """Return how well ``text`` fits: 0 begins with it, 1 reads like it, 2 has it inside."""
    if any(found.startswith(text) for found in entry.texts):
        return 0
    if text.isascii() and _reads(entry.syllables, text):
        return 1
    return 2 if any(text in found for found in entry.texts[:2]) else None


def _reads(syllables: tuple[frozenset[str], ...], text: str) -> bool:
    """Return whether ``text`` is made of beginnings of the syllables, in order from the first."""
    rests = {text}
    for readings in syllables:
        if "" in rests:
            return True
        rests = {
            rest[length:]
            for rest in rests
            for reading in readings
            for length in range(1, len(reading) + 1)
            if rest.startswith(reading[:length])
        }
    return "" in rests
