"""A grid of live feeds: those that the scene names, or the chosen region's first."""

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.posts import PostsSnapshot, leading_region, wall_posts
from console.domain.regions import Level
from console.domain.truth import TRUTH_WORDS, Truth, TruthMark
from console.domain.wording import Text
from console.widgets.feed_canvas import FeedCell
from console.widgets.feed_grid import MOST
from console.widgets.feed_tile import FeedTileBase, cell_of
from console.widgets.language import language

#: From the best to the worst.
_ORDER = (Truth.LIVE, Truth.DEMO, Truth.REPLAY, Truth.FROZEN, Truth.LATE, Truth.STALE, Truth.LOST)

_COUNT = 16


class FeedsTile(FeedTileBase):
    """Up to 64 feeds; its mark is the worst of theirs, with the number of those that are live.

    Options: ``count``; ``posts`` (their codes, which then stay); or ``kind``, ``region`` and
    ``level``, which narrow the posts that are chosen from.
    """

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(options, parent)
        self._matching = 0
        self._leading = ""
        check_options(self.options)

    @override
    def take_options(self, options: Mapping[str, object]) -> None:
        check_options(options)
        super().take_options(options)

    @override
    def heading(self) -> str:
        return self.tr("Live video")

    @override
    def cells(self, posts: PostsSnapshot) -> list[FeedCell]:
        count = _count(self.options)
        fixed = _codes(self.options)
        if fixed:
            self._matching, self._leading = len(fixed), ""
            return [cell_of(code, posts) for code in fixed[:count]]
        kind, level = self.options.get("kind"), self.options.get("level")
        found = wall_posts(
            posts.posts,
            posts.regions,
            self.region,
            kinds=(str(kind),) if kind else (),
            level=Level(str(level)) if level else None,
            within=str(self.options.get("region", "")),
        )
        self._matching = len(found)
        self._leading = leading_region(found, posts.regions, self.region)
        return [cell_of(post.code, posts) for post in found[:count]]

    @Slot()
    @override
    def show_states(self) -> None:
        marks = [
            view.mark()
            for cell in self.canvas.cells
            if (view := self.canvas.view(cell.post)) is not None
        ]
        worst = max((mark.truth for mark in marks), key=_ORDER.index, default=Truth.LOST)
        live = [mark for mark in marks if mark.truth in {Truth.LIVE, Truth.DEMO}]
        word = Truth.DEMO if any(mark.demo for mark in marks) else Truth.LIVE
        words = f"{len(live)}/{len(marks)} {TRUTH_WORDS[word].of(language())}"
        self.badge.set_share(words if marks else "")
        self.carry(TruthMark(worst, demo=word is Truth.DEMO))

    @override
    def source_words(self) -> str:
        shown = len(self.canvas.cells)
        if self.posts is None or not self._matching:
            return ""
        parts = [self.tr("{0} of {1} posts").format(shown, self._matching)]
        if self._leading:
            name = self.posts.regions.name(self._leading).of(language())
            parts.append(self.tr("{0} first").format(name))
        return " · ".join(parts)


def check_options(options: Mapping[str, object]) -> None:
    """Raise a :class:`ConsoleError` where a scene's options are none of this tile's."""
    count = options.get("count", _COUNT)
    if not isinstance(count, int) or isinstance(count, bool) or not 1 <= count <= MOST:
        raise _wrong("count", Text(f"1 到 {MOST} 的整数", f"a whole number from 1 to {MOST}"))
    if not isinstance(options.get("posts", ()), tuple | list):
        raise _wrong("posts", Text('点位代码列表，如 ["P1"]', 'a list of codes, as ["P1"]'))
    level = options.get("level")
    if level is not None and level not in set(Level):
        names = ", ".join(Level)
        raise _wrong("level", Text(f"{names} 之一", f"one of {names}"))


def _wrong(key: str, wanted: Text) -> ConsoleError:
    return ConsoleError(
        f"feeds: options.{key}",
        Text("取值无效。", "The value is wrong."),
        Text(f"应为：{wanted.zh}。", f"It has to be {wanted.en}."),
    )


def _count(options: Mapping[str, object]) -> int:
    count = options.get("count", MOST if _codes(options) else _COUNT)
    return count if isinstance(count, int) else _COUNT


def _codes(options: Mapping[str, object]) -> tuple[str, ...]:
    codes = options.get("posts", ())
    return tuple(map(str, codes)) if isinstance(codes, tuple | list) else ()
