"""Calls: what may happen next, what happens by itself, and what the record keeps."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from console.domain.calls import Call, CallQuality, CallStage, EndReason, Media, Party, PartyKind
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from console.wall.call_book import CallBook, CallLimits, CallStep

NOON = datetime(2020, 2, 10, 12, tzinfo=UTC)


def party(code: str = "bs-01") -> Party:
    return Party(code, PartyKind.POST, Text(f"白山 {code}", f"Baishan {code}"), "220600")


def later(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


def connected(book: CallBook, key: str = "a", code: str = "bs-01") -> None:
    book.place(key, party(code), NOON)
    book.answered(key, later(5))
    book.media(key, Media.MOVING, later(6))


def test_a_call_goes_from_the_ring_to_the_wall_and_the_record_keeps_its_times():
    book = CallBook()
    connected(book)
    book.take("a", later(10))
    book.take_off("a", later(20))
    book.take("a", later(30))
    events = book.end("a", EndReason.HUNG_UP, later(40))
    assert [event.step for event in events] == [CallStep.OFF_AIR, CallStep.ENDED]
    call = book.calls["a"]
    assert call.lasted(later(99)) == timedelta(seconds=35)
    spans = [(span.since, span.until) for span in call.on_air]
    assert spans == [(later(10), later(20)), (later(30), later(40))]


def test_a_call_that_nobody_answers_ends_by_itself_and_is_missed():
    book = CallBook(CallLimits(ring=timedelta(seconds=30)))
    book.ring("a", party(), NOON)
    assert book.tick(later(29.9)) == ()
    (event,) = book.tick(later(30))
    assert event.call.reason is EndReason.NO_ANSWER
    assert event.call.is_missed


def test_a_lost_line_has_its_time_to_come_back_before_the_call_is_given_up():
    book = CallBook(CallLimits(recover=timedelta(seconds=60)))
    connected(book)
    book.take("a", later(10))
    book.media("a", Media.LOST, later(20))
    assert book.tick(later(79)) == ()
    book.media("a", Media.MOVING, later(79))
    assert book.tick(later(200)) == ()
    book.media("a", Media.LOST, later(200))
    assert book.tick(later(260))[-1].call.reason is EndReason.LOST


def test_an_answered_call_without_any_picture_fails():
    book = CallBook(CallLimits(connect=timedelta(seconds=20)))
    book.place("a", party(), NOON)
    book.answered("a", later(40))
    assert book.tick(later(59)) == ()
    assert book.tick(later(60))[-1].call.reason is EndReason.FAILED


def test_nothing_goes_on_air_before_it_is_answered_or_while_it_is_held():
    book = CallBook()
    book.place("a", party(), NOON)
    with pytest.raises(ConsoleError, match="not been answered"):
        book.take("a", later(1))
    book.answered("a", later(2))
    book.hold("a", later(3))
    with pytest.raises(ConsoleError, match="on hold"):
        book.take("a", later(4))
    book.resume("a", later(5))
    assert book.take("a", later(6)).call.stage is CallStage.ON_AIR


def test_holding_a_call_on_air_takes_it_off_the_wall_first():
    book = CallBook()
    connected(book)
    book.take("a", later(10))
    assert [e.step for e in book.hold("a", later(11))] == [CallStep.OFF_AIR, CallStep.HELD]


def test_the_bell_is_silent_while_a_call_is_on_air():
    book = CallBook()
    connected(book)
    book.ring("b", party("hd-01"), later(10))
    assert book.rings_aloud
    book.take("a", later(11))
    assert not book.rings_aloud


def test_a_party_is_not_called_twice_at_once():
    book = CallBook()
    connected(book)
    with pytest.raises(ConsoleError, match="already"):
        book.place("b", party(), later(10))


def test_of_two_sides_that_call_each_other_at_once_both_keep_the_same_call():
    here, there = CallBook(), CallBook()
    here.place("a", party("there"), NOON)
    there.place("b", party("here"), NOON)
    assert here.ring("b", party("there"), later(1)) == ()
    assert [e.step for e in there.ring("a", party("here"), later(1))] == [
        CallStep.ENDED,
        CallStep.RANG,
    ]
    assert [call.key for call in here.going_on] == [call.key for call in there.going_on] == ["a"]


def test_there_are_no_more_calls_at_once_than_a_conference_holds():
    book = CallBook(CallLimits(calls=2))
    connected(book, "a", "one")
    connected(book, "b", "two")
    with pytest.raises(ConsoleError, match="2 calls already"):
        book.ring("c", party("three"), later(10))
    assert "c" not in book.calls


def test_one_key_turns_every_microphone_off():
    book = CallBook()
    connected(book, "a", "one")
    connected(book, "b", "two")
    assert len(book.mute_all(later(10))) == 2
    assert all(call.muted for call in book.going_on)
    assert book.mute_all(later(11)) == ()


def test_an_unknown_call_is_refused_by_its_name():
    with pytest.raises(ConsoleError, match="no such call"):
        CallBook().take("nobody", NOON)


class Calls(RuleBasedStateMachine):
    """Any sequence of wishes and events, refused ones included."""

    def __init__(self) -> None:
        super().__init__()
        self.limits = CallLimits(calls=3, kept=4)
        self.book = CallBook(self.limits)
        self.now = NOON
        self.placed = 0
        self.seen: dict[str, CallStage] = {}
        self.reasons: list[Text] = []

    def some(self, number: int) -> str:
        return f"{number % max(1, self.placed)}"

    def attempt(self, wish, *arguments) -> None:
        try:
            wish(*arguments, self.now)
        except ConsoleError as error:
            self.reasons.append(error.problem)

    @rule(seconds=st.floats(0, 70))
    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)
        self.book.tick(self.now)

    @rule(who=st.sampled_from("xyzw"), ours=st.booleans())
    def ring(self, who, ours):
        key, self.placed = f"{self.placed}", self.placed + 1
        self.attempt(self.book.place if ours else self.book.ring, key, party(who))

    @precondition(lambda self: self.placed)
    @rule(
        number=st.integers(0, 50),
        wish=st.sampled_from(["answered", "take", "take_off", "hold", "resume", "mute"]),
    )
    def wish(self, number, wish):
        self.attempt(getattr(self.book, wish), self.some(number))

    @precondition(lambda self: self.placed)
    @rule(number=st.integers(0, 50), media=st.sampled_from(list(Media)[1:]))
    def hear(self, number, media):
        self.book.media(self.some(number), media, self.now)
        self.book.quality(self.some(number), CallQuality(frames=25))

    @precondition(lambda self: self.placed)
    @rule(number=st.integers(0, 50), reason=st.sampled_from(list(EndReason)))
    def end(self, number, reason):
        self.book.end(self.some(number), reason, self.now)

    @invariant()
    def every_call_is_whole(self):
        for call in self.book.calls.values():
            self.is_whole(call)
        assert all(reason.zh and reason.en for reason in self.reasons)
        over = [call for call in self.book.calls.values() if call.is_over]
        assert len(self.book.going_on) <= self.limits.calls
        assert len(over) <= self.limits.kept

    def is_whole(self, call: Call) -> None:
        open_spans = [span for span in call.on_air if span.until is None]
        assert len(open_spans) == (call.stage is CallStage.ON_AIR)
        assert call.is_over == (call.ended_at is not None) == (call.reason is not None)
        assert not (call.held and call.stage is not CallStage.CONNECTED)
        assert call.answered_at is not None or not call.on_air
        if self.seen.get(call.key) is CallStage.ENDED:
            assert call.is_over
        self.seen[call.key] = call.stage


TestCalls = Calls.TestCase
TestCalls.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
