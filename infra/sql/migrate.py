"""Applies the numbered SQL files, each once, then the functions whose text changed, and gives the login its roles.

python -m infra.sql.migrate        reads DATABASE_ADMIN_URL and DATABASE_URL
"""

import hashlib
import os
import sys
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

FOLDER = Path(__file__).parent
LOCK = 7_265_636  # any number; only migrations take this lock


class MigrationError(Exception):
    """A file that was already applied has changed."""


def migrate(admin_url: str, app_url: str) -> list[str]:
    """Applies what is missing and returns the names applied. Runs started at the same moment wait for each other."""
    applied: list[str] = []
    with psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (LOCK,))
        connection.execute(
            "create table if not exists schema_migrations "
            "(name text primary key, digest text not null, applied_at timestamptz not null default now())"
        )
        rows = connection.execute("select name, digest from schema_migrations").fetchall()
        digests: dict[str, str] = dict(rows)
        for file in sorted(FOLDER.glob("[0-9]*.sql")):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            if file.name in digests:
                if digests[file.name] != digest:
                    raise MigrationError(f"{file.name} was applied and has changed since: add a new file")
                continue
            with connection.transaction():
                connection.execute(file.read_bytes())
                connection.execute("insert into schema_migrations (name, digest) values (%s, %s)", (file.name, digest))
            applied.append(file.name)
        applied += _apply_functions(connection)
        _ensure_login(connection, app_url)
    return applied


def _apply_functions(connection: psycopg.Connection) -> list[str]:
    """Applies each file of functions/ whose text is not the applied one, and returns their names. They may name each
    other, so their bodies are looked at when they run."""
    connection.execute("create table if not exists schema_functions (name text primary key, digest text not null)")
    rows = connection.execute("select name, digest from schema_functions").fetchall()
    digests: dict[str, str] = dict(rows)
    applied: list[str] = []
    with connection.transaction():
        connection.execute("set local check_function_bodies = off")
        for file in sorted(FOLDER.glob("functions/*.sql")):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            if digests.get(file.stem) == digest:
                continue
            connection.execute(file.read_bytes())
            connection.execute(
                "insert into schema_functions values (%s, %s) "
                "on conflict (name) do update set digest = excluded.digest",
                (file.stem, digest),
            )
            applied.append(f"functions/{file.name}")
    return applied


def _ensure_login(connection: psycopg.Connection, app_url: str) -> None:
    """The role in `app_url` may log in and take the four roles, and has no right of its own."""
    target = conninfo_to_dict(app_url)
    user, password = str(target["user"]), str(target.get("password") or "")
    name = sql.Identifier(user)
    if not connection.execute("select from pg_roles where rolname = %s", (user,)).fetchall():
        connection.execute(sql.SQL("create role {} login noinherit").format(name))
    if password:
        connection.execute(sql.SQL("alter role {} password {}").format(name, sql.Literal(password)))
    connection.execute(sql.SQL("grant recado_app, recado_worker, recado_accounts, recado_admin to {}").format(name))
    connection.execute(sql.SQL("alter role {} set statement_timeout = '30s'").format(name))


def main() -> None:
    applied = migrate(os.environ["DATABASE_ADMIN_URL"], os.environ["DATABASE_URL"])
    sys.stdout.write(f"applied: {', '.join(applied) or 'nothing new'}\n")


if __name__ == "__main__":
    main()
