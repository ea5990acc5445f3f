"""Alarms on the operator's desk: they ring there, propose their scene, and wait for a person."""

from datetime import UTC, datetime

from PySide6.QtCore import QObject, Slot

from console.app.duty_desk import DutyDesk
from console.domain.duty import Alarm, AlarmsRequest
from console.domain.posts import PostsSnapshot
from console.views.board import Board
from console.views.desk_window import DeskWindow
from console.views.show import Show
from console.wall.alarm_rules import AlarmNote
from console.wall.events import Step, WallEvent


class AlarmDesk(QObject):
    """Tells the director of each new alarm once, and the alarm book of what was acknowledged.

    What was raised before this start rings on the desk until it is acknowledged, but proposes
    nothing: the preview of the last run is not to be lost by a restart.
    """

    def __init__(self, desk: DeskWindow, show: Show, duty: DutyDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._show = show
        self._duty = duty
        self._since = datetime.now(UTC)
        self._told: set[str] = set()
        self._latched: dict[str, Alarm] = {}
        duty.watch.alarms_changed.connect(self.take)
        duty.watch.deaf_changed.connect(desk.alarms.show_deaf)
        desk.alarms.acknowledge_wanted.connect(self.acknowledge)
        desk.arming_wanted.connect(show.toggle_armed)
        show.happened.connect(self._hear)
        self._tell_armed()

    def listen(self, board: Board) -> None:
        """Have the alarms of the database kept up to date, whether the duty desk is open or not."""
        board.also_want(AlarmsRequest())
        board.posts_changed.connect(self._name_posts)

    @Slot(object)
    def _name_posts(self, posts: PostsSnapshot) -> None:
        self._desk.names.posts = {post.code: post.name for post in posts.posts}
        self._desk.alarms.write()

    @Slot(object)
    def take(self, alarms: tuple[Alarm, ...]) -> None:
        """Show ``alarms``, and let the gravest of the new ones propose its scene."""
        self._desk.alarms.show_alarms(alarms)
        self._latched = {alarm.key: alarm for alarm in alarms if alarm.is_latched}
        new = [alarm for key, alarm in self._latched.items() if key not in self._told]
        self._told.update(alarm.key for alarm in new)
        fresh = sorted((a for a in new if a.raised_at >= self._since), key=_rank)
        if fresh and not self._graver_waits(fresh[0]):
            alarm = fresh[0]
            note = AlarmNote(alarm.key, alarm.kind, alarm.severity, alarm.region)
            self._show.propose(note)

    @Slot(str)
    def acknowledge(self, key: str) -> None:
        """Note that somebody at this desk has seen the alarm; its hold on the wall ends with it."""
        self._duty.watch.acknowledge(key, self._duty.window.scribe.officer or "?")
        state = self._show.state
        proposal = state.proposal
        if proposal is not None and proposal.alarm == key and state.panic_since is None:
            self._show.release()

    def _graver_waits(self, alarm: Alarm) -> bool:
        """Return whether the preview holds the proposal of a graver alarm that nobody has seen."""
        proposal = self._show.state.proposal
        waiting = self._latched.get(proposal.alarm) if proposal is not None else None
        return waiting is not None and waiting.severity < alarm.severity

    @Slot(object)
    def _hear(self, event: WallEvent) -> None:
        if event.step in (Step.ARM, Step.DISARM):
            self._tell_armed()
        proposal = event.before.proposal
        if event.step is Step.RELEASE and proposal is not None and event.after.proposal is None:
            self._duty.watch.acknowledge(
                proposal.alarm, self._duty.window.scribe.officer or event.after.author.by
            )

    def _tell_armed(self) -> None:
        self._desk.strip.show_armed(armed=self._show.armed, possible=self._show.can_arm)


def _rank(alarm: Alarm) -> tuple[bool, int, float, str]:
    return alarm.rank
