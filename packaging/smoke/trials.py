"""The trials: each runs the frozen program in other surroundings and says what went wrong there."""

import json
import os
import re
import sqlite3
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from smoke import pictures
from smoke.stage import USUAL, Around, Outcome, Stage, copy_of

from tests.postgres import PostgresServer
from tests.rtsp_server import Clip, Mount, RtspServer

_SHOWN_SECONDS = (6, 45)
"""How long a wall is shown; longer only where the first picture lacks something, as a machine that
is busy with other work may need more time."""

_DAYS = 40
_PREFECTURES = (220100, 220200, 220300, 220400, 220500, 220600, 220700, 220800, 222400)
_ALLOWED = tuple(
    re.compile(line)
    for line in (
        # That it marks the database as a demonstration, simulate tells whoever starts it.
        r"^The database is now marked as a demonstration",
        # Xvfb has no monitor whose size in millimetres could be known.
        r"^qt\.qpa\.xcb: .*physical (size|dpi)",
        # In a folder with a Chinese name Chromium loses two switches that it does without.
        r"Command line switch --webengine-(resources|locales)-path not passed to renderer process",
        # The web engine looks for a bus of the system that containers do not have.
        r"ERROR:.*(dbus|bus\.cc).*Failed to connect to (the|socket)",
    )
)
"""What standard error may hold; anything else is a fault."""

_LOGGED = re.compile(r" (?:WARNING|ERROR|CRITICAL) .* (console\S*: .*)|^([\w.]+Error: .*)")
_BUSY = re.compile(
    r"console\.app\.loop_watch: |The database's threads did not end in time"
    r"|The keyring gives no logins of feeds: TimeoutError"
)
"""What the console warns of, but for what only tells that the machine is busy with other work."""

_OLD_SETTINGS = """# Of an earlier version, and edited by hand since.
language = "zh"
wallpaper = "blue"

[database]
server = "10.0.0.9"

[wall]
screens = "two"
scene = "a scene that was deleted"
region = "220200"

[voice]
volume = 11
"""


@dataclass(frozen=True)
class Trial:
    """One trial: its name and what it does, which yields one line for each fault."""

    name: str
    run: Callable[[Stage], Iterator[str]]
    needs_root: bool = False
    quick: bool = False


def _said(outcome: Outcome, *, code: int = 0) -> Iterator[str]:
    if outcome.code != code:
        yield f"ended with {outcome.code} after {outcome.seconds:.0f} s, not with {code}"
    for line in filter(None, outcome.errors.splitlines()):
        if not any(allowed.search(line) for allowed in _ALLOWED):
            yield f"standard error: {line[:200]}"


def _logged(home: Path) -> Iterator[str]:
    """Yield what the console itself warned of in its log."""
    for log in home.rglob("run.log"):
        for line in log.read_text(encoding="utf-8").splitlines():
            found = _LOGGED.search(line)
            if found and not _BUSY.search(found[0]):
                yield f"log: {(found[1] or found[2])[:200]}"


def _wall(
    stage: Stage,
    home: Path,
    arguments: Sequence[str] = ("--demo",),
    around: Around = USUAL,
) -> Iterator[str]:
    """Show the wall to the user of ``home``, take its picture, and judge all there is to judge."""
    shown = ["--lang", "zh", "--scene", "overview", *arguments]
    yield from _shown(stage, home, shown, around, pictures.faults)
    yield from _logged(home)
    if not (home / "pictures" / "desk.png").is_file():
        yield "no picture of the desk"


def _shown(
    stage: Stage,
    home: Path,
    arguments: Sequence[str],
    around: Around,
    judge: Callable[[Path, Path], Iterator[str]],
) -> Iterator[str]:
    """Show one screen, and again for longer while ``judge`` misses something on its picture."""
    scene = arguments[arguments.index("--scene") + 1]
    file = stage.program.parent / "_internal/resources/scenes" / f"{scene}.toml"
    shots = home / "pictures"
    missing: list[str] = []
    for seconds in _SHOWN_SECONDS:
        shown = ["run", "--windowed", "--screens", "1", "--for", str(seconds), *arguments]
        outcome = stage.run([*shown, "--shot", str(shots)], home, around)
        yield from _said(outcome)
        missing = list(judge(shots / "wall-1.png", file))
        if outcome.code != 0 or not missing:
            break
    yield from missing


