"""Who may do what, proved on a real server by logging in as each role."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from psycopg2 import sql
from sqlalchemy import Engine, Executable, delete, insert, select, text, update
from sqlalchemy.exc import ProgrammingError

from console.data.administration import check, initialise
from console.data.connection import open_engine
from console.data.roles import OPERATOR, PERSONAL, POST, READER, ROLES
from console.data.schema import DATASET_TABLES, revision
from tests.data.change_signal import CASES, case, signal, write
from tests.data.contract_rows import GOOD, NOON, seed
from tests.postgres import PostgresServer

pytestmark = pytest.mark.postgresql

As = Callable[[str], Engine]
WRITABLE = {
    "alert",
    "allocation_line",
    "allocation_plan",
    "command_post",
    "duty_log",
    "material_flow",
    "wall_event",
    "wall_state",
}


@pytest.fixture(scope="module")
def logins(postgresql_server: PostgresServer) -> dict[str, str]:
    """A login in each role, as an administrator would make it."""
    postgresql_server.migrated_template()
    made = {READER: "wall_login", OPERATOR: "desk_login", POST: "post_login"}
    for role, name in made.items():
        postgresql_server.execute(
            sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE {}").format(
                sql.Identifier(name), sql.Literal(postgresql_server.password), sql.Identifier(role)
            )
        )
    return made


@pytest.fixture
def owner(postgresql_engine: Engine) -> Engine:
    with postgresql_engine.begin() as connection:
        seed(connection)
        connection.execute(insert(DATASET_TABLES["case_record"]).values(GOOD["case_record"]))
        connection.execute(insert(DATASET_TABLES["alert"]).values({**GOOD["alert"], "key": None}))
    return postgresql_engine


@pytest.fixture
def as_role(
    owner: Engine, postgresql_server: PostgresServer, logins: dict[str, str]
) -> Iterator[As]:
    engines: list[Engine] = []

    def open_as(role: str) -> Engine:
        name = str(owner.url.database)
        engines.append(open_engine(postgresql_server.url(name, user=logins[role])))
        return engines[-1]

    yield open_as
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize("role", [READER, OPERATOR])
def test_each_role_reads_everything_but_the_line_list(as_role: As, role: str) -> None:
    engine = as_role(role)
    for name, table in DATASET_TABLES.items():
        with engine.connect() as connection:
            if name in PERSONAL:
                with pytest.raises(ProgrammingError, match="permission denied"):
                    connection.execute(select(table))
            else:
                connection.execute(select(table)).all()
    with engine.connect() as connection:
        assert connection.execute(select(revision)).all()


def test_the_reader_cannot_read_one_column_of_the_line_list_nor_count_it(as_role: As) -> None:
    for what in ("id", "count(*)"):
        statement = select(text(what)).select_from(DATASET_TABLES["case_record"])
        refused(as_role(READER), statement)


def test_a_post_learns_whom_it_may_call_and_neither_figures_nor_addresses(as_role: As) -> None:
    engine = as_role(POST)
    with engine.begin() as connection:
        connection.execute(text("SELECT code, name_zh FROM command.command_post")).all()
        connection.execute(text("SELECT code, name FROM command.expert")).all()
        connection.execute(text("SELECT code FROM command.region")).all()
        connection.execute(
            text(
                "INSERT INTO command.call (key, caller, caller_zh, caller_en, callee)"
                " VALUES ('k', 'a', '甲', 'A', 'b')"
            )
        )
    post = DATASET_TABLES["command_post"]
    for column in (post.c.main_url, post.c.call_url, post.c.phone):
        refused(engine, select(column))
    for name in DATASET_TABLES.keys() - {"region", "command_post", "expert"}:
        refused(engine, select(DATASET_TABLES[name]))
        refused(engine, insert(DATASET_TABLES[name]).values(GOOD[name]))


def test_the_wall_cannot_listen_to_what_the_ends_of_a_call_say(as_role: As) -> None:
    refused(as_role(READER), text("SELECT body FROM command.call_signal"))


def refused(engine: Engine, statement: Executable) -> None:
    with engine.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(statement)


def test_the_reader_writes_nothing(as_role: As) -> None:
    engine = as_role(READER)
    for name, table in DATASET_TABLES.items():
        refused(engine, insert(table).values(GOOD[name]))
        refused(engine, update(table).values(GOOD[name]))
        refused(engine, delete(table))


def test_the_operator_adds_nothing_to_what_the_centre_reports(as_role: As) -> None:
    engine = as_role(OPERATOR)
    for name in DATASET_TABLES.keys() - WRITABLE:
        refused(engine, insert(DATASET_TABLES[name]).values(GOOD[name]))


def test_the_operator_writes_what_the_desk_keeps_and_the_signal_follows(
    as_role: As, owner: Engine
) -> None:
    engine = as_role(OPERATOR)
    for name in WRITABLE:
        before = signal(owner, name)
        with engine.begin() as connection:
            connection.execute(insert(DATASET_TABLES[name]).values(GOOD[name]))
        assert signal(owner, name).revision == before.revision + 1


def test_the_operator_cannot_change_what_was_logged(as_role: As) -> None:
    engine = as_role(OPERATOR)
    for name in ("duty_log", "wall_event"):
        for statement in (
            update(DATASET_TABLES[name]).values(by="X"),
            delete(DATASET_TABLES[name]),
        ):
            refused(engine, statement)


def test_the_operator_acknowledges_an_alert_and_alters_nothing_else_of_it(
    as_role: As, owner: Engine
) -> None:
    alert = DATASET_TABLES["alert"]
    before = signal(owner, "alert")
    with as_role(OPERATOR).begin() as connection:
        connection.execute(
            update(alert).values(
                acknowledged_by="Wang",
                acknowledged_at=NOON + timedelta(hours=1),
                cleared_at=NOON + timedelta(hours=2),
            )
        )
    assert signal(owner, "alert").revision == before.revision + 1
    for change in ({"severity": 1}, {"text": "Nothing"}, {"revision": 0}):
        refused(as_role(OPERATOR), update(alert).values(change))


def test_the_operator_cannot_touch_the_case_figures(as_role: As, owner: Engine) -> None:
    write(owner, CASES, case(0, 3))
    for statement in (update(CASES).values(confirmed_new=0), delete(CASES)):
        refused(as_role(OPERATOR), statement)


@pytest.mark.parametrize("role", [READER, OPERATOR])
def test_nobody_but_the_triggers_touches_the_revisions(as_role: As, role: str) -> None:
    for statement in (update(revision).values(revision=0), delete(revision)):
        refused(as_role(role), statement)


@pytest.mark.parametrize("role", [READER, OPERATOR])
def test_the_roles_suffice_for_the_check_and_the_status(as_role: As, role: str) -> None:
    report = check(as_role(role))
    assert report.ok
    assert report.findings == ()


@pytest.mark.parametrize("role", [READER, OPERATOR])
def test_a_right_that_is_missing_is_named_with_the_statement_that_gives_it(
    owner: Engine, role: str
) -> None:
    with owner.begin() as connection:
        connection.execute(text(f"REVOKE ALL ON command.case_daily FROM {role}"))
    found = check(owner).findings
    assert [finding.remedy.en for finding in found] == [
        f"GRANT SELECT ON command.case_daily TO {role};"
    ]
    with owner.begin() as connection:
        connection.execute(text(found[0].remedy.en))
    assert check(owner).findings == ()


def test_every_remedy_of_a_right_mends_it(owner: Engine) -> None:
    with owner.begin() as connection:
        for role in (READER, OPERATOR):
            connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA command FROM {role}"))
            connection.execute(text(f"REVOKE ALL ON SCHEMA command FROM {role}"))
    found = check(owner).findings
    assert len(found) > 40
    with owner.begin() as connection:
        for finding in found:
            connection.execute(text(finding.remedy.en))
    assert check(owner).findings == ()


def test_initialising_again_gives_back_the_rights_that_were_lost(owner: Engine) -> None:
    with owner.begin() as connection:
        connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA command FROM {READER}"))
    assert not initialise(owner).regions
    assert check(owner).findings == ()


def test_a_right_on_personal_data_is_a_fault(owner: Engine) -> None:
    personal = "command.case_record"
    with owner.begin() as connection:
        connection.execute(text(f"GRANT SELECT ON {personal} TO {READER}"))
    report = check(owner)
    assert not report.ok
    assert report.findings[0].remedy.en == (
        "REVOKE SELECT ON command.case_record FROM console_reader;"
    )


def test_a_login_without_any_right_is_told_so(
    owner: Engine, postgresql_server: PostgresServer
) -> None:
    postgresql_server.execute(
        sql.SQL("CREATE ROLE stranger LOGIN PASSWORD {}").format(
            sql.Literal(postgresql_server.password)
        )
    )
    engine = open_engine(postgresql_server.url(str(owner.url.database), user="stranger"))
    report = check(engine)
    engine.dispose()
    assert not report.ok
    assert "GRANT USAGE ON SCHEMA command TO stranger;" in [f.remedy.en for f in report.findings]


def test_who_may_create_no_role_can_initialise_all_the_same_and_is_told_what_is_missing() -> None:
    with PostgresServer() as server:  # its own: roles belong to a whole server
        server.execute(
            sql.SQL("CREATE ROLE modest LOGIN PASSWORD {}").format(sql.Literal(server.password))
        )
        server.execute("CREATE DATABASE centre OWNER modest")
        engine = open_engine(server.url("centre", user="modest"))
        made = initialise(engine)
        report = check(engine)
        assert made.roles == ()
        assert report.ok
        remedies = [finding.remedy.en for finding in report.findings]
        assert remedies == [
            f"CREATE ROLE {role} NOLOGIN; -- then run db init again" for role in ROLES
        ]
        for remedy in remedies:
            server.execute(remedy)
        assert any("GRANT SELECT" in finding.remedy.en for finding in check(engine).findings)
        initialise(engine)
        assert check(engine).findings == ()
        engine.dispose()
