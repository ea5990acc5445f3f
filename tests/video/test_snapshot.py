"""A saved picture says what it is, appears whole or not at all, and replaces no other."""

from datetime import UTC, datetime, timedelta

import cv2
import numpy as np
import pytest

from console.domain.errors import ConsoleError
from console.domain.feeds import FeedState, FeedStatus, Stream
from console.domain.wording import Text
from console.video.snapshot import Caption, file_name, save, with_caption

AT = datetime(2022, 4, 1, 3, 0, tzinfo=UTC)
PICTURE = np.full((360, 640, 3), 120, np.uint8)


def caption(state: FeedState = FeedState.LIVE, post: str = "P/1 甲", **more: bool) -> Caption:
    status = FeedStatus(post=post, stream=Stream.MAIN, state=state, since=AT, **more)
    name = Text("桦甸市指挥部", "Huadian command post")
    return Caption(name, status, AT - timedelta(seconds=2), AT)


def test_the_picture_stays_as_it_is_and_a_band_below_says_what_it_is():
    made = with_caption(PICTURE, caption())
    assert (made[:360] == PICTURE).all()
    assert made.shape[1] == 640
    assert made[360:].max() > 200


def test_every_state_looks_different():
    bands = [with_caption(PICTURE, caption(state)).tobytes() for state in FeedState]
    bands.append(with_caption(PICTURE, caption(demo=True)).tobytes())
    assert len(set(bands)) == len(bands)


@pytest.mark.parametrize("width", [320, 640, 1920])
def test_the_state_is_never_cut_off_however_narrow_the_picture_is(width):
    picture = np.full((180, width, 3), 120, np.uint8)
    bands = [with_caption(picture, caption(state))[180:] for state in FeedState]
    # The margin at the right stays empty: all of every line is inside.
    assert all((band[:, width - 4 :] == band[0, 0]).all() for band in bands)
    assert len({band.tobytes() for band in bands}) == len(bands)


def test_chinese_names_are_written_and_not_replaced_by_question_marks():
    other = Caption(Text("????????????", "x"), caption().status, AT, AT)
    assert (with_caption(PICTURE, caption()) != with_caption(PICTURE, other)).any()


def test_a_saved_file_is_read_back_and_a_second_one_gets_another_name(tmp_path):
    folder = tmp_path / "new" / "folder"
    first, second = (save(PICTURE, caption(), folder) for _ in range(2))
    assert first != second
    assert sorted(folder.iterdir()) == sorted([first, second])
    assert (cv2.imread(str(first))[:360] == PICTURE).all()


def test_a_file_name_holds_no_character_that_needs_quoting():
    name = file_name(caption(post="../a b;甲"))
    assert name.startswith("---a-b--_")
    assert "/" not in name


def test_a_folder_that_cannot_be_made_is_told_with_its_remedy(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ConsoleError) as caught:
        save(PICTURE, caption(), tmp_path / "file" / "below")
    assert caught.value.remedy.zh
