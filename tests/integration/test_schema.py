"""The database's shape: what is written down of it is what the migrations make, and references stay within a tenant."""

from pathlib import Path
from typing import Any, LiteralString

import psycopg
import pytest

from infra.local.postgres import Postgres
from infra.sql import migrate, schema

FUNCTIONS = Path(migrate.__file__).parent / "functions"


@pytest.fixture(scope="module")
def migrated(postgres_server: Postgres) -> str:
    """The name of a database that was just migrated."""
    with psycopg.connect(postgres_server.dsn_admin, autocommit=True) as connection:
        connection.execute("drop database if exists shape")
        connection.execute("create database shape")
    migrate.migrate(postgres_server.dsn("shape"), postgres_server.dsn("shape", "recado_login"))
    return "shape"


def rows(server: Postgres, database: str, query: LiteralString) -> list[tuple[Any, ...]]:
    with psycopg.connect(server.dsn(database)) as connection:
        return connection.execute(query).fetchall()


def test_schema_sql_is_what_the_migrations_make(postgres_server: Postgres, migrated: str) -> None:
    assert schema.schema(postgres_server, migrated) == schema.FILE.read_text(), "run `make schema`"


def test_migrating_again_applies_nothing(postgres_server: Postgres, migrated: str) -> None:
    server = postgres_server
    assert migrate.migrate(server.dsn(migrated), server.dsn(migrated, "recado_login")) == []


def test_every_function_of_the_database_has_its_current_text_in_a_file(
    postgres_server: Postgres, migrated: str
) -> None:
    names = rows(
        postgres_server,
        migrated,
        "select proname from pg_proc p where pronamespace = 'public'::regnamespace and prokind = 'f' "
        "and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by 1",
    )
    assert [name for (name,) in names] == sorted(file.stem for file in FUNCTIONS.glob("*.sql"))


def test_what_runs_as_the_system_is_the_systems_own_and_open_to_no_stranger(
    postgres_server: Postgres, migrated: str
) -> None:
    open_ones = rows(
        postgres_server,
        migrated,
        "select p.oid::regprocedure::text from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef "
        "and (pg_get_userbyid(p.proowner) <> 'recado_system' "
        "or exists (select from aclexplode(p.proacl) a where a.grantee = 0))",
    )
    assert open_ones == []


def test_references_between_tenant_tables_name_the_business(postgres_server: Postgres, migrated: str) -> None:
    loose = rows(
        postgres_server,
        migrated,
        """
        select f.conrelid::regclass::text, f.conname from pg_constraint f
        where f.contype = 'f' and f.confrelid <> 'businesses'::regclass and f.connamespace = 'public'::regnamespace
          and (select count(*) from pg_attribute a where a.attname = 'business_id' and not a.attisdropped
               and a.attrelid in (f.conrelid, f.confrelid)) = case when f.conrelid = f.confrelid then 1 else 2 end
          and not exists (select from pg_attribute a where a.attrelid = f.conrelid and a.attname = 'business_id'
                          and a.attnum = any(f.conkey))
        """,
    )
    assert loose == []


def test_a_row_cannot_point_at_another_tenants(postgres_server: Postgres, migrated: str) -> None:
    with psycopg.connect(postgres_server.dsn(migrated)) as connection:
        connection.execute(
            "insert into businesses (id, name) values (gen_random_uuid(), 'Una'), (gen_random_uuid(), 'Otra')"
        )
        connection.execute("insert into contacts (id, business_id) select gen_random_uuid(), id from businesses")
        connection.execute(
            "insert into tags (id, business_id, name, colour) "
            "select gen_random_uuid(), id, 'vip', '#00aa00' from businesses"
        )
        with pytest.raises(psycopg.errors.ForeignKeyViolation):
            connection.execute(
                "insert into contact_tags (business_id, contact_id, tag_id) select t.business_id, c.id, t.id "
                "from tags t join contacts c on c.business_id <> t.business_id limit 1"
            )
