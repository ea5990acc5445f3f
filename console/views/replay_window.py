"""A past moment of the wall, in a stamped window of its own; the wall stays as it is."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from console.domain.centre import CENTRE_ZONE
from console.domain.errors import ConsoleError
from console.domain.scenes import Scene
from console.domain.truth import TRUTH_WORDS, LinkState, Truth
from console.domain.wording import NOTHING
from console.theme import Metrics, stylesheet
from console.views.preview_stage import PreviewStage
from console.views.replay_bar import ReplayBar
from console.views.replay_board import ReplayBoard
from console.views.small_picture import PictureGrid, SmallPicture
from console.views.wall_marks import marks_of
from console.wall.events import STEP_WORDS, Step
from console.wall.replay import Moment, Tape, as_seen
from console.wall.state import WallState
from console.widgets.language import language
from console.widgets.style import colour, font

_STAMP = "◀ 回放 REPLAY"

_LEFT_TO_THE_WALL = frozenset({Qt.Key.Key_B, Qt.Key.Key_Period, Qt.Key.Key_F12})
"""Black, panic and its release act everywhere; no other key of this window reaches the wall."""


class StampedPicture(SmallPicture):
    """A screen of the past: nobody who sees it, or a photograph of it, takes it for the wall."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dark = False

    @override
    def paint_over(self, painter: QPainter, target: QRect) -> None:
        if self.dark:
            painter.fillRect(target, Qt.GlobalColor.black)
        painter.save()
        painter.setFont(font(max(14, target.height() // 9), bold=True))
        ink = QColor(colour("warn"))  # a copy: the palette's own colour is everybody's
        ink.setAlpha(90)
        painter.setPen(ink)
        painter.drawText(target, Qt.AlignmentFlag.AlignCenter, _STAMP)
        painter.restore()


class ReplayWindow(QWidget):
    """Shows the wall at the moment chosen, with the figures of that day."""

    day_wanted = Signal(object)
    """The record of this day is wanted: a date."""

    figures_wanted = Signal(object)
    """The figures as of this day are wanted: a date."""

    closed = Signal()

    def __init__(
        self, scenes: Mapping[str, Scene], stage: PreviewStage, board: ReplayBoard
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scenes = scenes
        self._stage = stage
        self._board = board
        self._screens = 1
        self._tape: Tape | None = None
        self._state: WallState | None = None
        self._metrics = Metrics(0)
        self._fault = NOTHING
        self.bar = ReplayBar(self)
        self.stamp = QLabel(_STAMP, self)
        self.stamp.setProperty("role", "ring")
        self.when = QLabel(self)
        self.when.setProperty("role", "on-air")
        self.what = QLabel(self)
        self.marks = QLabel(self)
        self.marks.setProperty("role", "notice")
        self.note = QLabel(self)
        self.note.setProperty("role", "soft")
        self.note.setWordWrap(True)
        self.pictures: list[StampedPicture] = []
        self._arrange()
        self.bar.moment_chosen.connect(self._take_moment)
        self.bar.day_chosen.connect(self._take_day)
        self.resize(self.sizeHint())
        stage.renewed.connect(self._renew)
        board.link_changed.connect(self._take_link)
        self._write()

    def _arrange(self) -> None:
        head = QFrame(self)
        head.setProperty("role", "bar")
        row = QHBoxLayout(head)
        for label in (self.stamp, self.when, self.what, self.marks):
            label.setTextFormat(Qt.TextFormat.PlainText)
            row.addWidget(label)
        row.addStretch(1)
        self._grid = PictureGrid(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(head)
        layout.addWidget(self._grid, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.note)

    def open_at(self, moment: datetime, screens: int) -> None:
        """Show the wall of ``screens`` as it was at ``moment``."""
        self._screens = max(1, screens)
        self._have(self._screens)
        self.bar.show_moment(moment)
        self.show()
        self.raise_()
        self.activateWindow()
        self.setFocus()
        self._take_day(self.bar.moment.date())

    @Slot(object, object)
    def show_tape(self, tape: Tape, fault: ConsoleError | None) -> None:
        """Show what ``tape`` holds; ``fault`` tells why that may be less than all."""
        if tape.day != self.bar.moment.date():
            return  # Another day was chosen meanwhile.
        self._tape = tape
        self._fault = fault.problem if fault is not None else NOTHING
        self.bar.show_marks([moment.at for moment in tape.moments])
        self._show()

    @Slot()
    def step_back(self) -> None:
        """Go to the change before this moment."""
        self._step(self._tape.previous(self.bar.moment) if self._tape else None)

    @Slot()
    def step_forth(self) -> None:
        """Go to the next change."""
        self._step(self._tape.following(self.bar.moment) if self._tape else None)

    def _step(self, to: Moment | None) -> None:
        if to is not None:
            self.bar.show_moment(to.at)
            self._show()

    @Slot(object)
    def _take_moment(self, _moment: datetime) -> None:
        self._show()

    @Slot(object)
    def _take_day(self, day: date) -> None:
        self._tape = None
        self.bar.show_marks([])
        self._show()
        self.day_wanted.emit(day)
        self.figures_wanted.emit(day)

    @Slot(object)
    def _take_link(self, link: LinkState) -> None:
        if link.fault not in (NOTHING, self._fault):
            self._fault = link.fault
            self._write_note()

    def _show(self) -> None:
        moment = self.bar.moment
        self._board.show_moment(moment)
        self._state = self._tape.state(moment) if self._tape else None
        scene = self._scenes.get(self._state.program.scene) if self._state else None
        dark = self._state is not None and self._state.dark
        for picture in self.pictures:
            picture.dark = dark
            picture.update()
        if self._state is not None and scene is not None:
            self._board.select(self._state.program.region, self._state.program.material)
            self._stage.show_scene(as_seen(scene, self._state, self._screens), self._screens)
        else:
            self._stage.stop()
            self._have(self._screens)
        self._write()

    @Slot()
    def _renew(self) -> None:
        drawn = self._stage.pictures
        for number, (shown, picture) in enumerate(zip(self.pictures, drawn, strict=False), 1):
            shown.show_picture(picture, str(number))

    def _have(self, count: int) -> None:
        """Begin with ``count`` empty pictures."""
        self.pictures = [StampedPicture(self) for _ in range(count)]
        self._grid.lay_out(self.pictures)

    def _write(self) -> None:
        lang = language()
        self.setWindowTitle(f"{TRUTH_WORDS[Truth.REPLAY].zh} / {TRUTH_WORDS[Truth.REPLAY].en}")
        self.bar.write()
        moment = self.bar.moment.astimezone(CENTRE_ZONE)
        elsewhere = moment.utcoffset() != moment.astimezone().utcoffset()
        self.when.setText(f"{moment:%Y-%m-%d %H:%M:%S}{' UTC+8' if elsewhere else ''}")
        self.what.setText(self._words())
        self.marks.setText(marks_of(self._state, {}, lang) if self._state else "")
        self._write_note()

    def _words(self) -> str:
        """Say what was on air, and which change made it so."""
        lang = language()
        if self._tape is None:
            return self.tr("Reading the record …")
        if self._state is None:
            return self.tr("No record of the wall until this moment")
        program = self._state.program
        scene = self._scenes.get(program.scene)
        title = scene.title.of(lang) if scene else self.tr("{scene}, which is no more")
        words = [title.format(scene=program.scene), program.region]
        last = self._tape.last(self.bar.moment)
        if last is not None:
            known = last.step in {step.value for step in Step}
            step = STEP_WORDS[Step(last.step)].of(lang) if known else last.step
            at = last.at.astimezone(CENTRE_ZONE)
            words.append(f"{at:%H:%M:%S} {step} {last.by}")
        return " · ".join(filter(None, words))

    def _write_note(self) -> None:
        words = [
            self.tr(
                "← → change by change; PgUp PgDn day by day; Esc closes. The wall stays as is."
            ),
            self.tr(
                "Figures up to that day, as they are known now: later corrections are in them. "
                "Video, posts and what has no date of its own are not replayed."
            ),
            self._fault.of(language()),
        ]
        self.note.setText("\n".join(filter(None, words)))

    @override
    def event(self, event: QEvent) -> bool:
        # A key that is struck while the past is looked at must not change the present.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() not in _LEFT_TO_THE_WALL:
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        deed = {
            Qt.Key.Key_PageUp: self.bar.day_back,
            Qt.Key.Key_PageDown: self.bar.day_forth,
            Qt.Key.Key_Left: self.step_back,
            Qt.Key.Key_Right: self.step_forth,
            Qt.Key.Key_Escape: self.close,
        }.get(Qt.Key(event.key()))
        if deed is not None:
            deed()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._stage.stop()
        self._tape = None
        self.closed.emit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._write()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = Metrics(min(max(self.height(), 860), 2160))
        if metrics != self._metrics:
            self._metrics = metrics
            self.setStyleSheet(stylesheet("desk", metrics))

    @override
    def sizeHint(self) -> QSize:
        return QSize(1600, 900)
