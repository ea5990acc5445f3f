"""FFmpeg opens what its scheme allows and nothing else, whatever an address or a list says."""

import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typing_extensions import override

from console.video.address import FeedAddress, parse_address
from console.video.opencv import OptionGate, cv2, open_capture, options_of
from tests.rtsp.peers import Peer
from tests.rtsp_server import Clip, make_clip, wait_until


@dataclass(frozen=True)
class Slipped(FeedAddress):
    """An address that is not what its scheme says, as if the checks had let it through."""

    really: str = ""

    @property
    @override
    def for_ffmpeg(self) -> str:
        return self.really


def slipped(scheme: str, really: str) -> Slipped:
    return Slipped(scheme, "127.0.0.1", 1, "/", really=really)


def opened(address: FeedAddress) -> bool:
    """Return whether a picture could be had."""
    capture = open_capture(address, open_seconds=2, read_seconds=1, cancelled=lambda: False)
    if capture is None:
        return False
    try:
        return capture.grab()
    finally:
        capture.release()


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a playable file in a folder of its own."""
    path = tmp_path_factory.mktemp("secret") / "clip.ts"
    raw = make_clip(Clip(320, 180, seconds=1))
    command = ["ffmpeg", "-loglevel", "error", "-i", str(raw), "-c", "copy", str(path)]
    subprocess.run(command, check=True)
    return path


class _Quiet(SimpleHTTPRequestHandler):
    @override
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """Serve a folder; return it and its address."""

    def handler(*args, **more):
        return _Quiet(*args, directory=str(tmp_path), **more)

    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_file_plays_where_files_are_meant(clip):
    assert opened(parse_address(f"file://{clip}", also_allowed=frozenset({"file"})))


@pytest.mark.parametrize(
    "form", ["{0}", "file:{0}", "file://{0}", "concat:{0}", "subfile,,start,0,end,0,,:{0}"]
)
@pytest.mark.parametrize("scheme", ["rtsp", "http"])
def test_no_form_of_a_files_address_opens_as_a_stream(clip, scheme, form):
    assert not opened(slipped(scheme, form.format(clip)))


@pytest.mark.parametrize("really", ["lavfi:testsrc", "testsrc", "pipe:0", "data:,x", "/dev/video0"])
def test_no_device_or_filter_opens_as_a_stream(really):
    assert not opened(slipped("rtsp", really))


def test_the_web_does_not_open_as_rtsp_but_where_it_is_meant(clip, web):
    folder, url = web
    (folder / "clip.ts").write_bytes(clip.read_bytes())
    assert not opened(slipped("rtsp", f"{url}/clip.ts"))
    assert opened(parse_address(f"{url}/clip.ts", also_allowed=frozenset({"http"})))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{0}\n#EXT-X-ENDLIST\n"),
        ("list.m3u8", "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile://{0}\n#EXT-X-ENDLIST\n"),
        ("list.ffconcat", "ffconcat version 1.0\nfile '{0}'\n"),
        ("list.ts", "ffconcat version 1.0\nfile 'file:{0}'\n"),
        ("list.sdp", "v=0\nm=video 0 RTP/AVP 96\na=control:file://{0}\n"),
    ],
)
def test_no_list_from_the_web_reaches_a_file(clip, web, name, text):
    folder, url = web
    (folder / name).write_text(text.format(clip))
    assert not opened(slipped("http", f"{url}/{name}"))


def test_no_list_in_a_file_reaches_another_file(clip, tmp_path):
    for name in ("list.ffconcat", "list.m3u8"):
        path = tmp_path / name
        path.write_text(f"ffconcat version 1.0\nfile '{clip}'\n")
        assert not opened(slipped("file", str(path)))


def test_a_redirect_of_an_rtsp_server_reaches_no_file_and_no_web(clip, web):
    folder, url = web
    (folder / "clip.ts").write_bytes(clip.read_bytes())
    for target in (f"file://{clip}", str(clip), f"{url}/clip.ts"):
        with Peer(f"redirect {target}") as peer:
            assert not opened(parse_address(f"rtsp://127.0.0.1:{peer.port}/x"))
            assert peer.requests


def test_opens_of_one_kind_run_side_by_side_and_another_kind_waits_its_turn(monkeypatch):
    monkeypatch.setenv("OPENCV_FFMPEG_CAPTURE_OPTIONS", options_of("rtsp"))
    gate, order, leave = OptionGate(), [], threading.Event()

    def enter(scheme: str) -> None:
        with gate.open(options_of(scheme), lambda: False) as entered:
            order.append((scheme, entered))
            leave.wait(10)

    threads = [threading.Thread(target=enter, args=(scheme,)) for scheme in ("rtsp", "rtsps")]
    for thread in threads:
        thread.start()
    wait_until(lambda: len(order) == 2)
    threads.append(threading.Thread(target=enter, args=("file",)))
    threads[-1].start()
    with gate.open(options_of("http"), lambda: True) as entered:
        assert not entered
    assert len(order) == 2
    leave.set()
    for thread in threads:
        thread.join(5)
    assert order[2] == ("file", True)


def test_opencv_is_told_to_use_one_thread_a_feed():
    assert cv2.getNumThreads() == 1
