"""A session's keys on disk: the SQLite file the WhatsApp client writes, and consistent copies of it."""

import os
import shutil
import sqlite3
import tempfile
import zlib
from contextlib import closing
from pathlib import Path

from sessions_host.port import KeysBroken

_COPY_SECONDS = 10.0
_FOLDER = "recado-session-{pid}-"


class SqliteStore:
    """A folder of its own with the file whatsmeow writes. The folder is readable to this process's user alone."""

    def __init__(self, keys: bytes | None, linked_by: str | None = None) -> None:
        """keys: a copy as `copy` makes it, None for an empty store. linked_by: the table that has a row in a store that
        is linked to an account. Raises KeysBroken when the copy is not whole, or linked to none."""
        prefix = _FOLDER.format(pid=os.getpid())
        self._folder = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / "store.db"
        if keys is None:
            return
        try:
            self.path.write_bytes(zlib.decompress(keys))
            with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)) as database:
                if database.execute("pragma quick_check(1)").fetchone() != ("ok",):
                    raise KeysBroken("the copy is damaged")
                if linked_by and not database.execute(f"select 1 from {linked_by} limit 1").fetchone():  # noqa: S608
                    raise KeysBroken("it is linked to no account")
        except (zlib.error, sqlite3.DatabaseError) as error:
            raise KeysBroken("the copy is no store") from error

    def copy(self) -> bytes:
        """Returns the store as it is at this moment, also while it is written to; empty when nothing is in it."""
        if not self.path.exists():
            return b""
        address = f"{self.path.as_uri()}?mode=ro"
        with (
            closing(sqlite3.connect(address, uri=True, timeout=_COPY_SECONDS)) as source,
            closing(sqlite3.connect(":memory:")) as target,
        ):
            # Reading first waits for a writer no longer than the time given; `backup` alone would wait for ever.
            source.execute("begin")
            source.execute("select count(*) from sqlite_master").fetchone()
            source.backup(target)
            return zlib.compress(target.serialize(), 1)

    def remove(self) -> None:
        self._folder.cleanup()


def remove_left_by(pid: int) -> None:
    """Removes the stores that a process left when it ended: they open an account, and are not sealed."""
    for folder in Path(tempfile.gettempdir()).glob(_FOLDER.format(pid=pid) + "*"):
        shutil.rmtree(folder, ignore_errors=True)
