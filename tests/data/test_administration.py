"""Creating and upgrading a database of either kind."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, update

from console.data import migrating
from console.data.administration import check, initialise, status, upgrade
from console.data.connection import open_engine, writing
from console.data.schema import DATASET_TABLES, about, region
from console.domain.errors import ConsoleError
from tests.data.change_signal import signal
from tests.data.running import make_empty_file, run
from tests.postgres import PostgresServer


def test_init_makes_tables_regions_and_an_identity(empty_engine: Engine) -> None:
    made = initialise(empty_engine)
    assert (made.migrated_from, made.migrated_to) == (None, migrating.program_head())
    assert made.changed
    with empty_engine.connect() as connection:
        codes = connection.scalars(select(region.c.code)).all()
        identity = connection.scalar(select(about.c.value).where(about.c.key == "database_id"))
    assert len(codes) == made.regions
    assert {"220000", "220a61", "2200y0"} <= set(codes)
    assert len(identity) == 36
    assert check(empty_engine).findings == ()


def test_a_second_init_changes_nothing(empty_engine: Engine) -> None:
    initialise(empty_engine)
    before = status(empty_engine).datasets
    made = initialise(empty_engine)
    assert not made.changed
    assert made.regions == 0
    assert [d.revision for d in status(empty_engine).datasets] == [d.revision for d in before]


def test_init_leaves_regions_that_are_there_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(update(region).where(region.c.code == "220000").values(name_en="Mine"))
    initialise(engine)
    with engine.connect() as connection:
        name = connection.scalar(select(region.c.name_en).where(region.c.code == "220000"))
    assert name == "Mine"


def test_init_takes_the_regions_of_another_province(empty_engine: Engine, tmp_path: Path) -> None:
    path = tmp_path / "regions.csv"
    path.write_text(
        "code,name_zh,name_en,level,parent_code\n110000,北京市,Beijing,province,\n"
        "110101,东城区,Dongcheng,county,110000\n",
        "utf-8-sig",
    )
    assert initialise(empty_engine, path).regions == 2


@pytest.mark.parametrize(
    ("content", "place", "word"),
    [
        (b"code,name_zh\n1,x\n", ":1", "missing"),
        (b"code,name_zh,name_en,level\n1,x,X,village\n", ":2", "village"),
        (b"code,name_zh,name_en,level,population\n1,x,X,county,many\n", ":2", "many"),
        (b"code,name_zh,name_en,level\n,x,X,county\n", ":2", "code empty"),
        (b"\x89PNG\r\n\x1a\n", ":1", "UTF-8"),
        (b"", ":1", "missing"),
    ],
)
def test_a_bad_file_of_regions_is_refused_by_line_and_nothing_is_made(
    tmp_path: Path, content: bytes, place: str, word: str
) -> None:
    path = tmp_path / "regions.csv"
    path.write_bytes(content)
    engine = open_engine(str(tmp_path / "new.sqlite"))
    with pytest.raises(ConsoleError, match=word) as caught:
        initialise(engine, path)
    assert caught.value.place == f"{path}{place}"
    assert not check(engine).tables
    engine.dispose()


def test_a_missing_file_of_regions_is_named(tmp_path: Path) -> None:
    engine = open_engine(str(tmp_path / "new.sqlite"))
    with pytest.raises(ConsoleError, match="cannot be read") as caught:
        initialise(engine, tmp_path / "none.csv")
    engine.dispose()
    assert caught.value.place == str(tmp_path / "none.csv")


@pytest.mark.postgresql
def test_two_consoles_that_initialise_at_once_do_it_once(postgresql_server: PostgresServer) -> None:
    name = postgresql_server.create_database()
    engines = [open_engine(postgresql_server.url(name)) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        made = list(pool.map(initialise, engines))
    assert sorted(report.regions for report in made)[0] == 0
    assert sum(report.migrated_from is None for report in made) == 1
    assert check(engines[0]).findings == ()
    for engine in engines:
        engine.dispose()
    postgresql_server.drop_database(name)


def test_two_databases_begin_with_different_epochs(tmp_path: Path) -> None:
    epochs = []
    for name in ("one.sqlite", "two.sqlite"):
        engine = open_engine(str(tmp_path / name))
        initialise(engine)
        epochs.append([signal(engine, dataset).epoch for dataset in DATASET_TABLES])
        engine.dispose()
    assert not set(epochs[0]) & set(epochs[1])


def test_upgrade_of_an_up_to_date_database_changes_nothing(engine: Engine) -> None:
    before = status(engine).datasets
    found = upgrade(engine)
    assert found.current == found.head
    assert [d.revision for d in status(engine).datasets] == [d.revision for d in before]


def test_upgrade_of_a_database_that_was_never_initialised_says_so(empty_engine: Engine) -> None:
    make_empty_file(empty_engine)
    with pytest.raises(ConsoleError, match="db init"):
        upgrade(empty_engine)


def test_a_newer_database_is_left_alone_and_named(engine: Engine) -> None:
    run(engine, "UPDATE {s}alembic_version SET version_num = '9999'")
    for act in (initialise, upgrade):
        with pytest.raises(ConsoleError, match=r"9999.*newer.*Update the console"):
            act(engine)
    report = check(engine)
    assert not report.ok
    assert report.migration == "9999"
    assert "newer" in report.findings[0].problem.en


def test_an_older_database_is_told_to_upgrade(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = frozenset({migrating.program_head(), "9999"})
    monkeypatch.setattr(migrating, "_program", lambda: ("9999", known))
    report = check(engine)
    assert not report.ok
    assert report.findings[0].remedy.en == "Run db upgrade."
    assert report.findings[0].remedy.zh == "请运行 db upgrade。"
