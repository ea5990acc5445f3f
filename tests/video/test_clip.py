"""The film that a post sends for a camera."""

import cv2
import numpy as np
import pytest

from console.domain.errors import ConsoleError
from console.video.clip import make_film


def test_a_film_becomes_jpeg_pictures_of_even_size_no_wider_than_a_cameras(tmp_path):
    source, film = tmp_path / "in.avi", tmp_path / "out" / "film.mjpeg"
    writer = cv2.VideoWriter(str(source), cv2.VideoWriter_fourcc(*"MJPG"), 10, (1922, 1002))
    for shade in (0, 90, 180):
        writer.write(np.full((1002, 1922, 3), shade, np.uint8))
    writer.release()
    make_film(source, film)
    written = film.read_bytes()
    assert written.count(b"\xff\xd8\xff") == 3  # where a JPEG picture begins
    picture = cv2.imdecode(np.frombuffer(written, np.uint8), cv2.IMREAD_COLOR)
    height, width = picture.shape[:2]
    assert width == 1280
    assert height % 2 == 0


def test_what_is_no_film_is_refused_with_a_remedy(tmp_path):
    (tmp_path / "x.txt").write_text("no film")
    with pytest.raises(ConsoleError) as refused:
        make_film(tmp_path / "x.txt", tmp_path / "film.mjpeg")
    assert refused.value.remedy.en
