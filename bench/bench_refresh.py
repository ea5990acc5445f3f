"""COMMIT -> snapshots received on a Qt main loop, beside the least that psycopg2 needs.

The floor of a change: the notification received and the same rows fetched, by bare psycopg2 on two
open connections. Both start when the writer, a process of its own, is about to send COMMIT.

    python -m bench.bench_refresh [--changes 300] [--days 400 4000] [--durable]
"""

import argparse
import json
import select
import statistics
import subprocess
import sys
import time
from datetime import timedelta

import psycopg2
from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from typing_extensions import override

from console.data.days import today_in_centre
from console.data.delta import Delta
from console.domain.regions import Level
from console.domain.requests import (
    HeadlineRequest,
    MapMetric,
    MapRequest,
    MaterialsRequest,
    PlacesRequest,
    StatusRequest,
    TrendRequest,
)
from console.domain.snapshots import SnapshotBatch
from console.live.refresher import Refresher
from console.live.runner import RefreshThread
from tests.postgres import PostgresServer

WANTED = frozenset(
    {
        MapRequest(MapMetric.NEW, Level.COUNTY),
        TrendRequest(("",)),
        MaterialsRequest(),
        HeadlineRequest(),
        StatusRequest(),
        PlacesRequest(),
    }
)
ROWS = (
    "SELECT region, date, confirmed_new, asymptomatic_new, imported_new, suspected_new,"
    " recovered_new, deaths_new, in_hospital, severe, tested"
    " FROM command.case_daily WHERE revision > %s"
)
PAUSE_MS = 130


def fill(url: str, days: int) -> None:
    first = today_in_centre() - timedelta(days=days - 1)
    with psycopg2.connect(url) as connection, connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO command.case_daily (region, date, confirmed_new, deaths_new, tested)"
            " SELECT code, %s + n, (random() * 9)::int, 0, 1000 FROM command.region,"
            " generate_series(0, %s) n WHERE level = 'county' AND successor_code IS NULL",
            (first, days - 1),
        )
        cursor.execute(
            "INSERT INTO command.material (code, name_zh, name_en, unit)"
            " SELECT 'm' || n, '物资' || n, 'Material ' || n, '件' FROM generate_series(1, 20) n"
        )
        cursor.execute(
            "INSERT INTO command.material_daily"
            " (region, material, date, produced, consumed, reserve, demand)"
            " SELECT r.code, m.code, %s + n, 5, 20, 500, 25 FROM command.region r,"
            " command.material m, generate_series(0, 399) n"
            " WHERE level = 'county' AND successor_code IS NULL",
            (today_in_centre() - timedelta(days=399),),
        )
    connection.close()


def write(url: str) -> None:
    """Commit one changed row for each line read; answer with the moment before COMMIT."""
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT code FROM command.region WHERE level = 'county' AND successor_code IS NULL"
        )
        counties = [code for (code,) in cursor.fetchall()]
        connection.commit()
        for number, _ in enumerate(sys.stdin):
            cursor.execute(
                "UPDATE command.case_daily SET confirmed_new = confirmed_new + 1"
                " WHERE region = %s AND date = %s",
                (counties[number % len(counties)], today_in_centre()),
            )
            moment = time.monotonic()
            connection.commit()
            print(moment, flush=True)


class Writer:
    """The writing process: asked for a change, it tells when it was about to commit it."""

    def __init__(self, url: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bench.bench_refresh", "--write", url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self) -> None:
        """Have one row changed."""
        print(file=self._process.stdin, flush=True)

    def moment(self) -> float:
        """Return when the last change was about to be committed."""
        return float(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def floor(url: str, writer: Writer, changes: int) -> list[float]:
    listening, reading = psycopg2.connect(url), psycopg2.connect(url)
    listening.autocommit = reading.autocommit = True
    taken = []
    with listening.cursor() as listen, reading.cursor() as read:
        listen.execute("LISTEN command_changed")
        read.execute("SELECT revision FROM command.revision WHERE dataset = 'case_daily'")
        held = read.fetchone()[0]
        for _ in range(changes):
            time.sleep(PAUSE_MS / 1000)
            writer.ask()
            while not listening.notifies:
                assert select.select([listening], [], [], 30)[0], "the writer is silent"
                listening.poll()
            newest = max(int(n.payload.rpartition(":")[2]) for n in listening.notifies)
            listening.notifies.clear()
            read.execute(ROWS, (held,))
            assert len(read.fetchall()) == 1
            taken.append(time.monotonic() - writer.moment())
            held = newest
    listening.close()
    reading.close()
    return taken


class Probe(Refresher):
    """A refresher that notes when rows were in hand."""

    read_at = 0.0

    @override
    def take_delta(self, delta: Delta) -> None:
        self.read_at = time.monotonic()
        super().take_delta(delta)


class Sink(QObject):
    """The GUI thread's end: takes a batch, notes the time, and has the next change made."""

    def __init__(self, refresher: Probe, writer: Writer, changes: int) -> None:
        super().__init__()
        self._refresher = refresher
        self._writer = writer
        self._left = changes
        self._begun = False
        self.loaded = 0.0
        self.read: list[float] = []
        self.received: list[float] = []

    @Slot(object)
    def take(self, batch: SnapshotBatch) -> None:
        """Note when this batch came."""
        now = time.monotonic()
        if not self._begun:
            self._begun = True
            self.loaded = now
            QTimer.singleShot(3000, self.change)
            return
        moment = self._writer.moment()
        self.read.append(self._refresher.read_at - moment)
        self.received.append(now - moment)
        assert batch.snapshots
        if len(self.received) == self._left:
            QCoreApplication.instance().quit()
        else:
            QTimer.singleShot(PAUSE_MS, self.change)

    @Slot()
    def change(self) -> None:
        """Have the next change made."""
        self._writer.ask()


def ours(app: QCoreApplication, url: str, writer: Writer, changes: int) -> tuple[Sink, float]:
    refresher = Probe(url)
    refresher.want(WANTED)
    sink = Sink(refresher, writer, changes)
    refresher.snapshots_ready.connect(sink.take)
    thread = RefreshThread(refresher)
    begun = time.monotonic()
    thread.start()
    app.exec()
    assert thread.stop()
    return sink, sink.loaded - begun


def figures(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {
        "median_ms": round(cuts[49] * 1000, 2),
        "p95_ms": round(cuts[94] * 1000, 2),
        "p99_ms": round(cuts[98] * 1000, 2),
    }


def measure(
    app: QCoreApplication, server: PostgresServer, days: int, changes: int
) -> dict[str, object]:
    with server.fresh_database() as url:
        fill(url, days)
        writer = Writer(url)
        least = floor(url, writer, changes)
        sink, loading = ours(app, url, writer, changes)
        writer.close()
    return {
        "days": days,
        "changes": changes,
        "first_load_s": round(loading, 2),
        "floor": figures(least),
        "rows_in_hand": figures(sink.read),
        "snapshots_received": figures(sink.received),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=300)
    parser.add_argument("--days", type=int, nargs="+", default=[400, 4000])
    parser.add_argument("--durable", action="store_true")
    parser.add_argument("--write", metavar="URL")
    options = parser.parse_args()
    if options.write:
        write(options.write)
        return
    app = QCoreApplication([])
    with PostgresServer(durable=options.durable) as server:
        for days in options.days:
            print(json.dumps(measure(app, server, days, options.changes)), flush=True)


if __name__ == "__main__":
    main()
