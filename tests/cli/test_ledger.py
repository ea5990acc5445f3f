"""The command ledger: the books of a database as a file, and what it says of them."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy import Engine, insert
from typer.testing import CliRunner

from console.cli import application
from console.data.administration import initialise
from console.data.connection import open_engine, writing
from console.data.days import CENTRE_ZONE, today_in_centre
from console.data.schema import material_flow
from tests.data.planning_worlds import DEPOT, STOCK, SUIT, fill

DAYS = 8


@pytest.fixture
def province(tmp_path: Path) -> Iterator[Engine]:
    engine = open_engine(str(tmp_path / "console.sqlite"))
    initialise(engine)
    fill(engine, days=DAYS)
    yield engine
    engine.dispose()


def ship(engine: Engine, source: str | None, target: str, quantity: float) -> None:
    left = datetime.combine(today_in_centre() - timedelta(days=2), time(12), CENTRE_ZONE)
    row = {"code": "x", "material": SUIT, "from_region": source, "to_region": target,
           "quantity": quantity, "status": "dispatched", "dispatched_at": left}  # fmt: skip
    with writing(engine) as connection:
        connection.execute(insert(material_flow), [row])


def test_the_command_writes_account_differences_and_names_as_a_workbook(
    province: Engine, tmp_path: Path
) -> None:
    ship(province, DEPOT, "220100", 900.0)
    out = tmp_path / "ledger.xlsx"
    url = province.url.render_as_string(hide_password=False)
    told = CliRunner().invoke(
        application(["ledger"]),
        ["ledger", "--out", str(out), "--database", url, "--place", DEPOT, "--lang", "en",
         "--days", str(DAYS)],
    )  # fmt: skip
    assert told.exit_code == 0, told.output
    assert "1 stocktakes differ" in told.output
    rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    account = [row for row in rows if row[1] == DEPOT and row[5] is not None and len(row) > 10]
    assert [row[9] for row in account if row[9]] == [900]
    assert [row[7] for row in rows if row[0] and row[5] == STOCK[DEPOT] and row[6]] == [900]


def test_a_place_that_never_counted_has_no_stock_rather_than_none_left(
    province: Engine, tmp_path: Path
) -> None:
    ship(province, None, "220800", 10.0)
    out = tmp_path / "ledger.csv"
    url = province.url.render_as_string(hide_password=False)
    CliRunner().invoke(
        application(["ledger"]), ["ledger", "--out", str(out), "--database", url, "--lang", "en"]
    )
    lines = [line.split(",") for line in out.read_text("utf-8-sig").splitlines()]
    mine = [line for line in lines if line[1:2] == ["220800"]]
    assert {line[5] for line in mine} == {""}
    assert float(mine[-1][13]) == 10
    assert date.fromisoformat(mine[-1][0]) == today_in_centre() - timedelta(days=1)


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        application(["ledger"]), ["ledger", "--out", str(tmp_path / "x.doc"), "--demo"]
    )
    assert told.exit_code == 2
    assert ".xlsx" in told.output
