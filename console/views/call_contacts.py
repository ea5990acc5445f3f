"""Whom to call: regions with their posts, and experts by speciality and roster."""

from datetime import UTC, datetime

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.calls import Party
from console.domain.contacts import (
    Expert,
    ExpertsSnapshot,
    Offer,
    find_experts,
    offer_for,
    party_of_expert,
)
from console.domain.posts import PostsSnapshot
from console.domain.regions import Level, Region
from console.domain.wording import Text
from console.wall.place_search import NameIndex
from console.widgets.language import language

_ROLE = int(Qt.ItemDataRole.UserRole)
_ON_CALL = Text("值班中", "on call")
_NO_PHONE = Text("未登记电话", "No telephone is known")


class CallContacts(QWidget):
    """Chooses a party by region, name or speciality, and shows its telephone large."""

    call_wanted = Signal(object)
    """A :class:`Party` is to be rung."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._posts: PostsSnapshot | None = None
        self._experts: tuple[Expert, ...] = ()
        self._index: NameIndex[Region] = NameIndex(())
        self.field = QLineEdit(self)
        self.list = QListWidget(self)
        self.list.setWordWrap(True)
        self._reason = QLabel(self)
        self._reason.setProperty("role", "soft")
        self._reason.setWordWrap(True)
        self.phone = QLabel(self)
        self.phone.setProperty("role", "heading")
        self.phone.setWordWrap(True)
        self.button = QPushButton(self)
        self.button.setProperty("role", "main")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (self.field, self.list, self._reason, self.phone, self.button):
            layout.addWidget(widget, 1 if widget is self.list else 0)
        self.field.textChanged.connect(self._fill)
        self.field.returnPressed.connect(self.call)
        self.list.currentItemChanged.connect(self._show_choice)
        self.list.itemDoubleClicked.connect(self.call)
        self.button.clicked.connect(self.call)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self.call)
        self._write()

    @property
    def chosen(self) -> Offer | None:
        """Who is chosen, and why it is not who was asked for."""
        item = self.list.currentItem()
        offer = item.data(_ROLE) if item is not None else None
        return offer if isinstance(offer, Offer) else None

    def show_posts(self, posts: PostsSnapshot) -> None:
        """Offer ``posts`` from now on."""
        self._posts = posts
        regions = [region for region in posts.regions if region.level is not Level.UNASSIGNED]
        self._index = NameIndex((region, region.name, region.code) for region in regions)
        self._fill()

    def show_experts(self, experts: ExpertsSnapshot) -> None:
        """Offer ``experts`` from now on."""
        self._experts = experts.experts
        self._fill()

    @Slot()
    def begin(self) -> None:
        """Go to the field."""
        self.field.setFocus()
        self.field.selectAll()

    @Slot()
    def call(self) -> None:
        """Ring whoever is chosen."""
        offer = self.chosen
        if offer is not None:
            self.call_wanted.emit(offer.party)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            self._fill()

    def _offers(self, typed: str) -> list[tuple[str, Offer]]:
        """Return what ``typed`` finds: regions with their posts first, then experts."""
        lang, found = language(), []
        if self._posts is not None:
            tree, posts = self._posts.regions, self._posts.posts
            regions = (
                self._index.search(typed)
                if typed
                else tuple(
                    dict.fromkeys(region for post in posts if (region := tree.get(post.region)))
                )
            )
            for region in regions:
                offer = offer_for(region.code, posts, tree)
                if offer is not None:
                    name = offer.party.name.of(lang)
                    found.append((f"{region.name.of(lang)} · {name}", offer))
        now = datetime.now(UTC)
        for expert in find_experts(self._experts, typed, now):
            party = party_of_expert(expert)
            marks = [party.name.of(lang), party.duty.of(lang)]
            if expert.is_on_call(now):
                marks.append(_ON_CALL.of(lang))
            found.append((" · ".join(marks), Offer(party)))
        return found

    @Slot()
    def _fill(self) -> None:
        """List what the field finds; whoever was chosen stays so."""
        before = self.chosen
        self.list.clear()
        row = 0
        for index, (words, offer) in enumerate(self._offers(self.field.text().strip())):
            item = QListWidgetItem(words)
            item.setToolTip(words)
            item.setData(_ROLE, offer)
            self.list.addItem(item)
            if before is not None and offer.party.code == before.party.code:
                row = index
        if self.list.count():
            self.list.setCurrentRow(row if not self.field.text() else 0)
        self._show_choice()

    @Slot()
    def _show_choice(self) -> None:
        lang, offer = language(), self.chosen
        self._reason.setText(offer.reason.of(lang) if offer else "")
        self._reason.setVisible(bool(self._reason.text()))
        party: Party | None = offer.party if offer else None
        phone = party.phone if party else ""
        words = self.tr("Telephone {0}").format(phone) if phone else _NO_PHONE.of(lang)
        self.phone.setText(words if party else "")
        self.button.setEnabled(party is not None)

    def _write(self) -> None:
        self.field.setPlaceholderText(self.tr("Region, post, expert or speciality ( / )"))
        self.button.setText(self.tr("Call (Enter)"))
        self._show_choice()
