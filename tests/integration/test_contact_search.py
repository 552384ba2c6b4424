"""Lists and searches of contacts on many: each is read off an index, within the business, as the product's own role."""

import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from recado.crm import listing
from recado.crm.cards import ContactFilter
from recado.kernel import phones
from recado.kernel.ids import new_id
from recado.kernel.pages import Slice
from recado.platform.db import Database
from tests.rigs.tenants import fill

LOGIN = "recado_functions"
FIRST = (
    "María", "José", "Juan", "Luis", "Ana", "Sofía", "Miguel", "Lucía", "Óscar", "Begoña", "Íñigo", "Zoë", "Raúl",
    "Inés", "Hugo", "Noé", "Elena", "Iván", "Paz", "Rosa",
)  # fmt: skip
LAST = (
    "García", "González", "Núñez", "Muñoz", "Pérez", "Martínez", "Gómez", "Ibáñez", "Hernández", "Vázquez", "Peña",
    "Jiménez", "Díaz", "Ruiz", "Ortiz",
)  # fmt: skip
OURS, OTHERS, BUSINESSES = 20_000, 2_000, 40
MISSPELT = "begna gonzales"
SEARCHES = (
    MISSPELT,
    "maria garcia",
    "gonzales",
    "begona",
    "5512",
    "zoe iba",
    "ju",
    "hernandes lucia",
    "nadie en absoluto",
)


class Crowd:
    """A database with 100,000 contacts, a fifth of them one business's."""

    def __init__(self, admin: "psycopg.Connection[Any]", database: Database) -> None:
        self.admin, self.database = admin, database
        self.business = fill(admin)
        others = [fill(admin) for _ in range(BUSINESSES)]
        dice = random.Random(7)
        contacts, identities, conversations = [], [], []
        for business, count in [(self.business, OURS), *((each, OTHERS) for each in others)]:
            instance = admin.execute("select id from instances where business_id = %s", (business,)).fetchall()[0][0]
            for _ in range(count):
                contact, phone = new_id(), f"52155{dice.randrange(10**8):08d}"
                name = f"{dice.choice(FIRST)} {dice.choice(LAST)} {dice.choice(LAST)}"
                contacts.append((contact, business, name, f"{phones.key(phone)} {phone}"))
                identities.append((business, "phone", phone, contact))
                conversations.append((new_id(), business, instance, contact, f"2026-11-{dice.randint(1, 28):02d}"))
        with admin.transaction():
            admin.execute("alter table contact_identities disable trigger user")
            _copy(admin, "contacts (id, business_id, name, phones)", contacts)
            rows = {(row[0], phones.key(row[2])): row for row in identities}
            _copy(admin, "contact_identities (business_id, kind, value, contact_id)", list(rows.values()))
            _copy(admin, "conversations (id, business_id, instance_id, contact_id, last_message_at)", conversations)
            admin.execute("alter table contact_identities enable trigger user")
        admin.execute("vacuum analyze contacts, contact_identities, conversations")

    def scans(self) -> int:
        """How often a table of these was read from end to end."""
        (row,) = self.admin.execute(
            "select sum(seq_scan) from pg_stat_user_tables "
            "where relname in ('contacts', 'contact_identities', 'conversations')"
        ).fetchall()
        return int(row[0])

    def look(self, wanted: ContactFilter, sort: Any = "last_message") -> None:
        """Asks for the first page a few times: at the fifth the statement is a prepared one."""
        for _ in range(6):
            listing.page_of(self.database, self.business, None, wanted, sort, Slice(50))
        with self.database.tenant(self.business) as tx:
            tx.value("select pg_stat_force_next_flush()")


def _copy(admin: "psycopg.Connection[Any]", table: str, rows: list[tuple[Any, ...]]) -> None:
    with admin.cursor() as cursor, cursor.copy(f"copy {table} from stdin") as copy:
        for row in rows:
            copy.write_row(row)


@pytest.fixture(scope="module")
def crowd(postgres_server: Postgres) -> Iterator[Crowd]:
    name = f"crowd_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    migrate(postgres_server.dsn(name), postgres_server.dsn(name, LOGIN))
    database = Database(postgres_server.dsn(name, LOGIN))
    with psycopg.connect(postgres_server.dsn(name), autocommit=True) as admin:
        yield Crowd(admin, database)
    database.close()


@pytest.mark.parametrize("search", SEARCHES)
def test_a_search_scans_no_table(crowd: Crowd, search: str) -> None:
    crowd.look(ContactFilter(search=search))
    before = crowd.scans()
    crowd.look(ContactFilter(search=search))
    assert crowd.scans() == before


@pytest.mark.parametrize("sort", ["last_message", "name"])
def test_a_list_scans_no_table(crowd: Crowd, sort: str) -> None:
    crowd.look(ContactFilter(), sort)
    before = crowd.scans()
    crowd.look(ContactFilter(), sort)
    assert crowd.scans() == before


def test_a_search_finds_whoever_bears_the_name_and_nobody_of_another_business(crowd: Crowd) -> None:
    page = listing.page_of(
        crowd.database, crowd.business, None, ContactFilter(search="begona ibanez"), "name", Slice(100)
    )
    assert page.items
    assert all({"Begoña", "Ibáñez"} <= set((card.name or "").split()) for card in page.items[:20])
    ids = [card.id for card in page.items]
    (row,) = crowd.admin.execute(
        "select count(*) from contacts where id = any(%s) and business_id <> %s", (ids, crowd.business)
    ).fetchall()
    assert row == (0,)
    assert UUID(str(ids[0]))


def test_two_misspelt_words_find_whoever_bears_nearly_that_name(crowd: Crowd) -> None:
    page = listing.page_of(crowd.database, crowd.business, None, ContactFilter(search=MISSPELT), "name", Slice(100))
    assert len(page.items) == 100
    assert all({"Begoña", "González"} <= set((card.name or "").split()) for card in page.items)
