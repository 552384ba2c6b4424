"""Tenants cannot see each other, even by our mistake: row-level security on a real PostgreSQL.

What it does not prevent: code that runs in a function's process may take either role, and within `recado_app` may name
any tenant. Row-level security is there for our mistakes (a forgotten condition), and nothing else reaches the rows.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, LiteralString
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from infra.local.postgres import Postgres
from infra.sql.migrate import migrate
from recado.platform.db import Database
from tests.rigs.tenants import TABLES, fill

ROOT = Path(__file__).parents[2]
LOGIN = "recado_functions"
OURS = (LOGIN, "recado_app", "recado_worker", "recado_accounts", "recado_admin", "recado_system")
Connection = psycopg.Connection[Any]
# What needs no tenant: prices, the platform's defaults, ticks and the list of migrations; people and their sessions.
ACCOUNT_TABLES = {
    "users",
    "sessions",
    "refresh_tokens",
    "mail_tokens",
    "attempts",
    "idempotency",
    "second_factors",
    "recovery_codes",
    "known_networks",
    "email_changes",
    "push_devices",
}
SHARED_TABLES = {
    "platform_settings", "model_catalog", "schedule_ticks", "schema_migrations", "schema_functions", "request_counts",
    "web_hosts", "mails", "loose_pictures", "stats_watermark",
} | ACCOUNT_TABLES  # fmt: skip
APPEND_ONLY = {"audit"}  # the app's role may not change or delete at all
PICTURES = {"leave_picture", "take_picture"}  # by names nobody can guess
JOINING = {"invitation_by_token", "accept_invitation"}  # whom an invitation is for, and using it
# Ids within the business and the advisor's sight, by indexes that row-level security keeps out of reach.
TENANTS = [
    "answering_models()", "close_sandbox(uuid)", "contact_trail(uuid,uuid,integer)", "contacts_like(text[])",
    "contacts_with(jsonb)", "cost_or_dearest(bigint,integer,integer)", "count_test_usage(uuid)",
    "find_messages(text,timestamp with time zone,uuid,integer,uuid)", "mark_effect(bytea,uuid)",
    "member_names(uuid[])", "open_sandbox(uuid,uuid,uuid,uuid,text,boolean)",
    "queue_mail(uuid,text,uuid,bytea,interval)", "search_contacts(text[],text,boolean,integer)",
    "search_passages(text[],halfvec,text,double precision,integer)",
    "search_products(text[],halfvec,text,double precision,uuid,bigint,boolean,boolean,integer)", "take_picture(text)",
    "web_session_states(uuid[])",
]  # fmt: skip
ADMISSION = {"admit_person", "admit_key", "count_request", "mark_effect"}  # who is asking, and that it took effect

MAILING = {"claim_mail", "claim_waiting_mails"}  # what a mail says, sealed, to the one who sends it
TEAM = {"member_names", "contact_trail", "web_session_states"}  # what a whole team may know of itself
TELLING = {"claim_ended_sessions", "owner_addresses", "capped_businesses"}  # whom to write to, and why
ADMINISTRATION = {
    "admin_events",
    "admin_event_types",
    "admin_businesses",
    "admin_users",
    "set_platform_model",
    "platform_spending",
    "set_platform_cap",
}
RETIRING = {"retiring_models"}  # which models are in use, and in how many businesses
SHARED_FACTS = {"answering_models"}  # what models there are: no tenant's facts


@dataclass(frozen=True, slots=True)
class World:
    """A migrated database with two businesses, `mine` and `theirs`, in every table."""

    admin: Connection
    dsn: str
    mine: UUID
    theirs: UUID

    @contextmanager
    def acting(self, role: str | None, business: UUID | None) -> Iterator[Connection]:
        """A transaction of the processes' login, that takes a role and names a business."""
        with psycopg.connect(self.dsn) as connection:
            if role:
                connection.execute("select set_config('role', %s, true)", (role,))
            if business:
                connection.execute("select set_config('app.business_id', %s, true)", (str(business),))
            yield connection
            connection.rollback()

    def their_row(self, table: str) -> dict[str, Any]:
        """A row of the other business, without what PostgreSQL generates itself."""
        (row,) = self.admin.execute(
            sql.SQL("select to_jsonb(t) from {} t where business_id = %s").format(sql.Identifier(table)), (self.theirs,)
        ).fetchall()
        generated = self.admin.execute(
            "select column_name from information_schema.columns where table_name = %s "
            "and (is_generated = 'ALWAYS' or identity_generation = 'ALWAYS')",
            (table,),
        ).fetchall()
        return {name: value for name, value in row[0].items() if (name,) not in generated}


