"""Logins of feeds come from the environment or the keyring, and go to no log."""

import logging
import time

import keyring
import pytest
from keyring.errors import KeyringLocked

from console.video import credentials
from console.video.address import parse_address
from console.video.credentials import login_of, variable_of, with_login


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, str], str]:
    """Return the entries of a keyring that is open."""
    entries: dict[tuple[str, str], str] = {}
    monkeypatch.setattr(keyring, "get_password", lambda *key: entries.get(key))
    return entries


def test_the_variable_of_a_post_is_its_code_in_capitals():
    assert variable_of("hd-01.a") == "COMMAND_CONSOLE_FEED_HD_01_A"


def test_the_environment_comes_before_the_keyring_and_a_password_may_hold_colons(ring, monkeypatch):
    ring[credentials.SERVICE, "P1"] = "ring:one"
    assert login_of("P1") == ("ring", "one")
    monkeypatch.setenv("COMMAND_CONSOLE_FEED_P1", "env:a:b")
    assert login_of("P1") == ("env", "a:b")


def test_an_address_keeps_its_own_login_where_none_is_known(ring):
    address = parse_address("rtsp://me:mine@cam/1")
    assert with_login(address, "P1").password == "mine"
    ring[credentials.SERVICE, "P1"] = "other:theirs"
    assert with_login(address, "P1").password == "theirs"


def test_a_locked_or_hanging_keyring_costs_a_moment_and_is_told_without_secrets(
    monkeypatch, caplog
):
    credentials._tell_once.cache_clear()
    monkeypatch.setattr(credentials, "_KEYRING_SECONDS", 0.05)

    def locked(*_):
        raise KeyringLocked("user duty password hunter2")

    with caplog.at_level(logging.INFO):
        monkeypatch.setattr(keyring, "get_password", locked)
        assert login_of("P1") is None
        monkeypatch.setattr(keyring, "get_password", lambda *_: time.sleep(0.3))
        assert login_of("P1") is None
    assert "KeyringLocked" in caplog.text
    assert "TimeoutError" in caplog.text
    assert "hunter2" not in caplog.text
