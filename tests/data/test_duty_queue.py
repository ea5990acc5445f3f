"""Deeds of the duty desk on disk: kept through crashes, in order, and never for ever."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.data.duty_deeds import Acknowledge, Clear, Deed, Reopen, decode, encode
from console.data.duty_queue import DutyQueue, read_lines
from console.domain.duty import Alarm, DutyEntry, EntryKind
from console.domain.errors import ConsoleError
from console.domain.wording import Text
from tests.data.duty import alarm, entry

URL = "postgresql://desk:secret@db.centre.example:5432/command"
NOW = datetime(2026, 2, 6, 12, tzinfo=UTC)

_TEXTS = st.text(max_size=20)
_MOMENTS = st.datetimes(timezones=st.just(UTC))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXTS, inner, max_size=3),
    max_leaves=5,
)
_DEEDS = st.one_of(
    st.builds(
        DutyEntry,
        _TEXTS,
        _MOMENTS,
        _TEXTS,
        st.sampled_from(EntryKind),
        _TEXTS,
        region=_TEXTS,
        post=_TEXTS,
        picture=_TEXTS,
        detail=st.dictionaries(_TEXTS, _JSON, max_size=3),
    ),
    st.builds(
        Alarm,
        _TEXTS,
        _TEXTS,
        _TEXTS,
        _TEXTS,
        st.integers(1, 4),
        _MOMENTS,
        st.builds(Text, _TEXTS, _TEXTS),
        _TEXTS,
        st.none() | _MOMENTS,
        st.none() | _MOMENTS,
    ),
    st.builds(Acknowledge, _TEXTS, _TEXTS, _MOMENTS),
    st.builds(Clear, _TEXTS, _MOMENTS),
    st.builds(Reopen, _TEXTS),
)


def opened(folder: Path, **options: int) -> DutyQueue:
    return DutyQueue(folder, URL, **options)


def deeds(queue: DutyQueue) -> list[Deed]:
    return [deed for _, deed in queue.first(1000)]


@given(deed=_DEEDS)
def test_whatever_is_written_is_read_back_as_it_was(deed: Deed) -> None:
    line = encode(deed)
    assert "\n" not in line
    assert decode(line) == deed


@pytest.mark.parametrize("line", ["", "{}", "[]", '{"deed":"sing"}', '{"deed":"clear","key":1}'])
def test_what_is_no_deed_is_refused(line: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of any kind
        decode(line)


def test_what_was_put_waits_in_its_order_and_survives_the_end_of_the_program(
    tmp_path: Path,
) -> None:
    queue = opened(tmp_path)
    kept = [entry(1), alarm(1), Acknowledge("k", "Li", NOW), Clear("k", NOW), Reopen("k")]
    for deed in kept:
        queue.put(deed)
    queue.close()
    again = opened(tmp_path)
    assert deeds(again) == kept
    again.close()


def test_what_has_arrived_does_not_come_again(tmp_path: Path) -> None:
    queue = opened(tmp_path)
    for number in range(5):
        queue.put(entry(number))
    queue.done([number for number, _ in queue.first(3)])
    queue.close()
    again = opened(tmp_path)
    assert deeds(again) == [entry(3), entry(4)]
    again.put(entry(5))
    assert deeds(again) == [entry(3), entry(4), entry(5)]
    again.close()


def test_the_file_is_empty_once_all_has_arrived(tmp_path: Path) -> None:
    queue = opened(tmp_path)
    for number in range(5):
        queue.put(entry(number))
    queue.done([number for number, _ in queue.first(10)])
    assert queue.path.stat().st_size == 0
    queue.close()


def test_a_file_that_never_empties_does_not_grow_for_ever(tmp_path: Path) -> None:
    queue = opened(tmp_path)
    queue.put(entry(0))
    for number in range(1, 60):
        queue.put(entry(number, text="长" * 10_000))
        queue.done([queue.first(2)[1][0]])
    assert queue.path.stat().st_size < 2 << 20
    queue.close()
    again = opened(tmp_path)
    assert deeds(again) == [entry(0)]
    again.close()


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_last_line_that_a_crash_cut_short_is_dropped_and_what_follows_is_sound(
    tmp_path: Path, cut: int
) -> None:
    queue = opened(tmp_path)
    queue.put(entry(1))
    queue.put(entry(2))
    queue.close()
    os.truncate(queue.path, queue.path.stat().st_size - cut)
    again = opened(tmp_path)
    assert deeds(again) == [entry(1)]
    again.put(entry(3))
    again.close()
    third = opened(tmp_path)
    assert deeds(third) == [entry(1), entry(3)]
    third.close()


def test_a_line_that_a_disk_spoilt_costs_that_line_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    queue = opened(tmp_path)
    for number in (1, 2, 3):
        queue.put(entry(number))
    queue.close()
    lines = queue.path.read_bytes().splitlines(keepends=True)
    lines[1] = b"\x00" * (len(lines[1]) - 1) + b"\n"
    queue.path.write_bytes(b"".join(lines))
    again = opened(tmp_path)
    assert deeds(again) == [entry(1), entry(3)]
    again.close()
    assert "Line 2" in caplog.text


@given(content=st.binary(max_size=200))
def test_no_content_of_the_file_brings_the_start_down(content: bytes) -> None:
    assert isinstance(read_lines(content, "file"), dict)


_WRITER = """
import sys
from pathlib import Path
from console.data.duty_queue import DutyQueue
from tests.data.duty import entry
queue = DutyQueue(Path(sys.argv[1]), sys.argv[2])
number = 0
while True:
    queue.put(entry(number))
    print(number, flush=True)
    number += 1