@pytest.fixture(scope="module")
def world(postgres_server: Postgres) -> Iterator[World]:
    name = f"isolation_{uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
    admin_dsn, dsn = postgres_server.dsn(name), postgres_server.dsn(name, LOGIN)
    migrate(admin_dsn, dsn)
    with psycopg.connect(admin_dsn, autocommit=True) as admin:
        yield World(admin, dsn, fill(admin), fill(admin))


def insert(connection: Connection, table: str, row: dict[str, Any]) -> None:
    columns = sql.SQL(", ").join(map(sql.Identifier, row))
    connection.execute(
        sql.SQL(
            "insert into {table} ({columns}) select {columns} from jsonb_populate_record(null::{table}, %s)"
        ).format(table=sql.Identifier(table), columns=columns),
        (psycopg.types.json.Jsonb(row),),
    )


def count(connection: Connection, table: str) -> int:
    (row,) = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(table))).fetchall()
    return int(row[0])


def catalog(world: World, query: LiteralString, params: Any = ()) -> list[Any]:
    return [row[0] for row in world.admin.execute(query, params).fetchall()]


def test_every_table_is_either_a_tenants_or_known_to_be_shared(world: World) -> None:
    tables = set(catalog(world, "select tablename from pg_tables where schemaname = 'public'"))
    with_tenant = set(
        catalog(
            world,
            "select table_name from information_schema.columns where table_schema = 'public' "
            "and column_name = 'business_id'",
        )
    )
    assert tables - with_tenant == SHARED_TABLES
    assert with_tenant == set(TABLES), "a new tenant table: give it a row in tests/rigs/tenants.py"


def test_every_tenant_table_has_forced_row_level_security_and_its_policy(world: World) -> None:
    unprotected = catalog(
        world,
        "select c.relname from pg_class c join information_schema.columns k on k.table_name = c.relname "
        "and k.table_schema = 'public' and k.column_name = 'business_id' where c.relnamespace = 'public'::regnamespace "
        "and c.relkind in ('r', 'p') and not (c.relrowsecurity and c.relforcerowsecurity and exists (select from "
        "pg_policy p where p.polrelid = c.oid and p.polname = 'tenant' and p.polwithcheck is not null))",
    )
    assert unprotected == []


def test_only_the_tenant_policy_lets_the_app_role_in(world: World) -> None:
    policies = world.admin.execute(
        "select distinct policyname, roles::text[], qual, with_check from pg_policies where schemaname = 'public' "
        "and permissive = 'PERMISSIVE'"
    ).fetchall()
    own = "(business_id = current_business())"
    assert sorted(policies) == [
        ("system", ["recado_system"], "true", "true"),
        ("tenant", ["recado_app"], own, own),
    ]


def test_there_are_no_views_that_would_go_round_the_policies(world: World) -> None:
    assert catalog(world, "select relname from pg_class where relkind in ('v', 'm') and relnamespace = 2200") == []


@pytest.mark.parametrize("table", TABLES)
class TestTable:
    """Each fact, for each tenant table."""

    def test_shows_a_business_its_own_row_and_no_other(self, world: World, table: str) -> None:
        with world.acting("recado_app", world.mine) as connection:
            rows = connection.execute(sql.SQL("select business_id from {}").format(sql.Identifier(table))).fetchall()
        assert rows == [(world.mine,)]

    def test_shows_nothing_when_no_tenant_or_an_unknown_one_is_set(self, world: World, table: str) -> None:
        with world.acting("recado_app", None) as connection:
            assert count(connection, table) == 0
        with world.acting("recado_app", uuid4()) as connection:
            assert count(connection, table) == 0

    def test_refuses_a_row_of_another_business_or_of_none(self, world: World, table: str) -> None:
        row = world.their_row(table)
        for business in (world.mine, None):
            with (
                world.acting("recado_app", business) as connection,
                pytest.raises(InsufficientPrivilege, match="row-level security"),
            ):
                insert(connection, table, row)

    def test_updates_and_deletes_touch_no_row_of_another_business(self, world: World, table: str) -> None:
        name = sql.Identifier(table)
        if table in APPEND_ONLY:
            for verb in ("update {} set action = ''", "delete from {}"):
                with world.acting("recado_app", world.mine) as connection, pytest.raises(InsufficientPrivilege):
                    connection.execute(sql.SQL(verb).format(name))
            return
        for business in (world.mine, None):
            with world.acting("recado_app", business) as connection:
                where = sql.SQL("where business_id = {}").format(world.theirs)
                column = sql.Identifier(next(iter(world.their_row(table))))
                updated = connection.execute(sql.SQL("update {} set {c} = {c} {w}").format(name, c=column, w=where))
                deleted = connection.execute(sql.SQL("delete from {} {w}").format(name, w=where))
            assert (updated.rowcount, deleted.rowcount) == (0, 0)

    def test_a_row_cannot_be_given_to_another_business(self, world: World, table: str) -> None:
        column = "id" if table == "businesses" else "business_id"
        change = sql.SQL("update {} set {} = %s").format(sql.Identifier(table), sql.Identifier(column))
        with (
            world.acting("recado_app", world.mine) as connection,
            pytest.raises(InsufficientPrivilege, match="permission" if table in APPEND_ONLY else "row-level security"),
        ):
            connection.execute(change, (world.theirs,))

    def test_is_closed_to_the_login_itself_and_to_the_roles_without_a_tenant(self, world: World, table: str) -> None:
        column = sql.Identifier(next(iter(world.their_row(table))))
        for role in (None, "recado_worker", "recado_accounts", "recado_admin"):
            for verb in ("select from {}", "delete from {}", "update {} set {c} = null", "truncate {}"):
                with world.acting(role, world.mine) as connection, pytest.raises(InsufficientPrivilege):
                    connection.execute(sql.SQL(verb).format(sql.Identifier(table), c=column))


