"""An address from the database opens what it says and nothing else, and keeps its secrets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.errors import ConsoleError
from console.domain.wording import Lang
from console.video.address import LONGEST, PROTOCOLS, parse_address

EVERYTHING = frozenset({"http", "https", "file"})


def test_a_plain_camera_address_passes():
    address = parse_address("rtsp://10.1.2.3/Streaming/Channels/101?transportmode=unicast")
    assert (address.host, address.port) == ("10.1.2.3", 554)
    assert address.for_ffmpeg == (
        "rtsp://10.1.2.3:554/Streaming/Channels/101?transportmode=unicast"
    )


def test_an_ipv6_host_keeps_its_brackets():
    assert parse_address("rtsp://[fe80::1]:8554/a").host == "[fe80::1]"


def test_a_login_reaches_ffmpeg_encoded_and_nobody_else():
    address = parse_address("rtsp://admin:p%40ss%2Fword@cam.local/1")
    assert address.password == "p@ss/word"
    assert address.for_ffmpeg == "rtsp://admin:p%40ss%2Fword@cam.local:554/1"
    for shown in (str(address), repr(address), f"{address}"):
        assert "p@ss" not in shown
        assert "p%40" not in shown
        assert "admin" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "rtsp://",
        "rtsp:///nohost",
        "file:///etc/passwd",
        "http://cam/1",
        "concat:rtsp://a|rtsp://b",
        "subfile,,start,0,end,9,,:/etc/passwd",
        "lavfi:testsrc",
        "pipe:0",
        "data:text/plain,hello",
        "crypto:rtsp://a/b",
        "RTSP://cam/1",
        "rtsp://cam/1\nPLAY",
        "rtsp://cam/ 1",
        "rtsp://cam:0/1",
        "rtsp://cam:99999/1",
        "rtsp://cam/1#fragment",
        "rtsp://ca m/1",
        "rtsp://cam\\@evil/1",
        "rtsp://-cam/1",
        "rtsp://cam/|/etc/passwd",
        "rtsp://cam/" + "a" * LONGEST,
        " rtsp://cam/1",
        "rtsp://cam/'\"",
    ],
)
def test_anything_else_is_refused(text):
    with pytest.raises(ConsoleError):
        parse_address(text)


def test_http_and_files_need_the_settings_leave():
    assert parse_address("http://cam/1.m3u8", also_allowed=EVERYTHING).port == 80
    assert parse_address("file:///clips/a b.mp4", also_allowed=EVERYTHING).for_ffmpeg == (
        "/clips/a b.mp4"
    )
    with pytest.raises(ConsoleError):
        parse_address("file:///clips/../../etc/shadow", also_allowed=EVERYTHING)
    with pytest.raises(ConsoleError):
        parse_address("file://relative.mp4", also_allowed=EVERYTHING)


def test_settings_cannot_allow_what_is_not_known():
    with pytest.raises(ConsoleError):
        parse_address("gopher://cam/1", also_allowed=frozenset({"gopher"}))


def test_a_refusal_does_not_repeat_the_address():
    with pytest.raises(ConsoleError) as caught:
        parse_address("rtsp://admin:hunter2@cam:port/1", place="command_post P1")
    for words in (str(caught.value), caught.value.say(Lang.ZH)):
        assert "hunter2" not in words
        assert "command_post P1" in words
    assert caught.value.__cause__ is None


@given(st.text(max_size=60))
def test_no_text_does_more_than_pass_or_be_refused(text):
    for candidate in (text, f"rtsp://{text}", f"rtsp://cam/{text}", f"rtsp://{text}@cam/1"):
        try:
            address = parse_address(candidate, also_allowed=EVERYTHING)
        except ConsoleError:
            continue
        assert address.scheme in PROTOCOLS
        sent = address.for_ffmpeg
        assert sent.isprintable()
        assert " " not in sent or address.scheme == "file"
        assert sent.startswith((f"{address.scheme}://", "/"))


@given(st.text(min_size=1, max_size=30), st.text(min_size=1, max_size=30))
def test_any_login_survives_its_encoding(user, password):
    address = parse_address("rtsp://cam/1").with_login(user, password)
    login = address.for_ffmpeg.removeprefix("rtsp://").partition("@cam")[0]
    assert "@" not in login
    assert login.count(":") == 1
