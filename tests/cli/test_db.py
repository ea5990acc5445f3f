"""The commands db init, upgrade, check and status, as they are typed."""

import json
from pathlib import Path

import pytest

from console import cli
from console.data.connection import open_engine, writing
from console.data.migrating import program_head
from console.data.schema import DATASET_TABLES


@pytest.fixture
def database(tmp_path: Path) -> str:
    return str(tmp_path / "console.sqlite")


@pytest.fixture
def made(database: str, capsys: pytest.CaptureFixture[str]) -> str:
    assert cli.main(["db", "init", "--database", database]) == 0
    capsys.readouterr()
    return database


def damage(database: str) -> None:
    engine = open_engine(database)
    with writing(engine) as connection:
        DATASET_TABLES["risk_tier"].drop(connection)
    engine.dispose()


def test_init_says_what_it_made_and_then_that_nothing_was_left(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["db", "init", "--database", database]) == 0
    first = capsys.readouterr().out
    assert database in first
    assert f"Migration: – → {program_head()}" in first
    assert "Regions added: 75" in first
    assert cli.main(["db", "init", "--database", database]) == 0
    assert "Nothing was left to do." in capsys.readouterr().out


def test_init_tells_a_program_the_same(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["db", "init", "--database", database, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {
        "database": database,
        "migrated_from": None,
        "migrated_to": program_head(),
        "regions": 75,
        "roles": [],
        "changed": True,
    }


def test_upgrade_says_that_all_is_up_to_date(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["db", "upgrade", "--database", made]) == 0
    assert f"up to date: {program_head()}" in capsys.readouterr().out
    assert cli.main(["db", "upgrade", "--database", made, "--json"]) == 0
    head = program_head()
    assert json.loads(capsys.readouterr().out) == {"migrated_from": head, "migrated_to": head}


def test_check_of_a_whole_database_ends_well(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["db", "check", "--database", made]) == 0
    assert "All 25 tables or views are there" in capsys.readouterr().out


def test_check_of_a_damaged_database_names_the_damage_and_fails(
    made: str, capsys: pytest.CaptureFixture[str]
) -> None:
    damage(made)
    assert cli.main(["db", "check", "--database", made]) == 1
    out = capsys.readouterr().out
    assert "[FAULT] command.risk_tier: The table or view is missing." in out
    assert "1 faults, 0 warnings" in out
    assert cli.main(["db", "check", "--database", made, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert told["findings"][0]["place"] == "command.risk_tier"
    assert told["findings"][0]["remedy"]["zh"]


def test_check_speaks_chinese_where_the_settings_say_so(
    made: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    damage(made)
    monkeypatch.setenv("CONSOLE_LANGUAGE", "zh")
    assert cli.main(["db", "check", "--database", made]) == 1
    out = capsys.readouterr().out
    assert "[错误] command.risk_tier: 缺少该表或视图。" in out
    assert "1 个错误，0 个提醒。" in out


def test_status_lists_every_dataset_uncut(made: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["db", "status", "--database", made]) == 0
    out = capsys.readouterr().out
    assert all(name in out for name in DATASET_TABLES)
    assert "…" not in out
    assert cli.main(["db", "status", "--database", made, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {dataset["dataset"] for dataset in told["datasets"]} == set(DATASET_TABLES)
    assert told["migration"] == program_head()


@pytest.mark.parametrize("command", ["check", "status", "upgrade"])
def test_a_database_that_is_not_there_fails_with_its_remedy(
    database: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["db", command, "--database", database]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"{database}: The database file cannot be opened.")
    assert "db init" in said.err


@pytest.mark.parametrize("command", ["init", "check", "status", "upgrade"])
def test_a_password_in_an_address_is_not_repeated(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    url = "postgresql://desk:Geheim@127.0.0.1:1/centre"
    assert cli.main(["db", command, "--database", url]) == 1
    said = capsys.readouterr()
    assert "Geheim" not in said.out + said.err
    assert "desk:***@127.0.0.1:1/centre" in said.err


def test_without_an_address_the_settings_database_is_meant(
    made: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONSOLE_DATABASE_URL", f"sqlite:///{made}")
    assert cli.main(["db", "check"]) == 0
    assert made in capsys.readouterr().out


def test_without_any_address_the_embedded_database_is_meant(
    own_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["db", "check"]) == 1
    assert str(own_home / "data" / "demo.sqlite") in capsys.readouterr().err


@pytest.mark.parametrize("words", [["db", "mend"], ["db", "check", "--colour", "red"]])
def test_what_is_not_known_is_wrong_usage(words: list[str]) -> None:
    assert cli.main(words) == 2


@pytest.mark.parametrize("command", ["init", "upgrade", "check", "status"])
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["db", command, "--help"]) == 0
    assert "--database" in capsys.readouterr().out
