"""Where the page of a meeting may be opened, and where it may be led."""

import pytest

from console.domain.errors import ConsoleError
from console.domain.meetings import MeetingHosts, host_of, same_origin

HOSTS = MeetingHosts(("Meet.example", "login.example:8443"))


@pytest.mark.parametrize(
    "address",
    [
        "https://meet.example/room?x=1",
        "https://MEET.example:443/",
        "https://login.example:8443/in",
        "wss://meet.example/socket",
    ],
)
def test_what_is_at_an_allowed_host_is_reached(address: str) -> None:
    assert HOSTS.admits(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://meet.example/",
        "ws://meet.example/",
        "https://meet.example:8443/",
        "https://login.example/",
        "https://meet.example.evil.example/",
        "https://evil.example/meet.example",
        "https://meet.example@evil.example/",
        "file:///etc/hostname",
        "console://call/call.html",
        "data:text/html,x",
        "javascript:alert(1)",
        "https://[broken/",
        "",
    ],
)
def test_nothing_else_is_reached(address: str) -> None:
    assert not HOSTS.admits(address)


def test_http_is_reached_only_where_the_settings_allow_it() -> None:
    plain = MeetingHosts(("127.0.0.1:8000",), plain=True)
    assert plain.check(" http://127.0.0.1:8000/room ") == "http://127.0.0.1:8000/room"
    assert not plain.admits("http://127.0.0.1:8001/")


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("", "address"),
        ("meet.example", "address"),
        ("wss://meet.example/", "address"),
        ("https://user:secret@meet.example/", "address"),
        ("https://meet.example/a b", "address"),
        ("https://meet.example/" + "x" * 3000, "address"),
        ("https://elsewhere.example/", "not allowed"),
    ],
)
def test_an_address_that_is_refused_is_refused_in_words(address: str, word: str) -> None:
    with pytest.raises(ConsoleError) as refused:
        HOSTS.check(address)
    assert word in refused.value.problem.en
    assert "secret" not in str(refused.value)


def test_without_hosts_there_is_no_meeting() -> None:
    with pytest.raises(ConsoleError):
        MeetingHosts().check("https://meet.example/")


def test_an_origin_is_the_same_only_with_scheme_host_and_port() -> None:
    assert same_origin("https://meet.example", "https://meet.example:443/room")
    assert not same_origin("https://meet.example", "http://meet.example")
    assert not same_origin("https://meet.example", "https://login.example")
    assert not same_origin("", "")
    assert host_of("https://meet.example:8443/x") == "meet.example:8443"
