"""Sealing the secrets of second factors anew with the newest master key."""

from uuid import UUID

from recado.accounts import factor_store, second_factor
from recado.platform import crypto
from recado.platform.crypto import SealBroken
from recado.platform.db import database

BATCH = 100


def reseal() -> tuple[int, int]:
    """How many were sealed anew, and how many no key in the ring opens. What changes meanwhile is left alone."""
    done, broken, after, prefix = 0, 0, UUID(int=0), crypto.newest_prefix()
    while True:
        with database().accounts() as tx:
            rows = factor_store.sealed_otherwise(tx, prefix, after, BATCH)
            for user_id, sealed in rows:
                place = second_factor.place(user_id)
                try:
                    done += factor_store.replace_seal(tx, user_id, sealed, crypto.sealed_anew(sealed, place))
                except SealBroken:
                    broken += 1
        if len(rows) < BATCH:
            return done, broken
        after = rows[-1][0]
