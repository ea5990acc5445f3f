"""The private server itself: it can be hurt, comes back, and is gone with its owner."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import psycopg2
import pytest

from tests import postgres_installed
from tests.postgres import PostgresServer, PostgresUnavailableError

pytestmark = pytest.mark.postgresql


def ask(server: PostgresServer) -> int:
    connection = psycopg2.connect(server.url(), connect_timeout=10)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 42")
        (answer,) = cursor.fetchone()
    connection.close()
    return int(answer)


def test_it_survives_a_kill_a_stop_a_pause_and_a_restart_on_the_same_port() -> None:
    with PostgresServer() as server:
        port, url = server.port, server.url()
        for hurt in (server.kill, server.stop):
            hurt()
            with pytest.raises(psycopg2.OperationalError):
                ask(server)
            server.start()
            assert ask(server) == 42
        server.pause()
        with pytest.raises(psycopg2.OperationalError, match="timeout"):
            psycopg2.connect(url, connect_timeout=2)
        server.resume()
        server.restart()
        assert ask(server) == 42
        assert (server.port, server.url()) == (port, url)


def test_it_does_not_run_as_root_and_listens_on_loopback_alone() -> None:
    with PostgresServer() as server:
        process = psutil.Process(server.pid)
        assert process.uids().real != 0
        listening = {c.laddr for c in process.net_connections("inet") if c.status == "LISTEN"}
        assert listening == {("127.0.0.1", server.port)}


def test_nothing_is_left_of_it_afterwards_even_when_it_hangs() -> None:
    with PostgresServer() as server:
        folder, pid = server.folder, server.pid
        server.pause()
    assert not folder.exists()
    assert not psutil.pid_exists(pid)


def test_nothing_is_left_of_it_when_its_owner_is_killed() -> None:
    script = (
        "import time; from tests.postgres import PostgresServer\n"
        "with PostgresServer() as server:\n"
        "    print(server.folder, server.pid, flush=True)\n"
        "    time.sleep(600)\n"
    )
    owner = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    with owner:
        folder, pid = owner.stdout.readline().split()
        os.kill(owner.pid, signal.SIGKILL)
    pause = threading.Event()
    while Path(folder).exists() or psutil.pid_exists(int(pid)):
        pause.wait(0.05)


def test_a_machine_without_postgresql_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(postgres_installed, "INSTALLED", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PostgresUnavailableError, match="apt-get install postgresql"):
        PostgresServer()
