"""The commands feeds check and feeds list, against a real server and real faults."""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from console import cli
from console.data import duty_writer
from console.data.administration import initialise
from console.data.connection import open_engine, writing
from console.domain.posts import Post
from console.domain.wording import Text
from tests.rtsp.peers import Peer
from tests.rtsp_server import LOGIN, Clip, Mount, RtspServer, free_port

SMALL = Clip(320, 180)
BASE = Post("", "220282", Text("桦甸", "Huadian"), "county")


@pytest.fixture(scope="module")
def server() -> Iterator[RtspServer]:
    mounts = [
        Mount("/open", SMALL),
        Mount("/h265", replace(SMALL, codec="h265")),
        Mount("/locked", SMALL, locked=True),
        Mount("/rare", replace(SMALL, gop=200)),
        Mount("/large", Clip(1280, 720)),
    ]
    with RtspServer(mounts) as server:
        yield server


@pytest.fixture(scope="module")
def silent() -> Iterator[Peer]:
    with Peer("silent") as peer:
        yield peer


@pytest.fixture(scope="module")
def database(server: RtspServer, silent: Peer, tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("feeds") / "posts.sqlite"
    addresses = {
        "OPEN": (server.url("/open"), server.url("/large")),
        "H265": (server.url("/h265"), ""),
        "LOGIN": (server.url("/locked", login=True), ""),
        "P401": (server.url("/locked"), ""),
        "P404": (server.url("/nothing"), ""),
        "RARE": (server.url("/rare"), ""),
        "SILENT": (f"rtsp://127.0.0.1:{silent.port}/x", ""),
        "CLOSED": (f"rtsp://127.0.0.1:{free_port()}/x", ""),
        "BAD": ("file:///etc/passwd", ""),
        "SECRET": ("ftp://u:hunter2@10.0.0.1/x", ""),
        "DEMO": ("demo:pattern", "demo:nonsense"),
        "NONE": ("", ""),
    }
    engine = open_engine(str(path))
    initialise(engine)
    with writing(engine) as connection:
        for code, (main, sub) in addresses.items():
            duty_writer.save_post(connection, replace(BASE, code=code, main_url=main, sub_url=sub))
    engine.dispose()
    return str(path)


@pytest.fixture(scope="module")
def output(database: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """What one run over all posts prints for a program."""
    home = pytest.MonkeyPatch()
    home.setenv("CONSOLE_HOME", str(tmp_path_factory.mktemp("home")))
    printed = io.StringIO()
    with redirect_stdout(printed):
        code = cli.main(["feeds", "check", "--json", "--database", database, "--seconds", "3"])
    home.undo()
    assert code == 1
    return printed.getvalue()


@pytest.fixture
def told(output: str) -> dict[str, list[dict[str, Any]]]:
    """What was found, by post."""
    found: dict[str, list[dict[str, Any]]] = {}
    for feed in json.loads(output)["feeds"]:
        found.setdefault(feed["post"], []).append(feed)
    return found


def test_a_feed_that_comes_is_measured(told: dict[str, list[dict[str, Any]]]) -> None:
    main, _sub = told["OPEN"]
    assert (main["level"], main["codec"], main["stream"]) == ("ok", "H.264", "main")
    assert (main["width"], main["height"]) == (320, 180)
    assert main["fps"] == pytest.approx(25, rel=0.3)
    assert main["key_interval"] == pytest.approx(1.0, rel=0.3)
    assert main["answered_after"] > 0


@pytest.mark.parametrize(
    ("post", "level", "fault", "word"),
    [
        ("H265", "ok", "none", "pictures come"),
        ("LOGIN", "ok", "none", "pictures come"),
        ("RARE", "warn", "none", "key frames"),
        ("P401", "fail", "unauthorized", "401"),
        ("P404", "fail", "no_such_stream", "404"),
        ("SILENT", "fail", "no_answer", "No answer"),
        ("CLOSED", "fail", "connection_refused", "Nothing listens"),
        ("BAD", "fail", "bad_address", "not allowed"),
        ("SECRET", "fail", "bad_address", "not allowed"),
        ("NONE", "warn", "none", "no address"),
    ],
)
def test_each_fault_has_its_verdict_and_its_remedy(
    told: dict[str, list[dict[str, Any]]], post: str, level: str, fault: str, word: str
) -> None:
    (found,) = told[post]
    assert (found["level"], found["fault"]) == (level, fault)
    assert word in found["verdict"]["en"]
    assert found["verdict"]["zh"]
    assert bool(found["remedy"]["zh"] and found["remedy"]["en"]) == (level != "ok")


def test_a_small_stream_that_is_large_is_told_of(told: dict[str, list[dict[str, Any]]]) -> None:
    assert told["OPEN"][1]["stream"] == "sub"
    assert told["OPEN"][1]["level"] == "warn"
    assert "saves nothing" in told["OPEN"][1]["verdict"]["en"]


def test_a_rehearsal_picture_is_known_by_its_name(told: dict[str, list[dict[str, Any]]]) -> None:
    good, bad = told["DEMO"]
    assert (good["level"], good["rehearsal"], good["address"]) == ("ok", True, "demo:pattern")
    assert (bad["level"], bad["rehearsal"], bad["address"]) == ("fail", True, "demo:")
    assert "pattern" in bad["remedy"]["en"]


def test_no_password_is_printed_whatever_is_wrong_with_its_address(output: str) -> None:
    for secret in ("hunter2", LOGIN[1], quote(LOGIN[1], safe="")):
        assert secret not in output


def test_the_counts_and_the_verdict_fit_the_findings(output: str) -> None:
    whole = json.loads(output)
    levels = [feed["level"] for feed in whole["feeds"]]
    assert whole["ok"] is False
    assert whole["counts"] == {name: levels.count(name) for name in ("ok", "warn", "fail")}


def test_feeds_that_all_come_are_told_to_a_person_with_exit_code_0(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["feeds", "check", "H265", "--database", database, "--seconds", "3", "--lang", "zh"]
    assert cli.main(words) == 0
    printed = capsys.readouterr().out
    assert "可用  H265 桦甸 主码流" in printed
    assert "H.265  320×180" in printed
    assert "共 1 路" in printed


def test_a_post_that_does_not_exist_is_wrong_usage_and_the_posts_are_listed(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["feeds", "check", "OPEN", "NOWHERE", "--database", database]) == 2
    assert "NOWHERE" in (told := capsys.readouterr().err)
    assert "P401" in told


def test_a_database_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["feeds", "check", "--database", str(tmp_path / "none.sqlite")]) == 1
    assert "none.sqlite" in capsys.readouterr().err


def test_the_list_shows_every_post_and_no_password(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["feeds", "list", "--database", database]) == 0
    person = capsys.readouterr().out
    assert cli.main(["feeds", "list", "--json", "--database", database]) == 0
    program = capsys.readouterr().out
    assert len(json.loads(program)) == len(person.splitlines()) == 12
    for printed in (person, program):
        assert "hunter2" not in printed
        assert quote(LOGIN[1], safe="") not in printed
        assert "/locked" in printed
