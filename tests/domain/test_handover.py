"""The sheet of the handover: what is open stands first, and nothing of the shift is left out."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from console.domain.duty import Alarm, DutyEntry, EntryKind
from console.domain.feeds import FeedFault, FeedState, FeedStatus, Stream
from console.domain.handover import HandoverSheet, Shift, handover_sheet, to_html, to_markdown
from console.domain.posts import Post
from console.domain.wording import Lang, Text

NOON = datetime(2026, 2, 6, 4, tzinfo=UTC)
SHIFT = Shift(
    since=NOON,
    until=NOON + timedelta(hours=12),
    by="王",
    zone=timezone(timedelta(hours=8)),
)


def at(hours: float) -> datetime:
    return NOON + timedelta(hours=hours)


def entry(hours: float, text: str, kind: EntryKind = EntryKind.NOTE, **more: str) -> DutyEntry:
    return DutyEntry(f"u{hours}", at(hours), "王", kind, text, **more)


def alarm(hours: float, **more: object) -> Alarm:
    values = {
        "key": f"feed/P1/{hours}",
        "region": "220282",
        "post": "P1",
        "kind": "feed",
        "severity": 3,
        "raised_at": at(hours),
        "text": Text("桦甸：中断", "Huadian: Down"),
    }
    return Alarm(**{**values, **more})


def post(code: str, **more: object) -> Post:
    values = {
        "region": "220282",
        "name": Text(f"点位{code}", f"Post {code}"),
        "kind": "county",
        "main_url": "rtsp://10.0.0.1/x",
    }
    return Post(code=code, **{**values, **more})


def feed(code: str, state: FeedState, fault: FeedFault = FeedFault.NONE) -> FeedStatus:
    return FeedStatus(post=code, stream=Stream.MAIN, state=state, since=NOON, fault=fault)


def name(code: str) -> Text:
    return Text(f"名{code}", f"Name {code}")


def sheet(
    *entries: DutyEntry,
    alarms: tuple[Alarm, ...] = (),
    posts: tuple[Post, ...] = (),
    feeds: tuple[FeedStatus, ...] = (),
) -> HandoverSheet:
    known = {status.post: status for status in feeds}
    pairs = [(one, known.get(one.code)) for one in posts]
    return handover_sheet(SHIFT, entries, alarms, pairs, name)


def texts(made: HandoverSheet, section: int, column: int) -> list[str]:
    return [row[column].zh for row in made.sections[section].rows]


def test_the_log_holds_the_entries_of_the_shift_in_their_order_and_no_others() -> None:
    made = sheet(entry(2, "二"), entry(-1, "前"), entry(1, "一"), entry(13, "后"))
    assert texts(made, 4, 3) == ["一", "二"]
    assert texts(made, 4, 0) == ["2026-02-06 13:00", "2026-02-06 14:00"]


def test_roll_calls_stand_apart_from_the_log() -> None:
    made = sheet(entry(1, "应到3", EntryKind.ROLL_CALL), entry(2, "记事"))
    assert (texts(made, 2, 3), texts(made, 4, 3)) == (["应到3"], ["记事"])


def test_an_open_alarm_is_handed_on_however_old_and_a_settled_one_only_from_this_shift() -> None:
    seen = {"acknowledged_by": "李", "acknowledged_at": at(1), "cleared_at": at(2)}
    before = {
        "acknowledged_by": "李",
        "acknowledged_at": at(-20),
        "cleared_at": at(-19),
    }
    made = sheet(
        alarms=(
            alarm(-30),
            alarm(0.5, **seen),
            alarm(-29, **before),
            alarm(3, acknowledged_by="李", acknowledged_at=at(4)),
        )
    )
    assert texts(made, 0, 5) == ["未确认，仍未恢复", "李 2026-02-06 16:00 确认，仍未恢复"]
    assert texts(made, 3, 5) == ["李 2026-02-06 13:00 确认，2026-02-06 14:00 恢复"]


def test_expected_posts_are_listed_unless_they_send_a_live_picture() -> None:
    made = sheet(
        posts=(
            post("A"),
            post("B"),
            post("C"),
            post("D", expected=False),
            post("E", main_url=""),
        ),
        feeds=(
            feed("A", FeedState.LIVE),
            feed("B", FeedState.REFUSED, FeedFault.UNAUTHORIZED),
        ),
    )
    assert [(row[0].en, row[1].en) for row in made.sections[1].rows] == [
        ("Post B", "Refused (Wrong password (401))"),
        ("Post C", "not looked at"),
        ("Post E", "no address is on record"),
    ]


def test_an_empty_shift_says_so_in_every_section() -> None:
    text = to_markdown(sheet(), Lang.ZH)
    assert text.count("无。") == 4
    assert "应在线的点位全部正常。" in text
    assert "接班人：________" in text


def test_what_people_typed_is_shown_as_text_in_both_forms() -> None:
    made = sheet(entry(1, "<script>a|b\nc"))
    assert "<script>" not in to_html(made, Lang.EN)
    assert "&lt;script&gt;a|b" in to_html(made, Lang.EN)
    assert "| &lt;script&gt;a\\|b c |" in to_markdown(made, Lang.EN)


@given(st.lists(st.text(max_size=30), max_size=5))
def test_every_entry_of_the_shift_is_one_row_of_both_forms(written: list[str]) -> None:
    made = sheet(*(entry(number / 10, text) for number, text in enumerate(written)))
    for lang in Lang:
        table = to_markdown(made, lang).split("\n## ")[-1]
        rows = [line for line in table.split("\n") if line.startswith("| ")]
        assert len(rows) == (len(written) + 1 if written else 0)
        assert to_html(made, lang).count("<tr><td>") == len(written)
