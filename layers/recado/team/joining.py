"""Accepting an invitation, with the account one has or with a new one."""

from dataclasses import dataclass
from uuid import UUID

from recado.accounts import email_change_store, limits, sessions, terms
from recado.accounts import store as people
from recado.accounts.model import (
    LINK_BY_ADDRESS,
    EmailNotVerified,
    Language,
    LinkInvalid,
    Tokens,
    User,
    digest,
    network,
)
from recado.accounts.ownership import check_new_password
from recado.accounts.verification import mark_verified
from recado.kernel.errors import Unauthorized
from recado.kernel.ids import new_id
from recado.kernel.words import Words
from recado.platform import passwords
from recado.platform.db import Tx, database
from recado.team import store
from recado.team.model import AccountExists, ForAnotherAddress, InvitationPreview, Joined, TokenInvitation


@dataclass(frozen=True, slots=True)
class Joiner:
    """Who makes an account to accept an invitation; the address is the invitation's."""

    name: str
    password: str
    language: Language
    terms_version: str


def preview(token: str, address: str) -> InvitationPreview:
    """Returns what a link invites to. Only who holds it learns whether the invited address has an account.

    Raises LinkInvalid, or what it is kin to: InvitationUsed, InvitationRevoked, InvitationExpired.
    """
    limits.count((LINK_BY_ADDRESS, network(address)))
    with database().accounts() as tx:
        invitation = _open_invitation(tx, digest(token))
        return InvitationPreview(invitation, email_change_store.is_taken(tx, invitation.email))


def accept(user_id: UUID, token: str, address: str, request_id: str) -> Joined:
    """Makes a signed-in person a member.

    LinkInvalid, or what it is kin to, when the link was used, revoked, has expired or was never ours.
    ForAnotherAddress, EmailNotVerified: only whoever is known to read the invited address, or to
    have read it until lately, may join.
    """
    limits.count((LINK_BY_ADDRESS, network(address)))
    token_digest = digest(token)
    with database().accounts() as tx:
        user = people.user(tx, user_id)
        if user is None:
            raise Unauthorized(Words("esa cuenta ya no existe", "there is no such account any more"))
        email = _open_invitation(tx, token_digest).email
        if email not in email_change_store.addresses(tx, user_id):
            raise ForAnotherAddress
        if user.email_verified_at is None:
            raise EmailNotVerified
        return _join(tx, token_digest, user_id, email, request_id)


def join(token: str, joiner: Joiner, address: str, request_id: str) -> Tokens:
    """Makes an account and its holder a member, and opens a session in that business.

    The address counts as verified, for the link was read there. No business of their own is founded. LinkInvalid as
    above; AccountExists when the address has one; Invalid for a bad password, which does not use the link up.
    """
    terms.check_present(joiner.terms_version)
    check_new_password(joiner.password, "", joiner.name)
    limits.count((LINK_BY_ADDRESS, network(address)))
    token_digest = digest(token)
    with database().accounts() as tx:  # before the costly hash
        email = _open_invitation(tx, token_digest).email
        if email_change_store.is_taken(tx, email):
            raise AccountExists
    password_hash = passwords.hashed(joiner.password)
    user = User(new_id(), email, joiner.name, joiner.language, password_hash, None)
    with database().accounts() as tx:
        if not people.insert_user(tx, user, joiner.terms_version):
            _open_invitation(tx, token_digest)
            raise AccountExists
        mark_verified(tx, user.id)
        joined = _join(tx, token_digest, user.id, email, request_id)
        return sessions.open_session(tx, user.id, joined.business_id, address)


def _open_invitation(tx: Tx, token_digest: bytes) -> TokenInvitation:
    invitation = store.invitation_by_token(tx, token_digest)
    if invitation is None:
        raise LinkInvalid
    invitation.check_open()
    return invitation


def _join(tx: Tx, token_digest: bytes, user_id: UUID, email: str, request_id: str) -> Joined:
    joined = store.accept(tx, token_digest, user_id, email, new_id(), request_id)
    if joined is None:  # somebody was faster
        _open_invitation(tx, token_digest)
        raise LinkInvalid
    return joined