def version(stage: Stage) -> Iterator[str]:
    """The version is that of the source."""
    outcome = stage.run(["--version"], stage.place("version", "nobody"))
    yield from _said(outcome)
    source = Path(__file__).parents[2] / "console" / "__init__.py"
    if outcome.output.split()[-1:] != re.findall(r'__version__ = "(.+)"', source.read_text()):
        yield f"calls itself {outcome.output.strip()}"


def check(stage: Stage) -> Iterator[str]:
    """The program's own check is content: codecs, Qt, fonts and web engine by name."""
    outcome = stage.run(["check", "--json"], stage.place("check", "nobody"))
    yield from _said(outcome)
    verdicts = {one["topic"]: one for one in json.loads(outcome.output or "{}").get("verdicts", [])}
    for topic in ("codecs.clip", "codecs.h264", "codecs.h265", "qt", "fonts", "web", "disk.data"):
        if verdicts.get(topic, {}).get("level") != "ok":
            yield f"check of {topic}: {verdicts.get(topic, 'is missing')}"


def ordinary_user(stage: Stage) -> Iterator[str]:
    """An ordinary user sees the wall, with the web engine's sandbox at work."""
    yield from _wall(stage, stage.place("user", "nobody"))
    for log in stage.work.glob("user/**/run.log"):
        if "Sandboxing disabled" in log.read_text(encoding="utf-8"):
            yield "the web engine runs without its sandbox"


def root(stage: Stage) -> Iterator[str]:
    """Root sees the wall, and leaves the folder of the program as it was."""
    before = sorted(stage.program.parent.rglob("*"))
    yield from _wall(stage, stage.place("root"), around=Around("root"))
    if sorted(stage.program.parent.rglob("*")) != before:
        yield "files came or went in the folder of the program"


def no_network(stage: Stage) -> Iterator[str]:
    """Without any network interface, not even the loopback, the wall comes up."""
    home = stage.place("no-network", "nobody")
    yield from _wall(stage, home, around=Around(before=["unshare", "-n"]))


def read_only(stage: Stage) -> Iterator[str]:
    """From a folder that even root cannot write to the wall comes up."""
    folder = str(stage.program.parent)
    mount = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && exec "$@"'
    around = Around("root", before=["unshare", "-m", "sh", "-c", mount, folder])
    yield from _wall(stage, stage.place("read-only"), around=around)


def chinese_paths(stage: Stage) -> Iterator[str]:
    """Chinese characters and spaces in every path do no harm, nor in that of a database."""
    around = Around(program=copy_of(stage.program, stage.work / "程序 目录" / "指挥 控制台"))
    home = stage.place("用户 目录/值班 员", "nobody")
    database = f"sqlite:///{home}/数据 库.sqlite"
    for words in _making(database, home):
        yield from _said(stage.run(words, home, around))
    yield from _wall(stage, home, ["--database", database], around)


def old_settings(stage: Stage) -> Iterator[str]:
    """Settings of an earlier version are reported, and the rest goes on."""
    home = stage.place("old-settings", "nobody")
    config = home / ".config" / "command-console"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text(_OLD_SETTINGS, encoding="utf-8")
    stage.give(home, "nobody")
    told = list(_wall(stage, home))
    for key in ("wallpaper", "database.server", "voice"):
        if not any("settings.toml:" in line and f", {key}: " in line for line in told):
            yield f"the log does not tell of {key}"
    yield from (line for line in told if "There is no such key. It is left out." not in line)
    if tomllib.loads((config / "settings.toml").read_text(encoding="utf-8"))["voice"] != {
        "volume": 11
    }:
        yield "the settings file was changed"


def postgresql(stage: Stage) -> Iterator[str]:
    """A wall on PostgreSQL: tables made, filled and shown by the frozen program alone."""
    home = stage.place("postgresql", "nobody")
    with PostgresServer() as server, server.fresh_database(migrated=False) as url:
        for words in _making(url, home):
            yield from _said(stage.run(words, home))
        yield from _wall(stage, home, ["--database", url])


