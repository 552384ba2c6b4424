"""What an advisor sees of a business: their own contacts and what belongs to these, by row-level security."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege
from psycopg.types.json import Jsonb

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from tests.rigs.tenants import ROWS, forget_changes, insert, person

LOGIN = "recado_functions"
# In the order in which rows need each other.
OF_A_CONTACT = (
    "contacts", "contact_identities", "conversations", "messages", "message_statuses", "media", "media_texts",
    "buffers", "outbound", "rings", "agent_turns", "agent_tool_calls", "handovers", "field_evidence",
    "field_sightings", "field_reviews", "contact_memories", "quiet_reviews",
    "contact_tags", "contact_notes", "contact_merges",
)  # fmt: skip
HIDDEN = (
    "events", "usage", "raw_updates", "audit", "api_keys", "meta_apps", "invitations", "media_handles", "changes",
    "contact_files", "send_rates", "send_pairs", "opened_customers", "opened_quarters",
    "web_sessions", "web_session_keys", "voice_notes", "webhook_messages", "deleted_objects",
    "stats_hourly", "external_tools", "files", "file_chunks", "lessons", "agent_configs", "bench_sessions",
    "eval_cases", "eval_runs", "eval_run_cases", "eval_results",
    "stock_moves", "product_vectors",
)  # fmt: skip
# Nothing of any contact is in these; a file that was brought is its member's until a message sends it.
OPEN = (
    "businesses", "memberships", "instances", "turns", "tags", "contact_fields", "canned_replies", "uploads",
    "templates", "alert_choices", "field_proposals", "categories", "products", "variants", "product_pictures",
)  # fmt: skip
GENERATED = ("seq", "key", "sort_name", "search")
Connection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Shop:
    """A business with two advisors, each with a contact of their own, and a contact that is nobody's."""

    admin: Connection
    dsn: str
    business: UUID
    ana: UUID
    luis: UUID

    @contextmanager
    def seen_by(self, advisor: UUID | None) -> Iterator[Connection]:
        """A transaction of the business, as an advisor or as somebody who sees everything. Nothing of it stays."""
        with psycopg.connect(self.dsn) as connection:
            connection.execute(
                "select set_config('role', 'recado_app', true), set_config('app.business_id', %s, true), "
                "set_config('app.advisor_id', %s, true)",
                (str(self.business), str(advisor or "")),
            )
            yield connection
            connection.rollback()

    def row(self, table: str, advisor: UUID | None) -> dict[str, Any]:
        """The row of this advisor's contact, without what PostgreSQL generates itself."""
        with self.seen_by(None) as connection:
            (contact,) = connection.execute(
                "select id from contacts where assigned_to is not distinct from %s", (advisor,)
            ).fetchall()
            found = connection.execute(
                sql.SQL("select to_jsonb(t) from {} t where {}").format(sql.Identifier(table), _about(table)), contact
            ).fetchall()
        return {name: value for name, value in found[0][0].items() if name not in GENERATED}


def _about(table: str) -> sql.SQL:
    """The condition for rows about a contact."""
    conversation = "(select id from conversations where contact_id = %s)"
    message = f"(select id from messages where conversation_id in {conversation})"
    vendor_id = f"(select vendor_id from messages where conversation_id in {conversation})"
    return sql.SQL(
        {
            "contacts": "id = %s",
            "contact_identities": "contact_id = %s",
            "contact_tags": "contact_id = %s",
            "contact_merges": "survivor_id = %s",
            "contact_notes": "contact_id = %s",
            "field_evidence": "contact_id = %s",
            "field_sightings": "contact_id = %s",
            "contact_memories": "contact_id = %s",
            "conversations": "contact_id = %s",
            "message_statuses": f"vendor_id in {vendor_id}",
            "media": f"message_id in {message}",
            "media_texts": f"message_id in {message}",
        }.get(table, f"conversation_id in {conversation}")
    )


@pytest.fixture(scope="module")
def shop(postgres_server: Postgres) -> Iterator[Shop]:
    name = f"visibility_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    migrate(postgres_server.dsn(name), postgres_server.dsn(name, LOGIN))
    with psycopg.connect(postgres_server.dsn(name), autocommit=True) as admin:
        shared: dict[str, Any] = {"unique": uuid4().hex, "user": person(admin)}
        insert(admin, (*OPEN, *HIDDEN), dict(shared))
        shared["business"] = business = admin.execute("select id from businesses").fetchall()[0][0]
        shared["instance"] = admin.execute("select id from instances").fetchall()[0][0]
        shared["tag"] = admin.execute("select id from tags").fetchall()[0][0]
        advisors = [person(admin), person(admin)]
        for advisor in (*advisors, None):
            ids = shared | {"unique": uuid4().hex}
            insert(admin, OF_A_CONTACT, ids)
            if advisor:
                statement = "insert into memberships (business_id, user_id, role) values (%s, %s, 'ADVISOR')"
                admin.execute(statement, (business, advisor))
            admin.execute("update contacts set assigned_to = %s where id = %s", (advisor, ids["contact"]))
            admin.execute("update messages set vendor_id = %s where id = %s", (ids["unique"], ids["message"]))
        forget_changes(admin, business)
        admin.execute("analyze")
        yield Shop(admin, postgres_server.dsn(name, LOGIN), business, *advisors)


def count(connection: Connection, table: str) -> int:
    (row,) = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchall()
    return int(row[0])


def test_every_tenant_table_is_of_a_contact_or_hidden_or_known_to_show_none() -> None:
    assert {table for table, _ in ROWS} == {*OF_A_CONTACT, *HIDDEN, *OPEN}, (
        "a new tenant table: call show_to_advisor or hide_from_advisor for it in its migration, or say here why not"
    )


