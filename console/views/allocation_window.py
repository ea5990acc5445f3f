"""The allocation desk: make a plan, read why, try what if, keep it, and lead it to arrival."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.domain.errors import ConsoleError
from console.domain.plan_bounds import Bound
from console.domain.planning import Change, PlanAsk, PlanOptions, PlanOutcome, PlanProgress
from console.domain.truth import Truth, TruthMark
from console.domain.workflow import Keep, PlanRecord
from console.theme import Metrics, stylesheet
from console.views.allocation_choices import AllocationChoices
from console.views.allocation_compare import AllocationCompare
from console.views.allocation_fixed import AllocationFixed
from console.views.allocation_lines import AllocationLines
from console.views.allocation_orders import order_of
from console.views.allocation_records import AllocationRecords
from console.views.allocation_whatif import AllocationWhatIf
from console.views.allocation_words import PlanWords
from console.widgets.language import language
from console.widgets.style import set_state
from console.widgets.truth_badge import TruthBadge

_HEIGHT = 1080


class AllocationWindow(QWidget):
    """Composes the desk; every wish goes out as a signal, and it shows what comes of it."""

    plan_wanted = Signal(object)
    cancel_wanted = Signal()
    order_wanted = Signal(object)
    export_wanted = Signal(object, str)
    opened = Signal()

    def __init__(self, officer: str = "") -> None:
        super().__init__()
        self.setObjectName("desk")
        metrics = Metrics(_HEIGHT)
        self.setStyleSheet(stylesheet("desk", metrics) + stylesheet("allocation", metrics))
        self._queue: list[PlanAsk] = []
        self._second = False
        self._outcome: PlanOutcome | None = None
        self._words = PlanWords(self)
        self._error: ConsoleError | None = None
        self._progress: PlanProgress | None = None
        self.choices = AllocationChoices(self)
        self.fixed, self.what_if = AllocationFixed(self), AllocationWhatIf(self)
        self.about = QTabWidget(self)
        self.lines, self.text = AllocationLines(self), QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.compare, self.records = AllocationCompare(self), AllocationRecords(self)
        self.officer = QLineEdit(officer, self)
        self.officer_label, self.notice = QLabel(self), QLabel(self)
        self.notice.setWordWrap(True)
        self.notice.setProperty("role", "notice")
        self.bar = QProgressBar(self)
        self.bar.hide()
        self.cancel, self.keep = QPushButton(self), QPushButton(self)
        self.badge = TruthBadge(self)
        self.badge.show_truth(TruthMark(Truth.DEMO))
        self.badge.hide()
        self.tabs = QTabWidget(self)
        self._arrange()
        self._connect()
        self._busy(busy=False)
        self._write()

    def _arrange(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.addWidget(self.choices, 3)
        for form in (self.fixed, self.what_if):
            self.about.addTab(form, "")
        column.addWidget(self.about, 3)
        plan = QSplitter(Qt.Orientation.Vertical, self)
        plan.addWidget(self.lines)
        plan.addWidget(self.text)
        plan.setSizes([600, 300])
        for page in (plan, self.compare, self.records):
            self.tabs.addTab(page, "")
        top = QHBoxLayout()
        for part in (self.badge, self.officer_label, self.officer, self.keep, self.cancel):
            top.addWidget(part)
        top.addWidget(self.bar, 1)
        top.addWidget(self.notice, 3)
        middle = QHBoxLayout()
        middle.addWidget(left, 22)
        middle.addWidget(self.tabs, 78)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addLayout(middle, 1)

    def _connect(self) -> None:
        self.choices.plan_wanted.connect(self._ask)
        self.what_if.wanted.connect(self._suppose)
        self.fixed.wanted.connect(self._decide)
        self.lines.chosen.connect(self.fixed.show_chosen)
        self.cancel.clicked.connect(self._cancel)
        self.keep.clicked.connect(self._keep)
        self.records.step_wanted.connect(self._step)
        self.records.export_wanted.connect(self.export_wanted)
        QShortcut(QKeySequence("Esc"), self).activated.connect(self.close)

    @property
    def busy(self) -> bool:
        """Whether a plan or a step is in work."""
        return self.cancel.isEnabled()

    def show_window(self) -> None:
        """Come to the front; on the whole screen, as lines and their reasons need the width."""
        if not self.isVisible():
            self.resize(self.screen().availableSize())
            self.setWindowState(Qt.WindowState.WindowMaximized)
        self.show()
        self.raise_()
        self.activateWindow()
        self.opened.emit()

    @Slot(object)
    def show_options(self, options: PlanOptions) -> None:
        """Offer what can be chosen."""
        self.choices.show_options(options)
        self.badge.setVisible(options.demo)

    @Slot(object)
    def show_progress(self, progress: PlanProgress) -> None:
        """Show how far the plan is."""
        self._progress = progress
        self.bar.setMaximum(progress.total)
        self.bar.setValue(progress.done)
        self.bar.setFormat(f"{progress.words.of(language())}  %p%")

    @Slot(object)
    def show_outcome(self, outcome: PlanOutcome) -> None:
        """Show a plan; one that supposes something, or is by the other rule, stands beside."""
        if self._second and self._outcome is not None:
            supposed = "; ".join(self.what_if.words(one) for one in outcome.ask.changes)
            self.compare.show_plans(self._outcome, outcome, supposed)
            self.tabs.setCurrentIndex(1)
        else:
            self._outcome = outcome
            self.lines.show_outcome(outcome)
            self.text.setPlainText(self._words.of(outcome))
            self.fixed.show_outcome(outcome)
            self.what_if.show_outcome(outcome)
            self.tabs.setCurrentIndex(0)
        self._say("" if outcome.sound else self.tr("The independent check refused this plan."))
        self._next()

    @Slot(object)
    def show_records(self, records: tuple[PlanRecord, ...]) -> None:
        """Show the plans on record."""
        self.records.show_records(records)

    @Slot(object)
    def show_done(self, record: PlanRecord) -> None:
        """Show that a step was carried out."""
        self._error = None
        self._say(self.tr("Done: {0}").format(record.number or self.tr("draft kept")))
        self.tabs.setCurrentIndex(2)
        self._busy(busy=False)

    @Slot(object)
    def show_refusal(self, error: ConsoleError) -> None:
        """Say why something was refused."""
        self._error = error
        self._queue = []
        self._busy(busy=False)
        self._say(error.say(language()))

    @Slot()
    def show_cancelled(self) -> None:
        """Say that the plan was given up."""
        self._queue = []
        self._busy(busy=False)
        self._say(self.tr("Given up."))

    @Slot(str)
    def show_written(self, path: str) -> None:
        """Say where orders were written to."""
        self._say(self.tr("Written: {0}").format(path))

    @Slot(object, object)
    def _ask(self, ask: PlanAsk, beside: PlanAsk | None) -> None:
        asked = [ask] if beside is None else [ask, beside]
        self._queue = [replace(one, bounds=self.fixed.bounds) for one in asked]
        self._second = False
        self._begin()

    @Slot(object)
    def _decide(self, bounds: tuple[Bound, ...]) -> None:
        if self._outcome is not None:
            self._queue, self._second = [replace(self._outcome.ask, bounds=bounds)], False
            self._begin()

    @Slot(object)
    def _suppose(self, changes: tuple[Change, ...]) -> None:
        if self._outcome is None:
            return
        self._queue, self._second = [replace(self._outcome.ask, changes=changes)], True
        self._begin()

    def _begin(self) -> None:
        self._say("")
        self._busy(busy=True)
        self.plan_wanted.emit(self._queue[0])

    def _next(self) -> None:
        self._queue = self._queue[1:]
        if self._queue:
            self._second = True
            self.plan_wanted.emit(self._queue[0])
        else:
            self._busy(busy=False)

    @Slot()
    def _cancel(self) -> None:
        self._queue = self._queue[:1]
        self.cancel_wanted.emit()

    @Slot()
    def _keep(self) -> None:
        if self._outcome is not None:
            self._busy(busy=True)
            self.order_wanted.emit(Keep(self._outcome, self.officer.text()))

    @Slot(str)
    def _step(self, step: str) -> None:
        order = order_of(step, self.records, self.officer.text())
        if order is not None:
            self._busy(busy=True)
            self.order_wanted.emit(order)

    def _busy(self, *, busy: bool) -> None:
        self.bar.setVisible(busy)
        self.bar.setValue(0)
        self.cancel.setEnabled(busy)
        self.choices.set_busy(busy=busy)
        self.fixed.set_busy(busy=busy)
        self.what_if.set_busy(busy=busy)
        kept = self._outcome is not None and self._outcome.sound and bool(self._outcome.lines)
        self.keep.setEnabled(not busy and kept)

    def _say(self, words: str) -> None:
        self.notice.setText(words)
        set_state(self.notice, "notice", "true" if words else "false")

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.cancel_wanted.emit()
        super().closeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def sizeHint(self) -> QSize:
        return QSize(1920, 1080)

    def _write(self) -> None:
        self.setWindowTitle(self.tr("Allocation"))
        for index, words in enumerate(
            (self.tr("Plan"), self.tr("Compare"), self.tr("Plans on record"))
        ):
            self.tabs.setTabText(index, words)
        for index, words in enumerate((self.tr("Decided by you"), self.tr("What if"))):
            self.about.setTabText(index, words)
        self.badge.retranslate()
        self.officer_label.setText(self.tr("Officer"))
        self.keep.setText(self.tr("Keep as draft"))
        self.cancel.setText(self.tr("Cancel"))
        if self._outcome is not None:
            self.text.setPlainText(self._words.of(self._outcome))
        if self._error is not None:
            self._say(self._error.say(language()))
