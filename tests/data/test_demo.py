"""What the demonstration's database promises from the first start to the last."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select

from console.data.administration import check
from console.data.connection import open_engine
from console.data.demo import ensure_demo, keeping
from console.data.demo.building import LAST_DAY, NOW
from console.data.plan_store import PlanStore
from console.data.schema import DATASET_TABLES, about, case_daily, command_post, region
from console.data.snapshots import BuildContext, build
from console.data.store import Store
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from console.domain.requests import MaterialsRequest
from console.domain.snapshots import MaterialsSnapshot
from console.domain.wording import Text
from console.domain.workflow import PlanState


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    ensure_demo(folder)
    return folder / keeping.FILE_NAME


@pytest.fixture(scope="module")
def engine(built: Path) -> Iterator[Engine]:
    engine = open_engine(keeping.url_of(built))
    yield engine
    engine.dispose()


def placed(built: Path, folder: Path) -> Path:
    """Put a copy of a sound demonstration into ``folder``."""
    path = folder / keeping.FILE_NAME
    with closing(sqlite3.connect(built)) as source, closing(sqlite3.connect(path)) as target:
        source.backup(target)
    return path


def identity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT value FROM about WHERE key = 'database_id'")
        return str(found.fetchone()[0])


def test_the_database_passes_the_check_without_a_finding(engine: Engine) -> None:
    report = check(engine)
    assert report.ok
    assert report.findings == ()


def test_the_real_history_sums_to_what_was_published(engine: Engine) -> None:
    by_region = (
        select(region.c.name_zh, func.sum(case_daily.c.confirmed_new))
        .join(region, region.c.code == case_daily.c.region)
        .group_by(region.c.name_zh)
    )
    totals = select(func.sum(case_daily.c.confirmed_new), func.sum(case_daily.c.deaths_new))
    with engine.connect() as connection:
        confirmed = dict(connection.execute(by_region).all())
        assert connection.execute(totals).one() == (157, 2)
    assert {name: count for name, count in confirmed.items() if count} == {
        "长春市": 45,
        "吉林市": 48,
        "四平市": 17,
        "辽源市": 7,
        "公主岭市": 6,
        "通化市": 6,
        "延边朝鲜族自治州": 5,
        "松原市": 2,
        "梅河口市": 1,
        "白城市": 1,
        "境外输入": 19,
    }


def test_every_county_but_two_has_no_case_row_for_none_was_published(engine: Engine) -> None:
    counties = (
        select(case_daily.c.region)
        .join(region, region.c.code == case_daily.c.region)
        .where(region.c.level == "county")
        .distinct()
    )
    with engine.connect() as connection:
        assert set(connection.scalars(counties)) == {"220184", "220581"}


def test_the_database_says_that_it_is_a_demonstration_and_whose_figures_are_real(
    engine: Engine,
) -> None:
    with engine.connect() as connection:
        said = dict(connection.execute(select(about.c.key, about.c.value)).all())
    assert said["demo"] == "1"
    assert "演示" in said["publisher_zh"]
    assert "Demo" in said["publisher_en"]


def test_the_wall_reads_every_row_and_puts_the_published_shortage_first(engine: Engine) -> None:
    store = Store(today=lambda: LAST_DAY)
    with engine.connect() as connection:
        for dataset in Dataset:
            rows = connection.execute(select(DATASET_TABLES[dataset.value])).mappings()
            store.apply(dataset, [dict(row) for row in rows], reset=True)
    assert store.faults == ()
    context = BuildContext(
        confirmed_at=NOW,
        demo=True,
        source=Text("", ""),
        states={},
        horizon_days=7,
        today=LAST_DAY,
    )
    materials = build(store, MaterialsRequest(), context)
    assert isinstance(materials, MaterialsSnapshot)
    assert materials.worst[0].zh.startswith("长春市 核酸检测试剂 仅够 1.8 天")
    assert {place.code for place in materials.places} >= {"220100", "220200"}


def test_a_console_that_built_at_the_same_time_finds_the_others_and_keeps_it(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill = keeping.fill

    def overtaken(engine: Engine, version: str) -> None:
        fill(engine, version)
        placed(built, tmp_path)

    monkeypatch.setattr(keeping, "fill", overtaken)
    ensure_demo(tmp_path)
    assert identity(tmp_path / keeping.FILE_NAME) == identity(built)
    assert [item.name for item in tmp_path.iterdir() if "building" in item.name] == []


def test_every_table_that_the_wall_shows_is_filled(engine: Engine) -> None:
    empty = set()
    with engine.connect() as connection:
        for name, table in DATASET_TABLES.items():
            if not connection.scalar(select(func.count()).select_from(table)):
                empty.add(name)
    assert empty == {"case_total", "wall_event", "wall_state"}


def test_a_sound_plan_lies_on_the_desk_as_a_draft_and_has_moved_nothing(engine: Engine) -> None:
    (plan,) = PlanStore(engine).plans()
    assert plan.state is PlanState.DRAFT
    assert plan.lines
    assert plan.demo
    flows = DATASET_TABLES["material_flow"]
    with engine.connect() as connection:
        sent = select(func.count()).select_from(flows).where(flows.c.plan.is_not(None))
        assert connection.scalar(sent) == 0


def test_the_made_up_line_list_agrees_with_the_published_counts_and_names_nobody(
    engine: Engine,
) -> None:
    records, cases = DATASET_TABLES["record_daily"], DATASET_TABLES["case_daily"]
    with engine.connect() as connection:
        told = select(records.c.region, records.c.date, records.c.cases)
        published = select(cases.c.region, cases.c.date, cases.c.confirmed_new)
        assert set(connection.execute(told)) == set(
            connection.execute(published.where(cases.c.confirmed_new > 0))
        )
        ids = connection.execute(select(DATASET_TABLES["case_record"].c.id)).scalars()
        assert all(re.fullmatch(r"DEMO-\d{4}", one) for one in ids)


def test_a_second_start_finds_the_same_database(built: Path, tmp_path: Path) -> None:
    path = placed(built, tmp_path)
    assert ensure_demo(tmp_path) == keeping.url_of(path)
    assert identity(path) == identity(built)
    assert [item.name for item in tmp_path.iterdir() if "aside" in item.name] == []


def test_without_a_folder_named_it_lies_in_the_users_data(own_home: Path) -> None:
    assert ensure_demo() == keeping.url_of(own_home / "data" / keeping.FILE_NAME)


@pytest.mark.parametrize("content", [b"", b"no database at all" * 500, None])
def test_a_damaged_database_is_set_aside_and_built_anew(
    built: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = placed(built, tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 3] if content is None else content)
    spoilt = path.read_bytes()
    (tmp_path / f"{path.name}-wal").write_bytes(b"of the old one")
    ensure_demo(tmp_path)
    assert keeping.is_sound(path)
    asides = list(tmp_path.glob("demo-aside-*.sqlite"))
    assert [aside.read_bytes() for aside in asides] == [spoilt]
    assert identity(path) != identity(built)


def test_the_database_of_another_version_is_replaced(built: Path, tmp_path: Path) -> None:
    path = placed(built, tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE about SET value = '0/older' WHERE key = 'demo_version'")
        connection.commit()
    ensure_demo(tmp_path)
    assert identity(path) != identity(built)


def test_a_rebuild_asked_for_happens_and_few_old_ones_are_kept(built: Path, tmp_path: Path) -> None:
    path = placed(built, tmp_path)
    for number in range(4):
        (tmp_path / f"demo-aside-2020010{number}-000000-1.sqlite").write_bytes(b"old")
    ensure_demo(tmp_path, rebuild=True)
    assert identity(path) != identity(built)
    assert len(list(tmp_path.glob("demo-aside-*.sqlite"))) == 2


def test_a_database_that_another_console_writes_to_is_left_alone(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = placed(built, tmp_path)
    monkeypatch.setattr(keeping, "_BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        assert keeping.is_sound(path)


def test_an_interrupted_build_leaves_nothing_that_a_later_start_would_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(keeping, "fill", stumble)
        with pytest.raises(KeyboardInterrupt):
            ensure_demo(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_a_clear_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ConsoleError) as caught:
        ensure_demo(tmp_path / "file" / "folder")
    assert "demo.sqlite" in caught.value.place
    assert caught.value.remedy.zh


def test_an_address_survives_whatever_characters_the_folder_has(tmp_path: Path) -> None:
    folder = tmp_path / "用户 a#b%20?c"
    url = ensure_demo(folder)
    engine = open_engine(url)
    with engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(region)) == 75
    engine.dispose()


def test_sixteen_posts_and_more_send_pictures_and_none_of_them_needs_a_server(
    engine: Engine,
) -> None:
    with engine.connect() as connection:
        rows = connection.execute(select(command_post)).mappings().all()
        prefectures = select(region.c.code).where(region.c.level == "prefecture")
        wanted = {*connection.execute(prefectures).scalars(), "220282"}
        counties = set(
            connection.execute(select(region.c.code).where(region.c.level == "county")).scalars()
        )
    urls = {row["region"]: row["main_url"] for row in rows if row["main_url"]}
    assert len(urls) >= 16
    assert {urls[code] for code in wanted} == {"demo:pattern"}
    assert {"demo:freezing", "demo:failing", "demo:refused"} < set(urls.values())
    assert all(url.startswith("demo:") for url in urls.values())
    assert counties - {row["region"] for row in rows}, "the nearest-post rule needs a county"
