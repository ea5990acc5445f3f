"""Which feeds the duty desk shows: by place, kind, state and words."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.posts import KIND_WORDS, KINDS, PostsSnapshot
from console.domain.requests import PlacesRequest
from console.domain.snapshots import PlacesSnapshot
from console.views.region_picker import RegionPicker
from console.wall.feed_pages import PostFilter, Showing
from console.widgets.language import language


class DutyFilter(QWidget):
    """A field for words, two lists of choices, and the tree of places."""

    changed = Signal(object)
    """A :class:`PostFilter`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._region = ""
        self._kinds: tuple[str, ...] = ()
        self.words = QLineEdit(self)
        self.words.setClearButtonEnabled(True)
        self.kind = QComboBox(self)
        self.showing = QComboBox(self)
        self._labels = [QLabel(self) for _ in range(3)]
        self.regions = RegionPicker(self)
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        for label, field in zip(self._labels, (self.words, self.showing, self.kind), strict=True):
            label.setBuddy(field)
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(form)
        layout.addWidget(self.regions, 1)
        for showing in Showing:
            self.showing.addItem("", showing.value)
        self._fill_kinds()
        self._write()
        self.words.textChanged.connect(self._tell)
        self.kind.currentIndexChanged.connect(self._tell)
        self.showing.currentIndexChanged.connect(self._tell)
        self.regions.region_chosen.connect(self._take_region)

    @property
    def wish(self) -> PostFilter:
        """What is asked for now."""
        return PostFilter(
            self._region,
            str(self.kind.currentData() or ""),
            Showing(self.showing.currentData() or Showing.ALL.value),
            self.words.text(),
        )

    def show_posts(self, posts: PostsSnapshot) -> None:
        """Offer the places and kinds of ``posts``."""
        places = PlacesSnapshot(
            request=PlacesRequest(),
            provenance=posts.provenance,
            regions=posts.regions,
            posts=(),
        )
        self.regions.show_places(places)
        found = {post.kind for post in posts.posts}
        kinds = (*(k for k in KINDS if k in found), *sorted(found - set(KINDS)))
        if kinds != self._kinds:
            self._kinds = kinds
            self._fill_kinds()

    def show_only(self, showing: Showing) -> None:
        """Ask for ``showing``."""
        self.showing.setCurrentIndex(self.showing.findData(showing.value))

    def clear(self) -> None:
        """Ask for everything."""
        self._region = ""
        self.words.clear()
        self.kind.setCurrentIndex(0)
        self.showing.setCurrentIndex(0)
        self.regions.show_on_air("")
        self._tell()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    def _fill_kinds(self) -> None:
        chosen = self.kind.currentData()
        self.kind.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.kind.clear()
        for kind in ("", *self._kinds):
            self.kind.addItem("", kind)
        self.kind.setCurrentIndex(max(0, self.kind.findData(chosen)))
        self.kind.blockSignals(False)  # noqa: FBT003
        self._write()

    def _write(self) -> None:
        for label, words in zip(
            self._labels, (self.tr("Find"), self.tr("State"), self.tr("Kind")), strict=True
        ):
            label.setText(words)
        self.words.setPlaceholderText(self.tr("Post: name, code, place"))
        showings = {
            Showing.ALL: self.tr("All posts"),
            Showing.NOT_LIVE: self.tr("Not live"),
            Showing.MISSING: self.tr("Missing at the roll call"),
        }
        for index in range(self.showing.count()):
            self.showing.setItemText(index, showings[Showing(self.showing.itemData(index))])
        for index in range(self.kind.count()):
            kind = self.kind.itemData(index)
            known = KIND_WORDS.get(kind)
            words = known.of(language()) if known else kind
            self.kind.setItemText(index, words or self.tr("Every kind"))
            self.kind.setItemData(index, words, Qt.ItemDataRole.ToolTipRole)

    @Slot(str)
    def _take_region(self, code: str) -> None:
        self._region = code
        self.regions.show_on_air(code)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit(self.wish)
