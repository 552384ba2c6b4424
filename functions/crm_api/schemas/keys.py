"""API keys."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, Field
from typing_extensions import TypeAliasType

from functions.crm_api.schemas.common import Line, Standing
from recado.kernel.validation import Wrong
from recado.kernel.words import Words
from recado.runtime.api import RequestModel
from recado.runtime.permissions import SCOPES
from recado.runtime.responses import ResponseModel


def _known(scope: str) -> str:
    if scope not in SCOPES:
        raise Wrong(Words("permiso desconocido", "unknown scope"))
    return scope


Scope = TypeAliasType("Scope", Annotated[str, AfterValidator(_known), Field(json_schema_extra={"enum": list(SCOPES)})])


class CreateApiKey(RequestModel):
    name: Line
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=len(SCOPES))]
    expires_at: AwareDatetime | None = None


class ApiKey(ResponseModel):
    """`prefix`: how the secret begins. `created_by`: a person, while they have an account."""

    id: UUID
    name: str
    prefix: str
    scopes: list[str]
    created_by: UUID | None
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None


class CurrentApiKey(ResponseModel):
    """The API key that asks. `scopes`: what it may do."""

    id: UUID
    name: str
    scopes: list[str]
    expires_at: datetime | None
    business_id: UUID
    standing: Standing


class NewApiKey(ResponseModel):
    """The key with its secret, which is not shown again."""

    key: ApiKey
    secret: str
