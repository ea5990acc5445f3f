"""The reader on a real PostgreSQL: centre's own views, concurrent writers, cost of a change."""

import random
import threading
from collections.abc import Callable, Iterator

import psycopg2
import pytest

from console.data.contract import CONTRACT, select
from console.data.days import CENTRE_ZONE
from console.data.endpoint import Endpoint
from console.data.reader import Reader
from console.data.source_postgres import CHUNK
from console.data.waking import Bell
from console.domain.datasets import Dataset
from console.domain.errors import ConsoleError
from tests.data.following import Mirror, everything, execute
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgresql


@pytest.fixture(scope="module")
def server() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture
def url(server: PostgresServer) -> Iterator[str]:
    with server.fresh_database() as url:
        yield url


@pytest.fixture
def make() -> Iterator[Callable[..., Reader]]:
    bell = Bell()
    made: list[Reader] = []

    def reader(url: str) -> Reader:
        endpoint = Endpoint(url)
        made.append(Reader(lambda: endpoint.source(bell), tuple(Dataset), CENTRE_ZONE))
        return made[-1]

    yield reader
    for one in made:
        one.disconnect()
    bell.close()


def step(reader: Reader, mirror: Mirror, *, thorough: bool = False) -> None:
    mirror.apply(reader.refresh(thorough=thorough))
    reader.settle()


def history(days: int) -> str:
    return (
        "INSERT INTO command.case_daily (region, date, confirmed_new)"  # noqa: S608 - made here
        f" SELECT code, date '2010-01-01' + n, n FROM command.region,"
        f" generate_series(1, {days}) n WHERE level = 'county' AND successor_code IS NULL"
    )


def test_a_first_load_of_many_chunks_is_complete(url: str, make: Callable[..., Reader]) -> None:
    execute(url, history(200))
    mirror = Mirror()
    step(make(url), mirror)
    assert len(mirror.rows[Dataset.CASE_DAILY]) > 2 * CHUNK
    assert mirror.rows == everything(url)


def test_a_load_of_exactly_one_chunk_is_complete(url: str, make: Callable[..., Reader]) -> None:
    execute(
        url,
        "INSERT INTO command.case_daily (region, date, tested)"  # noqa: S608 - made here
        f" SELECT '220103', date '2010-01-01' + n, 1 FROM generate_series(1, {CHUNK}) n",
    )
    mirror = Mirror()
    step(make(url), mirror)
    assert len(mirror.rows[Dataset.CASE_DAILY]) == CHUNK


def test_a_change_is_found_by_its_index_however_wrong_the_statistics_are(
    url: str, make: Callable[..., Reader]
) -> None:
    execute(url, history(300), "ANALYZE command.case_daily")
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        # The table was filled by one statement: by its statistics every row has one revision.
        cursor.execute("SELECT max(revision) FROM command.case_daily")
        newest = cursor.fetchone()[0]
        statement = select(CONTRACT[Dataset.CASE_DAILY], postgres=True, after=newest - 1)
        cursor.execute(f"EXPLAIN {statement}")
        assert "Seq Scan" in str(cursor.fetchall())
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {statement}")
        assert "Seq Scan" not in str(cursor.fetchall())
    connection.close()


def test_a_centres_own_views_are_read_with_the_types_of_the_contract(
    url: str, make: Callable[..., Reader]
) -> None:
    execute(
        url,
        "CREATE TABLE command.their_cases (LIKE command.case_daily INCLUDING DEFAULTS)",
        "DROP TABLE command.case_daily",
        "CREATE VIEW command.case_daily AS SELECT region::char(12), date::timestamp AS date,"
        " confirmed_new::numeric(9, 1), asymptomatic_new, imported_new, suspected_new,"
        " recovered_new, deaths_new, in_hospital, severe, tested::bigint AS tested"
        " FROM command.their_cases",
        "INSERT INTO command.their_cases (region, date, confirmed_new)"
        " VALUES ('220103', '2020-02-01', 3)",
    )
    mirror = Mirror()
    reader = make(url)
    step(reader, mirror)
    (row,) = mirror.rows[Dataset.CASE_DAILY].values()
    assert row["region"] == "220103"
    assert str(row["date"]) == "2020-02-01"
    assert (row["confirmed_new"], type(row["confirmed_new"])) == (3, int)
    execute(url, "UPDATE command.their_cases SET confirmed_new = 4")
    step(reader, mirror, thorough=True)
    (row,) = mirror.rows[Dataset.CASE_DAILY].values()
    assert row["confirmed_new"] == 4


def test_a_table_that_we_may_not_read_is_named(
    server: PostgresServer, url: str, make: Callable[..., Reader]
) -> None:
    database = url.rsplit("/", 1)[1]
    server.execute("DROP ROLE IF EXISTS limited")
    server.execute("CREATE ROLE limited LOGIN PASSWORD 'limited' IN ROLE console_reader")
    execute(url, "REVOKE SELECT ON command.facility FROM console_reader")
    with pytest.raises(ConsoleError, match=r"facility: .*does not let us read it"):
        make(server.url(database, user="limited", password="limited")).refresh(thorough=True)
    execute(url, "GRANT SELECT ON command.facility TO console_reader")
    mirror = Mirror()
    step(make(server.url(database, user="limited", password="limited")), mirror)
    assert mirror.rows == everything(url)


def test_two_writers_at_once_with_rollbacks_leave_the_reader_level(
    url: str, make: Callable[..., Reader]
) -> None:
    reader, mirror = make(url), Mirror()
    step(reader, mirror)

    def write(seed: int) -> None:
        chance = random.Random(seed)
        connection = psycopg2.connect(url)
        for _ in range(60):
            with connection.cursor() as cursor:
                for _ in range(chance.randint(1, 3)):
                    day = f"2020-02-{chance.randint(1, 9):02}"
                    if chance.random() < 0.1:
                        cursor.execute("DELETE FROM command.case_daily WHERE date = %s", (day,))
                    else:
                        cursor.execute(
                            "INSERT INTO command.case_daily (region, date, tested)"
                            " VALUES ('220103', %s, %s) ON CONFLICT (region, date)"
                            " DO UPDATE SET tested = excluded.tested",
                            (day, chance.randint(0, 99)),
                        )
            if chance.random() < 0.2:
                connection.rollback()
            else:
                connection.commit()
        connection.close()

    writers = [threading.Thread(target=write, args=(seed,)) for seed in (1, 2)]
    for writer in writers:
        writer.start()
    while any(writer.is_alive() for writer in writers):
        step(reader, mirror)
    step(reader, mirror)
    assert mirror.rows == everything(url)
    assert mirror.deltas[-1].states[Dataset.CASE_DAILY].rows == len(mirror.rows[Dataset.CASE_DAILY])
