"""Sealing the secrets of external tools anew with the newest master key."""

from typing import Final
from uuid import UUID

from recado.agent.external import store
from recado.agent.external.secrets import place
from recado.platform import crypto
from recado.platform.crypto import SealBroken
from recado.platform.db import database

BATCH: Final = 100


def reseal() -> tuple[int, int]:
    """How many tools' secrets were sealed anew, and of how many no key in the ring opens them."""
    done, broken, after, prefix = 0, 0, UUID(int=0), crypto.newest_prefix()
    while True:
        with database().worker() as tx:
            rows = store.seals_to_renew(tx, prefix, after, BATCH)
        for business_id, tool_id in rows:
            try:
                done += _one(business_id, tool_id)
            except SealBroken:
                broken += 1
        if len(rows) < BATCH:
            return done, broken
        after = rows[-1][1]


def _one(business_id: UUID, tool_id: UUID) -> bool:
    """Secrets changed meanwhile are left alone: whoever changed them sealed them with the newest key."""
    with database().tenant(business_id) as tx:
        tool = store.tool(tx, tool_id)
        old = tool.secrets_sealed if tool else None
        return old is not None and store.replace_seal(tx, tool_id, old, crypto.sealed_anew(old, place(tool_id)))
