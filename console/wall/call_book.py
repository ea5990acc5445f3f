"""Every call of this console: what may happen to it next, and what happens by itself in time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType

from console.domain.calls import AirSpan, Call, CallQuality, CallStage, EndReason, Media, Party
from console.domain.errors import ConsoleError
from console.domain.wording import Text


class CallStep(StrEnum):
    """What happened to a call."""

    PLACED = "placed"
    RANG = "rang"
    ANSWERED = "answered"
    ON_AIR = "on_air"
    OFF_AIR = "off_air"
    HELD = "held"
    RESUMED = "resumed"
    MUTED = "muted"
    UNMUTED = "unmuted"
    MEDIA = "media"
    ENDED = "ended"


CALL_STEP_WORDS = {
    CallStep.PLACED: Text("呼出", "call placed"),
    CallStep.RANG: Text("来电", "call came"),
    CallStep.ANSWERED: Text("通话接通", "call answered"),
    CallStep.ON_AIR: Text("通话上屏", "call on air"),
    CallStep.OFF_AIR: Text("通话下屏", "call off air"),
    CallStep.HELD: Text("通话保持", "call on hold"),
    CallStep.RESUMED: Text("通话恢复", "call resumed"),
    CallStep.MUTED: Text("本方静音", "muted in a call"),
    CallStep.UNMUTED: Text("取消静音", "unmuted in a call"),
    CallStep.MEDIA: Text("画面变化", "pictures changed"),
    CallStep.ENDED: Text("通话结束", "call ended"),
}


@dataclass(frozen=True, slots=True)
class CallEvent:
    """One step of one call, for the record and for everything that shows calls."""

    step: CallStep
    call: Call
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLimits:
    """How many calls there may be, and how long they wait.

    Attributes:
        calls: Calls at once that are not over; the conference of a wall of posts.
        ring: How long a call rings before nobody answered.
        connect: How long an answered call may take to its first picture.
        recover: How long a lost line may take to come back.
        kept: Ended calls that are remembered here; the record keeps all.
    """

    calls: int = 9
    ring: timedelta = timedelta(seconds=45)
    connect: timedelta = timedelta(seconds=20)
    recover: timedelta = timedelta(seconds=60)
    kept: int = 200


class CallBook:
    """Holds the calls; each change is returned as events and happens in no other way.

    Moments are handed in, so that time can be tested. A wish that cannot be followed raises
    :class:`ConsoleError` with the reason in words and changes nothing.
    """

    def __init__(self, limits: CallLimits | None = None) -> None:
        self._limits = limits or CallLimits()
        self._calls: dict[str, Call] = {}

    @property
    def calls(self) -> Mapping[str, Call]:
        """All calls that are remembered, oldest first."""
        return MappingProxyType(self._calls)

    @property
    def going_on(self) -> tuple[Call, ...]:
        """The calls that are not over, oldest first."""
        return tuple(call for call in self._calls.values() if not call.is_over)

    @property
    def on_air(self) -> tuple[Call, ...]:
        """The calls on the wall, in the order in which they were taken there."""
        found = (c for c in self._calls.values() if c.stage is CallStage.ON_AIR)
        return tuple(sorted(found, key=lambda call: call.on_air[-1].since))

    @property
    def rings_aloud(self) -> bool:
        """Whether the desk's bell is to ring: never while a call is on air."""
        return not self.on_air and any(
            call.stage is CallStage.RINGING and not call.outgoing for call in self._calls.values()
        )

    def with_party(self, code: str) -> Call | None:
        """Return the call that goes on with the party of this code."""
        return next((call for call in self.going_on if call.party.code == code), None)

    def place(self, key: str, party: Party, now: datetime) -> CallEvent:
        """Ring ``party``."""
        self._room_for(key, party)
        if self.with_party(party.code) is not None:
            raise _cannot(party, "已在与其通话。", "There is a call with it already.")
        return self._begin(CallStep.PLACED, key, party, now, outgoing=True)

    def ring(self, key: str, party: Party, now: datetime) -> tuple[CallEvent, ...]:
        """Let ``party``, who calls us, ring.

        Where both sides call each other at once, the call with the lesser key stays and the other
        is given up: each side follows the same rule, so that both keep the same one.
        """
        ours = self.with_party(party.code)
        given_up: tuple[CallEvent, ...] = ()
        if ours is not None and ours.outgoing and ours.stage is CallStage.RINGING:
            if ours.key < key:
                return ()
            given_up = self.end(ours.key, EndReason.HUNG_UP, now)
        self._room_for(key, party)
        return (*given_up, self._begin(CallStep.RANG, key, party, now, outgoing=False))

    def answered(self, key: str, now: datetime) -> CallEvent:
        """Note that the ringing call ``key`` was answered, here or there."""
        call = self._in(key, CallStage.RINGING)
        return self._note(
            CallStep.ANSWERED,
            replace(
                call,
                stage=CallStage.CONNECTED,
                answered_at=now,
                media=Media.CONNECTING,
                media_since=now,
            ),
            now,
        )

    def take(self, key: str, now: datetime) -> CallEvent:
        """Put the connected call ``key`` on the wall."""
        call = self._in(key, CallStage.CONNECTED)
        if call.held:
            raise _cannot(call.party, "通话保持中，请先恢复。", "It is on hold: resume it first.")
        shown = replace(call, stage=CallStage.ON_AIR, on_air=(*call.on_air, AirSpan(now)))
        return self._note(CallStep.ON_AIR, shown, now)

    def take_off(self, key: str, now: datetime) -> CallEvent:
        """Take the call ``key`` off the wall; it goes on."""
        call = self._in(key, CallStage.ON_AIR)
        return self._note(CallStep.OFF_AIR, _off_air(call, now), now)

    def hold(self, key: str, now: datetime) -> tuple[CallEvent, ...]:
        """Put the call ``key`` on hold, off the wall first; nothing where it is."""
        call = self._in(key, CallStage.CONNECTED, CallStage.ON_AIR)
        if call.held:
            return ()
        events = [self.take_off(key, now)] if call.stage is CallStage.ON_AIR else []
        held = replace(self._calls[key], held=True)
        return (*events, self._note(CallStep.HELD, held, now))

    def resume(self, key: str, now: datetime) -> tuple[CallEvent, ...]:
        """Take the call ``key`` from hold; nothing where it is on none."""
        call = self._in(key, CallStage.CONNECTED)
        if not call.held:
            return ()
        return (self._note(CallStep.RESUMED, replace(call, held=False), now),)

    def mute(self, key: str, now: datetime, *, muted: bool = True) -> tuple[CallEvent, ...]:
        """Turn our microphone off for the call ``key``, or on again; nothing where it is so."""
        call = self._open(key)
        if call.muted is muted:
            return ()
        step = CallStep.MUTED if muted else CallStep.UNMUTED
        return (self._note(step, replace(call, muted=muted), now),)

    def mute_all(self, now: datetime) -> tuple[CallEvent, ...]:
        """Turn our microphone off for every call."""
        return tuple(event for call in self.going_on for event in self.mute(call.key, now))

    def media(self, key: str, media: Media, now: datetime) -> tuple[CallEvent, ...]:
        """Note what comes from the other side; nothing where it is so, or the call is over."""
        call = self._calls.get(key)
        if call is None or not call.is_answered or call.media is media:
            return ()
        return (self._note(CallStep.MEDIA, replace(call, media=media, media_since=now), now),)

    def quality(self, key: str, quality: CallQuality) -> None:
        """Keep how well the other side's pictures come; no step, it changes all the time."""
        call = self._calls.get(key)
        if call is not None and not call.is_over:
            self._calls[key] = replace(call, quality=quality)

    def end(self, key: str, reason: EndReason, now: datetime) -> tuple[CallEvent, ...]:
        """End the call ``key``, off the wall first; nothing where it is over."""
        call = self._calls.get(key)
        if call is None or call.is_over:
            return ()
        events = [self.take_off(key, now)] if call.stage is CallStage.ON_AIR else []
        over = replace(
            self._calls[key],
            stage=CallStage.ENDED,
            ended_at=now,
            reason=reason,
            held=False,
            media=Media.NONE,
            media_since=now,
        )
        events.append(self._note(CallStep.ENDED, over, now))
        self._forget()
        return tuple(events)

    def end_all(self, now: datetime) -> tuple[CallEvent, ...]:
        """Hang up every call."""
        ended = (self.end(call.key, EndReason.HUNG_UP, now) for call in self.going_on)
        return tuple(event for events in ended for event in events)

    def tick(self, now: datetime) -> tuple[CallEvent, ...]:
        """End what has waited too long."""
        ended = (self.end(key, reason, now) for key, reason in list(self._overdue(now)))
        return tuple(event for events in ended for event in events)

    def _overdue(self, now: datetime) -> Iterator[tuple[str, EndReason]]:
        waits = {
            Media.CONNECTING: (self._limits.connect, EndReason.FAILED),
            Media.LOST: (self._limits.recover, EndReason.LOST),
        }
        for call in self.going_on:
            if call.stage is CallStage.RINGING:
                if now - call.placed_at >= self._limits.ring:
                    yield call.key, EndReason.NO_ANSWER
            elif call.media in waits:
                limit, reason = waits[call.media]
                if now - (call.media_since or call.placed_at) >= limit:
                    yield call.key, reason

    def _begin(
        self, step: CallStep, key: str, party: Party, now: datetime, *, outgoing: bool
    ) -> CallEvent:
        call = Call(key=key, party=party, outgoing=outgoing, stage=CallStage.RINGING, placed_at=now)
        return self._note(step, call, now)

    def _room_for(self, key: str, party: Party) -> None:
        if key in self._calls:
            raise _cannot(party, "此呼叫已存在。", "This call is there already.")
        if len(self.going_on) >= self._limits.calls:
            most = self._limits.calls
            raise _cannot(
                party,
                f"已有{most}路通话，请先挂断一路。",
                f"There are {most} calls already: hang one up first.",
            )

    def _open(self, key: str) -> Call:
        return self._in(key, CallStage.RINGING, CallStage.CONNECTED, CallStage.ON_AIR)

    def _in(self, key: str, *stages: CallStage) -> Call:
        call = self._calls.get(key)
        if call is None:
            raise ConsoleError(
                key,
                Text("没有这路通话。", "There is no such call."),
                Text("请在通话列表中选择。", "Choose one from the list of calls."),
            )
        if call.stage not in stages:
            raise _cannot(call.party, *_WHY_NOT[call.stage])
        return call

    def _note(self, step: CallStep, call: Call, now: datetime) -> CallEvent:
        self._calls[call.key] = call
        return CallEvent(step, call, now)

    def _forget(self) -> None:
        over = [call.key for call in self._calls.values() if call.is_over]
        for key in over[: max(0, len(over) - self._limits.kept)]:
            del self._calls[key]


_WHY_NOT = {
    CallStage.RINGING: ("尚未接听。", "It has not been answered yet."),
    CallStage.CONNECTED: ("已接通，未上屏。", "It is connected and off air."),
    CallStage.ON_AIR: ("已在大屏上。", "It is on air already."),
    CallStage.ENDED: ("通话已结束。", "It is over."),
}


def _off_air(call: Call, now: datetime) -> Call:
    spans = (*call.on_air[:-1], replace(call.on_air[-1], until=now))
    return replace(call, stage=CallStage.CONNECTED, on_air=spans)


def _cannot(party: Party, zh: str, en: str) -> ConsoleError:
    place = party.name.zh or party.name.en or party.code
    return ConsoleError(place, Text(zh, en), Text("请查看通话列表。", "See the list of calls."))
