"""Saving a session's keys, with the database played here."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest

from recado.platform import crypto, secrets
from sessions_host import key_saver, session_store
from sessions_host.key_saver import KeySaver
from sessions_host.session_store import KeyCopy
from sessions_host.worker_lease import WorkerLease


class Stored:
    """Takes copies or refuses them."""

    def __init__(self) -> None:
        self.copies: list[KeyCopy] = []
        self.taking = True

    @contextmanager
    def tenant(self, _: Any) -> Iterator[None]:
        yield

    def save(self, *arguments: Any) -> bool:
        if self.taking:
            self.copies.append(arguments[-1])
        return self.taking


class Client:
    now = b"one"

    def keys(self) -> bytes:
        return self.now


@pytest.fixture
def stored(monkeypatch: pytest.MonkeyPatch) -> Iterator[Stored]:
    made = Stored()
    monkeypatch.setenv("MASTER_KEYS", crypto.new_master_key())
    monkeypatch.setattr(key_saver, "database", lambda: made)
    monkeypatch.setattr(session_store, "save_keys", made.save)
    secrets.secret.cache_clear()
    crypto._ring.cache_clear()
    yield made
    secrets.secret.cache_clear()
    crypto._ring.cache_clear()


def test_a_copy_that_was_refused_is_saved_the_next_time(stored: Stored) -> None:
    subject = KeySaver(WorkerLease(uuid4(), uuid4(), 1, 0.0), Client())  # type: ignore[arg-type]
    stored.taking = False
    assert not subject.save()
    stored.taking = True
    assert subject.save()
    assert subject.save(), "nothing has changed"
    assert len(stored.copies) == 1


def test_the_moment_of_a_copy_is_before_what_is_in_it(stored: Stored) -> None:
    client = Client()
    subject = KeySaver(WorkerLease(uuid4(), uuid4(), 1, 0.0), client)  # type: ignore[arg-type]
    first = subject.copy()
    client.now = b"two"
    second = subject.copy()
    assert first is not None
    assert second is not None
    assert first.taken < second.taken
    client.now = b""
    assert subject.copy() is None
