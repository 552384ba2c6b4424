"""Delta sync on a real PostgreSQL with 16 writers and 4 readers at once: every reader ends with the table."""

import random
import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from recado.activity.model import Actor
from recado.inbox import sync
from tests.rigs.races import Racer, line_to_test
from tests.rigs.tenants import fill
from tests.rigs.waiting import eventually

LOGIN = "recado_functions"
WRITERS, READERS = 16, 4
ENOUGH = 1000  # messages
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


def write(dsn: str, ids: Ids, seed: int) -> None:
    """Adds and changes messages until the test says stop.

    Some transactions are slow, some are rolled back, some take their number early.
    """
    dice, test = random.Random(seed), line_to_test()
    business, conversation, instance = ids
    mine: list[UUID] = []
    with psycopg.connect(dsn, autocommit=True) as connection:
        test.send("begun")
        while not test.poll():
            added: list[UUID] = []
            with connection.transaction(force_rollback=dice.random() < 0.2) as transaction:
                connection.execute(
                    "select set_config('role', 'recado_app', true), set_config('app.business_id', %s, true)",
                    (business,),
                )
                if dice.random() < 0.2:
                    connection.execute("select pg_current_xact_id()")
                    time.sleep(dice.random() * 0.2)  # a number taken early is what readers must not step over
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
                    time.sleep(dice.random() * 0.5)  # slow to commit
            if not transaction.force_rollback:
                mine += added


def read(business: str) -> dict[UUID, str | None]:
    """Keeps up by the service itself, as the API does, until the test says stop. Returns the messages it then has."""
    actor, have, test = Actor(UUID(business), "system"), dict[UUID, str | None](), line_to_test()
    cursor = sync.since(actor, None, 50).next
    test.send("begun")
    while True:
        last = test.poll()
        delta = sync.since(actor, cursor, 50)
        cursor = delta.next
        have.update({each.message.id: each.message.text for each in delta.messages})
        assert not delta.gone.messages
        if last and not delta.more:
            return have


def begin(racers: list[Racer], arguments: Sequence[tuple[Any, ...]]) -> None:
    """All at the same moment; they are under way when this returns."""
    for racer in racers:
        racer.ready()
    for racer, each in zip(racers, arguments, strict=True):
        racer.start(*each)
    assert {racer.hear() for racer in racers} == {"begun"}


def test_no_reader_misses_a_change_of_sixteen_writers(database: tuple[str, str]) -> None:
    admin_dsn, dsn = database
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        business = fill(admin)
        ((conversation, instance),) = admin.execute("select id, instance_id from conversations").fetchall()
        admin.execute("delete from messages")
        ids = (str(business), str(conversation), str(instance))
        readers = [Racer(read, {"DATABASE_URL": dsn}) for _ in range(READERS)]
        begin(readers, [(ids[0],)] * READERS)
        writers = [Racer(write, {"DATABASE_URL": dsn}) for _ in range(WRITERS)]
        begin(writers, [(dsn, ids, seed) for seed in range(WRITERS)])
        eventually(lambda: admin.execute("select count(*) > %s from messages", (ENOUGH,)).fetchall() == [(True,)], 120)
        for writer in writers:
            writer.say("stop")
        assert [writer.result() for writer in writers] == [None] * WRITERS
        eventually(lambda: admin.execute(READABLE).fetchall() == [(True,)], 60)
        for reader in readers:
            reader.say("stop")
        copies = [reader.result() for reader in readers]
        table: dict[UUID, str] = dict(admin.execute("select id, text from messages").fetchall())
    assert len(table) > ENOUGH
    assert all(copy == table for copy in copies)
