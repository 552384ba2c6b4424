"""The members of a team: listing, changing, removing, leaving."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from recado.accounts import key_store
from recado.accounts import store as people
from recado.accounts.model import Role
from recado.activity import service as activity
from recado.activity.model import Actor
from recado.crm import store as contacts
from recado.kernel.errors import Forbidden, NotFound
from recado.kernel.pages import Page, Slice, page_of
from recado.kernel.words import Words
from recado.platform.db import Tx, database
from recado.team import store
from recado.team.model import Change, LastOwner, Member, Membership, check_reach, person


def members(actor: Actor, page: Slice) -> Page[Member]:
    """A page of the team, oldest member first."""
    after = page.keys(datetime.fromisoformat, UUID)
    with database().acting(actor) as tx:
        rows = store.memberships(tx, after, page.limit + 1)
    result = page_of(rows, page.limit, lambda each: (each.created_at, each.user_id))
    return Page(with_names(result.items), result.next)


def change(actor: Actor, user_id: UUID, new: Change) -> Member:
    """Changes a member's role or part in the turns.

    Only owners change an owner's role or make one; turns and absence of anybody are an admin's to set as well.
    LastOwner when no owner would be left. NotFound when the person is not in the team.
    """
    with database().acting(actor) as tx:
        store.lock_team(tx)
        before = _member(tx, user_id)
        role = new.role or before.role
        check_reach(acting_role(tx, actor), *({before.role, role} if role != before.role else ()))
        if before.role == "OWNER" and role != "OWNER":
            _keep_an_owner(tx)
        after = _apply(tx, actor, before, new)
        if before.role != after.role:
            _revoke_what_goes_beyond(tx, actor, user_id, after.role)
    return with_names([after])[0]


def set_away(actor: Actor, away: bool) -> Member:
    """A member says of themselves whether new contacts pass them by."""
    with database().whole_business(actor) as tx:
        after = _apply(tx, actor, _member(tx, person(actor)), Change(away=away))
    return with_names([after])[0]


def remove(actor: Actor, user_id: UUID) -> None:
    """Takes a person out of the team, at once: their contacts are nobody's, their requests are refused, the API keys
    they made and the open invitations they or those keys made are revoked.

    Only owners remove an owner. Raises LastOwner for the last one, NotFound when the person is not in the team.
    """
    with database().acting(actor) as tx:
        store.lock_team(tx)
        member = _member(tx, user_id)
        check_reach(acting_role(tx, actor), member.role)
        _take_out(tx, actor, member, "member.removed")


def leave(actor: Actor) -> None:
    """The person goes by themselves. LastOwner for the last one."""
    with database().whole_business(actor) as tx:
        store.lock_team(tx)
        _take_out(tx, actor, _member(tx, person(actor)), "member.left")


def acting_role(tx: Tx, actor: Actor) -> Role:
    """As what somebody changes the team, as of now: a key like an admin. Forbidden for who is not in it any more."""
    if actor.kind == "key" and not (actor.id and key_store.is_usable(tx, actor.id)):
        raise Forbidden(Words("la clave de API se revocó", "the API key was revoked"))
    if actor.kind != "user":
        return "ADMIN"
    membership = store.membership(tx, person(actor))
    if membership is None:
        raise Forbidden(Words("no estás en este equipo", "you are not in this team"))
    return membership.role


def _member(tx: Tx, user_id: UUID) -> Membership:
    membership = store.membership(tx, user_id)
    if membership is None:
        raise NotFound(Words("no existe esa persona en el equipo", "there is no such member"))
    return membership


def _keep_an_owner(tx: Tx) -> None:
    if store.owners(tx) == 1:
        raise LastOwner


def _apply(tx: Tx, actor: Actor, before: Membership, new: Change) -> Membership:
    store.change(tx, before.user_id, new)
    after = _member(tx, before.user_id)
    fields = [name for name in ("role", "takes_turns", "away") if getattr(before, name) != getattr(after, name)]
    if fields:
        what = "member.role_changed" if "role" in fields else "member.updated"
        was, is_now = ({name: getattr(each, name) for name in fields} for each in (before, after))
        activity.audit(tx, actor, what, "member", before.user_id, before=was, after=is_now)
    return after


def _take_out(tx: Tx, actor: Actor, member: Membership, what: str) -> None:
    if member.role == "OWNER":
        _keep_an_owner(tx)
    contacts.unassign_all(tx, member.user_id)
    store.remove(tx, member.user_id)
    _revoke_what_goes_beyond(tx, actor, member.user_id, None)
    activity.audit(tx, actor, what, "member", member.user_id, before={"role": member.role})
    activity.note(tx, actor.business_id, "info", what, user_id=str(member.user_id))


def _revoke_what_goes_beyond(tx: Tx, actor: Actor, user_id: UUID, role: Role | None) -> None:
    """Revokes the keys and open invitations a person made that they may not make any more: all, for who is no
    administrator now, and invitations of owners, for who is no owner."""
    if role == "OWNER":
        return
    administrates = role == "ADMIN"
    for key_id, name in ({} if administrates else key_store.revoke_made_by(tx, user_id)).items():
        activity.audit(tx, actor, "key.revoked", "api_key", key_id, before={"name": name})
        activity.note(tx, actor.business_id, "info", "key.revoked", key_id=str(key_id))
    for each in store.revoke_invitations_of(tx, user_id, only_owners=administrates):
        before = {"email": each.email, "role": each.role}
        activity.audit(tx, actor, "invitation.revoked", "invitation", each.id, before=before)


def with_names(memberships: Sequence[Membership]) -> list[Member]:
    """Names and addresses are people's, not the tenant's: read under their own role."""
    with database().accounts() as tx:
        people_by_id = {each.id: each for each in people.users(tx, [each.user_id for each in memberships])}
    return [
        Member(
            user_id=each.user_id,
            name=people_by_id[each.user_id].name,
            email=people_by_id[each.user_id].email,
            avatar_url=people_by_id[each.user_id].avatar_url,
            role=each.role,
            takes_turns=each.takes_turns,
            away=each.away,
            since=each.created_at,
        )
        for each in memberships
        if each.user_id in people_by_id
    ]
