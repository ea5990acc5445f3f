"""The assistant at work: a real database, real child processes, and what it leaves on the disk."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import make_url

from console import paths, settings
from console.app import assistant as assistant_module
from console.app.assistant import Assistant, ask_first, first_start, set_up
from console.app.options import RunOptions
from console.data.connection import open_engine
from console.data.passwords import keep_password, passfile
from console.domain.errors import ConsoleError
from console.domain.verdicts import Level
from console.domain.wording import Lang
from console.views.assistant import AssistantWindow
from console.views.assistant_pages import DatabasePage
from tests.postgres import PostgresServer

WAIT = 60_000


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as made:
        yield made


@pytest.fixture
def database(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        yield url


@pytest.fixture
def assistant(qtbot: QtBot) -> Iterator[Assistant]:
    made = Assistant(settings.load(None, {"language": "en"}))
    qtbot.addWidget(made.window)
    made.window.show()
    yield made
    made.window.close()
    made.languages.use(Lang.EN)


def fill(page: DatabasePage, url: str, password: str) -> None:
    address = make_url(url)
    page.central.click()
    for field, text in (
        (page.host, address.host),
        (page.port, address.port),
        (page.database, address.database),
        (page.user, address.username),
        (page.password, password),
    ):
        field.setText(str(text))
    page.user.textEdited.emit(page.user.text())


@pytest.mark.postgresql
def test_a_database_is_tried_kept_and_checked_and_its_password_is_in_no_settings(
    qtbot: QtBot, assistant: Assistant, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSFILE", str(paths.user_config() / "pgpass"))
    password = str(make_url(database).password)
    window = assistant.window
    window.next.click()
    fill(window.database, database, password)
    window.database.test.click()
    qtbot.waitUntil(window.database.test.isEnabled, timeout=WAIT)
    first = window.database.results.verdicts[0]
    assert (first.topic, first.level) == ("database", Level.OK)
    window.next.click()
    window.next.click()
    qtbot.waitUntil(window.posts.again.isEnabled, timeout=WAIT)
    assert "0 posts" in window.posts.results.verdicts[0].found.en
    window.next.click()
    qtbot.waitUntil(lambda: window.done, timeout=WAIT)
    qtbot.waitUntil(window.check.again.isEnabled, timeout=WAIT)
    topics = {verdict.topic: verdict for verdict in window.check.results.verdicts}
    assert topics["database"].level is Level.OK
    assert {"python", "settings", "disk.data", "codecs.h264", "qt"} <= topics.keys()
    file = paths.user_config() / "settings.toml"
    assert password not in file.read_text("utf-8")
    held = settings.load()
    assert held.faults == ()
    engine = open_engine(held.settings.database.url)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT 1").scalar() == 1
    engine.dispose()
    assert stat.S_IMODE(passfile().stat().st_mode) == 0o600


@pytest.mark.postgresql
def test_a_wrong_password_is_told_with_its_remedy_and_hinders_nobody(
    qtbot: QtBot, assistant: Assistant, database: str
) -> None:
    window = assistant.window
    window.next.click()
    fill(window.database, database, "wrong")
    window.database.test.click()
    qtbot.waitUntil(window.database.test.isEnabled, timeout=WAIT)
    (verdict,) = window.database.results.verdicts
    assert verdict.level is Level.FAIL
    assert verdict.remedy.en
    assert "wrong" not in verdict.say(Lang.EN)
    assert window.next.isEnabled()


def test_the_window_answers_while_a_database_does_not(qtbot: QtBot, assistant: Assistant) -> None:
    window = assistant.window
    window.next.click()
    fill(window.database, "postgresql://me@10.255.255.1:5432/centre", "x")
    window.database.test.click()
    assert not window.database.test.isEnabled()
    window.next.click()
    assert window.page == 2
    window.close()
    assert assistant._database._process is None


def test_closing_before_the_last_page_writes_nothing(assistant: Assistant) -> None:
    assistant.window.next.click()
    assistant.window.close()
    assert not (paths.user_config() / "settings.toml").exists()


def test_a_settings_file_that_cannot_be_changed_is_told_and_stays(
    qtbot: QtBot, assistant: Assistant
) -> None:
    file = paths.user_config() / "settings.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("= broken\n")
    for _ in range(4):
        assistant.window.next.click()
    qtbot.waitUntil(lambda: str(file) in assistant.window.notice.text(), timeout=WAIT)
    assert file.read_text() == "= broken\n"
    assert assistant.window.page == 3
    assert assistant.window.next.isEnabled()


def test_the_language_is_spoken_at_once(qtbot: QtBot, assistant: Assistant) -> None:
    assistant.window.language.chinese.click()
    qtbot.waitUntil(lambda: assistant.window.language.heading.text() == "语言")
    assistant.window.language.english.click()
    qtbot.waitUntil(lambda: assistant.window.language.heading.text() == "Language")


def test_it_is_asked_only_where_nobody_has_decided_anything(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert first_start(RunOptions())
    assert not first_start(RunOptions(demo=True))
    assert not first_start(RunOptions(seconds=5))
    monkeypatch.setenv("CONSOLE_LANGUAGE", "zh")
    assert not first_start(RunOptions())
    monkeypatch.delenv("CONSOLE_LANGUAGE")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert not first_start(RunOptions())
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    central = own_home / "central.toml"
    monkeypatch.setattr(assistant_module, "central_file", lambda: central)
    assert first_start(RunOptions())
    central.parent.mkdir(parents=True, exist_ok=True)
    central.write_text("")
    assert not first_start(RunOptions())


def leave_by_escape() -> None:
    window = next(each for each in QApplication.topLevelWidgets() if type(each) is AssistantWindow)
    QTest.keyClick(window, Qt.Key.Key_Escape)


def test_skipped_once_it_is_not_asked_again_but_can_be_run_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    loaded = settings.load(None, {"language": "en"})
    QTimer.singleShot(0, leave_by_escape)
    assert ask_first(RunOptions(), loaded).settings.database.url == ""
    assert not (paths.user_config() / "settings.toml").exists()
    assert not first_start(RunOptions())
    assert ask_first(RunOptions(), loaded) is loaded
    QTimer.singleShot(0, leave_by_escape)
    assert set_up(RunOptions(lang=Lang.EN)) == 1


def test_a_skip_that_cannot_be_kept_hinders_nobody(
    qtbot: QtBot, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    own_home.mkdir()
    (own_home / "data").write_text("a file where a folder should be")
    QTimer.singleShot(0, leave_by_escape)
    ask_first(RunOptions(), settings.load(None, {"language": "en"}))
    assert first_start(RunOptions())


def test_a_password_goes_into_the_keyring_where_there_is_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "set_password", lambda s, u, p: held.update({(s, u): p}))
    monkeypatch.setattr(keyring, "get_password", lambda s, u: held.get((s, u)))
    assert keep_password("postgresql://me@host/db", "p:w\\d") == "keyring"
    assert held == {("command-console", "me@host:5432/db"): "p:w\\d"}
    assert not passfile().exists()


def test_a_new_password_takes_the_place_of_the_old_line_and_leaves_others(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = own_home / "pgpass"
    own_home.mkdir(exist_ok=True)
    file.write_text("host:5432:db:me:old\nother:5432:db:me:kept\n*:*:*:me:any\n")
    monkeypatch.setenv("PGPASSFILE", str(file))
    assert keep_password("postgresql://me@host/db", "p:w\\d") == str(file)
    assert file.read_text().splitlines() == [
        "host:5432:db:me:p\\:w\\\\d",
        "other:5432:db:me:kept",
        "*:*:*:me:any",
    ]


def test_where_no_password_can_be_kept_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSFILE", os.devnull + "/pgpass")
    with pytest.raises(ConsoleError) as caught:
        keep_password("postgresql://me@host/db", "hush")
    assert "hush" not in caught.value.say(Lang.EN)
