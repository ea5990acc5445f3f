"""Keeps short Chinese phrases on one line: between two of their characters any line may end."""

import re

_JOINER, _SPACE = "\u2060", "\u00a0"

_LONGEST = 8
"""Characters of a phrase that is kept whole; a longer one would not fit into a narrow column."""

#: What stands between two signs at which a line may end, with a figure that belongs to it.
_PHRASE = re.compile(r"[^\s<>&;,:，、；：。·（）()]+(?: [0-9]+)?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def unbroken(text: str) -> str:
    """Return ``text``, which may be HTML, so that it is not broken within a short Chinese phrase.

    The signs that are put in take no room and are not seen; the text is for showing, not keeping.
    """
    return _PHRASE.sub(_joined, text)


def _joined(found: re.Match[str]) -> str:
    phrase = found[0]
    if len(phrase) > _LONGEST or not _CHINESE.search(phrase):
        return phrase
    return _JOINER.join(phrase.replace(" ", _SPACE))
