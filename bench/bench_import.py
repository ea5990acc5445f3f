"""How fast, and in how much memory, the importer takes N rows of case figures.

    python -m bench.bench_import --rows 1000000 [--postgresql] [--again] [--keep FOLDER]

Rows are made up: cumulative figures of up to 2,800 counties, shuffled by day as publishers do, with
a fall now and then. The import runs in a process of its own, whose peak memory is reported.
"""

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path

from console.data.administration import initialise
from console.data.connection import open_engine
from console.data.importing import Kind, run_import
from console.domain.wording import Text
from tests.postgres import PostgresServer

COUNTIES = 2800
FIRST = date(2001, 1, 1)


def write_regions(path: Path) -> None:
    lines = ["code,name_zh,name_en,level,parent_code"]
    lines.append("990000,测试省,Bench Province,province,")
    lines += [
        f"P{city:03},第{city}市,City {city},prefecture,990000"
        for city in range(1, COUNTIES // 20 + 1)
    ]
    lines += [
        f"C{county:04},第{county}县,County {county},county,P{county // 20 + 1:03}"
        for county in range(COUNTIES)
    ]
    path.write_text("\n".join(lines), "utf-8")


def write_cases(path: Path, rows: int) -> None:
    chance = random.Random(1)  # noqa: S311 - reproducible figures, not secrets
    confirmed, cured, dead = [0] * COUNTIES, [0] * COUNTIES, [0] * COUNTIES
    written, day = 0, FIRST
    with path.open("w", encoding="utf-8") as file:
        file.write("date,adcode,confirmed,cured,dead,suspected\n")
        while written < rows:
            for county in range(min(COUNTIES, rows - written)):
                step = chance.random()
                confirmed[county] += (step > 0.7) + (step > 0.95) * 3
                if step < 0.0002 and confirmed[county]:
                    confirmed[county] -= 1
                cured[county] += confirmed[county] > cured[county] and step < 0.3
                dead[county] += step > 0.9995
                file.write(
                    f"{day},C{county:04},{confirmed[county]},{cured[county]},{dead[county]},0\n"
                )
            written += COUNTIES
            day += timedelta(days=1)


def import_in_this_process(url: str, files: list[str], kind: str) -> None:
    marks: list[tuple[str, float]] = []

    class Marks:
        def stage(self, name: Text, total: int | None) -> None:
            marks.append((name.en, time.monotonic()))

        def at(self, done: int) -> None: ...

    engine = open_engine(url)
    started = time.monotonic()
    report = run_import(engine, Kind(kind), [Path(f) for f in files], progress=Marks())
    ended = time.monotonic()
    engine.dispose()
    ends = [at for _, at in marks[1:]] + [ended]
    print(
        json.dumps(
            {
                "ok": report.ok,
                "rows": report.outcome.rows_read,
                "new": report.outcome.new,
                "unchanged": report.outcome.unchanged,
                "notes": report.outcome.notes_written,
                "findings": dict(report.counts),
                "seconds": round(ended - started, 1),
                "rows_per_second": round(report.outcome.rows_read / (ended - started)),
                "stages": {
                    name: round(end - at, 1) for (name, at), end in zip(marks, ends, strict=True)
                },
                "peak_rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
            }
        )
    )


def measured(url: str, path: Path, kind: str) -> dict[str, object]:
    command = [sys.executable, "-m", "bench.bench_import", "--inner", url, kind, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def bench(url: str, folder: Path, rows: int, *, again: bool) -> None:
    engine = open_engine(url)
    initialise(engine)
    engine.dispose()
    regions, cases = folder / "regions.csv", folder / f"cases_{rows}.csv"
    write_regions(regions)
    if not cases.exists():
        write_cases(cases, rows)
    measured(url, regions, "regions")
    print(f"{rows:,} rows, {cases.stat().st_size / 2**20:.0f} MiB of CSV")
    for turn in ("first import", "the same again")[: 2 if again else 1]:
        print(turn, json.dumps(measured(url, cases, "cases"), indent=2))


def main() -> None:
    if sys.argv[1:2] == ["--inner"]:
        import_in_this_process(sys.argv[2], sys.argv[4:], sys.argv[3])
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--again", action="store_true", help="import the same file a second time")
    parser.add_argument("--keep", type=Path, help="a folder for the files, which then stay")
    chosen = parser.parse_args()
    os.nice(10)
    with (
        tempfile.TemporaryDirectory() as temporary,
        PostgresServer(durable=True) if chosen.postgresql else nullcontext(None) as server,
    ):
        folder = chosen.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{temporary}/bench.sqlite"
        if server is not None:
            server.execute("CREATE DATABASE bench")
            url = server.url("bench")
        bench(url, folder, chosen.rows, again=chosen.again)


if __name__ == "__main__":
    main()
