"""One request tells why a feed does not come; an examination tells what it sends."""

import socket
import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.feeds import FAULT_REMEDIES, FAULT_WORDS, FeedFault
from console.video import probe as probing
from console.video.address import FeedAddress, parse_address
from console.video.probe import examine, probe
from console.video.rtsp import authorization
from tests.rtsp.peers import Peer
from tests.rtsp_server import LOGIN, Clip, Mount, RtspServer, free_port


@pytest.fixture(scope="module")
def server() -> Iterator[RtspServer]:
    small = Clip(320, 180)
    mounts = [
        Mount("/open", small),
        Mount("/locked", small, locked=True),
        Mount("/h265", Clip(320, 180, codec="h265")),
    ]
    with RtspServer(mounts) as running:
        yield running


def fault_at(url: str) -> FeedFault:
    return probe(parse_address(url)).fault


def test_a_stream_that_is_there_is_described(server):
    found = probe(parse_address(server.url("/open")))
    assert (found.fault, found.codec) == (FeedFault.NONE, "H.264")
    assert probe(parse_address(server.url("/h265"))).codec == "H.265"


@pytest.mark.parametrize("digest", [False, True], ids=["basic", "digest"])
def test_a_login_opens_a_locked_stream_and_a_wrong_one_does_not(server, digest):
    assert fault_at(server.url("/locked", digest=digest)) is FeedFault.UNAUTHORIZED
    assert fault_at(server.url("/locked", login=True, digest=digest)) is FeedFault.NONE
    wrong = parse_address(server.url("/locked", digest=digest)).with_login(LOGIN[0], "wrong")
    assert probe(wrong).fault is FeedFault.UNAUTHORIZED


def test_a_stream_that_is_not_there_a_closed_port_and_an_unknown_host_are_told_apart(server):
    assert fault_at(server.url("/nowhere")) is FeedFault.NO_SUCH_STREAM
    assert fault_at(f"rtsp://127.0.0.1:{free_port()}/x") is FeedFault.CONNECTION_REFUSED
    assert fault_at("rtsp://no-such-host.invalid/x") is FeedFault.NO_SUCH_HOST


@pytest.mark.parametrize(
    ("behaviour", "fault"),
    [
        ("403", FeedFault.FORBIDDEN),
        ("454", FeedFault.NO_SUCH_STREAM),
        ("503", FeedFault.SERVER_ERROR),
        ("garbage", FeedFault.NOT_RTSP),
        ("closes", FeedFault.ENDED),
        ("redirect rtsp://127.0.0.1:1/x", FeedFault.SERVER_ERROR),
    ],
)
def test_each_answer_has_its_name(behaviour, fault):
    with Peer(behaviour) as peer:
        assert fault_at(f"rtsp://127.0.0.1:{peer.port}/x") is fault


def test_silence_is_given_its_time_and_no_more():
    with Peer("silent") as peer:
        began = time.monotonic()
        address = parse_address(f"rtsp://127.0.0.1:{peer.port}/x")
        assert probe(address, seconds=0.5).fault is FeedFault.NO_ANSWER
        assert time.monotonic() - began >= 0.5
        assert probe(address, cancelled=lambda: True).fault is FeedFault.NO_ANSWER


def test_a_name_service_that_hangs_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_a, **_k: time.sleep(1.0))
    found = probe(parse_address("rtsp://camera.example/x"), seconds=0.2)
    assert found.fault is FeedFault.NO_ANSWER
    assert found.answered_after < 1.0


def test_ffmpeg_gets_a_number_for_a_hosts_name(server):
    url = server.url("/open").replace("127.0.0.1", "localhost")
    assert probe(parse_address(url)).address.host in {"127.0.0.1", "[::1]"}


@pytest.mark.parametrize(
    ("sdp", "fault"),
    [
        ("v=0\r\nm=audio 0 RTP/AVP 0\r\n", FeedFault.NO_MEDIA),
        ("m=video 0 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n", FeedFault.NOT_DECODABLE),
        ("m=video 0 RTP/AVP 26\r\n", FeedFault.NONE),
        ("m=video 0 RTP/AVP 96\r\na=rtpmap:96 h265/90000\r\na=framerate:x\r\n", FeedFault.NONE),
    ],
)
def test_a_description_says_whether_the_pictures_can_be_decoded(sdp, fault):
    found = probing._read(probing.Probe(address=ADDRESS), probing.Response(200, {}, sdp))
    assert found.fault is fault


ADDRESS = FeedAddress("rtsp", "127.0.0.1", 554, "/x", "a", "b")


def test_an_examination_measures_size_rate_key_frames_and_delay(server):
    found = examine(parse_address(server.url("/open")), seconds=4)
    assert (found.width, found.height, found.codec) == (320, 180, "H.264")
    assert found.fps == pytest.approx(25, rel=0.2)
    assert found.key_interval == pytest.approx(1.0, rel=0.2)


def test_an_examination_of_what_sends_nothing_says_so():
    with Peer("describes") as peer:
        found = examine(parse_address(f"rtsp://127.0.0.1:{peer.port}/x"), seconds=1)
        assert found.fault is FeedFault.NO_MEDIA


@given(st.text(max_size=80))
def test_no_challenge_breaks_the_login(text):
    for challenge in (text, f"Digest {text}", f'Digest nonce="{text}", qop="auth", realm="x"'):
        answer = authorization(challenge, ADDRESS)
        assert answer is None or answer.startswith(("Basic ", "Digest "))


def test_every_fault_has_words_and_a_remedy():
    for fault in FeedFault:
        if fault is not FeedFault.NONE:
            assert FAULT_WORDS[fault].zh
            assert FAULT_WORDS[fault].en
            assert FAULT_REMEDIES[fault].zh
            assert FAULT_REMEDIES[fault].en
