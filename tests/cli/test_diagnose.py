"""The command diagnose: one zip that helps, and holds nothing that must not leave the house."""

import base64
import json
import os
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, quote_plus

import keyring
import pytest
from keyring.backend import KeyringBackend
from sqlalchemy import Engine, insert, make_url
from typing_extensions import override

from console import cli, paths
from console.cli.support import bundle, contents, logs, write_bundle
from console.cli.support.scrub import Scrubber, passwords_in
from console.data.connection import open_engine, writing
from console.data.schema import command_post, expert
from console.domain.errors import ConsoleError
from tests.postgres import PostgresServer

FILE_SECRET = "p@ss w0rd/of:the?file"
ENVIRONMENT_SECRET = "s3cret&of=the#environment"
PASSFILE_SECRET = "only:in\\the-passfile"
FEED_SECRET = "cam3ra-l0gin"
KEYRING_SECRET = "kept-in-the-keyring"
TOKEN = "tok-9f8e7d6c5b4a"
EXPERT = "欧阳明远"
OPERATOR = "诸葛静"
PHONE = "13912345678"
POST_PHONE = "0431-88776655"
IDENTITY = "220102198001011234"
MAIL = "wang.fang@hospital.example.cn"
POST_LOGIN = "rtsp://duty:Hik12345@10.9.8.7:554/Streaming/101?channel=1&key=abcKEYabc"

SECRETS = (
    *(FILE_SECRET, ENVIRONMENT_SECRET, PASSFILE_SECRET, FEED_SECRET, KEYRING_SECRET, TOKEN),
    *(EXPERT, OPERATOR, PHONE, POST_PHONE, IDENTITY, MAIL, "Hik12345", "abcKEYabc"),
)


class Chest(KeyringBackend):
    """A keyring that holds one password for everybody."""

    priority = 1.0  # type: ignore[assignment]

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return KEYRING_SECRET

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as made:
        yield made


