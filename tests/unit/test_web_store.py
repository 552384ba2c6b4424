"""The session store: copies are whole, also while it is written to."""

import sqlite3
import threading
import time
from contextlib import closing

from sessions_host.store import Store


def count(keys: bytes) -> tuple[int, str]:
    store = Store(keys)
    try:
        with closing(sqlite3.connect(store.path)) as database:
            found: tuple[int, str] = database.execute("select count(*), max(note) from ratchet").fetchone()
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        return found
    finally:
        store.remove()


def test_a_copy_opens_as_the_store_it_was() -> None:
    store = Store(None)
    assert store.copy() == b""
    with closing(sqlite3.connect(store.path)) as database, database:
        database.execute("create table ratchet (id integer primary key, note text)")
        database.execute("insert into ratchet values (1, 'a')")
    assert count(store.copy()) == (1, "a")
    store.remove()
    assert not store.path.exists()


def test_copies_taken_while_it_is_written_never_hold_half_a_step() -> None:
    store = Store(None)
    with closing(sqlite3.connect(store.path)) as database, database:
        database.execute("create table ratchet (id integer primary key, note text)")
    done = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(store.path, timeout=10)) as database:
            while not done.is_set():
                with database:  # each step writes two rows
                    database.execute("insert into ratchet (note) values ('x')")
                    database.execute("insert into ratchet (note) values ('x')")
                time.sleep(0.005)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = [count(store.copy())[0] for _ in range(20)]
    finally:
        done.set()
        writer.join()
        store.remove()
    assert all(found % 2 == 0 for found in counts)
    assert counts == sorted(counts)
