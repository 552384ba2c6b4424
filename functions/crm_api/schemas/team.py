"""Members, invitations, and whose a contact is."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from functions.crm_api.schemas.common import Email, Language, Line, Password, Token
from recado.accounts.model import Role
from recado.runtime.api import Taken
from recado.team import model


class ChangeMember(Taken):
    """What is left out stays as it is."""

    role: Role | None = None
    takes_turns: bool | None = Field(None, description="Whether new contacts are assigned to this member in turn")
    away: bool | None = Field(None, description="Whether new contacts pass this member by for now")


class ChangeOneself(Taken):
    away: bool = Field(description="Whether new contacts pass one by for now")


class Invite(Taken):
    email: Email
    role: Role


class AcceptInvitation(Taken):
    token: Token


class JoinByInvitation(Taken):
    token: Token
    name: Line
    password: Password
    language: Language = "es"


class Assign(Taken):
    user_id: UUID | None = Field(description="A member of the team, or null for nobody")


class Member(BaseModel):
    user_id: UUID
    name: str
    email: str
    role: Role
    takes_turns: bool
    away: bool
    since: datetime

    @classmethod
    def of(cls, member: model.Member) -> "Member":
        return cls(
            user_id=member.user_id,
            name=member.name,
            email=member.email,
            role=member.role,
            takes_turns=member.takes_turns,
            away=member.away,
            since=member.since,
        )


class Invitation(BaseModel):
    """Open: neither accepted nor revoked. After `expires_at` its link works again only when it is resent."""

    id: UUID
    email: str
    role: Role
    invited_by: UUID | None
    created_at: datetime
    expires_at: datetime

    @classmethod
    def of(cls, invitation: model.Invitation) -> "Invitation":
        return cls(
            id=invitation.id,
            email=invitation.email,
            role=invitation.role,
            invited_by=invitation.invited_by,
            created_at=invitation.created_at,
            expires_at=invitation.expires_at,
        )


class Joined(BaseModel):
    business_id: UUID
    role: Role
