"""The one loudspeaker of the program: who has it, and a post's sound through it."""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, QTimer, Signal, Slot
from typing_extensions import override

import console
from console.domain.feeds import FeedPost
from console.domain.listening import SILENCE, Loud, SoundState, SoundStatus
from console.domain.wording import NOTHING, Text

_AGAIN_MS = 3000
_END_MS = 1000
"""Milliseconds for a killed player to be gone at the end of the program."""

_DEMO = Text("演示信号没有声音", "Demonstration pictures carry no sound")
_NO_ADDRESS = Text("该点位没有视频地址", "The post has no address")
_NO_PROCESS = Text("声音进程无法启动，请查看日志", "The sound process does not start; see the log")


class Loudspeaker(QObject):
    """Gives the loudspeaker to one at a time: whoever takes it silences the one before."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._owner: Loud | None = None

    @property
    def owner(self) -> Loud | None:
        """Who has it now."""
        return self._owner

    def take(self, owner: Loud) -> None:
        """Give it to ``owner``."""
        before, self._owner = self._owner, owner
        if before is not None and before is not owner:
            before.silence()

    def give_back(self, owner: Loud) -> None:
        """Take it from ``owner``, if that is who has it."""
        if self._owner is owner:
            self._owner = None

    @Slot()
    def mute_all(self) -> None:
        """Silence whoever has it."""
        before, self._owner = self._owner, None
        if before is not None:
            before.silence()


def player_command() -> tuple[str, list[str], Path]:
    """Return the program that plays a sound, its arguments, and the folder to start it in."""
    root = Path(console.__file__).resolve().parent.parent
    if getattr(sys, "frozen", False):
        return sys.executable, ["listen"], root
    return (
        sys.executable,
        ["-c", "import sys, console.cli as c; sys.exit(c.main())", "listen"],
        root,
    )


class PostSound(QObject):
    """The sound of one post at a time, in a process of its own; lives on the GUI thread.

    Args:
        loudspeaker: Who may be heard is agreed there.
        also_allowed: Of ``http``, ``https`` and ``file``, those that the settings allow.
        parent: The owner.
    """

    changed = Signal(object)
    """A :class:`SoundStatus`."""

    def __init__(
        self,
        loudspeaker: Loudspeaker,
        *,
        also_allowed: frozenset[str] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._loudspeaker = loudspeaker
        self._also_allowed = also_allowed
        self._post: FeedPost | None = None
        self._status = SILENCE
        self._process: QProcess | None = None
        self._ending: list[QProcess] = []
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._start)

    @property
    def status(self) -> SoundStatus:
        """Who is heard, and how."""
        return self._status

    def toggle(self, post: FeedPost) -> None:
        """Hear ``post``, or nothing where it is heard already."""
        if self._post is not None and self._post.code == post.code:
            self._loudspeaker.mute_all()
        else:
            self.hear(post)

    def hear(self, post: FeedPost) -> None:
        """Hear ``post`` from now on, and nobody else."""
        self._loudspeaker.take(self)
        self._end_process()
        self._post = post
        self._start()

    def silence(self) -> None:
        """Hear nothing any more."""
        self._loudspeaker.give_back(self)
        self._again.stop()
        self._end_process()
        self._post = None
        self._tell(SILENCE)

    def stop(self) -> None:
        """Be silent, at the end of the program."""
        self.silence()
        for process in self._ending:
            process.waitForFinished(_END_MS)

    @Slot()
    def _start(self) -> None:
        post = self._post
        if post is None:
            return
        address = post.main or post.sub
        if not address or address.startswith("demo:"):
            self._say(SoundState.NO_SOUND, _DEMO if address else _NO_ADDRESS)
            return
        self._say(SoundState.STARTING)
        program, arguments, folder = player_command()
        process = QProcess(self)
        process.setWorkingDirectory(str(folder))
        # FFmpeg writes the address there, with its login.
        process.setStandardErrorFile(QProcess.nullDevice())
        process.readyReadStandardOutput.connect(self._read)
        process.finished.connect(self._ended)
        process.errorOccurred.connect(self._not_started)
        self._process = process
        process.start(program, arguments)
        order = {"post": post.code, "address": address, "allowed": sorted(self._also_allowed)}
        process.write(json.dumps(order).encode() + b"\n")

    @Slot()
    def _read(self) -> None:
        if self._process is None:
            return
        known = {state.value for state in SoundState}
        words = (
            bytes(self._process.readAllStandardOutput().data()).decode("ascii", "replace").split()
        )
        for word in words:
            if word in known:
                self._say(SoundState(word))

    @Slot()
    def _ended(self) -> None:
        """Try again after a while: whatever was heard is heard no longer."""
        self._drop_process()
        self._say(SoundState.FAILED)
        self._again.start()

    @Slot(QProcess.ProcessError)
    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._drop_process()
            self._say(SoundState.FAILED, _NO_PROCESS)

    def _end_process(self) -> None:
        """End the player at once; it holds nothing that needs tidying, and is not waited for."""
        process, self._process = self._process, None
        if process is None:
            return
        process.finished.disconnect(self._ended)
        process.errorOccurred.disconnect(self._not_started)
        process.finished.connect(self._forget)
        self._ending.append(process)
        process.kill()

    @Slot()
    def _forget(self) -> None:
        gone = QProcess.ProcessState.NotRunning
        for process in [p for p in self._ending if p.state() is gone]:
            self._ending.remove(process)
            process.deleteLater()

    def _drop_process(self) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None

    def _say(self, state: SoundState, reason: Text = NOTHING) -> None:
        if self._post is not None:
            self._tell(SoundStatus(self._post.code, state, self._post.name, reason))

    def _tell(self, status: SoundStatus) -> None:
        if status != self._status:
            self._status = status
            self.changed.emit(status)

    @override
    def __repr__(self) -> str:
        return f"PostSound({self._status.post!r}, {self._status.state.value})"
