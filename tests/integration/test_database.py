"""The door to PostgreSQL, against a real server: nesting, hooks, types, and what each failure means."""

import threading
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from recado.kernel.errors import Unavailable
from recado.platform.db import CannotStore, Database, NestedTransaction, Tx

ID = UUID("018f0000-0000-7000-8000-000000000001")


@pytest.fixture(scope="module")
def dsn(postgres_server: Postgres) -> str:
    name = f"door_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as admin:
        admin.execute(f"create database {name}")
    login = postgres_server.dsn(name, "recado_functions")
    migrate(postgres_server.dsn(name), login)
    with psycopg.connect(postgres_server.dsn(name), autocommit=True) as admin:
        admin.execute("create table indexed (id int primary key, text text unique)")
        admin.execute("grant select, insert on indexed to recado_worker")
    return login


@pytest.fixture
def database(dsn: str) -> Iterator[Database]:
    door = Database(dsn)
    yield door
    door.close()


@pytest.mark.timeout(30)
def test_transaction_inside_another_of_the_same_thread_is_refused_and_the_outer_one_lives(database: Database) -> None:
    with database.worker() as tx:
        with pytest.raises(NestedTransaction), database.accounts():
            pass
        assert tx.value(int, "select 1") == 1
    with database.worker() as tx:  # and the door is not left locked
        assert tx.value(int, "select 2") == 2


@pytest.mark.timeout(30)
def test_another_thread_waits_for_its_turn_instead(database: Database) -> None:
    seen: list[int | None] = []

    def ask() -> None:
        with database.worker() as tx:
            seen.append(tx.value(int, "select 3"))

    other = threading.Thread(target=ask)
    with database.worker():
        other.start()
    other.join(20)
    assert seen == [3]


def test_what_is_to_happen_before_commit_holds_for_its_own_thread_only(database: Database) -> None:
    marked: list[str] = []

    def work(name: str) -> None:
        with database.worker() as tx:
            tx.run("select 1")
        marked.append(name)

    def mark(_tx: Tx) -> None:
        marked.append("marked")

    with database.before_commit(mark):
        other = threading.Thread(target=work, args=("other",))
        other.start()
        other.join(20)
        work("own")
        with database.accounts(aside=True) as tx:
            tx.run("select 1")
    work("after")
    assert marked == ["other", "marked", "own", "after"]


def test_what_before_commit_raises_undoes_the_transaction(database: Database) -> None:
    def refuse(_tx: Tx) -> None:
        raise LookupError

    with pytest.raises(LookupError), database.before_commit(refuse), database.worker() as tx:
        tx.run("insert into indexed values (1, 'undone')")
    with database.worker() as tx:
        assert tx.value("select id from indexed where id = 1") is None


# Random text does not compress: an index takes 2,704 bytes of it.
LONG = "select string_agg(md5(n::text), '') from generate_series(1, 500) n"


@pytest.mark.parametrize(
    ("statement", "params"),
    [
        pytest.param(f"insert into indexed values (2, ({LONG}))", (), id="too long for its index"),
        pytest.param("insert into indexed values (2, %s)", ("a\x00b",), id="NUL, refused by the driver"),
        pytest.param("insert into indexed values (2, %s)", ("a\ud800b",), id="half a character"),
        pytest.param("select %s::jsonb ->> 'a'", ('{"a": "\\u0000"}',), id="NUL, escaped in JSON"),
    ],
)
def test_what_can_never_be_stored_is_no_lost_connection(database: Database, statement: Any, params: Any) -> None:
    with database.worker() as tx:
        backend = tx.value(int, "select pg_backend_pid()")
    with pytest.raises(CannotStore) as refusal, database.worker() as tx:
        tx.run(statement, params)
    assert (refusal.value.code, refusal.value.status) == ("cannot_store", 400)
    with database.worker() as tx:
        assert tx.value(int, "select pg_backend_pid()") == backend
        assert tx.value("select id from indexed where id = 2") is None


def test_lost_connection_is_unavailable_and_the_next_transaction_has_a_new_one(
    database: Database, postgres_server: Postgres
) -> None:
    def lose_it(tx: Tx) -> None:
        backend = tx.value(int, "select pg_backend_pid()")
        with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as admin:
            admin.execute("select pg_terminate_backend(%s, 5000)", (backend,))
        tx.run("select 1")

    with pytest.raises(Unavailable), database.worker() as tx:
        lose_it(tx)
    with database.worker() as tx:
        assert tx.value(int, "select 1") == 1


def test_values_are_of_the_type_they_are_asked_for(database: Database) -> None:
    with database.worker() as tx:
        assert tx.value(UUID, "select %s::uuid", (ID,)) == ID
        assert tx.value(UUID, "select null::uuid") is None
        assert tx.values(int, "select generate_series(1, 3)") == [1, 2, 3]
        with pytest.raises(TypeError, match="gave a str, not a UUID"):
            tx.value(UUID, "select %s::text", (ID,))
        with pytest.raises(TypeError, match="NoneType"):
            tx.values(int, "select null::int")
