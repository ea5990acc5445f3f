"""The pages of the assistant: each asks one thing, and explains it in a sentence."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.setup import ServerAddress
from console.domain.verdicts import Verdict
from console.domain.wording import Lang
from console.views.screen_marks import ScreenMarks
from console.views.verdict_list import VerdictList
from console.widgets.language import language


class Page(QWidget):
    """A heading, a sentence, and below them what is asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.heading = QLabel(self)
        self.heading.setProperty("role", "heading")
        self.words = QLabel(self)
        self.words.setProperty("role", "soft")
        self.words.setWordWrap(True)
        self.body = QVBoxLayout(self)
        self.body.setSpacing(14)
        self.body.addWidget(self.heading)
        self.body.addWidget(self.words)

    def write(self) -> None:
        """Write every text in the present language."""

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.write()


class LanguagePage(Page):
    """Chinese or English; the choice shows at once."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chinese = QRadioButton("中文", self)
        self.english = QRadioButton("English", self)
        for button, lang in ((self.chinese, Lang.ZH), (self.english, Lang.EN)):
            button.setChecked(language() is lang)
            button.clicked.connect(self._choose)
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.write()

    @property
    def lang(self) -> Lang:
        """The language that is chosen."""
        return Lang.ZH if self.chinese.isChecked() else Lang.EN

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.lang)

    @override
    def write(self) -> None:
        self.heading.setText(self.tr("Language"))
        self.words.setText(self.tr("It can be switched at any time with F2."))


class DatabasePage(Page):
    """The demonstration, or the centre's database with a button that tries it."""

    test_wanted = Signal(object)

    def __init__(self, address: ServerAddress, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.demonstration = QRadioButton(self)
        self.central = QRadioButton(self)
        self.form = QWidget(self)
        self.host = QLineEdit(address.host, self.form)
        self.port = QLineEdit(address.port, self.form)
        self.database = QLineEdit(address.database, self.form)
        self.user = QLineEdit(address.user, self.form)
        self.password = QLineEdit(self.form)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.test = QPushButton(self.form)
        self.results = VerdictList(self)
        self._rows = QFormLayout(self.form)
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._rows.setSpacing(10)
        self._labels = [QLabel(self.form) for _ in range(5)]
        fields = (self.host, self.port, self.database, self.user, self.password)
        for label, field in zip(self._labels, fields, strict=True):
            label.setBuddy(field)
            self._rows.addRow(label, field)
            field.textEdited.connect(self._edited)
        self._rows.addRow("", self.test)
        for button in (self.demonstration, self.central):
            self.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.form)
        self.body.addWidget(self.results, 1)
        self.body.addStretch(0)
        self.central.setChecked(bool(address.database))
        self.demonstration.setChecked(not address.database)
        self.central.toggled.connect(self._edited)
        self.test.clicked.connect(self._ask)
        self._edited()
        self.write()

    @property
    def server(self) -> ServerAddress | None:
        """The database that is chosen; None = the demonstration."""
        if not self.central.isChecked():
            return None
        fields = (self.host, self.port, self.database, self.user)
        host, port, database, user = (field.text().strip() for field in fields)
        return ServerAddress(host, port, database, user, self.password.text())

    @property
    def complete(self) -> bool:
        """Whether one may go on."""
        server = self.server
        return server is None or server.complete

    def show_busy(self, *, busy: bool) -> None:
        """Say that the database is being tried."""
        self.test.setEnabled(not busy and self.complete)
        self.test.setText(self.tr("Trying …") if busy else self.tr("Try it"))

    @Slot()
    def _edited(self) -> None:
        self.form.setVisible(self.central.isChecked())
        self.results.setVisible(self.central.isChecked())
        self.body.setStretch(self.body.count() - 1, 0 if self.central.isChecked() else 1)
        self.results.clear()
        self.test.setEnabled(self.complete)

    @Slot()
    def _ask(self) -> None:
        self.results.clear()
        self.test_wanted.emit(self.server)

    @override
    def write(self) -> None:
        self.heading.setText(self.tr("Database"))
        self.words.setText(
            self.tr("The password goes into the keyring or the passfile, not into the settings.")
        )
        self.demonstration.setText(
            self.tr("Demonstration: an embedded province, nothing is needed")
        )
        self.central.setText(self.tr("The centre's PostgreSQL database"))
        titles = (
            self.tr("Host"),
            self.tr("Port"),
            self.tr("Database"),
            self.tr("User"),
            self.tr("Password"),
        )
        for label, title in zip(self._labels, titles, strict=True):
            label.setText(title)
        self.show_busy(busy=False)