@pytest.mark.parametrize(
    "query",
    [
        "select count(*) from messages m right join businesses b on true where m.business_id <> %(mine)s",
        "select count(*) from businesses b, lateral (select from messages m where m.business_id <> b.id) leaked",
        "select count(*) from contacts c where exists (select from conversations v where v.business_id = %(theirs)s)",
        "select (select count(*) from instances where business_id = %(theirs)s)",
        "with all_of_them as materialized (select * from messages) select count(*) from all_of_them "
        "where business_id <> %(mine)s",
        "select count(*) from messages where current_setting('app.business_id') <> business_id::text",
        "select count(*) from (select business_id from events union all select business_id from usage) u "
        "where business_id <> %(mine)s",
        "select count(*) from pg_stats where schemaname = 'public' and tablename = 'messages'",
        "select count(*) from query_to_xml('select * from messages where business_id <> current_business()', "
        "true, false, '') x where x::text like '%%secreto%%'",
    ],
)
def test_joins_subqueries_and_functions_find_nothing_of_another_business(world: World, query: LiteralString) -> None:
    world.admin.execute("analyze")
    with world.acting("recado_app", world.mine) as connection:
        (row,) = connection.execute(query, {"mine": world.mine, "theirs": world.theirs}).fetchall()
    assert row == (0,)


def test_a_cheap_function_in_a_condition_is_not_shown_rows_of_another_business(world: World) -> None:
    heard: list[str] = []
    with world.acting("recado_app", world.mine) as connection:
        connection.add_notice_handler(lambda notice: heard.append(notice.message_primary or ""))
        connection.execute(
            "create function pg_temp.overhear(uuid, text) returns boolean language plpgsql cost 0.0000001 "
            "as $$ begin raise notice '% %', $1, $2; return true; end $$"
        )
        connection.execute("select from messages where pg_temp.overhear(business_id, text)")
    assert heard == [f"{world.mine} secreto"]


def test_functions_for_lists_give_neither_contacts_nor_names_of_another_business(world: World) -> None:
    everybody = [row[0] for row in world.admin.execute("select user_id from memberships").fetchall()]
    with world.acting("recado_app", world.mine) as connection:
        named = connection.execute("select user_id from member_names(%s)", (everybody,)).fetchall()
        alike = connection.execute("select contact_id from contacts_like(array['%secreto%'])").fetchall()
        numbers = [row[0] for row in world.admin.execute("select id from instances").fetchall()]
        sessions = connection.execute("select instance_id from web_session_states(%s)", (numbers,)).fetchall()
        assert sessions == connection.execute("select instance_id from web_sessions").fetchall() != []
        contacts = [row[0] for row in world.admin.execute("select id from contacts").fetchall()]
        trails = {
            each: connection.execute("select from contact_trail(%s, null, 9)", (each,)).rowcount for each in contacts
        }
        assert {each for each, rows in trails.items() if rows} == {row[0] for row in alike}
        assert named == connection.execute("select user_id from memberships").fetchall() != []
        assert alike == connection.execute("select id from contacts").fetchall() != []
    with world.acting("recado_app", None) as connection:
        assert connection.execute("select from member_names(%s)", (everybody,)).fetchall() == []
        assert connection.execute("select from contacts_like(array['%secreto%'])").fetchall() == []


