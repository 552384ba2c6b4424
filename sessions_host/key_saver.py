"""Saves a session's keys in PostgreSQL: sealed, and never an older copy over a newer one."""

import hashlib

from recado.platform import crypto
from recado.platform.db import database
from sessions_host import pipe, session_store
from sessions_host.port import Gateway
from sessions_host.session_store import KeyCopy
from sessions_host.worker_lease import WorkerLease


class KeySaver:
    """One session's. `copy` and `save` may be called from several threads at a time."""

    def __init__(self, lease: WorkerLease, gateway: Gateway) -> None:
        self._lease, self._gateway = lease, gateway
        self._saved_digest = ""

    def load(self) -> bytes | None:
        """Returns the keys as last saved; None when there are none. Raises Unavailable, and SealBroken when none of our
        master keys opens them."""
        with database().tenant(self._lease.business_id) as tx:
            sealed = session_store.keys(tx, self._lease.instance_id)
        return None if sealed is None else crypto.unseal_bytes(sealed, self._lease.keys_place)

    def copy(self) -> KeyCopy | None:
        """Returns the keys as they are now; None when there are none, or they are what was saved last."""
        return self._changed_copy()[0]

    def save(self) -> bool:
        """Returns whether what is stored is as new as the keys at this call. Raises Unavailable."""
        copy, digest = self._changed_copy()
        if copy is None:
            return True
        lease = self._lease
        with database().tenant(lease.business_id) as tx:
            saved = session_store.save_keys(tx, lease.business_id, lease.instance_id, lease.epoch, copy)
        if saved:
            self._saved_digest = digest
        return saved

    def _changed_copy(self) -> tuple[KeyCopy | None, str]:
        """With the digest of the keys. The moment comes first: whatever was done before it is in the copy."""
        moment = pipe.boot_ns()
        keys = self._gateway.keys()
        digest = hashlib.sha256(keys).hexdigest()
        if not keys or digest == self._saved_digest:
            return None, digest
        return KeyCopy(crypto.seal_bytes(keys, self._lease.keys_place), moment), digest