@pytest.fixture
def database(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        yield url


def plant_in_database(url: str) -> None:
    engine: Engine = open_engine(url)
    with writing(engine) as connection:
        connection.execute(
            insert(expert).values(
                code="e1", name=EXPERT, speciality="呼吸", institution="省医院", phone=PHONE
            )
        )
        connection.execute(
            insert(command_post).values(
                code="post-1",
                region="220100",
                name_zh="长春站",
                name_en="Changchun post",
                kind="city",
                main_url=POST_LOGIN,
                phone=POST_PHONE,
            )
        )
    engine.dispose()


def plant_in_files(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write what a careless hand and a talkative library would have written."""
    (home / "config").mkdir(parents=True)
    (home / "logs").mkdir()
    (home / "config" / "settings.toml").write_text(
        f"# the old one was postgresql://boss:{quote(FILE_SECRET, safe='')}@db/centre\n"
        f'[database]\nurl = "postgresql://boss@db/centre?password={quote_plus(FILE_SECRET)}"\n'
        f'password = "{FILE_SECRET}"\n',
        "utf-8",
    )
    passfile = home / "pgpass"
    escaped = PASSFILE_SECRET.replace("\\", "\\\\").replace(":", "\\:")
    passfile.write_text(f"db:5432:centre:boss:{escaped}\n", "utf-8")
    monkeypatch.setenv("PGPASSFILE", str(passfile))
    monkeypatch.setenv("COMMAND_CONSOLE_FEED_POST_1", f"duty:{FEED_SECRET}")
    monkeypatch.setenv("SOME_API_TOKEN", TOKEN)
    monkeypatch.setenv("PGPASSWORD", ENVIRONMENT_SECRET)
    stamp = "2026-01-02 03:04:05.678 ERROR    MainThread console:"
    lines = [
        f"postgresql://boss:{quote(FILE_SECRET, safe='')}@db/centre was refused",
        f"postgresql+psycopg2://boss:{FILE_SECRET}@db/centre was refused",
        f"host=db user=boss password='{FILE_SECRET}' dbname=centre",
        f"tried {FILE_SECRET} in vain",
        f"dsn {json.dumps({'password': ENVIRONMENT_SECRET})}",
        f"the words were {ENVIRONMENT_SECRET!r} and {quote_plus(ENVIRONMENT_SECRET)}",
        f"db:5432:centre:boss:{escaped}",
        f"{PASSFILE_SECRET} does not fit",
        f"feed {POST_LOGIN} answers 401; COMMAND_CONSOLE_FEED_POST_1=duty:{FEED_SECRET}",
        f"http://10.0.0.1/snap.jpg?user=duty&pwd={FEED_SECRET}",
        f"Authorization: Basic {base64.b64encode(b'duty:' + FEED_SECRET.encode()).decode()}",
        f"{EXPERT} ({PHONE}, {MAIL}, {IDENTITY}) did not answer, post {POST_PHONE}",
        f'DETAIL:  Failing row contains ({OPERATOR}, {IDENTITY}, "老年男性").',
        f"token={TOKEN}",
        "an honest line that helps",
    ]
    text = "".join(f"{stamp} {line}\n" for line in lines)
    (home / "logs" / "run.log").write_text(text, "utf-8")
    (home / "logs" / "run.log.1").write_text(text.replace("\n", "\r\n"), "utf-8")
    (home / "logs" / "run.crash").write_text(f"Fatal: {FILE_SECRET}\n", "utf-8")


def leaks_in(file: Path, *more: str) -> set[tuple[str, str]]:
    """Return which secrets are in any byte of the zip: packed, unpacked, names and comments too."""
    with zipfile.ZipFile(file) as held:
        pieces = {info.filename: held.read(info) for info in held.infolist()}
        assert not held.comment
    pieces["the zip itself"] = file.read_bytes()
    spellings = {
        (secret, form)
        for secret in (*SECRETS, *more)
        for form in (secret, quote(secret, safe=""), quote_plus(secret), json.dumps(secret)[1:-1])
    }
    spellings.add((FEED_SECRET, base64.b64encode(b"duty:" + FEED_SECRET.encode()).decode()))
    return {
        (secret, name)
        for name, data in pieces.items()
        for secret, form in spellings
        if any(form.encode(code) in data for code in ("utf-8", "utf-16-le", "gb18030"))
        or form in name
    }


@pytest.mark.postgresql
def test_no_planted_secret_is_in_any_byte_of_the_bundle(
    database: str, own_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plant_in_database(database)
    plant_in_files(own_home, monkeypatch)
    monkeypatch.setenv("CONSOLE_DATABASE_URL", database)
    monkeypatch.setattr(keyring, "get_password", Chest().get_password)
    out = tmp_path / "for support.zip"
    assert cli.main(["diagnose", "--out", str(out)]) == 0
    assert leaks_in(out, str(make_url(database).password)) == set()
    with zipfile.ZipFile(out) as held:
        parts = {name: held.read(name).decode() for name in held.namelist()}
    assert "an honest line that helps" in parts["logs/run.log.txt"]
    assert "an honest line that helps" in parts["faults.txt"]
    told = json.loads(parts["database.json"])
    assert told["migration"] == told["head"]
    assert {"case_daily", "command_post"} <= {each["dataset"] for each in told["datasets"]}
    topics = {verdict["topic"] for verdict in json.loads(parts["check.json"])}
    assert {"python", "settings", "disk.data", "codecs.h264", "database"} <= topics
    assert json.loads(parts["about.json"])["persons"].startswith("names of the database")


def test_where_no_database_can_tell_the_names_no_chinese_word_of_a_log_leaves(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    plant_in_files(own_home, monkeypatch)
    monkeypatch.setenv("CONSOLE_DATABASE_URL", "postgresql://me@127.0.0.1:1/centre")
    out = tmp_path / "d.zip"
    assert cli.main(["diagnose", "--quick", "--out", str(out)]) == 0
    assert leaks_in(out) == set()
    with zipfile.ZipFile(out) as held:
        assert "an honest line that helps" in held.read("logs/run.log.txt").decode()


def test_the_search_for_leaks_finds_what_is_there(tmp_path: Path) -> None:
    for form in (FILE_SECRET, quote(FILE_SECRET, safe="")):
        write_bundle(tmp_path / "leaky.zip", [("a.txt", f"packed away: {form}" * 50)])
        assert leaks_in(tmp_path / "leaky.zip") == {(FILE_SECRET, "a.txt")}


def test_it_works_without_a_database_and_says_so(own_home: Path, tmp_path: Path) -> None:
    out = tmp_path / "d.zip"
    assert cli.main(["diagnose", "--quick", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as held:
        assert "check.json" not in held.namelist()
        assert json.loads(held.read("database.json")) == {"error": "no database is named"}


def test_it_works_with_a_dead_database_and_tells_why(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CONSOLE_DATABASE_URL", "postgresql://me:hush-hush@127.0.0.1:1/centre")
    out = tmp_path / "d.zip"
    assert cli.main(["diagnose", "--quick", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as held:
        assert "No database server answers there" in held.read("database.json").decode()
        assert not any(b"hush-hush" in held.read(name) for name in held.namelist())


def test_it_works_with_a_broken_settings_file_and_tells_its_line(
    own_home: Path, tmp_path: Path
) -> None:
    (own_home / "config").mkdir(parents=True)
    (own_home / "config" / "settings.toml").write_text("= broken\n[wall]\nscreens = 'many'\n")
    out = tmp_path / "d.zip"
    assert cli.main(["diagnose", "--quick", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as held:
        told = json.loads(held.read("settings.json"))
    assert [fault["place"].rpartition("/")[2] for fault in told["faults"]] == [
        "settings.toml:1",
        "settings.toml:3, wall.screens",
    ]


def test_the_bundle_is_for_its_owner_alone(tmp_path: Path) -> None:
    write_bundle(tmp_path / "d.zip", [("a.txt", "a")])
    assert stat.S_IMODE((tmp_path / "d.zip").stat().st_mode) == 0o600


def test_where_it_cannot_write_it_says_so_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert cli.main(["diagnose", "--quick", "--out", str(tmp_path / "file" / "d.zip")]) == 1
    told = capsys.readouterr().err
    assert str(tmp_path / "file" / "d.zip") in told
    assert "--out" in told


def test_with_a_read_only_home_and_folder_it_says_so_and_writes_where_it_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody can write below /proc, not even root."""
    monkeypatch.setenv("CONSOLE_HOME", "/proc/self/home")
    monkeypatch.chdir("/proc")
    assert cli.main(["diagnose", "--quick"]) == 1
    told = capsys.readouterr().err
    assert "/proc/command-console-" in told
    assert "--out" in told
    out = tmp_path / "d.zip"
    assert cli.main(["diagnose", "--quick", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as held:
        folders = json.loads(held.read("about.json"))["folders"]
    assert folders["logs"] == {"path": "/proc/self/home/logs", "exists": False, "writable": False}


def test_a_part_that_fails_is_told_and_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def fail() -> str:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(contents, "faults", fail)
    out = tmp_path / "d.zip"
    assert cli.main(["diagnose", "--quick", "--out", str(out)]) == 0
    with zipfile.ZipFile(out) as held:
        assert "broken on purpose" in held.read("faults.txt").decode()
        assert "console" in json.loads(held.read("about.json"))


def test_great_logs_are_cut_to_their_ends_and_the_bundle_keeps_its_bound(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / "logs").mkdir(parents=True)
    for number in range(20):
        noise = os.urandom(300_000).hex()
        lines = "".join(f"{noise[i : i + 100]}\n" for i in range(0, len(noise), 100))
        (own_home / "logs" / f"run.log.{number}").write_text(f"{'x' * 600_000}\n{lines}the end\n")
    assert len(logs.log_files()) == 8
    text = logs.tail(logs.log_files()[0])
    assert len(text) <= 500_000
    assert text.endswith("the end\n")
    monkeypatch.setattr(bundle, "_MOST_BYTES", 1_500_000)
    out = tmp_path / "d.zip"
    assert cli.main(["diagnose", "--quick", "--out", str(out)]) == 0
    assert out.stat().st_size < 1_500_000


def test_paths_are_printed(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["diagnose", "--paths"]) == 0
    told = capsys.readouterr().out
    for folder in (paths.user_config(), paths.user_data(), paths.user_cache(), paths.user_logs()):
        assert str(folder) in told


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("postgresql://a:b%40c@h/d", {"b%40c", "b@c", "a:b%40c"}),
        ("password = 'one two'", {"one two"}),
        ('"pwd": "x y"', {"x y"}),
        ("nothing of the kind", set()),
    ],
)
def test_passwords_are_found_in_text(text: str, found: set[str]) -> None:
    assert {word for word in passwords_in(text) if word} == found


def test_what_helps_stays_as_it_is() -> None:
    line = (
        "2026-01-02 03:04:05.678 WARNING  MainThread console.data: 3 rows at 10.1.2.3:5432 in 12 ms"
    )
    assert Scrubber().clean(line) == line


@pytest.mark.parametrize(
    "line",
    [
        "called 0431-88776655",
        "called (0431)88776655 twice",
        "called 043188776655,",
        "called 010 62345678",
        "called +86 139-1234-5678",
        "called 13912345678",
    ],
)
def test_telephone_numbers_are_blacked_out_however_they_are_written(line: str) -> None:
    cleaned = Scrubber().clean(line)
    assert "***" in cleaned
    assert not any(digits in cleaned for digits in ("5678", "6655", "8877"))


def test_names_of_users_are_blacked_out_with_and_without_their_homes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOGNAME", "zhang.wei")
    monkeypatch.setenv("HOME", "/srv/homes/zhang.wei")
    scrubber = Scrubber()
    for line in (
        "started by zhang.wei on the desk",
        "opened /srv/homes/zhang.wei/data/x.sqlite",
        "no such file: /home/liming/数据/posts.csv",
        r"no such file: C:\\Users\\Li Ming\\posts.csv",
    ):
        cleaned = scrubber.clean(line)
        assert not any(name in cleaned for name in ("zhang", "wei", "liming", "Li Ming"))
    assert scrubber.clean("no such file: /home/liming/posts.csv") == (
        "no such file: /home/***/posts.csv"
    )


def test_a_name_that_is_a_post_s_leaves_the_program_s_own_words_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOGNAME", "wall")
    assert Scrubber().clean("the wall is open") == "the wall is open"


def test_it_promises_no_more_than_it_can_hold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["diagnose", "--quick", "--out", str(tmp_path / "d.zip")]) == 0
    told = capsys.readouterr().out
    assert "no personal" not in told
    assert "cannot be recognised: look into it before you send it" in told


def test_a_fault_of_writing_leaves_no_draft(tmp_path: Path) -> None:
    (tmp_path / "d.zip").mkdir()
    with pytest.raises(ConsoleError):
        write_bundle(tmp_path / "d.zip", [("a.txt", "a")])
    assert [path.name for path in tmp_path.iterdir() if path.name != "home"] == ["d.zip"]
