"""Asking whether the transaction's business is in service, and how it stands.

What customers write is stored in any case. The doors that ask elsewhere do it in SQL, by the function `in_service`:
what is claimed to be sent, the leases of Web sessions, and whoever comes in over the API.
"""

from recado.kernel.clock import now
from recado.kernel.errors import NotFound
from recado.kernel.words import Words
from recado.plans import model, store
from recado.plans.model import Standing
from recado.platform.db import Tx


def in_service(tx: Tx) -> bool:
    """Whether the business is in service at this moment: not suspended, and its paid or granted time not over."""
    return store.in_service(tx)


def standing(tx: Tx) -> Standing:
    """Returns how the business stands now. Raises NotFound when it does not exist."""
    times = store.times(tx)
    if times is None:
        raise NotFound(Words("no existe ese negocio", "no such business"))
    return model.standing(times, now())
