"""A private PostgreSQL server for tests and measurements, which may be hurt at will.

It lives in a temporary folder, listens on loopback and a socket of its own, runs as a user other
than root, and is gone when its owner is gone, however that ends.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType

import psutil
import psycopg2
from psycopg2 import sql

_STARTS_WITHIN = 60.0
_STOPS_WITHIN = 20.0
_POLL = 0.02
SUPERUSER = "tester"
#: Where Debian keeps each version; its programs are not on PATH.
INSTALLED = Path("/usr/lib/postgresql")


class PostgresUnavailableError(RuntimeError):
    """There is no PostgreSQL on this machine that could be started."""


def find_binaries() -> Path:
    """Return the folder of ``initdb`` and ``postgres``, the newest version first."""
    folders = sorted(
        (folder for folder in INSTALLED.glob("*/bin") if (folder / "initdb").exists()),
        key=lambda folder: [int(part) for part in folder.parent.name.split(".") if part.isdigit()],
        reverse=True,
    )
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    if not folders:
        raise PostgresUnavailableError(
            "PostgreSQL is not installed: no initdb under /usr/lib/postgresql/*/bin or on PATH. "
            "On Debian: apt-get install postgresql"
        )
    return folders[0]


def _server_account() -> pwd.struct_passwd | None:
    """Return whom the server runs as: nobody else for a plain user, never root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise PostgresUnavailableError(
        "Neither a user postgres nor nobody exists; initdb refuses root."
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class PostgresServer:
    """One private server; a context manager that starts and removes it.

    Args:
        durable: Keep fsync as a production server does (for measurements of commits).
        options: Further settings of the server, such as ``{"max_connections": "20"}``.
    """

    def __init__(self, *, durable: bool = False, options: dict[str, str] | None = None) -> None:
        self._binaries = find_binaries()
        self._account = _server_account()
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
        self._template = ""
        self._made = 0
        self.host = "127.0.0.1"
        self.port = 0
        self.password = secrets.token_urlsafe(18)
        self.folder = Path()

    def __enter__(self) -> "PostgresServer":
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

    # -- databases ------------------------------------------------------------------------------

    def execute(self, statement: str | sql.Composable, database: str = "postgres") -> None:
        """Run one statement as the superuser, outside any transaction."""
        connection = psycopg2.connect(self.url(database), connect_timeout=10)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(statement)
        finally:
            connection.close()

    def create_database(self, *, template: str = "template0") -> str:
        """Create a database of a new name and return that name."""
        self._made += 1
        name = f"d{self._made}_{secrets.token_hex(3)}"
        self.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop_database(self, name: str) -> None:
        """Drop a database, whoever is still connected to it."""
        self.execute(
            sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        )

    def migrated_template(self) -> str:
        """Return the name of a database brought to the newest migration, made at the first call."""
        if not self._template:
            from console.data.administration import initialise
            from console.data.connection import open_engine

            name = self.create_database()
            engine = open_engine(self.url(name), application="tests")
            try:
                initialise(engine)
            finally:
                engine.dispose()
            self._template = name
        return self._template

    @contextmanager
    def fresh_database(self, *, migrated: bool = True) -> Iterator[str]:
        """Lend the address of a new database, migrated or empty, and drop it afterwards."""
        name = self.create_database(template=self.migrated_template() if migrated else "template0")
        try:
            yield self.url(name)
        finally:
            self.drop_database(name)

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
        for process in self._family():
            process.kill()
        self._reap()

    def restart(self) -> None:
        """Stop and start again on the same port."""
        self.stop()
        self.start()

    def pause(self) -> None:
        """Stop every process of the server where it stands: connections stay open, and mute."""
        for process in self._family():
            process.suspend()

    def resume(self) -> None:
        """Let the server go on after :meth:`pause`."""
        for process in self._family():
            with suppress(psutil.NoSuchProcess):  # woken by its parent's end already
                process.resume()

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
