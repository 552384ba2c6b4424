"""Delta sync on a real PostgreSQL with 16 writers and 4 readers at once: every reader ends with the table."""

import multiprocessing
import os
import random
import time
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from tests.rigs.simulators import wait_until
from tests.rigs.tenants import fill

LOGIN = "recado_functions"
SECONDS = 6.0
WRITERS, READERS = 16, 4
ENOUGH = 500  # messages
# Nothing older than the newest change is running, whoever runs it: all of them may be read.
READABLE = "select max(xid::text::bigint) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint from changes"
Ids = tuple[str, str, str]


@pytest.fixture
def database(postgres_server: Postgres) -> tuple[str, str]:
    name = f"sync_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    migrate(postgres_server.dsn(name), postgres_server.dsn(name, LOGIN))
    return postgres_server.dsn(name), postgres_server.dsn(name, LOGIN)


def write(dsn: str, ids: Ids, seed: int, begun: Any, stop: Any) -> None:
    """Adds and changes messages; some transactions are slow, some are rolled back, some take their number early."""
    dice = random.Random(seed)
    business, conversation, instance = ids
    mine: list[UUID] = []
    with psycopg.connect(dsn, autocommit=True) as connection:
        begun.release()
        while not stop.is_set():
            added: list[UUID] = []
            with connection.transaction(force_rollback=dice.random() < 0.2) as transaction:
                connection.execute(
                    "select set_config('role', 'recado_app', true), set_config('app.business_id', %s, true)",
                    (business,),
                )
                if dice.random() < 0.2:
                    connection.execute("select pg_current_xact_id()")
                    time.sleep(dice.random() * 0.2)
                for _ in range(dice.randint(1, 4)):
                    if mine and dice.random() < 0.4:
                        connection.execute(
                            "update messages set text = %s where id = %s", (str(dice.random()), dice.choice(mine))
                        )
                        continue
                    added.append(uuid4())
                    connection.execute(
                        "insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, "
                        "text, status, sent_at) "
                        "values (%s, %s, %s, %s, 'in', 'customer', 'text', 'x', 'received', now())",
                        (added[-1], business, conversation, instance),
                    )
                if dice.random() < 0.1:
                    time.sleep(dice.random() * 0.5)
            if not transaction.force_rollback:
                mine += added


def read(dsn: str, business: str, begun: Any, done: Any, told: Any) -> None:
    """Keeps up by the service itself, as the API does, and tells what it then has."""
    os.environ["DATABASE_URL"] = dsn
    from recado.activity.model import Actor
    from recado.inbox import sync

    actor, have = Actor(UUID(business), "system"), {}
    cursor = sync.since(actor, None, 50).next
    begun.release()
    while True:
        last = done.is_set()
        delta = sync.since(actor, cursor, 50)
        cursor = delta.next
        have.update({each.message.id: each.message.text for each in delta.messages})
        assert not delta.gone.messages
        if last and not delta.more:
            break
    told.put(have)


def test_no_reader_misses_a_change_of_sixteen_writers(database: tuple[str, str]) -> None:
    admin_dsn, dsn = database
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        business = fill(admin)
        ((conversation, instance),) = admin.execute("select id, instance_id from conversations").fetchall()
        admin.execute("delete from messages")
        ids = (str(business), str(conversation), str(instance))
        spawn = multiprocessing.get_context("spawn")
        begun, done, told = spawn.Semaphore(0), spawn.Event(), spawn.Queue()
        readers = [spawn.Process(target=read, args=(dsn, ids[0], begun, done, told)) for _ in range(READERS)]
        for each in readers:
            each.start()
        for _ in readers:
            assert begun.acquire(timeout=120)
        stop = spawn.Event()
        writers = [spawn.Process(target=write, args=(dsn, ids, seed, begun, stop)) for seed in range(WRITERS)]
        for each in writers:
            each.start()
        for _ in writers:
            assert begun.acquire(timeout=120)
        time.sleep(SECONDS)
        wait_until(lambda: admin.execute("select count(*) > %s from messages", (ENOUGH,)).fetchall() == [(True,)], 120)
        stop.set()
        for each in writers:
            each.join(60)
        wait_until(lambda: admin.execute(READABLE).fetchall() == [(True,)], 60)
        done.set()
        found = [told.get(timeout=120) for _ in readers]
        for each in (*writers, *readers):
            each.join(30)
            assert each.exitcode == 0
        table: dict[UUID, str] = dict(admin.execute("select id, text from messages").fetchall())
    assert len(table) > ENOUGH
    assert all(each == table for each in found)
