"""Keeps a session's keys in PostgreSQL: sealed, and never an older copy over a newer one."""

import hashlib

from recado.platform import crypto
from recado.platform.db import database
from sessions_host import pipe, session_store
from sessions_host.held import Held
from sessions_host.port import Gateway
from sessions_host.session_store import KeyCopy


class Keeper:
    """One session's. `copy` and `save` may be called from several threads at a time."""

    def __init__(self, held: Held, gateway: Gateway) -> None:
        self._held, self._gateway = held, gateway
        self._saved = ""

    def load(self) -> bytes | None:
        """The keys as last saved; None when there are none. Raises Unavailable, and SealBroken when none of our master
        keys opens them."""
        with database().tenant(self._held.business_id) as tx:
            sealed = session_store.keys(tx, self._held.instance_id)
        return None if sealed is None else crypto.unseal_bytes(sealed, self._held.keys_place)

    def copy(self) -> KeyCopy | None:
        """The keys as they are now; None when there are none, or they are what was saved last."""
        return self._taken()[0]

    def save(self) -> bool:
        """Whether what is stored is as new as the keys at this call. Raises Unavailable."""
        copy, digest = self._taken()
        if copy is None:
            return True
        held = self._held
        with database().tenant(held.business_id) as tx:
            saved = session_store.save_keys(tx, held.business_id, held.instance_id, held.epoch, copy)
        if saved:
            self._saved = digest
        return saved

    def _taken(self) -> tuple[KeyCopy | None, str]:
        """With the digest it is known by. The moment comes first: whatever was done before it is in the copy."""
        moment = pipe.boot_ns()
        keys = self._gateway.keys()
        digest = hashlib.sha256(keys).hexdigest()
        if not keys or digest == self._saved:
            return None, digest
        return KeyCopy(crypto.seal_bytes(keys, self._held.keys_place), moment), digest
