"""Types of a team, who may change whom, and the situations that come of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from recado.accounts.model import Language, Limit, LinkInvalid, Role
from recado.activity.model import Actor
from recado.businesses import pictures
from recado.kernel.errors import Conflict, Forbidden
from recado.kernel.words import Words

INVITATION_VALID = timedelta(days=7)
INVITATIONS_BY_BUSINESS = Limit("invitation:business", 50, timedelta(hours=1))
# To one address by one business; and by all together, so that many businesses cannot flood it.
INVITATIONS_BY_ACCOUNT = Limit("invitation:account", 10, timedelta(hours=1))
INVITATIONS_BY_ACCOUNT_ANYWHERE = Limit("invitation:account:anywhere", 60, timedelta(hours=1))


class LastOwner(Conflict):
    """A business keeps at least one owner: make somebody else an owner first."""

    code = "last_owner"


class AlreadyMember(Conflict):
    """This person is in the team already."""

    code = "already_member"


class AlreadyInvited(Conflict):
    """There is an open invitation for this address: resend or revoke it."""

    code = "already_invited"


class AccountExists(Conflict):
    """This address has an account: log in and accept the invitation there."""

    code = "account_exists"


class InvitationUsed(LinkInvalid):
    """The invitation was accepted already."""

    code = "invitation_used"


class InvitationRevoked(LinkInvalid):
    """The invitation was revoked."""

    code = "invitation_revoked"


class InvitationExpired(LinkInvalid):
    """The invitation has expired; whoever sent it can send it again."""

    code = "invitation_expired"


class ForAnotherAddress(Forbidden):
    """The invitation is for another e-mail address."""

    code = "invitation_for_another"


@dataclass(frozen=True, slots=True)
class Membership:
    """A person's place in the business, by id."""

    user_id: UUID
    role: Role
    takes_turns: bool
    away: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Member:
    """A person's place in the business, with who they are."""

    user_id: UUID
    name: str
    email: str
    avatar_url: str | None
    role: Role
    takes_turns: bool
    away: bool
    since: datetime


@dataclass(frozen=True, slots=True)
class Owner:
    """Where an owner is written to, and in which language."""

    email: str
    language: Language


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that nobody has accepted or revoked; after `expires_at` it waits to be sent again."""

    id: UUID
    email: str
    role: Role
    invited_by: UUID | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class TokenInvitation:
    """The invitation a link leads to. language: the business's. invited_by: a name; None when a program invited."""

    email: str
    role: Role
    expires_at: datetime
    state: Literal["open", "used", "revoked", "expired"]
    business_name: str
    language: Language
    invited_by: str | None
    logo: str | None

    @property
    def logo_url(self) -> str | None:
        return pictures.address_or_none(self.logo)

    def check_open(self) -> None:
        """Raises InvitationUsed, InvitationRevoked or InvitationExpired when it cannot be accepted any more."""
        match self.state:
            case "used":
                raise InvitationUsed
            case "revoked":
                raise InvitationRevoked
            case "expired":
                raise InvitationExpired


@dataclass(frozen=True, slots=True)
class InvitationPreview:
    """An open invitation as whoever holds its link sees it. has_account: whether its address has one."""

    invitation: TokenInvitation
    has_account: bool


@dataclass(frozen=True, slots=True)
class Joined:
    """What accepting an invitation led to."""

    business_id: UUID
    role: Role


@dataclass(frozen=True, slots=True)
class Change:
    """What is to change of a member; None leaves it as it is."""

    role: Role | None = None
    takes_turns: bool | None = None
    away: bool | None = None


def check_reach(acting: Role, *touched: Role) -> None:
    """Forbidden when one who acts as `acting` may not touch, or give, one of these roles."""
    if acting == "ADVISOR":
        raise Forbidden(Words("un asesor no cambia el equipo", "an advisor does not change the team"))
    if "OWNER" in touched and acting != "OWNER":
        raise Forbidden(
            Words(
                "solo un propietario nombra, cambia o quita a otro",
                "only an owner makes, changes or removes an owner",
            )
        )


def person(actor: Actor) -> UUID:
    """The person who acts. Forbidden for API keys, which are in no team."""
    if actor.kind != "user" or actor.id is None:
        raise Forbidden(Words("solo una persona puede hacer esto", "only a person can do this"))
    return actor.id
