"""Inviting somebody to the team by mail: inviting, listing, sending again, revoking."""

from uuid import UUID

from recado.accounts import limits, mail_queue, mails
from recado.accounts import store as people
from recado.accounts.model import Role, User, digest, new_token, normal_email
from recado.activity import service as activity
from recado.activity.model import Actor
from recado.businesses.service import business_of
from recado.kernel.clock import now
from recado.kernel.errors import NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.words import Words
from recado.platform.db import Tx, database
from recado.team import store
from recado.team.members import acting_role
from recado.team.model import (
    INVITATION_VALID,
    INVITATIONS_BY_ACCOUNT,
    INVITATIONS_BY_ACCOUNT_ANYWHERE,
    INVITATIONS_BY_BUSINESS,
    AlreadyInvited,
    AlreadyMember,
    Invitation,
    check_reach,
)


def invite(actor: Actor, email: str, role: Role) -> Invitation:
    """Sends somebody a link with which they join, once, within seven days.

    The answer does not say whether the address has an account; the mail does, which only its holder reads.
    Raises AlreadyMember, AlreadyInvited; TooMany over the limit of mails; Forbidden for an admin who invites an owner.
    """
    email = normal_email(email)
    account = _counted(actor, email)
    moment, token = now(), new_token()
    new = Invitation(new_id(), email, role, _inviter(actor), moment, moment + INVITATION_VALID)
    with database().acting(actor) as tx:
        store.lock_team(tx)  # whoever is removed meanwhile leaves no invitation behind
        check_reach(acting_role(tx, actor), role)
        if account and store.membership(tx, account.id):
            raise AlreadyMember
        if not store.insert_invitation(tx, actor.business_id, new, digest(token), _key_of(actor)):
            raise AlreadyInvited
        activity.audit(tx, actor, "invitation.created", "invitation", new.id, after={"email": email, "role": role})
        queued = _put_mail(tx, email, account, token)
    mail_queue.publish([queued])
    return new


def invitations(actor: Actor, page: Slice) -> Page[Invitation]:
    """A page of the invitations nobody has accepted or revoked, oldest first."""
    after = page.keys(UUID)
    with database().acting(actor) as tx:
        rows = store.invitations(tx, after, page.limit + 1)
    return page_of(rows, page.limit, lambda each: (each.id,))


def resend(actor: Actor, invitation_id: UUID) -> Invitation:
    """Sends another link, good for seven days; the one before stops working. NotFound when it is not open."""
    with database().acting(actor) as tx:
        email = _held(tx, actor, invitation_id).email
    account, token = _counted(actor, email), new_token()
    with database().acting(actor) as tx:
        held = _held(tx, actor, invitation_id)
        store.renew_invitation(tx, held.id, digest(token))
        activity.audit(tx, actor, "invitation.resent", "invitation", held.id)
        queued, renewed = _put_mail(tx, email, account, token), _held(tx, actor, invitation_id)
    mail_queue.publish([queued])
    return renewed


def revoke(actor: Actor, invitation_id: UUID) -> None:
    """The link stops working. NotFound when the invitation is not open."""
    with database().acting(actor) as tx:
        held = _held(tx, actor, invitation_id)
        store.revoke_invitation(tx, held.id)
        activity.audit(
            tx, actor, "invitation.revoked", "invitation", held.id, before={"email": held.email, "role": held.role}
        )


def _counted(actor: Actor, email: str) -> User | None:
    """Counts a mail to this address, and returns whose it is."""
    limits.count(
        (INVITATIONS_BY_BUSINESS, str(actor.business_id)),
        (INVITATIONS_BY_ACCOUNT, f"{actor.business_id} {email}"),
        (INVITATIONS_BY_ACCOUNT_ANYWHERE, email),
    )
    with database().accounts() as tx:
        return people.user_by_email(tx, email)


def _held(tx: Tx, actor: Actor, invitation_id: UUID) -> Invitation:
    held = store.hold_invitation(tx, invitation_id)
    if held is None:
        raise NotFound(Words("no existe esa invitación abierta", "there is no such open invitation"))
    check_reach(acting_role(tx, actor), held.role)
    return held


def _inviter(actor: Actor) -> UUID | None:
    return actor.id if actor.kind == "user" else None


def _key_of(actor: Actor) -> UUID | None:
    return actor.id if actor.kind == "key" else None


def _put_mail(tx: Tx, email: str, account: User | None, token: str) -> UUID:
    """Queues the mail: to people with an account in their language, to others in the business's."""
    business = business_of(tx)
    if account:
        message = mails.invitation(email, account.language, business.name, token)
    else:
        message = mails.invitation_to_stranger(email, business.language, business.name, token)
    return mail_queue.put(tx, message, account.id if account else None)
