"""Where the frozen program is tried: a virtual screen, homes, users, and what a run left behind."""

import os
import pwd
import shutil
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

_SCREEN_SECONDS = 40
_RUN_SECONDS = 240
_USER = "nobody"


@dataclass(frozen=True)
class Outcome:
    """How one run ended.

    Attributes:
        code: Its exit code; None where it had to be killed.
        output: What it wrote to standard output.
        errors: What it wrote to standard error.
        seconds: How long it took.
    """

    code: int | None
    output: str
    errors: str
    seconds: float


@dataclass(frozen=True)
class Around:
    """What is particular to a run.

    Attributes:
        user: Who runs it, if whoever runs the trials is root; "root" or a user's name.
        before: A command that is to run it, such as ``unshare -n``.
        program: Another copy of the program.
    """

    user: str = _USER
    before: Sequence[str] = ()
    program: Path | None = None


USUAL = Around()


@dataclass
class Stage:
    """A virtual screen and a folder for one trial after the other.

    Attributes:
        program: The program that is tried.
        work: An empty folder; readable by everybody, as homes of other users lie in it.
        size: Of the virtual screen, in pixels.
    """

    program: Path
    work: Path
    size: str = "1920x1080"
    _screen: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)
    _number: str = ""

    def __enter__(self) -> Self:
        # Without -ac the server would refuse the ordinary user; it listens on no network.
        reading, writing = os.pipe()
        command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{self.size}x24"]
        self._screen = subprocess.Popen(
            [*command, "-noreset", "-nolisten", "tcp", "-ac"],
            pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(writing)
        with os.fdopen(reading) as answer:
            self._number = answer.readline().strip()
        if not self._number:
            raise RuntimeError("Xvfb did not start")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._screen is not None:
            self._screen.terminate()
            self._screen.wait(_SCREEN_SECONDS)

    def place(self, name: str, user: str = "") -> Path:
        """Return a new folder of ``user``; "" = of whoever runs this."""
        folder = self.work / name
        folder.mkdir(parents=True)
        self.give(folder, user)
        return folder

    def give(self, folder: Path, user: str) -> None:
        """Make ``folder`` and what is in it ``user``'s."""
        if user and os.geteuid() == 0:
            account = pwd.getpwnam(user)
            for path in (folder, *folder.rglob("*")):
                os.chown(path, account.pw_uid, account.pw_gid)

    def run(self, arguments: Sequence[str], home: Path, around: Around = USUAL) -> Outcome:
        """Run the program once, with none of our environment.

        Args:
            arguments: What follows its name.
            home: The home of the user, and the working directory.
            around: What is particular to this run.
        """
        program = str(around.program or self.program)
        command = [*around.before, *_as(around.user), program, *arguments]
        variables = {
            "DISPLAY": f":{self._number}",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
            "TMPDIR": str(home),
        }
        started = time.monotonic()
        try:
            done = subprocess.run(
                command, cwd=home, env=variables, capture_output=True, check=False,
                encoding="utf-8", errors="replace", timeout=_RUN_SECONDS, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            words = (error.stderr or b"").decode(errors="replace")
            return Outcome(None, "", words, time.monotonic() - started)
        return Outcome(done.returncode, done.stdout, done.stderr, time.monotonic() - started)


def _as(user: str) -> list[str]:
    if os.geteuid() != 0 or user == "root":
        return []
    account = pwd.getpwnam(user)
    who = [f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return ["setpriv", *who]


def copy_of(program: Path, target: Path) -> Path:
    """Copy the program's whole folder to ``target``, by hard links where that can be done."""
    shutil.copytree(program.parent, target, symlinks=True, copy_function=_link)
    return target / program.name


def _link(source: str, target: str) -> str:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)
    return target
