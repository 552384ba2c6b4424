"""Asking whether the transaction's business is in service.

What customers write is stored in any case. The doors that ask elsewhere do it in SQL, by the function `in_service`:
what is claimed to be sent, the leases of Web sessions, and whoever comes in over the API.
"""

from recado.plans import store
from recado.platform.db import Tx


def in_service(tx: Tx) -> bool:
    """Whether the business is in service at this moment: not suspended, and its paid or granted time not over."""
    return store.in_service(tx)
