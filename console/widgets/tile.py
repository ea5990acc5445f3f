"""The frame that every display on the wall shares: title, truth mark, content, source line."""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from enum import Enum, auto
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.provenance import BASIS_WORDS, Basis, Provenance
from console.domain.requests import SnapshotRequest
from console.domain.snapshots import Snapshot
from console.domain.truth import Truth, TruthMark
from console.domain.wording import Text
from console.theme import Metrics
from console.widgets.elided_label import ElidedLabel
from console.widgets.frozen_picture import FrozenPicture
from console.widgets.language import language
from console.widgets.style import set_state
from console.widgets.truth_badge import TruthBadge

NO_SOURCE = Text("来源未注明", "source not stated")


class TileFrame(Enum):
    """How a tile spends its height: a line of its own for the source, one shared, or none."""

    FULL = auto()
    COMPACT = auto()
    INLINE = auto()


class Tile(QFrame):
    """A display on the wall; a subclass fills ``content`` and overrides the hooks.

    A tile is given everything and fetches nothing: a snapshot (:meth:`show_snapshot`), a truth mark
    (:meth:`show_truth`), the selected region (:meth:`select_region`), sizes (:meth:`set_metrics`).
    """

    frame: ClassVar[TileFrame] = TileFrame.FULL

    shows_without_data: ClassVar[bool] = False
    """Whether the content has something to show before the first snapshot."""

    freezes: ClassVar[bool] = True
    """Whether the operator can stop its picture; a clock that stands still would only mislead."""

    marks_inside: ClassVar[bool] = False
    """Whether the content carries truth marks of its own, which a still picture would repeat."""

    region_chosen = Signal(str)
    """The viewer picked a region in this tile (its code; "" is the province)."""

    request_changed = Signal(object)
    """The viewer switched this tile to another :data:`SnapshotRequest` (a map's metric, say)."""

    material_chosen = Signal(str)
    """The viewer picked a material in this tile ("" = follow the worst shortage)."""

    def __init__(
        self, options: Mapping[str, object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.options = dict(options or {})
        self.setProperty("tile", "true")
        self.setProperty("truth", "lost")
        self.metrics = Metrics(1080)
        self.region = ""
        self.material: str | None = None
        self._snapshot: Snapshot | None = None
        self._mark = TruthMark(Truth.LOST)
        self._still: FrozenPicture | None = None
        self._still_since: datetime | None = None
        self._still_of: Snapshot | None = None
        self._title = ElidedLabel(self)
        self._title.setProperty("role", "title")
        self._source = ElidedLabel(self)
        self._source.setProperty("role", "source")
        self.badge = TruthBadge(self)
        self.content = QWidget(self)
        self.content.setVisible(self.shows_without_data)
        self._waiting = ElidedLabel(self)
        self._waiting.setProperty("role", "waiting")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._waiting.setHidden(self.shows_without_data)
        self.header = QHBoxLayout()
        self._layout = QVBoxLayout(self)
        self._layout.addLayout(self.header)
        self._arrange()

    def _arrange(self) -> None:
        """Put the parts in their places, according to the room that this kind of tile gets."""
        # Without an alignment the row could be no higher than its lowest label.
        middle_line = Qt.AlignmentFlag.AlignVCenter
        inline = self.frame is TileFrame.INLINE
        self.header.addWidget(self._title, 0 if inline else 1, middle_line)
        middle = self.header if inline else self._layout
        middle.addWidget(self.content, 1)
        middle.addWidget(self._waiting, 1)
        if inline:
            self._source.hide()
        if self.frame is TileFrame.COMPACT:
            self.header.addWidget(self._source, 1, middle_line)
        elif self.frame is TileFrame.FULL:
            self._source.set_lines(2)
            self._layout.addWidget(self._source)
        self.header.addWidget(self.badge, 0, middle_line)

    @abstractmethod
    def request(self) -> SnapshotRequest | None:
        """Return what this tile wants to be shown for the present region; None = nothing."""

    @abstractmethod
    def heading(self) -> str:
        """Return the title in the present language."""

    @abstractmethod
    def draw(self, snapshot: Snapshot) -> None:
        """Replace everything drawn with ``snapshot``."""

    @property
    def snapshot(self) -> Snapshot | None:
        """What is being shown, or None before the first data."""
        return self._snapshot

    @property
    def pictured(self) -> Snapshot | None:
        """What the picture in sight is of: while it stands still, not the newest snapshot."""
        return self._snapshot if self._still is None else self._still_of

    @property
    def is_drawn(self) -> bool:
        """Whether all that was to be drawn is in sight; some is drawn off the GUI thread."""
        return True

    @Slot(object)
    def show_snapshot(self, snapshot: Snapshot) -> None:
        """Show ``snapshot`` in place of the last one."""
        self._snapshot = snapshot
        self._waiting.hide()
        self.content.show()
        self.draw(snapshot)
        self.write_labels()

    @Slot(object)
    def show_truth(self, mark: TruthMark) -> None:
        """Carry ``mark``; no tile can refuse it. A frozen tile says FROZEN until it goes on."""
        self._mark = mark
        self._show_mark()

    def _show_mark(self) -> None:
        mark = self._mark
        if self._still is not None:
            mark = TruthMark(Truth.FROZEN, self._still_since, mark.demo)
        words = self.badge.whole_words
        self.badge.show_truth(mark)
        set_state(self, "truth", mark.truth.value)
        if self.badge.whole_words != words:
            self._fit_header()
        if self._still is not None and self.marks_inside:
            self._still.stamp(self.badge.text())

    @property
    def frozen(self) -> bool:
        """Whether the picture stands still by the operator's wish."""
        return self._still is not None

    def freeze(self, since: datetime) -> None:
        """Keep the picture as it is, marked FROZEN since ``since``, whatever comes."""
        if self.freezes and self._still is None:
            self._still = FrozenPicture(self.content)
            self._still_since, self._still_of = since, self._snapshot
            self._show_mark()

    def thaw(self) -> None:
        """Go on from the picture that was kept."""
        if self._still is not None:
            self._still.hide()
            self._still.deleteLater()
            self._still = self._still_since = self._still_of = None
            self._show_mark()

    @Slot(str)
    def select_region(self, code: str) -> None:
        """Take ``code`` as the region of the wall's region key ("" = the province)."""
        self.region = code
        self.write_labels()

    @Slot(str)
    def select_material(self, code: str) -> None:
        """Take ``code`` as the material whose details are shown ("" = the worst shortage's)."""
        self.material = code or None

    def set_metrics(self, metrics: Metrics) -> None:
        """Lay out for a wall of this height."""
        self.metrics = metrics
        gap = metrics.gap
        above = gap // 3 if self.frame is TileFrame.INLINE else gap
        self._layout.setContentsMargins(gap, above, gap, above)
        self._layout.setSpacing(max(1, gap // 2))
        self.header.setSpacing(gap)
        for label in self.findChildren(ElidedLabel):
            label.set_least(metrics.least)
        self._title.set_least(metrics.share(2.0))
        self.write_labels()

    def retranslate(self) -> None:
        """Write every text anew in the present language."""
        self.badge.retranslate()
        if self._snapshot is not None:
            self.draw(self._snapshot)
        self.write_labels()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @Slot()
    def write_labels(self) -> None:
        """Write title and source line anew."""
        self._title.setText(self.heading())
        self._source.setText(self.source_words())
        self._waiting.setText(self.tr("Waiting for data"))
        self._fit_header()

    def _fit_header(self) -> None:
        """Let the title be read whole before the mark says since when."""
        if self.frame is TileFrame.FULL:
            margins = self._layout.contentsMargins()
            room = self.contentsRect().width() - margins.left() - margins.right()
            needed = self._title.whole_width() + self.header.spacing() + self.badge.whole_width()
            self.badge.set_tight(tight=needed > room)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_header()

    def source_words(self) -> str:
        """Return date, basis and source of what is shown."""
        return source_line(self._snapshot.provenance) if self._snapshot is not None else ""


def source_line(provenance: Provenance) -> str:
    """Return date, basis and source of a figure, as every tile prints them."""
    lang = language()
    return " · ".join(
        part
        for part in (
            _age_words(provenance).of(lang),
            BASIS_WORDS[provenance.basis].of(lang),
            (provenance.source.of(lang) or NO_SOURCE.of(lang)),
        )
        if part
    )


def _age_words(provenance: Provenance) -> Text:
    """Return the day that the figures speak of; a register has none, but was last changed once."""
    day, entered = provenance.as_of, provenance.reported_at
    if day is not None:
        return Text(f"截至 {day}", f"as of {day}")
    if provenance.basis is Basis.REGISTER and entered is not None:
        moment = f"{entered.astimezone():%Y-%m-%d %H:%M}"
        return Text(f"最近更新 {moment}", f"last changed {moment}")
    return Text("暂无数据", "no data yet")