class ScreensPage(Page):
    """Which screens are the wall."""

    def __init__(self, outputs: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = ScreenMarks(self)
        self.identify = QPushButton(self)
        self.identify.clicked.connect(self.marks.show)
        self.body.addWidget(self.identify, 0, Qt.AlignmentFlag.AlignLeft)
        self.boxes: list[QCheckBox] = []
        screens = QGuiApplication.screens()
        primary = QGuiApplication.primaryScreen()
        named = {screen.name() for screen in screens} & set(outputs)
        for number, screen in enumerate(screens, start=1):
            size = screen.size() * screen.devicePixelRatio()
            box = QCheckBox(
                f"{number}    {screen.name()}    {size.width()} × {size.height()}", self
            )
            box.setProperty("output", screen.name())
            alone = len(screens) == 1
            box.setChecked(screen.name() in named if named else alone or screen is not primary)
            self.boxes.append(box)
            self.body.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        self.write()

    @property
    def outputs(self) -> tuple[str, ...]:
        """The names of the chosen screens, in order."""
        return tuple(str(box.property("output")) for box in self.boxes if box.isChecked())

    @override
    def write(self) -> None:
        self.heading.setText(self.tr("Screens of the wall"))
        self.words.setText(
            self.tr("Choose the screens that everybody looks at; the desk takes what is left.")
        )
        self.identify.setText(self.tr("Show the numbers on the screens"))


class ReportPage(Page):
    """Verdicts that are gathered while one waits: the posts, and at the end the whole check."""

    wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = QLabel(self)
        self.state.setProperty("role", "state")
        self.results = VerdictList(self)
        self.again = QPushButton(self)
        self.again.clicked.connect(self.wanted)
        self.body.addWidget(self.results, 1)
        self.body.addWidget(self.state)
        self.body.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        self._busy = False
        self.write()

    def begin(self) -> None:
        """Show that the answers are on their way."""
        self.results.clear()
        self._busy = True
        self.write()

    @Slot(object)
    def add(self, verdict: Verdict) -> None:
        """Show one more."""
        self.results.add(verdict)

    def end(self) -> None:
        """Say what all verdicts come to."""
        self._busy = False
        self.write()

    @override
    def write(self) -> None:
        self.again.setText(self.tr("Once more"))
        self.again.setEnabled(not self._busy)
        faults = sum(each.level.value == "fail" for each in self.results.verdicts)
        if self._busy:
            self.state.setText(self.tr("Looking … this takes up to a minute."))
        elif faults:
            self.state.setText(self.tr("To mend first: {count}").format(count=faults))
        elif self.results.verdicts:
            self.state.setText(self.tr("Nothing keeps the wall from coming up."))
        else:
            self.state.setText("")


class PostsPage(ReportPage):
    """How many posts there are, and whether a few of them answer."""

    @override
    def write(self) -> None:
        super().write()
        self.heading.setText(self.tr("Command posts"))
        self.words.setText(
            self.tr("Posts come with the database; a few feeds are asked. None yet is no fault.")
        )


class CheckPage(ReportPage):
    """Everything that the wall leans on."""

    @override
    def write(self) -> None:
        super().write()
        self.heading.setText(self.tr("Check"))
        self.words.setText(
            self.tr("Settings are written. What still hampers the wall is told with its remedy.")
        )
