"""The truth mark of a tile: shape, word and colour, and since when."""

from datetime import datetime

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from console.domain.truth import TRUTH_WORDS, Truth, TruthMark
from console.domain.wording import Lang
from console.widgets.language import language
from console.widgets.style import set_state

TRUTH_SHAPES = {
    Truth.LIVE: "●",
    Truth.LATE: "◐",
    Truth.STALE: "○",
    Truth.LOST: "✕",
    Truth.FROZEN: "■",
    Truth.REPLAY: "◀",
    Truth.DEMO: "◆",
}


class TruthBadge(QLabel):
    """Say in one word whether the tile shows what is so now; it starts as LOST until told."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "truth")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self._brief = self._tight = False
        self._share = ""
        self._mark = TruthMark(Truth.LOST)
        self.show_truth(self._mark)

    @property
    def mark(self) -> TruthMark:
        """The mark being shown."""
        return self._mark

    @Slot(object)
    def show_truth(self, mark: TruthMark) -> None:
        """Show ``mark``."""
        self._mark = mark
        self._write()
        set_state(self, "truth", mark.truth.value)

    def set_brief(self, *, brief: bool) -> None:
        """Say since when, or, where there is no room for that, the state alone."""
        self._brief = brief
        self._write()

    def set_tight(self, *, tight: bool) -> None:
        """Leave the moment to the bubble while its words would cut the title."""
        if tight != self._tight:
            self._tight = tight
            self._write()

    @property
    def whole_words(self) -> str:
        """All words of the mark, whether there is room for them or not."""
        return self._words(brief=self._brief)

    def whole_width(self) -> int:
        """Return the width that all words of the mark would take."""
        metrics = self.fontMetrics()
        around = self.sizeHint().width() - metrics.horizontalAdvance(self.text())
        return around + metrics.horizontalAdvance(self.whole_words)

    def set_share(self, share: str) -> None:
        """Say how many of several parts are live ("14/16 LIVE") beside the shape of the worst."""
        self._share = share
        self._write()

    def retranslate(self) -> None:
        """Write the mark anew in the present language."""
        self._write()

    def _write(self) -> None:
        self.setText(self._words(brief=self._brief or self._tight))
        self.setToolTip(self._words(brief=False) if self._tight else "")

    def _words(self, *, brief: bool) -> str:
        lang = language()
        truth = self._mark.truth
        if self._share:
            return f"{TRUTH_SHAPES[truth]} {self._share}"
        words = [f"{TRUTH_SHAPES[truth]} {TRUTH_WORDS[truth].of(lang)}"]
        if self._mark.demo and truth is not Truth.DEMO:
            words.append(TRUTH_WORDS[Truth.DEMO].of(lang))
        if self._mark.since is not None and not brief:
            since = _moment(self._mark.since.astimezone())
            words.append(f"自 {since}" if lang is Lang.ZH else f"since {since}")
        return " · ".join(words)


def _moment(since: datetime) -> str:
    """Return a moment as short as it is clear: the time of today, else the day, with its year."""
    now = datetime.now().astimezone()
    if since.date() == now.date():
        return f"{since:%H:%M:%S}"
    return f"{since:%m-%d %H:%M}" if since.year == now.year else f"{since:%Y-%m-%d}"
