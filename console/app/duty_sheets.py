"""The duty desk's papers: roll call and handover, as entries of the log and as files."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from console import paths
from console.domain.duty import Alarm, EntryKind, new_uid
from console.domain.errors import ConsoleError
from console.domain.feeds import FeedState, FeedStatus
from console.domain.handover import Section, Shift, handover_sheet, to_html
from console.domain.roll_call import RollCall
from console.domain.roll_call_words import result_words
from console.domain.wording import Text
from console.views.duty_window import DutyWindow
from console.views.handover_view import HandoverView
from console.views.sheet_writer import HTML, PDF, PNG, SheetWriter
from console.views.sheets import roll_call_sheet
from console.wall.feed_times import FeedTimes
from console.widgets.ages import span_words
from console.widgets.language import language

_LONGEST_SHIFT = timedelta(hours=12)
_HANDED = Text(
    "交接班：{0} 至 {1}，未确认告警 {2} 条", "Handover of {0} to {1}, {2} alarms not acknowledged"
)

_LOST = Text("视频中断时长", "Time without a moving picture")
_LOST_HEADS = (Text("点位", "Post"), Text("观察时长", "Watched"), Text("中断时长", "Lost"))
_NO_LOSS = Text("无。", "None.")


class DutySheets(QObject):
    """Keeps what a roll call found and what a shift hands over: in the log, and on paper."""

    def __init__(self, window: DutyWindow, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._folder = paths.user_data() / "sheets"
        self._writer = SheetWriter(self._folder, self)
        self._writer.written.connect(self._tell_written)
        self._writer.failed.connect(self._tell_failed)
        self.times = FeedTimes()
        self._feeds: dict[str, FeedStatus] = {}
        self.alarms: tuple[Alarm, ...] = ()
        self.handover = HandoverView(window)
        window.roll.finished.connect(self.keep_roll_call)
        window.handover_wanted.connect(self.open_handover)
        self.handover.period_changed.connect(self._show_handover)
        self.handover.keep_wanted.connect(self._keep_handover)

    @Slot(object)
    def keep_roll_call(self, call: RollCall) -> None:
        """Write the result into the log, and the sheet as a picture and as HTML."""
        lang, zone = language(), datetime.now().astimezone().tzinfo
        ended = call.finished_at
        if zone is None or ended is None:
            return
        stem = f"roll-call_{ended.astimezone(zone):%Y%m%d_%H%M}_{call.uid[:8]}"
        self._window.scribe.write(
            EntryKind.ROLL_CALL,
            result_words(call, zone).of(lang),
            picture=str(self._folder / f"{stem}{PNG}"),
            detail=call.to_detail(),
            uid=call.uid,
        )
        self._writer.write(stem, stem, roll_call_sheet(call, lang, zone), (PNG, HTML))

    @Slot(object)
    def see(self, status: FeedStatus) -> None:
        """Count how long feeds give no moving picture."""
        self.times.see(status.post, status.state, datetime.now(UTC))
        if status.state is not FeedState.IDLE:
            self._feeds[status.post] = status

    @Slot()
    def open_handover(self) -> None:
        """Preview the sheet of the shift: since the last handover, or of the last half day."""
        now = datetime.now(UTC)
        earliest = now - _LONGEST_SHIFT
        handed = [e.at for e in self._window.log.entries if e.kind is EntryKind.HANDOVER]
        self.handover.begin(max((earliest, *handed)), now)

    @Slot(object, object)
    def _show_handover(self, began: datetime, ended: datetime) -> None:
        zone = datetime.now().astimezone().tzinfo or UTC
        scribe, log = self._window.scribe, self._window.log
        posts = scribe.posts.posts if scribe.posts is not None else ()
        feeds = [(post, self._feeds.get(post.code)) for post in posts]
        shift = Shift(since=began, until=ended, by=scribe.officer, zone=zone)
        sheet = handover_sheet(shift, log.entries, self.alarms, feeds, scribe.name_of)
        sheet = replace(sheet, sections=(*sheet.sections, self._lost()))
        self.handover.show_sheet(to_html(sheet, language()))

    def _lost(self) -> Section:
        """Return how long feeds gave no moving picture since the last handover on this desk."""
        name = self._window.scribe.name_of
        rows = tuple(
            (name(post), span_words(time.watched), span_words(time.lost))
            for post, time in sorted(self.times.all(datetime.now(UTC)).items())
            if time.lost
        )
        return Section(_LOST, _LOST_HEADS, rows, _NO_LOSS)

    @Slot()
    def _keep_handover(self) -> None:
        """Write the handover into the log, and the sheet as PDF and as HTML."""
        if not self._window.scribe.officer:
            self._window.commands.unsigned.emit()
            return
        began, ended = self.handover.period
        uid, now = new_uid(), datetime.now().astimezone()
        stem = f"handover_{now:%Y%m%d_%H%M}_{uid[:8]}"
        latched = sum(alarm.is_latched for alarm in self.alarms)
        words = _HANDED.of(language())
        self._window.scribe.write(
            EntryKind.HANDOVER,
            words.format(
                f"{began.astimezone():%m-%d %H:%M}", f"{ended.astimezone():%H:%M}", latched
            ),
            picture=str(self._folder / f"{stem}{PDF}"),
            detail={"from": began.isoformat(), "to": ended.isoformat(), "open_alarms": latched},
            uid=uid,
        )
        self._writer.write(stem, stem, self.handover.html, (PDF, HTML))
        self.times.begin_anew(datetime.now(UTC))
        self.handover.close()

    @Slot(str, object)
    def _tell_written(self, _key: str, files: tuple[Path, ...]) -> None:
        self._window.say(self.tr("Saved: {0}").format(", ".join(map(str, files))))

    @Slot(str, object)
    def _tell_failed(self, _key: str, error: ConsoleError) -> None:
        self._window.say(error.say(language()), fault=True)
