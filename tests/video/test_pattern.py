"""The drawn picture of demonstrations, and the readers that an address leads to."""

import subprocess
import time

import pytest

from console.domain.feeds import FeedFault, FeedPost, FeedState, Stream
from console.domain.wording import Text
from console.video.bounds import CaptureSettings, Limits
from console.video.budget import ConnectBudget
from console.video.capture import Capture
from console.video.fingerprint import Fingerprint
from console.video.ledger import Ledger
from console.video.pattern import PatternReader
from console.video.reading import FeedDownError, Grab, Reader
from console.video.sources import reader_for
from console.video.watchdog import Difference
from tests.rtsp_server import Clip, make_clip, wait_until

NAME = Text("桦甸市指挥部", "Huadian")


def reader(address: str, also_allowed: frozenset[str] = frozenset()) -> Reader:
    post = FeedPost("P", NAME, address)
    return reader_for(post, Stream.SUB, also_allowed, Limits())


def capture_of(source: Reader) -> Capture:
    budget = ConnectBudget()
    return Capture(
        "P", Stream.SUB, source, ledger=Ledger(), budget=budget, settings=CaptureSettings()
    )


def test_a_pattern_moves_in_real_time_and_is_a_demonstration():
    source = reader("demo:pattern")
    source.prepare(lambda: False)
    source.open(lambda: False)
    prints, began = Fingerprint(), time.monotonic()
    for _ in range(10):
        assert source.grab() is Grab.PICTURE
        picture = source.retrieve(None)
        assert prints.compare(picture, key_between=True) is Difference.MOTION
    assert picture.shape == (360, 640, 3)
    assert time.monotonic() - began > 0.3
    assert source.demo


def test_a_freezing_pattern_stands_still_in_its_bad_third(monkeypatch):
    source = PatternReader("freezing", "x", (640, 360))
    monkeypatch.setattr(source, "_began", time.monotonic() - 65)
    first = source.retrieve(None).copy()
    source.grab()
    assert (source.retrieve(None) == first).all()


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("demo:refused", FeedFault.UNAUTHORIZED),
        ("demo:nonsense", FeedFault.BAD_ADDRESS),
        ("", FeedFault.BAD_ADDRESS),
        ("file:///no/such/file", FeedFault.BAD_ADDRESS),
        ("lavfi:testsrc", FeedFault.BAD_ADDRESS),
    ],
)
def test_what_cannot_be_shown_is_refused_before_anything_is_opened(address, fault):
    with pytest.raises(FeedDownError) as caught:
        reader(address).prepare(lambda: False)
    assert caught.value.fault is fault


def test_a_failing_pattern_is_down_in_its_bad_third(monkeypatch):
    source = PatternReader("failing", "x", (640, 360))
    monkeypatch.setattr(source, "_began", time.monotonic() - 65)
    assert source.grab() is Grab.END
    with pytest.raises(FeedDownError):
        source.prepare(lambda: False)


def test_a_clip_is_looped_in_real_time_without_a_gap_and_is_a_demonstration(tmp_path):
    path = tmp_path / "clip.mp4"
    raw = make_clip(Clip(320, 180, seconds=1))
    command = ["ffmpeg", "-loglevel", "error", "-r", "25", "-i", str(raw), "-c", "copy", str(path)]
    subprocess.run(command, check=True)
    capture = capture_of(reader(f"file://{path}", frozenset({"file"})))
    capture.start()
    wait_until(lambda: capture.status().state is FeedState.LIVE)
    states, end = set(), time.monotonic() + 2.5

    def over() -> bool:
        states.add(capture.status().state)
        return time.monotonic() > end

    wait_until(over)
    status = capture.status()
    capture.stop()
    assert capture.join(3)
    assert states == {FeedState.LIVE}
    assert status.demo
    assert status.figures.decoded_fps < 40
    assert status.figures.reconnects_last_hour == 0


def test_a_capture_survives_an_error_of_its_reader():
    class Broken(PatternReader):
        def retrieve(self, into):
            raise ValueError("a bug")

    capture = capture_of(Broken("pattern", "x", (320, 180)))
    capture.start()
    wait_until(lambda: capture.status().fault is FeedFault.NOT_DECODABLE)
    capture.stop()
    assert capture.join(3)
    assert capture.picture() is None
