"""Labels on the map never overlap, never leave it, and the weightier goes first."""

from hypothesis import given
from hypothesis import strategies as st

from console.widgets.map_labels import LabelRoom, LabelWish, place_labels

_sizes = st.tuples(st.floats(1, 120), st.floats(1, 60))
_wishes = st.lists(
    st.tuples(st.floats(-50, 650), st.floats(-50, 450), st.lists(_sizes, min_size=1, max_size=2)),
    max_size=30,
)


def _placed(raw, marks=()):
    wishes = [LabelWish(i, x, y, tuple(sizes), 1000.0) for i, (x, y, sizes) in enumerate(raw)]
    spots = place_labels(wishes, LabelRoom(600, 400, marks))
    return [
        (spot.left, spot.top, spot.left + size[0], spot.top + size[1])
        for spot in spots
        for size in [wishes[spot.place].sizes[spot.size]]
    ]


def _overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@given(_wishes)
def test_no_two_labels_overlap_and_none_leaves_the_room(raw):
    boxes = _placed(raw)
    assert all(b[0] >= 0 and b[1] >= 0 and b[2] <= 600 and b[3] <= 400 for b in boxes)
    assert not any(_overlap(a, b) for i, a in enumerate(boxes) for b in boxes[:i])


def test_a_label_moves_aside_for_a_mark():
    mark = (294.0, 184.0, 306.0, 196.0)
    (box,) = _placed([(300.0, 190.0, [(80.0, 40.0)])], (mark,))
    assert not _overlap(box, mark)


@given(_wishes)
def test_a_label_rather_covers_a_mark_than_be_left_out(raw):
    everywhere = (0.0, 0.0, 600.0, 400.0)
    assert len(_placed(raw, (everywhere,))) == len(_placed(raw))


def test_the_first_wish_takes_the_place_and_the_next_makes_do_with_a_shorter_text():
    wishes = [
        LabelWish(7, 100, 100, ((80, 40),), 0),
        LabelWish(8, 150, 100, ((400, 200), (20, 20)), 0),
        LabelWish(9, 100, 100, ((80, 160),), 0),
    ]
    spots = place_labels(wishes, LabelRoom(200, 200))
    assert [(spot.place, spot.size) for spot in spots] == [(7, 0), (8, 1)]


def test_a_label_never_moves_farther_than_it_can_be_read_as_its_regions():
    there = LabelWish(1, 100, 100, ((80, 40),), 0)
    near, far = (LabelWish(2, 100, 95, ((80, 40),), slack) for slack in (20, 30))
    room = LabelRoom(200, 200)
    assert len(place_labels([there, near], room)) == 1
    assert len(place_labels([LabelWish(1, 100, 120, ((80, 40),), 0), far], room)) == 2
