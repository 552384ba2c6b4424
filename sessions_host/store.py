"""The session store on disk: one SQLite file, and consistent copies of it."""

import sqlite3
import tempfile
import zlib
from contextlib import closing
from pathlib import Path

_COPY_SECONDS = 10.0


class Store:
    """A folder of its own with the file whatsmeow writes. The folder is readable to this process's user alone."""

    def __init__(self, keys: bytes | None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="recado-session-", ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / "store.db"
        if keys:
            self.path.write_bytes(zlib.decompress(keys))

    def copy(self) -> bytes:
        """The store as it is at this moment, also while it is written to; empty when nothing is in it."""
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
