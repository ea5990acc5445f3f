"""Command posts as data: the list of them, and a form to add, edit and test one."""

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.feeds import FeedPost
from console.domain.posts import Post, PostsSnapshot
from console.domain.wording import Text
from console.views.post_fields import PostFields
from console.wall.post_rules import AddressCheck, faults_of
from console.widgets.language import language
from console.widgets.style import set_state

_CODE = Qt.ItemDataRole.UserRole


class PostForm(QDialog):
    """Never modal: the feeds and alarms behind it go on, and stay in reach."""

    save_wanted = Signal(object)
    """A checked :class:`Post` is to be saved."""

    test_wanted = Signal(str, object)
    """An address is to be examined: the field, and a :class:`FeedPost` with it as its main."""

    def __init__(self, check: AddressCheck, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("desk")
        self.setModal(False)
        self._check = check
        self._posts: PostsSnapshot | None = None
        self._saving = ""
        self.list = QListWidget(self)
        self.fields = PostFields(self)
        self.new = QPushButton(self)
        self.save = QPushButton(self)
        self.back = QPushButton(self)
        self.state = QLabel(self)
        self.state.setProperty("role", "field-note")
        self.state.setWordWrap(True)
        for button in (self.new, self.save, self.back):
            button.setAutoDefault(False)
        self._arrange()
        self.list.currentItemChanged.connect(self._take)
        self.new.clicked.connect(self.begin_new)
        self.save.clicked.connect(self._save)
        self.back.clicked.connect(self.close)
        self.fields.test_wanted.connect(self._ask_test)
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)
        QShortcut(QKeySequence("Ctrl+N"), self).activated.connect(self.begin_new)
        self._write()
        self.resize(1100, 760)

    def _arrange(self) -> None:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setWidget(self.fields)
        left, right, buttons = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.new)
        buttons.addWidget(self.state, 1)
        buttons.addWidget(self.save)
        buttons.addWidget(self.back)
        right.addWidget(area, 1)
        right.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.addLayout(left, 2)
        layout.addLayout(right, 5)

    def show_posts(self, posts: PostsSnapshot) -> None:
        """List ``posts``; what is being typed stays."""
        regions_changed = self._posts is None or list(self._posts.regions) != list(posts.regions)
        self._posts = posts
        if regions_changed:
            self.fields.show_regions(posts.regions)
        self._fill()

    def show_post(self, code: str = "") -> None:
        """Show the form with the post ``code``, or ready for a new one."""
        self.show()
        self.raise_()
        self.activateWindow()
        if not self._select(code):
            self.begin_new()

    @Slot()
    def begin_new(self) -> None:
        """Begin a new post."""
        self.list.setCurrentRow(-1)
        self.fields.edit(None)
        self._say("")
        self.fields.lines["code"].setFocus()

    def show_saved(self, code: str) -> None:
        """Say that a post was saved."""
        if code == self._saving:
            self._saving = ""
            self._say(self.tr("✓ {0} is saved").format(code), "good")

    def show_failure(self, problem: Text, remedy: Text) -> None:
        """Say why the post was not saved, and what to do."""
        if self._saving:
            self._saving = ""
            lang = language()
            self._say(f"✕ {problem.of(lang)} {remedy.of(lang)}", "bad")

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()
            self._fill()

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Command posts"))
        self.new.setText(self.tr("New post  Ctrl+N"))
        self.save.setText(self.tr("Save  Ctrl+S"))
        self.back.setText(self.tr("Close  Esc"))

    def _fill(self) -> None:
        if self._posts is None:
            return
        chosen = self._chosen()
        self.list.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.list.clear()
        for post in self._posts.posts:
            item = QListWidgetItem(f"{post.name.of(language())}  {post.code}", self.list)
            item.setData(_CODE, post.code)
        self._select(chosen)
        self.list.blockSignals(False)  # noqa: FBT003

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return str(item.data(_CODE)) if item is not None else ""

    def _select(self, code: str) -> bool:
        for row in range(self.list.count()):
            if self.list.item(row).data(_CODE) == code:
                self.list.setCurrentRow(row)
                return True
        self.list.setCurrentRow(-1)
        return False

    def _post(self, code: str) -> Post | None:
        posts = self._posts.posts if self._posts is not None else ()
        return next((post for post in posts if post.code == code), None)

    @Slot()
    def _take(self) -> None:
        post = self._post(self._chosen())
        if post is not None:
            self.fields.edit(post)
            self._say("")

    @Slot()
    def _save(self) -> None:
        if self._posts is None:
            self._say(self.tr("✕ The regions are not known yet: wait for the database"), "bad")
            return
        post, stars = self.fields.value()
        taken = {other.code for other in self._posts.posts} - {self._chosen()}
        faults = (*stars, *faults_of(post, taken, self._posts.regions, self._check))
        self.fields.show_faults(faults)
        if not faults:
            self._saving = post.code
            self._say(self.tr("Being saved …"))
            self.save_wanted.emit(post)

    @Slot(str)
    def _ask_test(self, name: str) -> None:
        post, stars = self.fields.value()
        faults = [fault for fault in stars if fault.field == name]
        error = None if faults else self._check(getattr(post, name))
        if faults:
            self.fields.show_faults(faults)
        elif error is not None:
            words = f"{error.problem.of(language())} {error.remedy.of(language())}"
            self.fields.show_verdict(name, words, good=False)
        else:
            self.fields.show_testing(name)
            address = getattr(post, name)
            self.test_wanted.emit(name, FeedPost(post.code, post.name, address))

    def _say(self, words: str, verdict: str = "busy") -> None:
        self.state.setText(words)
        set_state(self.state, "verdict", verdict)
