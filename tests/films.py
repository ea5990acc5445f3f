"""Small films whose pictures are known."""

from pathlib import Path

import cv2
import numpy as np


def red_film(folder: Path, width: int = 320, height: int = 180) -> Path:
    """Write a film of a white square that moves over red, and return its path."""
    film = folder / "film.avi"
    out = cv2.VideoWriter(str(film), cv2.VideoWriter.fourcc(*"MJPG"), 15.0, (width, height))
    for number in range(60):
        picture = np.full((height, width, 3), (20, 20, 220), np.uint8)
        left = number * (width // 80)
        picture[2 * height // 3 : 8 * height // 9, left : left + width // 8] = 250
        out.write(picture)
    out.release()
    return film
