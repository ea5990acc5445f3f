"""A call that knows no limit of time is given one, and hangs alone."""

import threading

import pytest

from console.domain.bounded import within


def test_an_answer_in_time_is_handed_on():
    assert within(5, "quick", lambda: 7) == 7


def test_what_the_call_raises_is_raised():
    with pytest.raises(ZeroDivisionError):
        within(5, "wrong", lambda: 1 // 0)


def test_a_call_that_hangs_is_left_behind_and_no_second_one_is_begun_beside_it():
    held, begun = threading.Event(), []

    def hang() -> None:
        begun.append(True)
        held.wait()

    for _attempt in range(3):
        with pytest.raises(TimeoutError):
            within(0.05, "hanging", hang)
    assert begun == [True]
    held.set()
    for thread in threading.enumerate():
        if thread.name == "hanging":
            thread.join(5)
    assert within(5, "hanging", lambda: 7) == 7