"""


def test_a_killed_program_loses_nothing_of_what_it_said_to_have_kept(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WRITER, str(tmp_path), URL]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [int(process.stdout.readline()) for _ in range(20)]
        process.kill()
        said += [int(line) for line in process.stdout.read().split("\n")[:-1]]
    queue = opened(tmp_path)
    kept = deeds(queue)
    queue.close()
    assert kept[: len(said)] == [entry(number) for number in said]
    assert len(kept) <= len(said) + 1


def test_two_consoles_at_once_have_a_file_each_and_the_next_takes_over_what_is_left(
    tmp_path: Path,
) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    first.put(entry(1))
    second.put(entry(2))
    assert first.path != second.path
    assert (deeds(first), deeds(second)) == ([entry(1)], [entry(2)])
    first.close()
    second.close()
    third = opened(tmp_path)
    assert deeds(third) == [entry(1), entry(2)]
    fourth = opened(tmp_path)
    assert deeds(fourth) == []
    third.close()
    fourth.close()


def test_what_waits_for_one_database_is_not_delivered_to_another(tmp_path: Path) -> None:
    queue = opened(tmp_path)
    queue.put(entry(1))
    other = DutyQueue(tmp_path, "sqlite:////elsewhere.sqlite")
    assert deeds(other) == []
    queue.close()
    other.close()


def test_the_address_s_password_is_in_no_name_and_no_line(tmp_path: Path) -> None:
    queue = opened(tmp_path)
    queue.put(entry(1))
    queue.close()
    for path in tmp_path.iterdir():
        assert "secret" not in path.name
        assert b"secret" not in path.read_bytes()


def test_only_its_owner_can_read_what_waits(tmp_path: Path) -> None:
    queue = opened(tmp_path)
    queue.put(entry(1))
    queue.close()
    assert queue.path.stat().st_mode & 0o077 == 0


def test_a_queue_that_is_full_says_so_and_keeps_what_it_has(tmp_path: Path) -> None:
    queue = opened(tmp_path, most=2)
    queue.put(entry(1))
    queue.put(entry(2))
    with pytest.raises(ConsoleError, match="not kept") as caught:
        queue.put(entry(3))
    assert "数据库" in caught.value.remedy.zh
    assert deeds(queue) == [entry(1), entry(2)]
    queue.done([queue.first(1)[0][0]])
    queue.put(entry(4))
    queue.close()


def test_alarms_take_half_of_the_queue_at_most_and_leave_the_rest_to_people(
    tmp_path: Path,
) -> None:
    queue = opened(tmp_path, most=6)
    for number in range(3):
        queue.put(alarm(number))
    with pytest.raises(ConsoleError, match="not kept"):
        queue.put(alarm(4))
    for number in range(3):
        queue.put(entry(number))
    queue.forget_alarms()
    assert deeds(queue) == [entry(number) for number in range(3)]
    queue.close()
    again = opened(tmp_path)
    assert deeds(again) == [entry(number) for number in range(3)]
    again.close()


_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from console.data.duty_queue import DutyQueue
from console.domain.errors import ConsoleError
from tests.data.duty import entry
queue = DutyQueue(Path(sys.argv[1]), sys.argv[2])
queue.put(entry(1))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (queue.path.stat().st_size + 40,) * 2)
try:
    queue.put(entry(2))
except ConsoleError as error:
    print(error)
print(len(queue), queue.path.read_bytes().count(b"\\n"), queue.path.read_bytes()[-1:])
"""


def test_a_disk_that_takes_half_a_line_is_told_of_and_spoils_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _FULL_DISK, str(tmp_path), URL]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told, counts = done.stdout.splitlines()
    assert "is not kept" in told
    assert "Make room on the disk" in told
    assert counts == "1 1 b'\\n'"


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(ConsoleError, match="not kept") as caught:
        opened(tmp_path / "file" / "state")
    assert caught.value.place == str(tmp_path / "file" / "state")


def test_what_the_database_refuses_for_good_is_kept_for_a_person(tmp_path: Path) -> None:
    queue = opened(tmp_path)
    path = queue.set_aside(entry(1), "外键")
    queue.close()
    line = path.read_text("utf-8")
    assert "外键" in line
    assert "uid-000001" in line