def test_only_the_worker_accounts_and_the_super_admin_may_call_the_cross_tenant_functions_each_their_own(
    world: World,
) -> None:
    query = (
        "select p.oid::regprocedure::text from pg_proc p where pronamespace = 'public'::regnamespace and prosecdef "
        "and {} order by 1"
    )
    everything = catalog(world, query.format("p.prorettype <> 'trigger'::regtype"))
    assert len(everything) >= 8
    work = catalog(world, query.format("has_function_privilege('recado_worker', p.oid, 'execute')"))
    accounts = catalog(world, query.format("has_function_privilege('recado_accounts', p.oid, 'execute')"))
    admin = catalog(world, query.format("has_function_privilege('recado_admin', p.oid, 'execute')"))
    app = catalog(world, query.format("has_function_privilege('recado_app', p.oid, 'execute')"))
    assert sorted({*work, *accounts, *admin, *app}) == everything
    assert {name.split("(")[0] for name in accounts} == {
        "businesses_of",
        "found_business",
        "note_event",
        "queue_mail",
        *PICTURES,
    } | JOINING | ADMISSION
    assert {name.split("(")[0] for name in admin} == ADMINISTRATION | SHARED_FACTS | {"mark_effect"}
    assert {name.split("(")[0] for name in set(admin) & {*work, *accounts}} == {"mark_effect"}
    for role, allowed in (("recado_app", TENANTS), (LOGIN, []), ("public", [])):
        assert catalog(world, query.format(f"has_function_privilege('{role}', p.oid, 'execute')")) == allowed
    with world.acting("recado_app", world.mine) as connection, pytest.raises(InsufficientPrivilege):
        connection.execute("select * from claim_due_buffers(1, interval '1 second', 1)")


def test_the_cross_tenant_functions_of_the_worker_answer_ids_only_and_all_pin_their_search_path(world: World) -> None:
    rows = world.admin.execute(
        "select proname, proconfig, pg_get_userbyid(proowner), pg_get_function_result(oid) from pg_proc "
        "where pronamespace = 'public'::regnamespace and prosecdef and prorettype <> 'trigger'::regtype"
    ).fetchall()
    assert {(row[1][0], row[2]) for row in rows} == {("search_path=public, pg_temp", "recado_system")}
    # these tell people of themselves, and the super admin everything
    others = (
        {"businesses_of"} | JOINING | ADMISSION | ADMINISTRATION | TELLING | MAILING | TEAM | SHARED_FACTS | RETIRING
    )
    rows = [row for row in rows if row[0] not in others]
    answered = {column.split()[-1] for row in rows for column in re.sub(r"TABLE|[()]", "", row[3]).split(", ")}
    assert answered <= {"uuid", "text", "integer", "precision", "boolean", "void", "bigint", "zone"}
    named = {column.split()[0] for row in rows for column in re.sub(r"TABLE|[()]", "", row[3]).split(", ")}
    assert named <= {
        "instance_id", "business_id", "provider", "conversation_id", "claim_id", "attempts", "due_in", "message_id",
        "outcome", "media_id", "epoch", "state", "wanted", "command", "restarts", "start_in", "has_keys",
        "waiting", "hosts", "state_at",
        "contact_id", "score", "boolean", "mail_id", "integer", "void", "route", "kind", "row_id",
        "object_key", "voice_key", "unused", "trace", "deletes_at", "last_id", "looked_at",
        "file_id", "chunk", "version", "bigint", "sandbox", "run_id", "product_id",
    }  # fmt: skip


def test_neither_the_worker_nor_the_super_admin_reads_any_table(world: World) -> None:
    for privilege in ("select", "insert", "update", "delete"):
        open_to_it = catalog(
            world,
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' "
            "and (has_table_privilege('recado_worker', oid, %(p)s) or has_table_privilege('recado_admin', oid, %(p)s) "
            "or has_table_privilege(%(login)s, oid, %(p)s))",
            {"p": privilege, "login": LOGIN},
        )
        assert open_to_it == []


