"""What holds for every import: all or nothing, no traceback, every rule explained."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from console.data.connection import open_engine
from console.data.importing import Kind, plain, render, run_import, sheets
from console.data.importing.rules import RULES
from console.domain.errors import ConsoleError
from console.domain.wording import Lang
from tests.data.importing.importing_help import NOW, REAL_FILE, import_cases, revisions, rows

WriteFile = Callable[..., Path]
DOCUMENT = Path(__file__).parents[3] / "docs" / "import.md"
ANY_DATABASE = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

cells = st.one_of(
    st.sampled_from(
        ["220100", "长春", "2020-02-01", "2020/2/2", "1", "0", "", "—", "１", "合计", "43862"]
    ),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=8),
)
names = st.sampled_from(
    ["date", "日期", "region", "code", "确诊", "dead", "tested", "长春", "2020-02-01"]
)
headers = st.lists(st.one_of(names, cells), max_size=6)


@ANY_DATABASE
@given(content=st.binary(max_size=400), kind=st.sampled_from(list(Kind)))
def test_any_bytes_give_a_report_and_never_a_traceback(
    base: Engine, tmp_path: Path, content: bytes, kind: Kind
) -> None:
    path = tmp_path / "any.bin"
    path.write_bytes(content)

    report = run_import(base, kind, [path], now=NOW, dry_run=True)

    assert not report.ok
    assert render(report, Lang.ZH)


@ANY_DATABASE
@given(
    header=headers,
    body=st.lists(st.lists(cells, max_size=7), max_size=6),
    delimiter=st.sampled_from(",;\t"),
)
def test_any_table_gives_a_report_and_never_a_traceback(
    base: Engine, tmp_path: Path, header: list[str], body: list[list[str]], delimiter: str
) -> None:
    path = tmp_path / "any.csv"
    path.write_text("\n".join(delimiter.join(row) for row in [header, *body]), "utf-8")

    report = import_cases(base, path, dry_run=True)

    assert plain(report)["ok"] == report.ok
    assert rows(base) == {}


def test_pieces_of_a_real_workbook_give_a_report(base: Engine, file: WriteFile) -> None:
    from tests.data.importing.test_files import workbook

    whole = workbook([["date", "region", "confirmed"], ["2020-02-01", "长春", 1]])
    chance = random.Random(7)
    for _ in range(30):
        broken = bytearray(whole[: chance.randrange(10, len(whole))])
        broken[chance.randrange(4, len(broken))] ^= 0xFF

        assert not import_cases(base, file(bytes(broken), "broken.xlsx"), dry_run=True).ok


def test_a_database_that_refuses_one_row_keeps_all_out(base: Engine, file: WriteFile) -> None:
    with base.begin() as connection:
        connection.execute(
            text(
                "CREATE TRIGGER refuse BEFORE INSERT ON case_daily WHEN NEW.region = '222400'"
                " BEGIN SELECT RAISE(ABORT, 'constraint failed'); END"
            )
        )
    before = revisions(base)

    with pytest.raises(ConsoleError):
        import_cases(base, REAL_FILE)

    assert revisions(base) == before
    assert rows(base) == {}


def test_a_database_without_tables_is_told_to_be_initialised(tmp_path: Path) -> None:
    path = tmp_path / "empty.sqlite"
    path.touch()
    engine = open_engine(str(path))

    with pytest.raises(ConsoleError, match="db init"):
        import_cases(engine, REAL_FILE)
    engine.dispose()


def test_no_temporary_file_is_left(
    base: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))

    import_cases(base, REAL_FILE)

    assert list(scratch.iterdir()) == []


def test_several_files_are_one_import_whatever_their_order(base: Engine, file: WriteFile) -> None:
    one = file("date,region,confirmed\n2020-02-01,220100,1\n2020-02-03,220100,4\n", "1.csv")
    two = file("date,region,confirmed\n2020-02-02,220100,2\n", "2.csv")

    forward = import_cases(base, one, two, dry_run=True)
    backward = import_cases(base, two, one, dry_run=True)

    assert forward.outcome == backward.outcome
    assert forward.counts == backward.counts


def test_every_rule_is_explained_in_the_document() -> None:
    document = DOCUMENT.read_text("utf-8")

    assert [rule for rule in RULES if f"`{rule}`" not in document] == []


def test_every_rule_speaks_both_languages() -> None:
    for rule in RULES.values():
        for words in (rule.title, rule.read, rule.means, rule.done):
            assert bool(words.zh) is bool(words.en), rule.id


@pytest.mark.parametrize("padding", [30, 9000])
def test_a_file_that_changes_while_it_is_read_is_refused(
    base: Engine, file: WriteFile, monkeypatch: pytest.MonkeyPatch, padding: int
) -> None:
    path = file("date,region,confirmed\n" + "2020-02-01,220100,1\n" * padding)
    found = sheets.recognise(path)
    path.write_bytes(path.read_bytes() + b"\xff\xfe\n" * 9000)
    monkeypatch.setattr(sheets, "recognise", lambda _: found)

    report = import_cases(base, path)

    assert "changed while it was read" in report.of_rule("file")[0].read.en
    assert rows(base) == {}
