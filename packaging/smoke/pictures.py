"""What is to be seen on a picture of the wall: that each tile really drew something.

    python pictures.py PICTURE SCENE.toml     say what is missing; end with 1 where anything is

This file needs nothing but NumPy and OpenCV, so that it serves on Windows, too.
"""

import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

_GRID = 12
_LEAST_COLOURS = 60
"""A wall that shows nothing but its tiles' titles has fewer."""

_LEAST_VIDEO = 0.5
"""Share of the feeds' area that one video alone fills at least."""

_APART = 14
"""Distance of two colours, in steps of 256, from which a pixel counts as drawn."""

_DRAWN = {"map": 0.18, "trend": 0.06, "worst": 0.06, "headline": 0.06}
"""Share of a tile's area that differs from its ground when it shows data, with room to spare; a map
without figures (0.15), an empty chart (0.03) and a tile that waits (0.01) stay below."""

_KEPT = (0.3, 0.96)
"""The part of a tile's height that is looked at: below its title and mark."""


@dataclass(frozen=True)
class _Area:
    display: str
    left: float
    top: float
    right: float
    bottom: float


def faults(picture: Path, scene: Path) -> Iterator[str]:
    """Yield what is missing on ``picture``, a wall of one screen that shows ``scene``."""
    image = _read(picture)
    if image is None:
        yield f"no picture: {picture.name}"
        return
    colours = len(np.unique(image.reshape(-1, 3), axis=0))
    if colours < _LEAST_COLOURS:
        yield f"{picture.name} is blank: {colours} colours"
    for area in _areas(scene):
        least = _DRAWN.get(area.display)
        share = drawn_share(_cut(image, area))
        if least is not None and share < least:
            yield f"{area.display} draws on {share:.1%} of its area only"


def no_video(picture: Path, scene: Path) -> Iterator[str]:
    """Yield what is missing on ``picture``, a wall of one screen with a video on it."""
    image = _read(picture)
    if image is None:
        yield f"no picture: {picture.name}"
        return
    area = next(area for area in _areas(scene) if area.display == "feeds")
    share = drawn_share(_cut(image, area))
    if share < _LEAST_VIDEO:
        yield f"no video among the feeds: they draw on {share:.1%} of their area"


def _read(picture: Path) -> npt.NDArray[np.uint8] | None:
    if not picture.is_file():
        return None
    # By way of memory: the path may hold any character.
    packed = np.frombuffer(picture.read_bytes(), np.uint8)
    image = cv2.imdecode(packed, cv2.IMREAD_COLOR)
    return None if image is None else np.asarray(image, np.uint8)


def _areas(scene: Path) -> Iterator[_Area]:
    walls = tomllib.loads(scene.read_text(encoding="utf-8"))["walls"]
    for tile in next(wall for wall in walls if wall["screens"] == 1)["tiles"]:
        left, top = tile["column"] - 1, tile["row"] - 1
        yield _Area(
            tile["display"],
            left / _GRID,
            top / _GRID,
            (left + tile["width"]) / _GRID,
            (top + tile["height"]) / _GRID,
        )


def _cut(image: npt.NDArray[np.uint8], area: _Area) -> npt.NDArray[np.uint8]:
    height, width = image.shape[:2]
    margin = width // 80
    top, bottom = area.top * height, area.bottom * height
    first, last = (round(top + (bottom - top) * share) for share in _KEPT)
    return image[first:last, round(area.left * width) + margin : round(area.right * width) - margin]


def drawn_share(part: npt.NDArray[np.uint8]) -> float:
    """Return the share of pixels that differ from the colour that is there most."""
    pixels = part.reshape(-1, 3)
    seen, counts = np.unique(pixels, axis=0, return_counts=True)
    ground = seen[np.argmax(counts)].astype(np.int16)
    distance = np.abs(pixels.astype(np.int16) - ground).max(axis=1)
    return float((distance > _APART).mean())


def judge(picture: Path, scene: Path) -> int:
    """Say what is missing on ``picture``; 1 where anything is."""
    missing = list(faults(picture, scene))
    for line in missing:
        print(line)
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(judge(*map(Path, sys.argv[1:3])))
