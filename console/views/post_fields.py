"""The fields of one command post, each with its own fault below it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.posts import KIND_WORDS, KINDS, Post
from console.domain.regions import Level, RegionTree
from console.domain.wording import Text
from console.wall.post_rules import PostFault, shown_address, stars_fault, typed_address
from console.widgets.language import language
from console.widgets.style import set_state

_ADDRESSES = ("main_url", "sub_url", "call_url")
_LINES = ("code", "name_zh", "name_en", *_ADDRESSES, "phone")
_ORDER = ("code", "region", "name_zh", "name_en", "kind", *_ADDRESSES, "phone")
_TESTED = ("main_url", "sub_url")


class PostFields(QWidget):
    """Edits one post; an address never shows the password that is stored with it."""

    test_wanted = Signal(str)
    """The address of this field is to be examined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stored: Post | None = None
        self._faults: tuple[PostFault, ...] = ()
        self.lines = {name: QLineEdit(self) for name in _LINES}
        self.region = QComboBox(self)
        self.kind = QComboBox(self)
        self.kind.setEditable(True)
        self.expected = QCheckBox(self)
        self.tests = {name: QPushButton(self) for name in _TESTED}
        self._labels = {name: QLabel(self) for name in _ORDER}
        self._below = {name: QLabel(self) for name in _ORDER}
        self._regions = RegionTree(())
        self._arrange()
        for name, button in self.tests.items():
            button.setObjectName(name)
            button.clicked.connect(self._ask_test)
        for kind in KINDS:
            self.kind.addItem("", kind)
        self._write()

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for name in _ORDER:
            field: QWidget = self.lines.get(name) or getattr(self, name)
            box, row = QVBoxLayout(), QHBoxLayout()
            box.setSpacing(1)
            row.addWidget(field, 1)
            if name in self.tests:
                row.addWidget(self.tests[name])
            below = self._below[name]
            below.setProperty("role", "field-note")
            below.setWordWrap(True)
            below.hide()
            box.addLayout(row)
            box.addWidget(below)
            self._labels[name].setBuddy(field)
            form.addRow(self._labels[name], box)
        form.addRow(QLabel(self), self.expected)

    def show_regions(self, regions: RegionTree) -> None:
        """Offer the regions in force."""
        chosen = self.region.currentData()
        self._regions = regions
        self.region.clear()
        for region in regions:
            if region.level is not Level.UNASSIGNED and not region.successor_code:
                self.region.addItem(f"{region.code}  {region.name.of(language())}", region.code)
        self.region.setCurrentIndex(self.region.findData(chosen))

    def edit(self, post: Post | None) -> None:
        """Show ``post``, or empty fields for a new one."""
        self._stored = post
        shown = post or Post("", "", Text("", ""), "")
        values = {
            "code": shown.code,
            "name_zh": shown.name.zh,
            "name_en": shown.name.en,
            "phone": shown.phone,
            **{name: shown_address(getattr(shown, name)) for name in _ADDRESSES},
        }
        for name, value in values.items():
            self.lines[name].setText(value)
        self.lines["code"].setReadOnly(post is not None)
        self.region.setCurrentIndex(self.region.findData(shown.region))
        place = self.kind.findData(shown.kind)
        self.kind.setCurrentIndex(place)
        if place < 0:
            self.kind.setEditText(shown.kind)
        self.expected.setChecked(shown.expected)
        self.show_faults(())

    def value(self) -> tuple[Post, tuple[PostFault, ...]]:
        """Return the post as typed, and the faults of addresses whose stars mean nothing."""
        faults: list[PostFault] = []
        addresses = dict.fromkeys(_ADDRESSES, "")
        for name in _ADDRESSES:
            stored = getattr(self._stored, name) if self._stored is not None else ""
            try:
                addresses[name] = typed_address(self.lines[name].text(), stored)
            except ValueError:
                faults.append(stars_fault(name))
        typed = {name: line.text().strip() for name, line in self.lines.items()}
        post = Post(
            code=typed["code"],
            phone=typed["phone"],
            region=str(self.region.currentData() or ""),
            name=Text(typed["name_zh"], typed["name_en"]),
            kind=self._kind(),
            expected=self.expected.isChecked(),
            lat=self._stored.lat if self._stored is not None else None,
            lon=self._stored.lon if self._stored is not None else None,
            **addresses,
        )
        return post, tuple(faults)

    def _kind(self) -> str:
        text = self.kind.currentText().strip()
        known = {self.kind.itemText(n): self.kind.itemData(n) for n in range(self.kind.count())}
        return str(known.get(text, text))

    def show_faults(self, faults: Iterable[PostFault]) -> None:
        """Write each fault below its field, and go to the first."""
        self._faults = tuple(faults)
        by_field = {fault.field: fault for fault in reversed(self._faults)}
        lang = language()
        for name, label in self._below.items():
            fault = by_field.get(name)
            words = f"✕ {fault.problem.of(lang)} {fault.remedy.of(lang)}" if fault else ""
            self._say(name, words, "bad")
            field: QWidget = self.lines.get(name) or getattr(self, name)
            set_state(field, "fault", "true" if fault else "false")
            label.setVisible(bool(words))
        if self._faults:
            first = self._faults[0].field
            (self.lines.get(first) or getattr(self, first)).setFocus()

    def show_verdict(self, name: str, words: str, *, good: bool) -> None:
        """Write below an address what was found out about it."""
        self._say(name, f"{'✓' if good else '✕'} {words}", "good" if good else "bad")

    def show_testing(self, name: str) -> None:
        """Say that an address is being examined."""
        self._say(name, self.tr("Being examined, up to 15 s …"), "busy")

    def _say(self, name: str, words: str, verdict: str) -> None:
        label = self._below[name]
        label.setText(words)
        label.setVisible(bool(words))
        set_state(label, "verdict", verdict)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            self.show_regions(self._regions)
            self.show_faults(self._faults)

    def _write(self) -> None:
        words = {
            "code": self.tr("Code"),
            "region": self.tr("Region"),
            "name_zh": self.tr("Chinese name"),
            "name_en": self.tr("English name"),
            "kind": self.tr("Kind"),
            "main_url": self.tr("Main stream"),
            "sub_url": self.tr("Sub stream"),
            "call_url": self.tr("Calls"),
            "phone": self.tr("Telephone"),
        }
        for name, text in words.items():
            self._labels[name].setText(text)
        self.expected.setText(self.tr("Expected at the roll call"))
        for button in self.tests.values():
            button.setText(self.tr("Test"))
        chosen = self._kind()
        for index in range(self.kind.count()):
            kind = str(self.kind.itemData(index))
            self.kind.setItemText(index, KIND_WORDS[kind].of(language()))
        place = self.kind.findData(chosen)
        self.kind.setCurrentIndex(place)
        if place < 0:
            self.kind.setEditText(chosen)

    @Slot()
    def _ask_test(self) -> None:
        self.test_wanted.emit(self.sender().objectName())
