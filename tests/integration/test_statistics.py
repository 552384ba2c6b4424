"""Counting by the hour: what is counted again, late or in any order gives what is counted once from nothing."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import floor, log
from typing import Any
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg import sql
from psycopg.types.json import Jsonb

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from recado.kernel.ids import new_id
from tests.rigs.tenants import insert, person

ZONE = ZoneInfo("America/Sao_Paulo")
BEGIN = datetime(2026, 11, 20, 3, tzinfo=UTC)
SEED = 20_261_127
MEMBERS = (UUID(int=1), UUID(int=2))
Key = tuple[datetime, str, UUID | None, int]


@dataclass(frozen=True, slots=True)
class Said:
    """A message, as much of it as is counted."""

    conversation: int
    at: datetime
    author: str
    member: UUID | None = None
    kind: str = "text"
    status: str = "sent"

    @property
    def incoming(self) -> bool:
        return self.author == "customer"


@dataclass(slots=True)
class Books:
    """A database with one business, whose messages are put in by hand."""

    admin: psycopg.Connection[Any]
    business: UUID
    instance: UUID
    conversations: list[UUID]

    def store(self, said: Said) -> None:
        statement = (
            "insert into messages (id, business_id, conversation_id, instance_id, direction, author, author_id, kind, "
            "content, status, sent_at) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
        )
        row = (
            new_id(), self.business, self.conversations[said.conversation], self.instance,
            "in" if said.incoming else "out", said.author, said.member, said.kind,
            Jsonb({"state": "closed"} if said.kind == "state" else {}), said.status, said.at,
        )  # fmt: skip
        self.admin.execute(statement, row)

    def fill(self, most: int = 7) -> None:
        """As the schedule does, in small steps."""
        since: UUID | None = None
        while True:
            row = self.admin.execute("select * from fill_statistics(%s, %s, '15 minutes')", (since, most)).fetchone()
            assert row
            since, looked_at = row
            if looked_at < most:
                return

    def counted(self) -> Counter[Key]:
        rows = self.admin.execute(
            "select hour, kind, member_id, bucket, amount from stats_hourly where business_id = %s", (self.business,)
        ).fetchall()
        return Counter(
            {(hour.astimezone(UTC), kind, member, bucket): amount for hour, kind, member, bucket, amount in rows}
        )

    def forget(self) -> None:
        self.admin.execute("delete from stats_hourly")
        self.admin.execute("delete from messages")
        self.admin.execute("update stats_watermark set reached = '00000000-0000-0000-0000-000000000000'")

    def begin_anew(self) -> None:
        self.admin.execute("delete from stats_hourly")
        self.admin.execute("update stats_watermark set reached = '00000000-0000-0000-0000-000000000000'")


@pytest.fixture(scope="module")
def database(postgres_server: Postgres) -> Iterator[Books]:
    name = f"statistics_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    migrate(postgres_server.dsn(name), postgres_server.dsn(name, "recado_functions"))
    with psycopg.connect(postgres_server.dsn(name), autocommit=True) as admin:
        ids: dict[str, Any] = {"unique": uuid4().hex, "user": person(admin)}
        insert(admin, ("businesses", "meta_apps", "instances"), ids)
        admin.execute("update businesses set timezone = %s", (ZONE.key,))
        conversations = []
        for _ in range(6):
            each = {**ids, "unique": uuid4().hex}
            insert(admin, ("contacts", "contact_identities", "conversations"), each)
            conversations.append(each["conversation"])
        yield Books(admin, ids["business"], ids["instance"], conversations)


@pytest.fixture
def books(database: Books) -> Books:
    database.forget()
    return database


def talked(chance: random.Random, messages: int) -> list[Said]:
    """Five days of six conversations, with notes, failures and closings between."""
    authors = ("customer", "customer", "agent", "person", "phone", "system")
    told = []
    for _ in range(messages):
        author = chance.choice(authors)
        at = BEGIN + timedelta(seconds=chance.randrange(5 * 86_400))
        member = chance.choice(MEMBERS) if author == "person" else None
        kind = "text"
        if author != "customer":
            kind = chance.choice(("text", "text", "text", "note" if author == "person" else "text", "state"))
        if kind == "state":
            author, member = "person", chance.choice(MEMBERS)
        status = "received" if author == "customer" else chance.choice(("sent", "read", "failed"))
        told.append(Said(chance.randrange(6), at, author, member, kind, "sent" if kind == "state" else status))
    return told


def oracle(told: list[Said]) -> Counter[Key]:
    """Returns what ought to be counted, told from the messages in plain words."""
    counts: Counter[Key] = Counter()
    by_time = sorted(told, key=lambda each: each.at)

    def count(said: Said, kind: str, member: UUID | None = None, seconds: float | None = None) -> None:
        local = said.at.astimezone(ZONE).replace(minute=0, second=0, microsecond=0)
        bucket = 0 if seconds is None else floor(log(max(seconds, 1)) / log(1.2))
        counts[local.astimezone(UTC), kind, member, bucket] += 1

    for said in by_time:
        if said.kind == "note" or said.status == "failed":
            continue
        same = [each for each in by_time if each.conversation == said.conversation]
        if said.kind == "state":
            closed = [each.at for each in same if each.kind == "state" and each.at < said.at]
            heard = [
                each.at for each in same if each.incoming and each.at < said.at and (not closed or each.at > closed[-1])
            ]
            if heard:
                count(said, "resolution", said.member, (said.at - heard[0]).total_seconds())
            continue
        count(said, "in" if said.incoming else f"out_{said.author}", said.member)
        day = said.at.astimezone(ZONE).date()
        if not said.incoming or any(
            e.incoming and e.at < said.at and e.at.astimezone(ZONE).date() == day for e in same
        ):
            continue
        answers = [
            each for each in same
            if each.author in ("agent", "person", "phone") and each.kind == "text" and each.status != "failed"
            and timedelta() < each.at - said.at < timedelta(days=1)
        ]  # fmt: skip
        human = next((each for each in answers if each.author != "agent"), None)
        who = human or (answers[0] if answers else None)
        count(said, f"talk_{who.author if who else 'nobody'}", human.member if human else None)
        if answers:
            first = answers[0]
            count(said, f"first_{first.author}", first.member, (first.at - said.at).total_seconds())
    return counts


@pytest.mark.parametrize("round_", range(3))
def test_counting_as_it_comes_is_as_counting_all_at_the_end(books: Books, round_: int) -> None:
    chance = random.Random(SEED + round_)
    told = talked(chance, 120)
    for said in told:  # in no order at all: some are days late
        books.store(said)
        if chance.random() < 0.2:
            books.fill()
    books.fill()
    as_it_came = books.counted()
    assert as_it_came == oracle(told)
    books.fill()
    assert books.counted() == as_it_came, "counted again, it is the same"
    books.begin_anew()
    books.fill(most=1000)
    assert books.counted() == as_it_came


def test_a_talk_that_nobody_answered_is_counted_again_when_the_answer_comes_a_day_later(books: Books) -> None:
    asked = Said(0, BEGIN, "customer", status="received")
    books.store(asked)
    books.fill()
    assert Counter(kind for _, kind, _, _ in books.counted()) == Counter(["in", "talk_nobody"])
    books.store(Said(0, BEGIN + timedelta(hours=23), "agent"))
    books.fill()
    assert {kind for _, kind, _, _ in books.counted()} == {"in", "talk_agent", "first_agent", "out_agent"}


def test_a_message_stored_later_than_its_id_was_made_is_counted(books: Books) -> None:
    slow = new_id()
    books.store(Said(0, BEGIN, "customer", status="received"))
    books.fill()
    books.admin.execute(
        "insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, status, "
        "sent_at) values (%s, %s, %s, %s, 'in', 'customer', 'text', 'received', %s)",
        (slow, books.business, books.conversations[1], books.instance, BEGIN),
    )
    books.fill()
    assert sum(amount for (_, kind, _, _), amount in books.counted().items() if kind == "in") == 2


def test_two_runs_at_once_count_once_and_one_that_dies_leaves_all_to_the_next(books: Books) -> None:
    books.store(Said(0, BEGIN, "customer", status="received"))
    with psycopg.connect(books.admin.info.dsn, password=books.admin.info.password) as first:
        assert first.execute("select looked_at from fill_statistics(null, 10, '0')").fetchall() == [(1,)]
        assert books.admin.execute("select looked_at from fill_statistics(null, 10, '0')").fetchall() == []
        first.rollback()  # it dies
    assert not books.counted()
    books.fill()
    assert {kind for _, kind, _, _ in books.counted()} == {"in", "talk_nobody"}
