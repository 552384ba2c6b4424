"""Today's shape of the database as one file: tables, constraints, indexes, policies, triggers and rights on tables.

python -m infra.sql.schema     writes schema.sql from a fresh database of its own
"""

import re
import subprocess
import tempfile
from pathlib import Path

from infra.local import postgres
from infra.sql import migrate

FILE = Path(__file__).with_name("schema.sql")
_BLOCK = re.compile(r"^--\n-- Name: (?P<name>.*?); Type: (?P<type>.*?); Schema: .*\n--\n", re.MULTILINE)
_LEFT_OUT = ("FUNCTION", "PROCEDURE", "EXTENSION", "COMMENT", "SCHEMA")  # functions/ has their text
_HEAD = "-- Written by `make schema` from the migrations; a test holds it. Functions stand under functions/.\n"


def schema(server: postgres.Postgres, database: str) -> str:
    """Returns the schema of a migrated database in PostgreSQL's own words."""
    command = [str(postgres.PROGRAMS / "pg_dump"), "--schema-only", "--no-owner", "--dbname"]
    done = subprocess.run(  # noqa: S603  a program of the package's own
        [*command, server.dsn(database)], capture_output=True, text=True, check=True
    )
    starts = list(_BLOCK.finditer(done.stdout))
    ends = [*(each.start() for each in starts[1:]), len(done.stdout)]
    blocks = [_text(done.stdout, start, end) for start, end in zip(starts, ends, strict=True)]
    return _HEAD + "\n".join(block for block in blocks if block)


def _text(dump: str, start: re.Match[str], end: int) -> str:
    left_out = start["type"] in _LEFT_OUT or (start["type"] == "ACL" and start["name"].startswith(_LEFT_OUT))
    lines = dump[start.end() : end].splitlines()
    kept = [line for line in lines if line and not line.startswith(("--", "SET ", "\\"))]
    return "" if left_out or not kept else "\n".join(kept).replace("public.", "") + "\n"


def main() -> None:
    """Writes schema.sql."""
    with tempfile.TemporaryDirectory(prefix="recado-schema-") as folder:
        server = postgres.start(Path(folder))
        try:
            migrate.migrate(server.dsn_admin, server.dsn("postgres", "recado_login"))
            FILE.write_text(schema(server, "postgres"))
        finally:
            server.stop("immediate")


if __name__ == "__main__":
    main()
