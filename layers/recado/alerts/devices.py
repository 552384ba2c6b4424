"""The browsers and phones of a person that ring, each under the log-in session in which it was switched on."""

from uuid import UUID

from recado.accounts.model import digest
from recado.alerts import device_store
from recado.alerts.model import TRIAL_VALID, Device, PushJob, place
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import crypto, public_addresses, queues
from recado.platform.crypto import SealBroken
from recado.platform.db import database
from recado.platform.public_addresses import LinkRefused
from recado.vendors.web_push.subscription import Subscription, SubscriptionWrong, dumped, keys_of

BATCH = 100


def add(user_id: UUID, session_id: UUID, subscription: Subscription, name: str) -> Device:
    """Keeps what a browser subscribed with; the same browser again takes the place of what it was before.

    Raises Conflict where this deployment has no keys or the person has too many devices, Invalid for an address that
    is not one of the internet or keys that are none.
    """
    if not settings().web_push_public_key:
        raise Conflict(Words("las notificaciones no están configuradas", "push is not configured here"))
    try:
        public_addresses.check(subscription.endpoint, settings().web_push_trusted_hosts)
        keys_of(subscription)
    except (LinkRefused, SubscriptionWrong) as error:
        raise Invalid(Words("la suscripción no es válida", "the subscription is not valid")) from error
    device_id = new_id()
    sealed = crypto.seal(dumped(subscription), place(device_id))
    with database().accounts() as tx:
        kept = device_store.put(tx, device_id, user_id, session_id, digest(subscription.endpoint), sealed, name)
    if kept is None:
        raise Conflict(Words("hay demasiados dispositivos: quita alguno", "too many devices: remove one"))
    return kept


def devices(user_id: UUID) -> list[Device]:
    """Returns the person's devices, the newest first."""
    with database().accounts() as tx:
        return device_store.devices_of(tx, user_id)


def remove(user_id: UUID, device_id: UUID) -> None:
    """Raises NotFound when it is not theirs."""
    with database().accounts() as tx:
        if not device_store.remove(tx, user_id, device_id):
            raise _unknown()


def try_out(user_id: UUID, device_id: UUID) -> None:
    """Rings one of the person's devices, so that they see that it works. Raises NotFound when it is not theirs."""
    with database().accounts() as tx:
        if not device_store.is_of(tx, user_id, device_id):
            raise _unknown()
    queues.send([PushJob(device_id=device_id, until=now() + TRIAL_VALID).to_message()])


def reseal() -> tuple[int, int]:
    """How many were sealed anew with the newest master key, and how many no key in the ring opens."""
    done, broken, after, prefix = 0, 0, UUID(int=0), crypto.newest_prefix()
    while True:
        with database().accounts() as tx:
            rows = device_store.sealed_otherwise(tx, prefix, after, BATCH)
            for device_id, sealed in rows:
                try:
                    done += device_store.replace_seal(
                        tx, device_id, sealed, crypto.sealed_anew(sealed, place(device_id))
                    )
                except SealBroken:
                    broken += 1
        if len(rows) < BATCH:
            return done, broken
        after = rows[-1][0]


def _unknown() -> NotFound:
    return NotFound(Words("no existe ese dispositivo", "no such device"))