@pytest.mark.parametrize("table", OF_A_CONTACT)
class TestTableOfAContact:
    """Each fact, for each table with rows of contacts."""

    def test_shows_everything_to_who_is_no_advisor(self, shop: Shop, table: str) -> None:
        with shop.seen_by(None) as connection:
            assert count(connection, table) == 3

    def test_shows_an_advisor_what_is_theirs_and_nothing_else(self, shop: Shop, table: str) -> None:
        for advisor, expected in ((shop.ana, 1), (shop.luis, 1), (uuid4(), 0)):
            with shop.seen_by(advisor) as connection:
                rows = connection.execute(sql.SQL("select to_jsonb(t) from {} t").format(sql.Identifier(table)))
                found = [{name: value for name, value in row[0].items() if name not in GENERATED} for row in rows]
            assert len(found) == expected
            if expected:
                assert found == [shop.row(table, advisor)]

    def test_lets_an_advisor_change_what_is_theirs_and_nothing_else(self, shop: Shop, table: str) -> None:
        name = sql.Identifier(table)
        with shop.seen_by(shop.ana) as connection:
            assert connection.execute(sql.SQL("update {} set business_id = business_id").format(name)).rowcount == 1
            assert connection.execute(sql.SQL("delete from {}").format(name)).rowcount == 1
        with shop.seen_by(uuid4()) as connection:
            assert connection.execute(sql.SQL("update {} set business_id = business_id").format(name)).rowcount == 0
            assert connection.execute(sql.SQL("delete from {}").format(name)).rowcount == 0

    @pytest.mark.parametrize("whose", ["luis", "nobody"])
    def test_refuses_a_row_about_another_contact(self, shop: Shop, table: str, whose: str) -> None:
        row = shop.row(table, shop.luis if whose == "luis" else None)
        columns = sql.SQL(", ").join(map(sql.Identifier, row))
        statement = sql.SQL("insert into {t} ({c}) select {c} from jsonb_populate_record(null::{t}, %s)")
        with shop.seen_by(shop.ana) as connection, pytest.raises(InsufficientPrivilege, match="row-level security"):
            connection.execute(statement.format(t=sql.Identifier(table), c=columns), (Jsonb(row),))


@pytest.mark.parametrize("table", HIDDEN)
def test_advisors_neither_read_nor_change_the_businesss_own_records(shop: Shop, table: str) -> None:
    with shop.seen_by(None) as connection:
        assert count(connection, table) == 1
    with shop.seen_by(shop.ana) as connection:
        assert count(connection, table) == 0
        if table != "audit":  # nobody changes that
            name = sql.Identifier(table)
            assert connection.execute(sql.SQL("update {} set business_id = business_id").format(name)).rowcount == 0
            assert connection.execute(sql.SQL("delete from {}").format(name)).rowcount == 0


def test_what_an_advisor_does_is_still_written_down(shop: Shop) -> None:
    with shop.seen_by(shop.ana) as connection:
        connection.execute(
            "insert into events (id, business_id, severity, type) values (%s, %s, 'info', 'a.b')",
            (uuid4(), shop.business),
        )
        connection.execute(
            "insert into audit (id, business_id, actor_kind, action, thing) values (%s, %s, 'user', 'a.b', 'a')",
            (uuid4(), shop.business),
        )


def test_an_advisor_cannot_take_give_away_or_orphan_a_contact_by_writing_the_row(shop: Shop) -> None:
    with shop.seen_by(shop.ana) as connection:
        assert connection.execute("update contacts set assigned_to = %s", (shop.ana,)).rowcount == 1
        for other in (shop.luis, None):
            with pytest.raises(InsufficientPrivilege), connection.transaction():
                connection.execute("update contacts set assigned_to = %s", (other,))


def test_a_member_who_goes_leaves_no_contact_assigned(shop: Shop) -> None:
    with shop.seen_by(None) as connection:
        connection.execute("delete from memberships where user_id = %s", (shop.ana,))
        rows = connection.execute("select count(*) from contacts where assigned_to is not null").fetchall()
        assert rows == [(1,)]


HOT = (
    ("select * from contacts where id = %s", "contacts_pkey"),
    ("select * from contact_identities where business_id = current_business() and kind = 'phone' and key = '1'",
     "contact_identities_pkey"),
    ("select * from messages where conversation_id = %s order by sent_at desc, seq desc limit 50",
     "messages_conversation_id_sent_at_seq_idx"),
    ("select * from conversations where business_id = current_business() "
     "order by last_message_at desc, id desc limit 50",
     "conversations_newest"),
)  # fmt: skip


@pytest.mark.parametrize(("query", "index"), HOT)
def test_without_an_advisor_the_policies_run_nothing_but_one_look_at_the_setting(
    shop: Shop, query: str, index: str
) -> None:
    with shop.seen_by(None) as connection:
        connection.execute(
            "set local enable_seqscan = off; set local enable_sort = off; set local enable_bitmapscan = off"
        )
        parameters = (shop.business,) if "%s" in query else ()
        ((plan,),) = connection.execute(f"explain (analyze, format json) {query}".encode(), parameters).fetchall()
    nodes = list(_nodes(plan[0]["Plan"]))
    looked = [node for node in nodes if re.match(r"SubPlan|.*hashed", node.get("Subplan Name", ""))]
    assert all(node["Actual Loops"] == 0 for node in looked), json.dumps(looked, indent=1)
    assert index in {node.get("Index Name") for node in nodes}


def _nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for inner in plan.get("Plans", []):
        yield from _nodes(inner)
