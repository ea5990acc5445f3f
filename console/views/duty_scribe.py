"""Writes entries of the duty log: signed, dated, and tied to the post that they are about."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from console.domain.duty import DutyEntry, EntryKind, new_uid
from console.domain.posts import Post, PostsSnapshot
from console.domain.wording import NOTHING, Text

_NO_DETAIL: Mapping[str, object] = {}


class DutyScribe(QObject):
    """Knows who is on duty and how places are called.

    Attributes:
        officer: Who signs; "" = nobody has said so yet.
    """

    entry_made = Signal(object)
    """A :class:`DutyEntry` to be kept."""

    def __init__(self, officer: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.officer = officer
        self.posts: PostsSnapshot | None = None
        self._by_code: dict[str, Post] = {}

    def show_posts(self, posts: PostsSnapshot) -> None:
        """Know ``posts`` from now on."""
        self.posts = posts
        self._by_code = {post.code: post for post in posts.posts}

    def post(self, code: str) -> Post | None:
        """Return the post with this code, if it is known."""
        return self._by_code.get(code)

    def name_of(self, code: str) -> Text:
        """Return the name of a post or region by its code."""
        if not code:
            return NOTHING
        post = self._by_code.get(code)
        if post is not None:
            return post.name
        return self.posts.regions.name(code) if self.posts is not None else Text(code, code)

    def write(  # noqa: PLR0913 - each argument is one column of the log
        self,
        kind: EntryKind,
        text: str,
        post: str = "",
        *,
        picture: str = "",
        detail: Mapping[str, object] = _NO_DETAIL,
        uid: str = "",
    ) -> DutyEntry:
        """Make an entry about ``post`` ("" = none), and have it kept."""
        known = self._by_code.get(post)
        entry = DutyEntry(
            uid=uid or new_uid(),
            at=datetime.now().astimezone(),
            by=self.officer,
            kind=kind,
            text=text,
            region=known.region if known is not None else "",
            post=known.code if known is not None else "",
            picture=picture,
            detail=detail,
        )
        self.entry_made.emit(entry)
        return entry
