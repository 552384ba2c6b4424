"""Delta sync on a real PostgreSQL with 16 writers and 4 readers at once: every reader ends with what the lists show."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from functions.crm_api.routes.sync import SOURCES
from functions.crm_api.schemas.contact_settings import ContactField, Tag
from functions.crm_api.schemas.contacts import ContactFacts, ContactNote
from functions.crm_api.schemas.conversations import Conversation
from functions.crm_api.schemas.instances import InstanceFacts
from functions.crm_api.schemas.messages import Message
from functions.crm_api.schemas.replies import CannedReply
from functions.crm_api.schemas.sync import KINDS, SyncChanges
from functions.crm_api.schemas.team import Member
from functions.crm_api.schemas.templates import Template
from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from recado.activity import sync
from recado.activity.model import Actor
from recado.crm import fields, listing, notes, tags
from recado.crm.cards import ContactFilter
from recado.inbox import conversation_lists, history, replies
from recado.inbox.model import ConversationFilter
from recado.instances import service as instances
from recado.kernel.pages import Page, Slice, decode
from recado.runtime.responses import ResponseModel
from recado.team import members
from recado.templates import service as templates
from recado.templates.model import Filter
from tests.rigs.races import Racer, line_to_test, race
from tests.rigs.sync_writers import write
from tests.rigs.tenants import fill, person
from tests.rigs.waiting import eventually

LOGIN = "recado_functions"
WRITERS, READERS = 16, 4
ENOUGH = 600  # changes
# Nothing older than the newest change is running, whoever runs it: all of them may be read.
READABLE = "select max(xid::text::bigint) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint from changes"
ALL = [source for sources in SOURCES.values() for source in sources]
Json = dict[str, Any]
Shown = dict[str, dict[str, Json]]  # what the API shows of each thing, by kind and id


@pytest.fixture
def dsns(postgres_server: Postgres) -> tuple[str, str]:
    """A database as its owner reaches it, and as the functions do."""
    name = f"sync_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    migrate(postgres_server.dsn(name), postgres_server.dsn(name, LOGIN))
    return postgres_server.dsn(name), postgres_server.dsn(name, LOGIN)


def follow(business: str) -> Shown:
    """Keeps up by the service itself, as the API does, until the test says stop. Returns what it then has."""
    actor, replica, test = Actor(UUID(business), "system"), Replica(), line_to_test()
    cursor = sync.since(actor, ALL, None, 50).next
    replica.load(everything(actor))
    test.send("begun")
    while True:
        last = test.poll()
        delta = sync.since(actor, ALL, cursor, 50)
        cursor = delta.next
        replica.apply(SyncChanges.of(delta).model_dump(mode="json"))
        if last and not delta.more:
            return replica.things


class Replica:
    """A copy of a business, as a panel keeps one."""

    def __init__(self) -> None:
        self.things: Shown = {kind: {} for kind in KINDS}

    def load(self, things: Shown) -> None:
        for kind, rows in things.items():
            self.things[kind] |= rows

    def apply(self, changes: Json) -> None:
        for kind in KINDS:
            self.things[kind] |= {identity(each): each for each in changes[kind]}
        for kind in KINDS:
            for thing in changes["gone"][kind]:
                self.things[kind].pop(thing, None)
        self._drop("contact_notes", itemgetter("contact_id"), changes["gone"]["contacts"])
        self._drop("conversations", lambda each: str(each["contact"]["id"]), changes["gone"]["contacts"])
        self._drop("messages", itemgetter("conversation_id"), changes["gone"]["conversations"])

    def _drop(self, kind: str, owner: Callable[[Json], str], gone: list[str]) -> None:
        """What goes with its owner."""
        self.things[kind] = {key: each for key, each in self.things[kind].items() if owner(each) not in gone}


def identity(thing: Json) -> str:
    return str(thing.get("id") or thing["user_id"])


def everything(actor: Actor) -> Shown:
    """Returns all that the lists show, page by page."""
    whole: dict[str, tuple[type[ResponseModel], Callable[[Slice], Page[Any]]]] = {
        "contacts": (ContactFacts, lambda at: listing.contacts(actor, ContactFilter(archived=None), "name", at)),
        "contact_fields": (ContactField, lambda _at: Page(fields.listing(actor), None)),
        "tags": (Tag, lambda at: tags.listing(actor, at)),
        "conversations": (
            Conversation, lambda at: conversation_lists.listing(actor, ConversationFilter(archived=None), "newest", at),
        ),
        "canned_replies": (CannedReply, lambda at: replies.listing(actor, at)),
        "templates": (Template, lambda at: templates.listing(actor, Filter(), at)),
        "instances": (InstanceFacts, lambda at: instances.listing(actor, at)),
        "members": (Member, lambda at: members.members(actor, at)),
    }  # fmt: skip
    shown: Shown = {kind: read(model, pages) for kind, (model, pages) in whole.items()}
    of_contacts = [read(ContactNote, partial(_notes, actor, each)) for each in shown["contacts"]]
    of_conversations = [read(Message, partial(_history, actor, each)) for each in shown["conversations"]]
    return shown | {"contact_notes": joined(of_contacts), "messages": joined(of_conversations)}


def read(model: type[ResponseModel], pages: Callable[[Slice], Page[Any]]) -> dict[str, Json]:
    """Returns the whole of a list, by id."""
    things: dict[str, Json] = {}
    cursor: str | None = ""
    while cursor is not None:
        page = pages(Slice(100, decode(cursor) if cursor else None))
        things |= {identity(each): each for each in (model.of(row).model_dump(mode="json") for row in page.items)}
        cursor = page.next
    return things


def joined(parts: Iterable[dict[str, Json]]) -> dict[str, Json]:
    return {key: each for part in parts for key, each in part.items()}


def _notes(actor: Actor, contact: str, at: Slice) -> Page[Any]:
    return notes.listing(actor, UUID(contact), at)


def _history(actor: Actor, conversation: str, at: Slice) -> Page[Any]:
    stretch = history.read(actor, UUID(conversation), at, "older")
    return Page(list(stretch.items), stretch.older)


def begin(racers: list[Racer], arguments: Sequence[tuple[Any, ...]]) -> None:
    """All at the same moment; they are under way when this returns."""
    for racer in racers:
        racer.ready()
    for racer, each in zip(racers, arguments, strict=True):
        racer.start(*each)
    assert {racer.hear() for racer in racers} == {"begun"}


def a_business(admin: "psycopg.Connection[Any]") -> dict[str, str]:
    """Returns the ids of a business with a row of everything, and of people who come and go."""
    business = fill(admin)
    ((conversation, instance, contact),) = admin.execute(
        "select id, instance_id, contact_id from conversations"
    ).fetchall()
    admin.execute("delete from messages")
    users = " ".join(str(person(admin)) for _ in range(8))
    return {
        "business": str(business), "conversation": str(conversation), "instance": str(instance),
        "contact": str(contact), "users": users,
    }  # fmt: skip


def test_a_replica_that_follows_only_sync_under_sixteen_writers_equals_the_lists(dsns: tuple[str, str]) -> None:
    admin_dsn, dsn = dsns
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        ids = a_business(admin)
        readers = [Racer(follow, {"DATABASE_URL": dsn}) for _ in range(READERS)]
        begin(readers, [(ids["business"],)] * READERS)
        writers = [Racer(write, {"DATABASE_URL": dsn}) for _ in range(WRITERS)]
        begin(writers, [(dsn, ids, seed) for seed in range(WRITERS)])
        eventually(lambda: admin.execute("select count(*) > %s from changes", (ENOUGH,)).fetchall() == [(True,)], 120)
        for writer in writers:
            writer.say("stop")
        assert [writer.result() for writer in writers] == [None] * WRITERS
        eventually(lambda: admin.execute(READABLE).fetchall() == [(True,)], 60)
        for reader in readers:
            reader.say("stop")
        replicas = [reader.result() for reader in readers]
        (lists,) = race([(read_everything, ids["business"])], {"DATABASE_URL": dsn})
    assert {kind for kind, things in lists.items() if things} == set(KINDS), "a list without rows shows nothing"
    for replica in replicas:
        for kind in KINDS:
            assert list(differences(replica[kind], lists[kind])) == [], kind


def differences(replica: dict[str, Json], listed: dict[str, Json]) -> Iterator[tuple[str, Json | None, Json | None]]:
    """Returns what is not the same in both."""
    for key in sorted({*replica, *listed}):
        if replica.get(key) != listed.get(key):
            yield key, replica.get(key), listed.get(key)


def read_everything(business: str) -> Shown:
    return everything(Actor(UUID(business), "system"))
