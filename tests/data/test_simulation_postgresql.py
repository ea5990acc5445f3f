"""What the simulation promises on PostgreSQL: its servers die, and its users have limits."""

import pytest
from psycopg2 import sql
from sqlalchemy import Engine

from console.data.administration import check
from console.data.connection import open_engine
from console.data.simulation import SimulatedEvent, simulate
from console.domain.errors import ConsoleError
from tests.data.simulation_worlds import moved, run, stock_books
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgresql


def test_material_is_conserved_and_the_contract_is_kept(postgresql_engine: Engine) -> None:
    run(postgresql_engine, 0)
    opening = stock_books(postgresql_engine)
    report, _ = run(postgresql_engine, 400)
    closing = stock_books(postgresql_engine)
    net, outside = moved(postgresql_engine)
    assert report.total == 400
    assert report.refused == 0
    for key, (reserve, produced, consumed) in closing.items():
        before, made, used = opening[key]
        assert reserve == before + (produced - made) - (consumed - used) + net.get(key, 0.0)
    assert sum(net.values()) == outside
    assert check(postgresql_engine).ok


def test_a_server_that_dies_is_waited_for_and_the_run_goes_on() -> None:
    with PostgresServer() as server, server.fresh_database() as url:
        engine = open_engine(url)
        kinds: list[str] = []

        def hurt(event: SimulatedEvent) -> None:
            kinds.append(event.kind)
            if len(kinds) == 20:
                server.kill()
            if event.kind == "lost":
                server.start()

        report, _ = run(engine, 60, and_then=hurt)
        engine.dispose()
    assert report.outages == 1
    assert report.total == 60
    assert kinds.count("lost") == kinds.count("back") == 1
    assert kinds.index("lost") < kinds.index("back")


def test_a_server_that_is_not_there_at_the_start_is_a_clear_fault(
    postgresql_server: PostgresServer,
) -> None:
    engine = open_engine(postgresql_server.url("no_such_database"))
    with pytest.raises(ConsoleError) as caught:
        simulate(engine, rate=10, seconds=5, seed=1, stop=lambda: False)
    engine.dispose()
    assert "no_such_database" in caught.value.place
    assert postgresql_server.password not in str(caught.value)


@pytest.mark.parametrize("role", ["console_reader", "console_operator"])
def test_the_consoles_own_roles_have_no_right_to_simulate(
    postgresql_server: PostgresServer, postgresql_url: str, role: str
) -> None:
    user = f"wall_as_{role}"
    login = sql.SQL("CREATE ROLE {} LOGIN PASSWORD 'a-secret' IN ROLE {}")
    postgresql_server.execute(login.format(sql.Identifier(user), sql.Identifier(role)))
    name = postgresql_url.rsplit("/", 1)[1]
    engine = open_engine(postgresql_server.url(name, user=user, password="a-secret"))
    try:
        with pytest.raises(ConsoleError):
            simulate(engine, rate=10, seconds=5, seed=1, stop=lambda: False)
    finally:
        engine.dispose()
        postgresql_server.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(user)))
