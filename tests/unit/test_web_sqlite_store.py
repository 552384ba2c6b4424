"""The session store: copies are whole, also while it is written to."""

import os
import sqlite3
import threading
import time
import zlib
from contextlib import closing

import pytest

from sessions_host.port import KeysBroken
from sessions_host.sqlite_store import SqliteStore, remove_left_by


def count(keys: bytes) -> tuple[int, str]:
    store = SqliteStore(keys)
    try:
        with closing(sqlite3.connect(store.path)) as database:
            found: tuple[int, str] = database.execute("select count(*), max(note) from ratchet").fetchone()
            assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        return found
    finally:
        store.remove()


def test_a_copy_opens_as_the_store_it_was() -> None:
    store = SqliteStore(None)
    assert store.copy() == b""
    with closing(sqlite3.connect(store.path)) as database, database:
        database.execute("create table ratchet (id integer primary key, note text)")
        database.execute("insert into ratchet values (1, 'a')")
    assert count(store.copy()) == (1, "a")
    store.remove()
    assert not store.path.exists()


def test_copies_taken_while_it_is_written_never_hold_half_a_step() -> None:
    store = SqliteStore(None)
    with closing(sqlite3.connect(store.path)) as database, database:
        database.execute("create table ratchet (id integer primary key, note text)")
    done = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(store.path, timeout=10)) as database:
            while not done.is_set():
                with database:  # each step writes two rows
                    database.execute("insert into ratchet (note) values ('x')")
                    database.execute("insert into ratchet (note) values ('x')")
                time.sleep(0.005)  # copies are taken between steps

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


def whole() -> bytes:
    """A copy of a store of some pages, with a row in `ratchet` and none in `empty`."""
    store = SqliteStore(None)
    with closing(sqlite3.connect(store.path)) as database, database:
        database.execute("create table empty (id integer)")
        database.execute("create table ratchet (id integer primary key, note text)")
        database.executemany("insert into ratchet (note) values (?)", [("x" * 3000,)] * 20)
    try:
        return store.copy()
    finally:
        store.remove()


def damaged(copy: bytes) -> bytes:
    """With pages of the middle written over."""
    file = bytearray(zlib.decompress(copy))
    file[8192:20480] = os.urandom(12288)
    return zlib.compress(bytes(file))


@pytest.mark.parametrize(
    "copy",
    [
        b"",
        b"no zlib",
        whole()[:-9],
        zlib.compress(b"no SQLite" * 1000),
        zlib.compress(b""),
        zlib.compress(zlib.decompress(whole())[:20000]),
        damaged(whole()),
    ],
    ids=["nothing", "no zlib", "cut zlib", "no SQLite", "an empty file", "cut SQLite", "damaged SQLite"],
)
def test_what_is_no_whole_store_is_refused(copy: bytes) -> None:
    with pytest.raises(KeysBroken):
        SqliteStore(copy, linked_by="ratchet")


def test_a_store_that_is_linked_to_nothing_is_refused() -> None:
    SqliteStore(whole(), linked_by="ratchet").remove()
    with pytest.raises(KeysBroken):
        SqliteStore(whole(), linked_by="empty")
    with pytest.raises(KeysBroken):
        SqliteStore(whole(), linked_by="missing")


def test_what_a_process_left_is_removed_and_nothing_else() -> None:
    ours = SqliteStore(whole())
    remove_left_by(1)
    assert ours.path.exists()
    remove_left_by(os.getpid())
    assert not ours.path.exists()
