"""Members, invitations, and whose a contact is."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, Field

from functions.crm_api.schemas.common import Email, Language, Line, Password, TermsVersion, Token
from recado.accounts.model import Role
from recado.runtime.api import RequestModel
from recado.runtime.responses import ResponseModel


class UpdateMember(RequestModel):
    """What is left out stays as it is."""

    role: Role | None = None
    takes_turns: bool | None = Field(None, description="Whether new contacts are assigned to this member in turn")
    away: bool | None = Field(None, description="Whether new contacts pass this member by for now")


class UpdateOwnMembership(RequestModel):
    away: bool = Field(description="Whether new contacts pass one by for now")


class NewInvitation(RequestModel):
    email: Email
    role: Role


class AcceptInvitation(RequestModel):
    token: Token


class PreviewInvitation(RequestModel):
    token: Token


class InvitationPreview(ResponseModel):
    """What a link invites to. `language`: the business's. `invited_by`: a name; null when a program invited."""

    business_name: str
    logo_url: str | None
    invited_by: str | None
    role: Role
    email: str
    language: Language
    expires_at: datetime
    has_account: bool = Field(description="Whether the invited address has an account to accept with")


class JoinByInvitation(RequestModel):
    token: Token
    name: Line
    password: Password
    language: Language = "es"
    terms_version: TermsVersion


class Assign(RequestModel):
    user_id: UUID | None = Field(description="A member of the team, or null for nobody")


class Member(ResponseModel):
    user_id: UUID
    name: str
    email: str
    avatar_url: str | None
    role: Role
    takes_turns: bool
    away: bool
    since: datetime


class Invitation(ResponseModel):
    """Open: neither accepted nor revoked. After `expires_at` its link works again only when it is resent."""

    id: UUID
    email: str
    role: Role
    invited_by: UUID | None
    created_at: datetime
    expires_at: datetime


class Joined(BaseModel):
    business_id: UUID
    role: Role
