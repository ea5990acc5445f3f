"""The first-start assistant: five pages, which can be left at any of them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.setup import ServerAddress, SetupAnswers
from console.domain.wording import Text
from console.theme import Metrics, stylesheet
from console.views.assistant_pages import (
    CheckPage,
    DatabasePage,
    LanguagePage,
    Page,
    PostsPage,
    ScreensPage,
)
from console.widgets.language import language
from console.widgets.style import set_state

_POSTS, _CHECK = 3, 4
_WRITING = Text("正在保存…", "Writing …")


class AssistantWindow(QWidget):
    """Leads through the pages; what it finds out goes out as signals, answers come by slots."""

    language_chosen = Signal(object)
    database_test_wanted = Signal(object)
    posts_wanted = Signal(object)
    written = Signal(object)
    """The answers, to be written before the check: a :class:`SetupAnswers`."""

    check_wanted = Signal()
    left = Signal()
    """The window was closed: finished, or skipped."""

    def __init__(self, address: ServerAddress, outputs: Sequence[str]) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.language = LanguagePage(self)
        self.database = DatabasePage(address, self)
        self.screens = ScreensPage(outputs, self)
        self.posts = PostsPage(self)
        self.check = CheckPage(self)
        self.pages: tuple[Page, ...] = (
            *(self.language, self.database, self.screens, self.posts, self.check),
        )
        self.done = False
        self._metrics = Metrics(0)
        self._steps = [QLabel(self) for _ in self.pages]
        self.notice = QLabel(self)
        self.skip, self.back, self.next = (QPushButton(self) for _ in range(3))
        self._stack = QStackedWidget(self)
        for page in self.pages:
            self._stack.addWidget(page)
        self._arrange()
        self._connect()
        self._go(0)

    def _arrange(self) -> None:
        steps = QFrame(self)
        steps.setProperty("role", "panel")
        column = QVBoxLayout(steps)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(14)
        for step in self._steps:
            step.setProperty("role", "step")
            column.addWidget(step)
        column.addStretch(1)
        panel = QFrame(self)
        panel.setProperty("role", "panel")
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(28, 22, 28, 22)
        inside.addWidget(self._stack)
        middle = QHBoxLayout()
        middle.addWidget(steps, 2)
        middle.addWidget(panel, 8)
        self.notice.setProperty("role", "notice")
        self.notice.setWordWrap(True)
        buttons = QHBoxLayout()
        buttons.addWidget(self.skip)
        buttons.addWidget(self.notice, 1)
        buttons.addWidget(self.back)
        buttons.addWidget(self.next)
        self.next.setProperty("role", "main")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 16)
        layout.setSpacing(12)
        layout.addLayout(middle, 1)
        layout.addLayout(buttons)

    def _connect(self) -> None:
        self.language.chosen.connect(self.language_chosen)
        self.database.test_wanted.connect(self.database_test_wanted)
        self.database.central.toggled.connect(self._allow)
        for field in self.database.form.findChildren(QWidget):
            if hasattr(field, "textEdited"):
                field.textEdited.connect(self._allow)
        self.posts.wanted.connect(self._ask_posts)
        self.check.wanted.connect(self._ask_check)
        self.skip.clicked.connect(self.close)
        self.back.clicked.connect(self._step_back)
        self.next.clicked.connect(self.step)
        QShortcut(QKeySequence("Alt+Left"), self).activated.connect(self._step_back)

    @property
    def answers(self) -> SetupAnswers:
        """What was answered so far."""
        return SetupAnswers(self.language.lang, self.database.server, self.screens.outputs)

    @property
    def page(self) -> int:
        """The number of the page that is shown, from 0."""
        return self._stack.currentIndex()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what the focused widget has no use for: Enter presses a button, or goes on."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            (focus if isinstance(focus, QPushButton) else self.next).click()
        else:
            super().keyPressEvent(event)

    @Slot()
    def step(self) -> None:
        """Go on to the next page, by way of writing before the last."""
        if self.page == _CHECK:
            self.close()
        elif self.page == _POSTS:
            # A slow disk, or a keyring that asks for its own password, may take its time.
            self.notice.setText(_WRITING.of(language()))
            self.next.setEnabled(False)
            self.written.emit(self.answers)
        else:
            self._go(self.page + 1)

    @Slot()
    def show_written(self) -> None:
        """The settings are written: go on to the check."""
        self.done = True
        self._go(_CHECK)

    @Slot(object)
    def show_refusal(self, error: ConsoleError) -> None:
        """The answers could not be kept: say why, and stay."""
        self.notice.setText(error.say(language()))
        self.next.setEnabled(True)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.screens.marks.hide()
        super().closeEvent(event)
        self.left.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Larger than the desk's: it is read once, by somebody who does not know it.
        metrics = Metrics(round(min(max(self.height(), 760), 2160) * 1.4))
        if metrics != self._metrics:
            self._metrics = metrics
            self.setStyleSheet(stylesheet("desk", metrics))
        self.database.form.setMaximumWidth(self.width() // 2)

    @override
    def sizeHint(self) -> QSize:
        return QSize(1200, 760)

    @Slot()
    def _step_back(self) -> None:
        if self.page > 0:
            self._go(self.page - 1)

    @Slot()
    def _allow(self) -> None:
        self.next.setEnabled(self.page != 1 or self.database.complete)

    @Slot()
    def _ask_posts(self) -> None:
        self.posts.begin()
        self.posts_wanted.emit(self.answers)

    @Slot()
    def _ask_check(self) -> None:
        self.check.begin()
        self.check_wanted.emit()

    def _go(self, number: int) -> None:
        self._stack.setCurrentIndex(number)
        self.notice.clear()
        for index, step in enumerate(self._steps):
            state = "now" if index == number else "done" if index < number else "later"
            set_state(step, "step", state)
        self._write()
        if number == _POSTS:
            self._ask_posts()
        elif number == _CHECK:
            self._ask_check()
        # After the page is shown: a widget that is hidden takes no focus.
        QTimer.singleShot(0, self._focus_first)

    @Slot()
    def _focus_first(self) -> None:
        page = self.pages[self.page]
        first: QWidget = self.next
        if page is self.language:
            first = self.language.chinese if language().value == "zh" else self.language.english
        elif page is self.database:
            first = self.database.host if self.database.server else self.database.demonstration
        elif page is self.screens and self.screens.boxes:
            first = self.screens.boxes[0]
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Setting up the console"))
        titles = (
            self.tr("Language"),
            self.tr("Database"),
            self.tr("Screens"),
            self.tr("Posts"),
            self.tr("Check"),
        )
        for number, (step, title) in enumerate(zip(self._steps, titles, strict=True), start=1):
            step.setText(f"{number}  {title}")
        last = self.page == _CHECK
        self.skip.setText(self.tr("Skip  Esc"))
        self.skip.setVisible(not last)
        self.back.setText(self.tr("Back  Alt+←"))
        self.back.setEnabled(self.page > 0)
        self.next.setText(self.tr("Finish  Enter") if last else self.tr("Next  Enter"))
        self._allow()