def test_people_and_their_sessions_are_open_to_the_accounts_role_alone(world: World) -> None:
    for privilege in ("select", "insert", "update", "delete"):
        for role in ("recado_app", "recado_worker", "recado_admin", "recado_system", LOGIN, "recado_accounts"):
            open_to_it = catalog(
                world,
                "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' "
                "and has_table_privilege(%(role)s, oid, %(p)s)",
                {"p": privilege, "role": role},
            )
            if role == "recado_system":  # its functions say who is asking; no process can take the role
                assert set(open_to_it) & ACCOUNT_TABLES <= {"users", "sessions", "idempotency", "email_changes"}
                continue
            assert set(open_to_it) & ACCOUNT_TABLES == (ACCOUNT_TABLES if role == "recado_accounts" else set())
            if role == "recado_accounts":
                assert set(open_to_it) == ACCOUNT_TABLES


def test_no_role_of_ours_is_superuser_owner_or_may_bypass_the_policies(world: World) -> None:
    mighty = catalog(
        world,
        "select rolname from pg_roles where rolname = any(%s) "
        "and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication or rolinherit)",
        (list(OURS),),
    )
    owned = catalog(
        world,
        "select relname from pg_class where relnamespace = 'public'::regnamespace "
        "and pg_get_userbyid(relowner) = any(%s)",
        (list(OURS),),
    )
    builders = catalog(
        world, "select r from unnest(%s::text[]) r where has_schema_privilege(r, 'public', 'create')", (list(OURS),)
    )
    assert (mighty, owned, builders) == ([], [], [])


@pytest.mark.parametrize("role", [None, "recado_app", "recado_worker", "recado_accounts", "recado_admin"])
@pytest.mark.parametrize("wanted", ["recado_system", "postgres", "pg_read_all_data"])
def test_a_process_takes_its_four_roles_and_no_other(world: World, role: str | None, wanted: str) -> None:
    for statement in ("select set_config('role', %s, true)", "select set_config('session_authorization', %s, true)"):
        with world.acting(role, world.mine) as connection, pytest.raises(InsufficientPrivilege):
            connection.execute(statement, (wanted,))
    members = catalog(
        world,
        "select pg_get_userbyid(roleid) from pg_auth_members where pg_get_userbyid(member) = any(%s)",
        (list(OURS),),
    )
    assert sorted(members) == ["recado_accounts", "recado_admin", "recado_app", "recado_worker"]


def test_an_event_of_the_platform_is_no_tenants_to_read_or_to_write(world: World) -> None:
    world.admin.execute("insert into events (id, severity, type) values (gen_random_uuid(), 'info', 'platform')")
    with world.acting("recado_app", world.mine) as connection:
        assert connection.execute("select from events where business_id is null").fetchall() == []
        with pytest.raises(InsufficientPrivilege, match="row-level security"):
            connection.execute("insert into events (id, severity, type) values (gen_random_uuid(), 'info', 'mine')")


def test_the_policies_cannot_be_switched_off_in_a_session(world: World) -> None:
    with world.acting("recado_app", world.mine) as connection:
        connection.execute("set local row_security = off")
        with pytest.raises(InsufficientPrivilege, match="row-level security"):
            connection.execute("select from messages")


class Broken(Exception):
    """Raised inside a transaction on purpose."""


def fail_inside(database: Database, business: UUID, error: type[Exception] | None) -> None:
    with database.tenant(business) as tx:
        if error is psycopg.errors.DivisionByZero:
            tx.run("select 1 / 0")
        raise Broken


def test_neither_tenant_nor_role_outlive_their_transaction(world: World) -> None:
    database = Database(world.dsn)
    asked = "select coalesce(current_setting('app.business_id', true), '') || ' ' || current_user"
    for error in (None, Broken, psycopg.errors.DivisionByZero):
        with database.tenant(world.mine) as tx:
            assert tx.value(asked) == f"{world.mine} recado_app"
        with pytest.raises(error or Broken):
            fail_inside(database, world.mine, error)
        connection = database._connection
        assert connection is not None
        assert connection.execute(asked).fetchone() == (f" {LOGIN}",)
        with database.worker() as tx:
            assert tx.value(asked) == " recado_worker"
    database.close()


def test_the_tenant_and_the_role_are_set_in_one_place_and_for_one_transaction_only() -> None:
    setting = re.compile(
        r"set_config|\bset\s+(?:local\s+|session\s+)?(?:role|session\s+authorization)\b|app\.(?:business|advisor)_id",
        re.IGNORECASE,
    )
    sources = [file for folder in ("layers", "functions") for file in (ROOT / folder).rglob("*.py")]
    found = {str(file.relative_to(ROOT)): file.read_text() for file in sources if setting.search(file.read_text())}
    assert list(found) == ["layers/recado/platform/db.py"]
    calls = re.findall(r"set_config\(([^)]*)\)", "".join(found.values()))
    assert len(calls) >= 2
    assert all(call.endswith(", true") for call in calls)
