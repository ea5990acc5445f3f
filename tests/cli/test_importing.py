"""``import`` as it is typed."""

import json
import shutil
from pathlib import Path

import pytest

from console.cli import main
from console.data.administration import initialise
from console.data.connection import open_engine
from console.paths import resources

REAL_FILE = str(resources() / "demo" / "jilin_city_daily.csv")


@pytest.fixture
def database(tmp_path: Path) -> str:
    path = tmp_path / "console.sqlite"
    engine = open_engine(str(path))
    initialise(engine)
    engine.dispose()
    return str(path)


def test_the_real_file_is_imported_from_the_command_line(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["import", "cases", REAL_FILE, "--database", database, "--lang", "en"])

    printed = capsys.readouterr()
    assert code == 0
    assert "confirmed: last published 157, sum of the days 157" in printed.out
    assert printed.err == ""


def test_the_json_report_is_one_document_with_both_languages(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["import", "cases", REAL_FILE, "--database", database, "--json", "--dry-run"]
    code = main(words)

    report = json.loads(capsys.readouterr().out)
    assert code == 0
    assert (report["ok"], report["dry_run"], report["imported"]) == (True, True, False)
    fall = next(f for f in report["findings"] if f["rule"] == "fall")
    assert fall["place"] == "jilin_city_daily.csv:79"
    assert set(fall["read"]) == {"zh", "en"}


def test_a_faulty_file_ends_with_code_1_and_its_report(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "bad.csv"
    path.write_text("日期,地区,确诊\n昨天,长春,1\n", "utf-8")

    code = main(["import", "cases", str(path), "--database", database, "--lang", "zh"])

    assert code == 1
    assert "日期无法识别" in capsys.readouterr().out


def test_other_names_and_one_region_are_given_with_map_and_region(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.csv"
    path.write_text("when,sick\n2020-02-01,3\n", "utf-8")
    words = ["import", "cases", str(path), "--database", database, "--lang", "en"]
    words += ["--map", "date=when", "--map", "confirmed=sick", "--region", "Changchun"]

    assert main(words) == 0
    assert "1 new" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["import", "cases"], 2),
        (["import", "cases", REAL_FILE], 2),
        (["import", "cases", REAL_FILE, "--database", "x.sqlite", "--map", "date"], 2),
        (["import", "cases", REAL_FILE, "--database", "none/x.sqlite"], 1),
        (["import", "cases", REAL_FILE, "--database", "mysql://x"], 1),
    ],
)
def test_wrong_usage_is_2_and_a_fault_outside_is_1(words: list[str], code: int) -> None:
    assert main(words) == code


def test_a_progress_bar_disturbs_no_report(
    database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    copy = shutil.copy(REAL_FILE, tmp_path / "copy.csv")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    assert main(["import", "cases", str(copy), "--database", database, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["imported"] is True
