"""New contacts are assigned in turn: strictly, fairly under concurrency, and past those who are away."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.rows import TupleRow

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from recado.crm.service import contact_for
from recado.platform.db import Database, database
from recado.vendors.whatsapp.model import Customer
from tests.rigs.races import race
from tests.rigs.tenants import person

PROCESSES, MESSAGES = 8, 50


def first_messages(business: UUID, phones: list[str]) -> None:
    """Each customer's contact, made as `ingest` makes it."""
    for phone in phones:
        with database().tenant(business) as tx:
            contact_for(tx, business, Customer(phone=phone))


@dataclass(frozen=True, slots=True)
class Server:
    """A migrated database."""

    admin: "psycopg.Connection[TupleRow]"
    dsn: str
    database: Database


@dataclass(frozen=True, slots=True)
class Shop:
    """A business, some of whose members take turns."""

    server: Server
    business: UUID
    members: list[UUID]  # as they stand in the ring
    phones: Callable[[], str]

    def writes(self, customers: int) -> list[UUID | None]:
        """So many new customers write; who got each."""
        return [self._write() for _ in range(customers)]

    def _write(self) -> UUID | None:
        with self.server.database.tenant(self.business) as tx:
            contact = contact_for(tx, self.business, Customer(phone=self.phones()))
            found: UUID | None = tx.value("select assigned_to from contacts where id = %s", (contact,))
            return found

    def set(self, member: UUID, *, takes_turns: bool = True, away: bool = False) -> None:
        self.server.admin.execute(
            "update memberships set takes_turns = %s, away = %s where user_id = %s", (takes_turns, away, member)
        )

    def join(self) -> UUID:
        """Somebody more takes turns."""
        member = person(self.server.admin)
        self.server.admin.execute(
            "insert into memberships (business_id, user_id, role, takes_turns) values (%s, %s, 'ADVISOR', true)",
            (self.business, member),
        )
        self.members.append(member)
        self.members.sort()
        return member

    def assigned(self) -> list[UUID | None]:
        """Whose each contact is, in the order they were made."""
        query = "select assigned_to from contacts where business_id = %s order by created_at, id"
        return [row[0] for row in self.server.admin.execute(query, (self.business,)).fetchall()]


@pytest.fixture(scope="module")
def server(postgres_server: Postgres) -> Iterator[Server]:
    name = f"turns_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    dsn = postgres_server.dsn(name, "recado_functions")
    migrate(postgres_server.dsn(name), dsn)
    with psycopg.connect(postgres_server.dsn(name), autocommit=True) as admin:
        database = Database(dsn)
        yield Server(admin, dsn, database)
        database.close()


@pytest.fixture
def shop(server: Server) -> Shop:
    """A business of three who take turns."""
    business, numbers = uuid4(), count(5215500000000)
    server.admin.execute("insert into businesses (id, name) values (%s, 'Turnos')", (business,))
    made = Shop(server, business, [], lambda: str(next(numbers)))
    for _ in range(3):
        made.join()
    return made


def fair(got: list[UUID | None], among: list[UUID]) -> bool:
    """Nobody got two more than another, and nobody else got any."""
    counted = Counter(got)
    return set(counted) <= set(among) and max(counted[m] for m in among) - min(counted[m] for m in among) <= 1


def test_new_contacts_go_round_strictly_in_turn(shop: Shop) -> None:
    assert shop.writes(7) == [*shop.members, *shop.members, shop.members[0]]


def test_a_customer_who_writes_again_takes_no_turn(shop: Shop) -> None:
    customer = Customer(phone=shop.phones())
    for _ in range(3):
        with shop.server.database.tenant(shop.business) as tx:
            contact_for(tx, shop.business, customer)
    assert shop.writes(1) == [shop.members[1]]


def test_each_assignment_is_in_the_event_log(shop: Shop) -> None:
    (got,) = shop.writes(1)
    with shop.server.database.tenant(shop.business) as tx:
        (data,) = tx.values("select data from events where type = 'contact.assigned'")
    assert data["user_id"] == str(got)


def test_those_away_are_passed_by_and_get_no_burst_when_they_return(shop: Shop) -> None:
    first, second, third = shop.members
    shop.set(second, away=True)
    assert shop.writes(4) == [first, third, first, third]
    shop.set(second)
    assert shop.writes(4) == [first, second, third, first]


def test_who_joins_late_or_stops_taking_turns_changes_nothing_for_the_others(shop: Shop) -> None:
    shop.writes(9)
    newcomer = shop.join()
    got = shop.writes(8)
    assert Counter(got)[newcomer] == 2
    assert fair(got, shop.members)
    shop.set(newcomer, takes_turns=False)
    rest = [member for member in shop.members if member != newcomer]
    assert fair(shop.writes(6), rest)


def test_the_turn_goes_on_after_the_one_who_was_last_has_left(shop: Shop) -> None:
    first, second, third = shop.members
    assert shop.writes(2) == [first, second]
    shop.server.admin.execute("delete from memberships where user_id = %s", (second,))
    assert shop.writes(3) == [third, first, third]


def test_a_contact_that_was_not_stored_uses_up_no_turn(shop: Shop) -> None:
    class Lost(Exception):
        pass

    def lose() -> None:
        with shop.server.database.tenant(shop.business) as tx:
            contact_for(tx, shop.business, Customer(phone=shop.phones()))
            raise Lost

    with pytest.raises(Lost):
        lose()
    assert shop.writes(1) == [shop.members[0]]


def test_where_nobody_takes_turns_contacts_are_nobodys_and_nothing_is_locked(shop: Shop) -> None:
    shop.writes(1)
    for member in shop.members:
        shop.set(member, away=True)
    with shop.server.database.tenant(shop.business) as tx:
        contact = contact_for(tx, shop.business, Customer(phone=shop.phones()))
        assert tx.value("select assigned_to from contacts where id = %s", (contact,)) is None
        free = "select true from turns where business_id = %s for update nowait"
        assert shop.server.admin.execute(free, (shop.business,)).fetchall() == [(True,)]


@pytest.mark.parametrize("away", [0, 1])
def test_fifty_first_messages_at_once_in_eight_processes_are_shared_fairly(shop: Shop, away: int) -> None:
    for member in shop.members[:away]:
        shop.set(member, away=True)
    phones = [shop.phones() for _ in range(MESSAGES)]
    acts = [(first_messages, shop.business, phones[n::PROCESSES]) for n in range(PROCESSES)]
    assert race(acts, {"DATABASE_URL": shop.server.dsn}) == [None] * PROCESSES
    got = shop.assigned()
    assert len(got) == MESSAGES
    assert fair(got, shop.members[away:]), Counter(got)
