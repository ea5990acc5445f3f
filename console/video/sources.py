"""Which reader serves an address: a stream, a clip of the demonstration, or a drawn picture."""

from console.domain.feeds import FeedPost, Stream
from console.video.bounds import Limits
from console.video.pattern import SIZES, PatternReader
from console.video.reading import ClipReader, Reader, StreamReader


def reader_for(
    post: FeedPost, stream: Stream, also_allowed: frozenset[str], limits: Limits
) -> Reader:
    """Return the reader of one stream of ``post``; a bad address shows when it is prepared.

    Args:
        post: With its addresses, untrusted.
        stream: Which of them; where that one is missing, the other.
        also_allowed: Of ``http``, ``https`` and ``file``, those that the settings allow.
        limits: Bounds of all calls.
    """
    main, sub = post.main or post.sub, post.sub or post.main
    text = main if stream is Stream.MAIN else sub
    scheme, _, rest = text.partition(":")
    if scheme == "demo":
        return PatternReader(rest, post.name.zh or post.name.en, SIZES[stream])
    if scheme == "file" and "file" in also_allowed:
        return ClipReader(post.code, text, limits)
    return StreamReader(post.code, text, also_allowed, limits)