def _making(database: str, home: Path) -> Iterator[list[str]]:
    """Yield the commands that make a database and fill it, as an administrator would."""
    cases = home / "病例 cases.csv"
    first = datetime.now(UTC).date() - timedelta(days=_DAYS)
    lines = [
        f"{first + timedelta(days=day)},{code},{day * (nth + 1)}"
        for day in range(_DAYS)
        for nth, code in enumerate(_PREFECTURES)
    ]
    cases.write_text("date,region,confirmed\n" + "\n".join(lines) + "\n", encoding="utf-8")
    yield ["db", "init", "--database", database]
    yield ["import", "cases", str(cases), "--database", database]
    yield ["simulate", "--database", database, "--for", "2", "--rate", "5", "--seed", "1"]


def feed(stage: Stage) -> Iterator[str]:
    """A post that sends a stream by RTSP is on the wall, decoded."""
    with RtspServer([Mount("/post", Clip())]) as server:
        yield from _post(stage, stage.place("feed", "nobody"), server.url("/post"))


def file_feed(stage: Stage) -> Iterator[str]:
    """A post that gives a clip on this machine is on the wall, decoded, where that is allowed."""
    home = stage.place("file-feed", "nobody")
    config = home / ".config" / "command-console"
    config.mkdir(parents=True)
    (config / "settings.toml").write_text("[video]\nallow_file = true\n", encoding="utf-8")
    stage.give(home, "nobody")
    clip = stage.program.parent / "_internal/resources/check/h264.mp4"
    yield from _post(stage, home, clip.as_uri())


def _post(stage: Stage, home: Path, address: str) -> Iterator[str]:
    """Enter one post whose video is at ``address``, and look for it on the wall."""
    base = home / "posts.sqlite"
    posts = home / "posts.csv"
    posts.write_text(
        "code,region,name_zh,name_en,kind,main_url,sub_url\n"
        "P1,220100,长春市指挥部,Changchun,prefecture,rtsp://192.0.2.1/,rtsp://192.0.2.1/\n",
        encoding="utf-8",
    )
    for words in (["db", "init"], ["import", "posts", str(posts)]):
        yield from _said(stage.run([*words, "--database", f"sqlite:///{base}"], home))
    # An import takes no addresses of clips: whoever wants one writes it into the table.
    with closing(sqlite3.connect(base)) as connection, connection:
        connection.execute("UPDATE command_post SET main_url = ?, sub_url = ?", [address] * 2)
    stage.give(home, "nobody")
    shown = ["--scene", "roll_call", "--database", f"sqlite:///{base}"]
    yield from _shown(stage, home, shown, USUAL, pictures.no_video)
    yield from _logged(home)


def scenes(stage: Stage) -> Iterator[str]:
    """Every scene comes up, and none of them lacks a library."""
    for scene in sorted((stage.program.parent / "_internal/resources/scenes").glob("*.toml")):
        home = stage.place(f"scene-{scene.stem}", "nobody")
        shown = ["run", "--demo", "--windowed", "--screens", "1", "--scene", scene.stem]
        shown += ["--for", "5", "--shot", str(home / "pictures")]
        for fault in (*_said(stage.run(shown, home)), *_logged(home)):
            yield f"{scene.stem}: {fault}"


TRIALS = (
    Trial("version", version, quick=True),
    Trial("check", check, quick=True),
    Trial("wall, ordinary user", ordinary_user, quick=True),
    Trial("wall, root", root, needs_root=True),
    Trial("wall, no network interface", no_network, needs_root=True, quick=True),
    Trial("wall, read-only folder", read_only, needs_root=True),
    Trial("wall, Chinese paths, SQLite", chinese_paths, quick=True),
    Trial("wall, old settings", old_settings),
    Trial("wall, PostgreSQL", postgresql),
    Trial("feed by RTSP", feed),
    Trial("feed from a file", file_feed),
    Trial("every scene", scenes),
)


def may_run(trial: Trial) -> bool:
    """Tell whether the trial can be made by whoever runs this."""
    return not trial.needs_root or os.geteuid() == 0
