"""The cue sheet on the desk: its steps, what the presenter says, and the running clock."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from console.views.cue_words import CueWords
from console.views.program_names import ProgramNames
from console.views.stamp import REHEARSAL
from console.wall.cue_sheet import CueSheet, CueStep
from console.wall.precedence import Source
from console.wall.program import CuePlace, Program
from console.wall.state import WallState
from console.widgets.language import language

_SECOND_MS = 1000


class CuePanel(QWidget):
    """Shows one cue sheet and where it stands; every wish goes out as a signal."""

    begin_wanted = Signal(str)
    """The sheet of this name is to begin on the wall."""

    rehearse_wanted = Signal(str)
    """The sheet of this name is to begin, or to end, on plain windows."""

    sheet_chosen = Signal(str)
    open_wanted = Signal()
    export_wanted = Signal(str)

    def __init__(self, names: ProgramNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._sheets: Mapping[str, CueSheet] = {}
        self._cue: CuePlace | None = None
        self._begun: datetime | None = None
        self._runs = self._rehearsing = False
        self.choice = QComboBox(self)
        self.begin = QPushButton(self)
        self.rehearse = QPushButton(self)
        self.open = QPushButton(self)
        self.export = QPushButton(self)
        self.steps = QTreeWidget(self)
        self.words = CueWords(self)
        self._arrange()
        self.choice.currentIndexChanged.connect(self._choose)
        self.begin.clicked.connect(self.begin_now)
        self.rehearse.clicked.connect(self.rehearse_now)
        self.open.clicked.connect(self.open_wanted)
        self.export.clicked.connect(self.export_now)
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self._tick)
        self.write()

    def _arrange(self) -> None:
        self.steps.setColumnCount(4)
        self.steps.setRootIsDecorated(False)
        self.steps.setUniformRowHeights(True)
        self.steps.setHeaderHidden(True)
        header = self.steps.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        bar = QHBoxLayout()
        bar.setSpacing(6)
        bar.addWidget(self.choice, 1)
        for button in (self.begin, self.rehearse, self.open, self.export):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            bar.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.steps, 1)
        below.addWidget(self.words, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(bar)
        layout.addLayout(below, 1)
        self.setFocusProxy(self.choice)

    @property
    def chosen(self) -> str:
        """The name of the sheet that is shown; "" = there is none."""
        return self.choice.currentData() or ""

    @property
    def sheet(self) -> CueSheet | None:
        """The sheet that is shown."""
        return self._sheets.get(self.chosen)

    def show_sheets(self, sheets: Mapping[str, CueSheet], chosen: str = "") -> None:
        """Offer ``sheets``, and show the one called ``chosen`` if there is one."""
        self._sheets = dict(sheets)
        wanted = chosen or self.chosen
        self.choice.blockSignals(True)  # noqa: FBT003 - Qt's own
        self.choice.clear()
        for name, sheet in self._sheets.items():
            self.choice.addItem(sheet.title.of(language()), name)
        self.choice.setCurrentIndex(max(0, self.choice.findData(wanted)))
        self.choice.blockSignals(False)  # noqa: FBT003 - Qt's own
        self._choose()

    def show_state(self, state: WallState, *, rehearsing: bool = False) -> None:
        """Show where the sheet stands on the wall, or in the rehearsal."""
        cue = state.on_air.cue
        if cue is not None and cue != self._cue and cue.step == 0:
            self._begun = cue.since
        elif cue is None or (self._cue is not None and cue.sheet != self._cue.sheet):
            self._begun = None
        self._rehearsing = rehearsing
        self._runs = state.holder is Source.SCHEDULE
        self._cue = cue
        if cue is not None and cue.sheet != self.chosen and cue.sheet in self._sheets:
            self.choice.setCurrentIndex(self.choice.findData(cue.sheet))
        self.write()
        if cue is not None and not self._timer.isActive():
            self._timer.start()
        elif cue is None:
            self._timer.stop()

    def stop(self) -> None:
        """Stop the clock."""
        self._timer.stop()

    @Slot()
    def begin_now(self) -> None:
        """Wish that the sheet shown begins."""
        if self.chosen:
            self.begin_wanted.emit(self.chosen)

    @Slot()
    def rehearse_now(self) -> None:
        """Wish that the sheet shown is rehearsed, or that the rehearsal ends."""
        if self.chosen:
            self.rehearse_wanted.emit(self.chosen)

    @Slot()
    def export_now(self) -> None:
        """Wish that the sheet shown is written to a file."""
        if self.chosen:
            self.export_wanted.emit(self.chosen)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.show_sheets(self._sheets)

    @Slot()
    def _choose(self) -> None:
        self.sheet_chosen.emit(self.chosen)
        self.write()

    def write(self) -> None:
        """Write every text in the present language, with the names known by now."""
        self.begin.setText(self.tr("Begin  Ctrl+B"))
        stop, start = self.tr("End rehearsal  Ctrl+R"), self.tr("Rehearse  Ctrl+R")
        self.rehearse.setText(stop if self._rehearsing else start)
        self.open.setText(self.tr("Open…  Ctrl+O"))
        self.export.setText(self.tr("Save as…  Ctrl+S"))
        self._write_steps()
        self._tick()

    def _write_steps(self) -> None:
        sheet = self.sheet
        self.steps.clear()
        current = self._step()
        for number, step in enumerate(sheet.steps if sheet else ()):
            mark = "▶" if number == current else "✓" if number < current else "  "
            row = QTreeWidgetItem([f"{number + 1}  {mark}", *self._step_words(step)])
            row.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            row.setToolTip(1, step.words.of(language()))
            self.steps.addTopLevelItem(row)
            if number == current:
                self.steps.setCurrentItem(row)
                self.steps.scrollToItem(row)

    def _step(self) -> int:
        """Return the step of the sheet shown that is on, from 0; -1 where none is."""
        return self._cue.step if self._cue is not None and self._cue.sheet == self.chosen else -1

    def _step_words(self, step: CueStep) -> list[str]:
        scene, place = self._names.of(Program(step.scene, step.region), language())
        words = [scene or step.scene, *([place] if step.region else [])]
        planned = timedelta(seconds=step.seconds)
        return [" · ".join(words), _clock(planned), self.tr("auto") if step.auto else "  "]

    @Slot()
    def _tick(self) -> None:
        sheet, number = self.sheet, self._step()
        now = datetime.now().astimezone()
        if sheet is None:
            self.words.show_nothing(self.tr("No cue sheet: open one with Ctrl+O"))
            return
        if number < 0 or self._cue is None:
            begins = self.tr("PgDn begins. Planned: {0}").format(_clock(sheet.length))
            self.words.show_step(begins, sheet.steps[0].words.of(language()), over=False)
            return
        step = sheet.steps[number]
        spent = now - self._cue.since
        left = timedelta(seconds=step.seconds) - spent
        self.words.show_step(
            self._clock_words(spent, step, now, sheet),
            step.words.of(language()),
            over=left < timedelta(),
        )

    def _clock_words(self, spent: timedelta, step: CueStep, now: datetime, sheet: CueSheet) -> str:
        parts = [f"{_clock(spent)} / {_clock(timedelta(seconds=step.seconds))}"]
        if self._begun is not None:
            total = f"{_clock(now - self._begun)} / {_clock(sheet.length)}"
            parts.append(self.tr("in all {0}").format(total))
        if self._rehearsing:
            parts.insert(0, REHEARSAL)
        if not self._runs:
            parts.append(self.tr("held: PgDn goes on"))
        elif step.auto:
            parts.append(self.tr("goes on by itself"))
        return " · ".join(parts)


def _clock(span: timedelta) -> str:
    seconds = max(0, int(span.total_seconds()))
    return f"{seconds // 60:02}:{seconds % 60:02}"
