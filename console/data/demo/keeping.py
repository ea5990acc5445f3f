"""Keep the demonstration's database at hand: build it once, and anew when it no longer serves."""

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine
from sqlalchemy.exc import SQLAlchemyError

from console.data.connection import open_engine
from console.data.demo.building import LAST_DAY, NOW, fill
from console.data.faults import why
from console.domain.errors import ConsoleError
from console.domain.planning import PlanAsk, PlanProgress
from console.domain.wording import Text
from console.domain.workflow import Keep
from console.paths import resources, user_data

_LOG = logging.getLogger(__name__)

FILE_NAME = "demo.sqlite"
#: Raised whenever the generated figures change; migrations count by themselves.
_FIGURES = 7
_ASIDES_KEPT = 2
_BUSY_SECONDS = 5.0
_JOURNALS = ("-wal", "-shm")


def ensure_demo(folder: Path | None = None, *, rebuild: bool = False) -> str:
    """Return the address of the demonstration's database, which is built where there is none.

    One that is damaged, or made by another version of the program, is set aside beside it and
    replaced. A new one is built under another name first, so that a start that is interrupted
    leaves nothing half done.

    Args:
        folder: Where it lies; None = the user's data folder.
        rebuild: Build it anew even where it is sound.

    Returns:
        A ``sqlite://`` URL.

    Raises:
        ConsoleError: It cannot be built or replaced there.
    """
    path = (folder or user_data()) / FILE_NAME
    if rebuild or not is_sound(path):
        with _faults_in_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            _sweep(path)
            made = _build(path)
            try:
                # Another console may have been first while this one was building.
                if rebuild or not is_sound(path):
                    _set_aside(path)
                    made.replace(path)
            finally:
                _remove(made)
    return url_of(path)


def version() -> str:
    """Return what the database says of the program that built it: figures and newest migration."""
    migrations = (Path(__file__).parents[1] / "migrations" / "versions").glob("[!_]*.py")
    newest = max((file.stem for file in migrations), default="")
    return f"{_FIGURES}/{newest}"


def url_of(path: Path) -> str:
    """Return the address of the SQLite file ``path``, whatever characters it holds."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def is_sound(path: Path) -> bool:
    """Tell whether ``path`` is a whole demonstration database of this version."""
    if not path.is_file():
        return False
    try:
        with closing(sqlite3.connect(path, timeout=_BUSY_SECONDS)) as connection:
            found = connection.execute("SELECT value FROM about WHERE key = 'demo_version'")
            if found.fetchone() != (version(),):
                return False
            whole = connection.execute("PRAGMA quick_check(1)")
            return bool(whole.fetchone() == ("ok",))
    except sqlite3.OperationalError as error:
        # A database that another console writes to just now is not a damaged one.
        return "locked" in str(error)
    except (sqlite3.DatabaseError, OSError):
        return False


def _build(path: Path) -> Path:
    from console.data.administration import initialise  # noqa: PLC0415 - Alembic, needed once

    making = path.with_name(f"{path.name}.building-{os.getpid()}")
    making.touch()
    engine = open_engine(url_of(making))
    try:
        initialise(engine)
        _import_history(engine)
        fill(engine, version())
        _draft_plan(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("ANALYZE")
            connection.commit()
    except BaseException:
        engine.dispose()
        _remove(making)
        raise
    engine.dispose()
    return making


def _remove(path: Path) -> None:
    for ending in ("", *_JOURNALS):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _import_history(engine: Engine) -> None:
    from console.data.importing import Kind, run_import  # noqa: PLC0415 - heavy, needed once

    history = resources() / "demo" / "jilin_city_daily.csv"
    if not run_import(engine, Kind.CASES, [history]).imported:
        raise ConsoleError(
            str(history),
            Text("随附的病例数据已损坏。", "The case history that is shipped is damaged."),
            Text("请重新安装控制台。", "Install the console again."),
        )


def _draft_plan(engine: Engine) -> None:
    """Have the planner draft what an officer would lay before a visitor: nothing of it is sent."""
    from console.data.plan_store import PlanStore  # noqa: PLC0415 - the solver, needed once
    from console.data.planning.outcome import Solving  # noqa: PLC0415
    from console.data.planning.problem import pose  # noqa: PLC0415
    from console.data.planning.reading import read  # noqa: PLC0415
    from console.data.planning.rulebook import load_rule_book  # noqa: PLC0415

    reading, ask = read(engine, LAST_DAY), PlanAsk()
    solving = Solving(progress=_nobody_waits, cancelled=bool)
    made = solving.solve(reading, ask, pose(reading, ask, load_rule_book()), NOW)
    PlanStore(engine).carry_out(Keep(made, by="物资保障组（演示）"))


def _nobody_waits(_step: PlanProgress) -> None:
    """Tell nobody how far the plan is."""


def _set_aside(path: Path) -> None:
    """Keep what lay at ``path`` under another name, and no more than a few of those."""
    if not path.exists():
        return
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = path.with_name(f"{path.stem}-aside-{stamp}-{os.getpid()}{path.suffix}")
    for ending in ("", *_JOURNALS):
        journal = path.with_name(path.name + ending)
        if journal.exists():
            journal.replace(aside.with_name(aside.name + ending))
    _LOG.warning("The old demonstration database was set aside as %s", aside.name)
    asides = sorted(path.parent.glob(f"{path.stem}-aside-*{path.suffix}"))
    for old in asides[:-_ASIDES_KEPT]:
        _remove(old)


def _sweep(path: Path) -> None:
    """Remove what an interrupted start left behind, an hour ago or longer."""
    for left in path.parent.glob(f"{path.name}.building-*"):
        if time.time() - left.stat().st_mtime > 3600:
            left.unlink(missing_ok=True)


@contextmanager
def _faults_in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise ConsoleError(
            str(path),
            Text(
                f"无法建立演示数据库（{error.strerror}）。",
                f"The demonstration database cannot be built ({error.strerror}).",
            ),
            Text(
                "请关闭其他正在运行的控制台，检查该文件夹的权限和剩余空间。",
                "Close other consoles; check the folder's rights and free space.",
            ),
        ) from error
    except SQLAlchemyError as error:
        raise why(error) from error
