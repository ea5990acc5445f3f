"""The loudspeaker has one owner, and what cannot be heard says why; played by a real process."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QProcess, Slot

from console.domain.feeds import FeedPost
from console.domain.listening import SILENCE, SOUND_SHAPES, SOUND_WORDS, SoundState, SoundStatus
from console.domain.wording import Text
from console.live.audio import Loudspeaker, PostSound
from console.live.sound_player import player_url, protocols_of
from console.video.address import parse_address
from tests.rtsp.peers import Peer
from tests.rtsp_server import Mount, RtspServer

SLOW = 30_000
OPENED = {SoundState.HEARD, SoundState.NO_DEVICE}
"""A machine that tests may have no loudspeaker; that the sound is there is found out before."""


class Ear(QObject):
    def __init__(self, sound: PostSound) -> None:
        super().__init__()
        self.heard: list[SoundStatus] = []
        sound.changed.connect(self.hear)

    @Slot(object)
    def hear(self, status: SoundStatus) -> None:
        self.heard.append(status)


class Call:
    """Another that wants to be heard."""

    silenced = 0

    def silence(self) -> None:
        self.silenced += 1


@pytest.fixture
def loudspeaker(qapp) -> Loudspeaker:
    return Loudspeaker()


@pytest.fixture
def sound(loudspeaker) -> Iterator[PostSound]:
    made = PostSound(loudspeaker, also_allowed=frozenset({"file"}))
    yield made
    made.stop()


def clip(folder: Path, *, tone: bool) -> str:
    path = folder / f"{tone}.mp4"
    inputs = ["-f", "lavfi", "-i", "testsrc=size=160x90:rate=25"]
    inputs += ["-f", "lavfi", "-i", "sine=frequency=440"] if tone else []
    command = ["ffmpeg", "-loglevel", "error", "-y", *inputs, "-t", "20", "-preset", "ultrafast"]
    subprocess.run([*command, "-pix_fmt", "yuv420p", str(path)], check=True)
    return path.as_uri()


def post(address: str, code: str = "P1") -> FeedPost:
    return FeedPost(code, Text("点位", "Post"), address)


def test_a_post_with_sound_is_opened_and_one_without_says_so(sound, qtbot, tmp_path):
    sound.hear(post(clip(tmp_path, tone=True)))
    assert sound.status.state is SoundState.STARTING
    qtbot.waitUntil(lambda: sound.status.state in OPENED, timeout=SLOW)
    sound.hear(post(clip(tmp_path, tone=False), "P2"))
    assert sound.status.post == "P2"
    qtbot.waitUntil(lambda: sound.status.state is SoundState.NO_SOUND, timeout=SLOW)


def test_a_demonstration_says_that_it_has_no_sound_and_starts_no_process(sound, qtbot):
    sound.hear(post("demo:pattern"))
    assert sound.status.state is SoundState.NO_SOUND
    assert "Demonstration" in sound.status.reason.en
    assert sound.findChildren(QProcess) == []


def test_the_same_key_mutes_what_it_made_heard(sound, loudspeaker):
    demo = post("demo:pattern")
    sound.toggle(demo)
    assert loudspeaker.owner is sound
    sound.toggle(demo)
    assert sound.status == SILENCE
    assert loudspeaker.owner is None


def test_whoever_takes_the_loudspeaker_silences_the_one_before(sound, loudspeaker, qtbot, tmp_path):
    sound.hear(post(clip(tmp_path, tone=True)))
    qtbot.waitUntil(lambda: sound.status.state in OPENED, timeout=SLOW)
    process, call = sound._process, Call()
    loudspeaker.take(call)
    assert sound.status == SILENCE
    assert loudspeaker.owner is call
    qtbot.waitUntil(lambda: process not in sound._ending)
    sound.hear(post("demo:pattern"))
    assert call.silenced == 1
    loudspeaker.give_back(call)
    assert loudspeaker.owner is sound


def test_mute_all_silences_a_call_too(loudspeaker):
    call = Call()
    loudspeaker.take(call)
    loudspeaker.mute_all()
    loudspeaker.mute_all()
    assert call.silenced == 1
    assert loudspeaker.owner is None


def test_a_real_camera_without_sound_says_so_and_one_that_is_gone_is_tried_again(sound, qtbot):
    ear = Ear(sound)
    with RtspServer([Mount("/quiet")]) as server:
        sound.hear(post(server.url("/quiet")))
        qtbot.waitUntil(lambda: sound.status.state is SoundState.NO_SOUND, timeout=SLOW)
        server.kill()
        sound.hear(post(server.url("/quiet")))
        qtbot.waitUntil(lambda: sound.status.state is SoundState.FAILED, timeout=SLOW)
        server.start()
        qtbot.waitUntil(lambda: sound.status.state is SoundState.NO_SOUND, timeout=SLOW)
    states = [status.state for status in ear.heard]
    assert states.count(SoundState.STARTING) >= 3


def test_a_server_that_hangs_does_not_hold_up_the_silence(sound, qtbot):
    with Peer("silent") as peer:
        sound.hear(post(f"rtsp://duty:s3cret@127.0.0.1:{peer.port}/x"))
        qtbot.waitUntil(lambda: bool(peer.requests), timeout=SLOW)
        sound.silence()
        assert sound.status == SILENCE
        qtbot.waitUntil(lambda: not sound._ending)
    assert "s3cret" not in repr(sound)


def test_a_bad_address_fails_without_a_word_of_it(sound, qtbot):
    sound.hear(post("concat:/etc/passwd"))
    qtbot.waitUntil(lambda: sound.status.state is SoundState.FAILED, timeout=SLOW)
    assert "passwd" not in f"{sound.status}"


def test_the_player_is_given_the_login_and_no_protocol_but_those_of_its_scheme():
    checked = parse_address("rtsp://u:p@h/a")
    assert player_url(checked) == "rtsp://u:p@h:554/a"
    assert set(protocols_of("rtsp")) == {"rtsp", "rtp", "tcp", "udp"}
    assert protocols_of("file") == ("file",)


def test_every_state_has_words_in_both_languages_and_a_mark():
    assert set(SOUND_WORDS) == set(SOUND_SHAPES) == set(SoundState)
    assert all(text.zh and text.en for text in SOUND_WORDS.values())
