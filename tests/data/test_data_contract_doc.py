"""The page for the centre's database people says what the tables are."""

import re
from pathlib import Path

import pytest

from console.data.roles import OPERATOR, READER
from console.data.schema import metadata

PAGE = (Path(__file__).parents[2] / "docs" / "data-contract.md").read_text("utf-8")


def section(table: str) -> str:
    found = re.search(rf"^### (?:\w+, )*{table}\b.*?(?=^##)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"docs/data-contract.md has no section on {table}"
    return found[0]


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_column_of_every_table_is_explained(table) -> None:
    named = set(re.findall(r"`(\w+)`", section(table.name)))
    wanted = {column.name for column in table.columns}
    if table.name != "revision":
        wanted.discard("revision")
    assert wanted <= named


def test_the_roles_are_named() -> None:
    assert f"`{READER}`" in PAGE
    assert f"`{OPERATOR}`" in PAGE
