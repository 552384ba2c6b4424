"""Deleting a business: its owners say so, and may change their mind until thirty days have passed.

From the first moment it is out of service (`plans`): nothing is answered, sent or changed, and its WhatsApp Web numbers
go offline. What customers write is stored, so nothing is missing if it stays.
"""

from datetime import timedelta
from uuid import UUID

from recado.accounts import mail_queue, mails, second_factor
from recado.accounts.ownership import check_own_password
from recado.activity import service as activity
from recado.activity.model import Actor
from recado.businesses.service import business_of
from recado.kernel.errors import Conflict, Forbidden
from recado.kernel.words import Words
from recado.plans import service as plans
from recado.plans.model import Standing
from recado.platform.db import Tx, database
from recado.team import deletion_store, notices, store
from recado.team.members import acting_role
from recado.team.model import Owner, person

WAIT = timedelta(days=30)
_OWNERS_ONLY = Words("solo un propietario borra el negocio", "only an owner deletes the business")


class BeingErased(Conflict):
    """The business is being erased: that cannot be undone."""

    code = "being_erased"


def begin(actor: Actor, password: str, code: str | None) -> Standing:
    """Takes the business out of service now, to be erased in thirty days, and tells its owners. Asked again, it changes
    nothing. Raises WrongPassword, CodeRequired or WrongCode, and Forbidden for who is no owner by now."""
    user_id = person(actor)
    check_own_password(user_id, password)
    _check_code(user_id, code)
    owners = notices.owners_of(actor.business_id)
    queued: list[UUID] = []
    with database().acting(actor) as tx:
        _check_owner(tx, actor)
        if deletes_at := deletion_store.begin(tx, WAIT):
            name, day = business_of(tx).name, f"{deletes_at:%Y-%m-%d}"
            queued = _tell(tx, owners, lambda to, language: mails.deletion_began(to, language, name, day))
            _record(tx, actor, "business.deletion_began")
        standing = plans.standing(tx)
    mail_queue.publish(queued)
    return standing


def cancel(actor: Actor) -> Standing:
    """The business stays, and is in service again if it was before. Nothing when it was not to be deleted. Raises
    BeingErased when the thirty days are over, and Forbidden for who is no owner by now."""
    owners = notices.owners_of(actor.business_id)
    queued: list[UUID] = []
    with database().acting(actor) as tx:
        _check_owner(tx, actor)
        if deletion_store.cancel(tx):
            name = business_of(tx).name
            queued = _tell(tx, owners, lambda to, language: mails.deletion_cancelled(to, language, name))
            _record(tx, actor, "business.deletion_cancelled")
        standing = plans.standing(tx)
    if standing.state == "deleting":
        raise BeingErased
    mail_queue.publish(queued)
    return standing


def _check_code(user_id: UUID, code: str | None) -> None:
    if code is not None:
        second_factor.count_try(user_id)
    with database().accounts() as tx:
        second_factor.require(tx, user_id, code)


def _check_owner(tx: Tx, actor: Actor) -> None:
    store.lock_team(tx)
    if acting_role(tx, actor) != "OWNER":
        raise Forbidden(_OWNERS_ONLY)


def _tell(tx: Tx, owners: list[Owner], compose: notices.Compose) -> list[UUID]:
    return notices.put_for_owners(tx, owners, compose)


def _record(tx: Tx, actor: Actor, what: str) -> None:
    activity.audit(tx, actor, what, "business", actor.business_id)
    activity.note(tx, actor.business_id, "warning", what, user_id=str(actor.id))
