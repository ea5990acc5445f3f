"""Python, the disk, and the codecs."""

import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from console import paths
from console.cli.readiness.verdicts import Level, Verdict, plain
from console.domain.wording import Text

_PYTHON = Text("Python", "Python")
_DISK = Text("磁盘", "Disk")
_CODECS = Text("视频解码", "Codecs")

_LEAST_PYTHON = (3, 11)
_LITTLE_SPACE = 2_000_000_000
_TOO_LITTLE_SPACE = 200_000_000
_CODEC_NAMES = {"h264": "H.264", "h265": "H.265 (HEVC)"}


def python() -> Verdict:
    """Judge the interpreter."""
    found = plain(f"{platform.python_version()} ({sys.executable})")
    if sys.version_info >= _LEAST_PYTHON:
        return Verdict("python", Level.OK, _PYTHON, found)
    remedy = Text("需要 Python 3.11 或更新版本。", "Python 3.11 or later is needed.")
    return Verdict("python", Level.FAIL, _PYTHON, found, remedy)


def disk() -> Iterator[Verdict]:
    """Judge the folders of data, cache and logs: can they be written, and is there room."""
    folders = {
        "data": paths.user_data(),
        "cache": paths.user_cache(),
        "logs": paths.user_logs(),
    }
    for name, folder in folders.items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                free = shutil.disk_usage(folder).free
        except OSError as error:
            reason = error.strerror or str(error)
            found = Text(f"{folder} 不可写：{reason}", f"{folder} cannot be written: {reason}")
            remedy = Text("请修正该文件夹的权限。", "Correct the rights of this folder.")
            yield Verdict(f"disk.{name}", Level.FAIL, _DISK, found, remedy)
            continue
        yield _room(f"disk.{name}", folder, free)


def _room(topic: str, folder: Path, free: int) -> Verdict:
    size = f"{free / 1e9:.1f} GB"
    found = Text(f"{folder} 剩余 {size}", f"{folder} has {size} free")
    if free >= _LITTLE_SPACE:
        return Verdict(topic, Level.OK, _DISK, found)
    level = Level.WARN if free >= _TOO_LITTLE_SPACE else Level.FAIL
    remedy = Text("请清理磁盘，至少留 2 GB。", "Make room: at least 2 GB.")
    return Verdict(topic, level, _DISK, found, remedy)


def codecs() -> Iterator[Verdict]:
    """Judge the decoders by decoding: a clip written on the spot, and the bundled samples."""
    try:
        from console.video.opencv import cv2
    except ImportError as error:
        remedy = Text("请重新安装 opencv-python-headless。", "Install opencv-python-headless anew.")
        yield Verdict("codecs", Level.WARN, _CODECS, plain(str(error)), remedy)
        return
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
    yield _written_clip()
    for name in _CODEC_NAMES:
        yield _sample(name)


def _written_clip() -> Verdict:
    import numpy as np

    from console.video.opencv import cv2

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.avi"
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 5.0, (64, 48))
        for shade in range(0, 250, 25):
            writer.write(np.full((48, 64, 3), shade, dtype=np.uint8))
        writer.release()
        frames = _decoded(path)
    if frames:
        found = Text("可录制并播放短片", "a clip was written and played")
        return Verdict("codecs.clip", Level.OK, _CODECS, found)
    return Verdict(
        "codecs.clip",
        Level.WARN,
        _CODECS,
        Text("不能录制或播放短片", "a clip cannot be written or played"),
        Text("请重新安装 opencv-python-headless。", "Install opencv-python-headless anew."),
    )


def _sample(name: str) -> Verdict:
    codec = _CODEC_NAMES[name]
    if _decoded(paths.resources() / "check" / f"{name}.mp4"):
        found = Text(f"可解码 {codec}", f"{codec} is decoded")
        return Verdict(f"codecs.{name}", Level.OK, _CODECS, found)
    return Verdict(
        f"codecs.{name}",
        Level.WARN,
        _CODECS,
        Text(f"不能解码 {codec}", f"{codec} cannot be decoded"),
        Text("请安装带 FFmpeg 的 OpenCV。", "Install an OpenCV that brings FFmpeg."),
    )


def _decoded(path: Path) -> int:
    """Return how many frames of ``path`` could be decoded, by the door that feeds go through."""
    from console.video.address import FeedAddress
    from console.video.opencv import open_capture

    capture = open_capture(
        FeedAddress("file", "", 0, quote(str(path))),
        open_seconds=5,
        read_seconds=5,
        cancelled=lambda: False,
    )
    frames = 0
    while capture is not None and capture.read()[0]:
        frames += 1
    if capture is not None:
        capture.release()
    return frames
