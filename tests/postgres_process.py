"""The process of a private PostgreSQL server: made, started, hurt, and removed.

It lives in a temporary folder, listens on loopback and a socket of its own, runs as a user other
than root, and is gone when its owner is gone, however that ends.
"""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg2

from tests.postgres_installed import PostgresUnavailableError, find_binaries, server_account

_STARTS_WITHIN = 60.0
_STOPS_WITHIN = 20.0
_POLL = 0.02
SUPERUSER = "tester"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _is_over(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


class ServerProcess:
    """One private server; a context manager that starts and removes it.

    Args:
        durable: Keep fsync as a production server does (for measurements of commits).
        options: Further settings of the server, such as ``{"max_connections": "20"}``.
    """

    def __init__(self, *, durable: bool = False, options: dict[str, str] | None = None) -> None:
        self._binaries = find_binaries()
        self._account = server_account()
        self._options = {
            "listen_addresses": "127.0.0.1",
            "max_connections": "60",
            "shared_buffers": "64MB",
            "fsync": "on" if durable else "off",
            "full_page_writes": "on" if durable else "off",
            "synchronous_commit": "on" if durable else "off",
            **(options or {}),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher: subprocess.Popen[bytes] | None = None
        self.host = "127.0.0.1"
        self.port = 0
        self.password = secrets.token_urlsafe(18)
        self.folder = Path()

    def __enter__(self) -> Self:
        try:
            self._create()
            self.start()
        except BaseException:
            self.remove()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.remove()

    # -- addresses ------------------------------------------------------------------------------

    def url(self, database: str = "postgres", *, user: str = "", password: str = "") -> str:
        """Return the address of ``database`` over TCP, for the superuser unless one is named."""
        name = user or SUPERUSER
        secret = password or self.password
        return f"postgresql://{name}:{secret}@{self.host}:{self.port}/{database}"

    def socket_url(self, database: str = "postgres") -> str:
        """Return the address of ``database`` over the Unix socket."""
        return (
            f"postgresql://{SUPERUSER}:{self.password}@/{database}"
            f"?host={self.folder}&port={self.port}"
        )

    @property
    def pid(self) -> int:
        """The server's process id."""
        if self._process is None:
            raise PostgresUnavailableError("The server is not running.")
        return self._process.pid

    @property
    def log(self) -> str:
        """All that the server has said."""
        return (self.folder / "log").read_text("utf-8", "replace")

    # -- life -----------------------------------------------------------------------------------

    def start(self) -> None:
        """Start the server and wait until it answers; its port stays the same ever after."""
        for _ in range(5):
            first = self.port == 0
            self.port = self.port or _free_port()
            self._launch()
            if self._answers():
                return
            self._reap()
            if not first:
                break
            self.port = 0  # somebody was quicker to take that port
        raise PostgresUnavailableError(f"PostgreSQL did not start:\n{self.log[-2000:]}")

    def stop(self) -> None:
        """Shut the server down at once, as an administrator's fast stop does."""
        self._end(signal.SIGINT)

    def kill(self) -> None:
        """Kill the server and all its children, as a power cut does."""
        family = self._to_all(psutil.Process.kill)
        self._reap()
        while not all(_is_over(process) for process in family):
            time.sleep(_POLL)  # a child that lives on would keep the next start from its memory

    def restart(self) -> None:
        """Stop and start again on the same port."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Stop every process of the server where it stands: connections stay open, and mute."""
        self._to_all(psutil.Process.suspend)

    def resume(self) -> None:
        """Let the server go on after :meth:`pause`."""
        self._to_all(psutil.Process.resume)

    def remove(self) -> None:
        """Stop the server in any state and remove all that it left."""
        self.kill()
        if self._watcher is not None:
            self._watcher.communicate()  # closes its standard input; it sweeps the folder
            self._watcher = None
        if self.folder != Path():
            shutil.rmtree(self.folder, ignore_errors=True)

    # -- inside ---------------------------------------------------------------------------------

    def _create(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="console-pg-"))
        secret = self.folder / "password"
        secret.write_text(self.password)
        if self._account is not None:
            for path in (self.folder, secret):
                os.chown(path, self._account.pw_uid, self._account.pw_gid)
        self._watch()
        made = subprocess.run(
            [
                str(self._binaries / "initdb"),
                f"--pgdata={self.folder / 'data'}",
                f"--username={SUPERUSER}",
                "--auth=scram-sha-256",
                f"--pwfile={secret}",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "--no-instructions",
            ],
            capture_output=True,
            text=True,
            check=False,
            cwd=self.folder,
            env=self._environment(),
            **self._as_account(),
        )
        if made.returncode:
            raise PostgresUnavailableError(f"initdb failed:\n{made.stdout}\n{made.stderr}")

    def _watch(self) -> None:
        # When this process ends, even by SIGKILL, its end of the pipe closes and the watcher wakes.
        script = (
            'cat >/dev/null; [ -f "$1/data/postmaster.pid" ] && '
            'kill -KILL "$(head -n 1 "$1/data/postmaster.pid")" 2>/dev/null; rm -rf "$1"'
        )
        self._watcher = subprocess.Popen(
            ["/bin/sh", "-c", script, "sh", str(self.folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _launch(self) -> None:
        settings = [f"--{name}={value}" for name, value in self._options.items()]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(self._binaries / "postgres"),
                    "-D",
                    str(self.folder / "data"),
                    "-p",
                    str(self.port),
                    "-k",
                    str(self.folder),
                    *settings,
                ],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=self._environment(),
                start_new_session=True,
                **self._as_account(),
            )

    def _answers(self) -> bool:
        deadline = time.monotonic() + _STARTS_WITHIN
        while time.monotonic() < deadline and self._process and self._process.poll() is None:
            try:
                psycopg2.connect(self.url(), connect_timeout=5).close()
            except psycopg2.OperationalError:
                time.sleep(_POLL)
            else:
                return True
        return False

    def _family(self) -> list[psutil.Process]:
        if self._process is None or self._process.poll() is not None:
            return []
        try:
            # The parent first: it must not see a child die and act on it.
            parent = psutil.Process(self._process.pid)
            return [parent, *parent.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    def _to_all(self, act: Callable[[psutil.Process], None]) -> list[psutil.Process]:
        family = self._family()
        for process in family:
            with suppress(psutil.NoSuchProcess):  # a child may end at any moment
                act(process)
        return family

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        family = self._family()
        self._process.send_signal(how)
        _, alive = psutil.wait_procs(family[1:], timeout=_STOPS_WITHIN)
        for process in alive:
            process.kill()
        self._reap()

    def _reap(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.wait(_STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        return {**kept, "LC_ALL": "C.UTF-8", "HOME": str(self.folder)}

    def _as_account(self) -> dict[str, object]:
        if self._account is None:
            return {}
        return {
            "user": self._account.pw_uid,
            "group": self._account.pw_gid,
            "extra_groups": [self._account.pw_gid],
        }
