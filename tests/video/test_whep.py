"""Calls by way of a media server: what is asked, what is refused, and where nothing may go."""

import socket

import pytest

from console.domain.errors import ConsoleError
from console.video.whep import CallHosts, MediaServer
from tests.media_server import TOKEN, MediaServerProcess, media_server

HERE = CallHosts(("127.0.0.1",), plain=True)
OFFER = "\r\n".join(
    (
        "v=0",
        "o=- 1 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0",
        "m=video 9 UDP/TLS/RTP/SAVPF 96",
        "c=IN IP4 0.0.0.0",
        "a=mid:0",
        "a=recvonly",
        "a=rtcp-mux",
        "a=rtpmap:96 VP8/90000",
        "a=ice-ufrag:abcd",
        "a=ice-pwd:abcdefghijklmnopqrstuvwx",
        "a=setup:actpass",
        "a=fingerprint:sha-256 " + ":".join(["AB"] * 32),
        "",
    )
)


@pytest.fixture(scope="module")
def server():
    with media_server() as running:
        yield running


def ask(server: MediaServerProcess, path: str, token: str = "", seconds: float = 5.0):
    there = HERE.check(server.url(path), "白山")
    return MediaServer("白山", token, seconds).open(there, OFFER)


def test_an_offer_is_answered_and_the_session_ended_where_the_server_says(server):
    session = ask(server, "whep")
    assert session.answer.startswith("v=0")
    assert session.resource is not None
    assert session.resource.target.startswith("/sessions/")
    MediaServer("白山").close(session)


def test_a_token_opens_what_is_closed_without_one_and_shows_nowhere(server):
    with pytest.raises(ConsoleError, match="401"):
        ask(server, "locked")
    assert ask(server, "locked", TOKEN).answer
    assert TOKEN not in repr(MediaServer("白山", TOKEN))


@pytest.mark.parametrize(
    ("path", "words"), [("nobody", "sends nothing"), ("nonsense", "does not take the offer")]
)
def test_each_refusal_has_its_own_words(server, path, words):
    with pytest.raises(ConsoleError, match=words):
        ask(server, path)


def test_a_server_that_accepts_and_says_nothing_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        there = HERE.check(f"http://127.0.0.1:{silent.getsockname()[1]}/whep", "白山")
        with pytest.raises(ConsoleError, match="does not answer"):
            MediaServer("白山", seconds=0.2).open(there, OFFER)


def test_nobody_at_the_port_is_told_as_such():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    there = HERE.check(f"http://127.0.0.1:{port}/whep", "白山")
    with pytest.raises(ConsoleError, match="cannot be reached"):
        MediaServer("白山").open(there, OFFER)


@pytest.mark.parametrize(
    "text",
    [
        "http://10.0.0.1/whep",
        "https://evil.example/whep",
        "https://127.0.0.1.evil.example/whep",
        "rtsp://127.0.0.1/whep",
        "file:///etc/passwd",
        "https://127.0.0.1@evil.example/",
        "",
    ],
)
def test_calls_go_to_listed_hosts_only(text):
    with pytest.raises(ConsoleError):
        CallHosts(("127.0.0.1",)).check(text, "白山")


def test_without_a_list_calls_go_nowhere():
    with pytest.raises(ConsoleError, match="not allowed"):
        CallHosts().check("https://media.example/whep", "白山")
