"""Finds a region, a scene or a post by what is typed: Chinese, pinyin, English, or code."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import Generic, TypeVar

from pypinyin import Style, pinyin

from console.domain.regions import Region, RegionTree
from console.domain.wording import Text

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class _Entry(Generic[_Item]):
    item: _Item
    texts: tuple[str, ...]
    syllables: tuple[frozenset[str], ...]


class NameIndex(Generic[_Item]):
    """Things with a name in both languages and a code, ready to be searched.

    Characters with several readings are found by each: 长白 by ``cb`` and by ``zb``.

    Args:
        items: Each thing, its name, its code.
    """

    def __init__(self, items: Iterable[tuple[_Item, Text, str]]) -> None:
        self._entries = [_entry(item, name, code) for item, name, code in items]

    def search(self, typed: str) -> tuple[_Item, ...]:
        """Return what ``typed`` may mean, the best first; nothing for an empty text."""
        text = "".join(typed.lower().split())
        if not text:
            return ()
        ranked = [(_rank(entry, text), entry.item) for entry in self._entries]
        found = [(rank, item) for rank, item in ranked if rank is not None]
        return tuple(item for _, item in sorted(found, key=itemgetter(0)))


class PlaceIndex(NameIndex[Region]):
    """The current regions of a tree, ready to be searched."""

    def __init__(self, tree: RegionTree) -> None:
        super().__init__(
            (region, region.name, region.code) for region in tree if region.successor_code is None
        )


def _entry(item: _Item, name: Text, code: str) -> _Entry[_Item]:
    syllables = pinyin(name.zh, style=Style.NORMAL, heteronym=True, errors="ignore")
    texts = (name.zh.lower(), "".join(name.en.lower().split()), code.lower())
    return _Entry(item, texts, tuple(frozenset(readings) for readings in syllables))


def _rank(entry: _Entry[_Item], text: str) -> int | None:
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
