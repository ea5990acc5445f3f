"""The demonstration's figures fit both databases: a centre may want them on its own server."""

from sqlalchemy import Engine, func, select

from console.data.demo.building import fill, generated
from console.data.schema import DATASET_TABLES


def test_the_generated_rows_are_taken_by_either_database(engine: Engine) -> None:
    fill(engine, "1")
    with engine.connect() as connection:
        held = {
            name: connection.scalar(select(func.count()).select_from(DATASET_TABLES[name]))
            for name in DATASET_TABLES
        }
    wanted = {name: len(rows) for name, rows in generated().items() if rows}
    assert {name: held[name] for name in wanted} == wanted
