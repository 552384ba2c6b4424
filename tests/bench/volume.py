"""A database as it is after years: a thousand businesses, a million contacts, ten million messages, loaded by COPY.

Sizes are uneven, as they are in life: the first business has a tenth of everything.
"""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg

BUSINESSES, CONTACTS, MESSAGES = 1_000, 1_000_000, 10_000_000
CHUNK = 20_000
WORDS = (
    "hola", "gracias", "pedido", "mañana", "pastel", "concha", "cuernito", "envío", "precio", "cuánto",
    "domicilio", "tarjeta", "efectivo", "transferencia", "sábado", "cumpleaños", "docena", "familia", "oficina",
    "factura", "comprobante", "dirección", "portón", "timbre", "tarde", "temprano", "chocolate", "vainilla",
    "fresa", "nuez", "canela", "azúcar", "naranja", "bolillo", "telera", "oreja", "dona", "rosca", "café",
    "leche", "pago", "cuenta", "favor", "buenas",
)  # fmt: skip
NAMES = (
    "María",
    "José",
    "Guadalupe",
    "Juan",
    "Fernanda",
    "Luis",
    "Ximena",
    "Carlos",
    "Sofía",
    "Miguel",
    "Óscar",
    "Iván",
)
LAST = ("Hernández", "García", "Martínez", "López", "González", "Pérez", "Núñez", "Domínguez", "Zúñiga", "Cárdenas")
TABLES = (
    "businesses",
    "meta_apps",
    "instances",
    "contacts",
    "contact_identities",
    "tags",
    "contact_tags",
    "conversations",
    "messages",
    "changes",
)
TEAM, TAGS = 4, 3  # members who have contacts, and tags: common, rarer, rare
TAGGED = (2, 50, 1000)  # one contact in so many has the tag
CHANGED = 10  # one message in so many is a change that is still kept


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was loaded, and in how many seconds. shares: contacts of each business, largest first."""

    businesses: int
    contacts: int
    messages: int
    seconds: float
    shares: list[int]


def identity(table: int, number: int) -> UUID:
    """The id of a row: in order of its number, as ids made in order of time are."""
    return UUID(int=(table << 100) | (7 << 76) | (2 << 62) | number)


def load(dsn: str, scale: float = 1.0) -> Loaded:
    """Fills a migrated database; indexes are put aside meanwhile and made again."""
    begun = time.monotonic()
    businesses = max(2, round(BUSINESSES * scale))
    shares = _shares(businesses, round(CONTACTS * scale))
    each = MESSAGES // CONTACTS
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("set synchronous_commit = off; set maintenance_work_mem = '1GB'")
        connection.execute("set session_replication_role = replica")  # no triggers, no checks of foreign keys
        aside = _put_aside(connection)
        for table, columns, rows in _contents(shares, each):
            with connection.cursor().copy(f"copy {table} ({columns}) from stdin") as copy:
                for chunk in _chunks(rows):
                    copy.write(chunk)
        for definition in aside:
            connection.execute(definition)
        connection.execute("set session_replication_role = origin")
        connection.execute("vacuum analyze")
    return Loaded(businesses, sum(shares), sum(shares) * each, time.monotonic() - begun, shares)


def _shares(businesses: int, contacts: int) -> list[int]:
    """How many contacts each business has: the n-th has 1/n-th of the first."""
    total = sum(1 / n for n in range(1, businesses + 1))
    return [max(1, int(contacts / total / n)) for n in range(1, businesses + 1)]


def _put_aside(connection: "psycopg.Connection[Any]") -> list[Any]:
    """Drops the indexes that stand for no constraint; answers how to make them again."""
    rows = connection.execute(
        "select c.relname, pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indexrelid "
        "join pg_class t on t.oid = i.indrelid where t.relname = any(%s) and t.relnamespace = 'public'::regnamespace "
        "and not exists (select from pg_constraint k where k.conindid = i.indexrelid)",
        (list(TABLES),),
    ).fetchall()
    for name, _ in rows:
        connection.execute(f'drop index "{name}"')
    return [definition for _, definition in rows]


Contents = tuple[str, str, Callable[[], Iterator[str]]]


def _contents(shares: list[int], each: int) -> Iterator[Contents]:
    chance = random.Random(1)
    now = time.time()
    day = 86_400.0

    def stamp(seconds: float) -> str:
        return time.strftime("%Y-%m-%d %H:%M:%S+00", time.gmtime(seconds))

    def businesses() -> Iterator[str]:
        for b in range(len(shares)):
            yield f"{identity(1, b)}\tNegocio {b}\n"

    def apps() -> Iterator[str]:
        for b in range(len(shares)):
            yield f"{identity(2, b)}\t{identity(1, b)}\troute-{b:08d}\t\\\\x00\t\\\\x00\n"

    def instances() -> Iterator[str]:
        for b in range(len(shares)):
            i, a, own = identity(3, b), identity(2, b), identity(1, b)
            yield f"{i}\t{own}\tcloud\tNúmero\t{a}\t9{b:012d}\t8{b:012d}\t\\\\x00\n"

    def contacts() -> Iterator[str]:
        for b, c in _pairs(shares):
            first = chance.choice(NAMES)
            name = f"{first} {chance.choice(LAST)} {chance.choice(LAST)}"
            at = stamp(now - chance.random() * 700 * day)
            whose = identity(7, b * TEAM + c % TEAM) if c % 7 else "\\N"
            yield f"{identity(4, c)}\t{identity(1, b)}\t{name}\t{first}\t521{c:010d}\t{at}\t{at}\t{whose}\n"

    def identities() -> Iterator[str]:
        for b, c in _pairs(shares):
            yield f"{identity(1, b)}\tphone\t521{c:010d}\t{identity(4, c)}\n"

    def tags() -> Iterator[str]:
        for b in range(len(shares)):
            for t in range(TAGS):
                yield f"{identity(8, b * TAGS + t)}\t{identity(1, b)}\tEtiqueta {t}\t#112233\n"

    def contact_tags() -> Iterator[str]:
        for b, c in _pairs(shares):
            for t, one_in in enumerate(TAGGED):
                if c % one_in == 0:
                    yield f"{identity(1, b)}\t{identity(4, c)}\t{identity(8, b * TAGS + t)}\n"

    def conversations() -> Iterator[str]:
        for b, c in _pairs(shares):
            last = _last(c, now)
            ids = f"{identity(5, c)}\t{identity(1, b)}\t{identity(3, b)}\t{identity(4, c)}"
            times = f"{stamp(last + day)}\t{stamp(last)}", stamp(last - each * 1800)
            state = "open" if c % 10 == 0 else "snoozed" if c % 97 == 1 else "closed"
            until = stamp(now + day) if state == "snoozed" else "\\N"
            waits = stamp(last) if c % 250 == 0 else "\\N"
            yield f"{ids}\t{times[0]}\t{int(c % 13 == 0)}\t{each}\t{times[1]}\t{state}\t{until}\t{waits}\n"

    def messages() -> Iterator[str]:
        number = 0
        for b, c in _pairs(shares):
            last, own, talk, line = _last(c, now), identity(1, b), identity(5, c), identity(3, b)
            for m in range(each):
                text = " ".join(chance.choices(WORDS, k=7))
                at = stamp(last - (each - 1 - m) * 1800)
                way = "in\tcustomer\ttext" if m % 2 == 0 else "out\tagent\ttext"
                status = "received" if m % 2 == 0 else "read"
                ids = f"{identity(6, number)}\t{own}\t{talk}\t{line}"
                names = f"wamid.{number:024X}\t" + (f"wamid.{number - 1:024X}" if m % 5 == 4 else "\\N")
                yield f"{ids}\t{way}\t{text}\t{names}\t{status}\t{at}\t{at}\n"
                number += 1

    def changes() -> Iterator[str]:
        number = 0
        for b, _ in _pairs(shares):
            for _ in range(each):
                if number % CHANGED == 0:
                    yield f"{identity(1, b)}\tmessage\t{identity(6, number)}\t{stamp(now - day)}\n"
                number += 1

    yield "businesses", "id, name", businesses
    yield "meta_apps", "id, business_id, route, app_secret_sealed, verify_token_sealed", apps
    yield (
        "instances",
        "id, business_id, provider, name, meta_app_id, channel_id, account_id, token_sealed",
        instances,
    )
    yield "contacts", "id, business_id, name, profile_name, phones, created_at, updated_at, assigned_to", contacts
    yield "contact_identities", "business_id, kind, value, contact_id", identities
    yield "tags", "id, business_id, name, colour", tags
    yield "contact_tags", "business_id, contact_id, tag_id", contact_tags
    yield (
        "conversations",
        "id, business_id, instance_id, contact_id, window_expires_at, last_message_at, unread, "
        "message_count, first_message_at, state, snoozed_until, waiting_since",
        conversations,
    )
    yield (
        "messages",
        "id, business_id, conversation_id, instance_id, direction, author, kind, text, vendor_id, reply_to, status, "
        "sent_at, created_at",
        messages,
    )
    yield "changes", "business_id, kind, id, at", changes


def _pairs(shares: list[int]) -> Iterator[tuple[int, int]]:
    """Business and contact, both by number; a contact's number is its own among all."""
    contact = 0
    for business, share in enumerate(shares):
        for _ in range(share):
            yield business, contact
            contact += 1


def _last(contact: int, now: float) -> float:
    """When a conversation was last active: spread over two years, by its contact's number."""
    return now - (contact * 7919 % 1_000_003) / 1_000_003 * 700 * 86_400


def _chunks(rows: Callable[[], Iterator[str]]) -> Iterator[str]:
    pending: list[str] = []
    for row in rows():
        pending.append(row)
        if len(pending) == CHUNK:
            yield "".join(pending)
            pending = []
    yield "".join(pending)
