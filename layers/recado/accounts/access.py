"""Access tokens: what they say of a person, and reading it back."""

from uuid import UUID

from recado.accounts.model import ACCESS_VALID, Belonging, Identity, Role
from recado.kernel.clock import now
from recado.kernel.errors import Unauthorized
from recado.platform import jwts

AUDIENCE = "recado-api"
_ROLES: dict[str, Role] = {"OWNER": "OWNER", "ADMIN": "ADMIN", "ADVISOR": "ADVISOR"}


def issue(user_id: UUID, session_id: UUID, working_in: Belonging | None) -> str:
    """An access token, good for 15 minutes. The role in it is as old as the token."""
    claims: dict[str, str] = {"sub": str(user_id), "sid": str(session_id)}
    if working_in:
        claims |= {"biz": str(working_in.business_id), "role": working_in.role}
    return jwts.sign(claims, AUDIENCE, now(), ACCESS_VALID)


def identify(authorization: str | None) -> Identity:
    """Who sent this Authorization header. Unauthorized when it holds no good access token of ours."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized("send the access token as `Authorization: Bearer …`")
    claims = jwts.verified(token.strip(), AUDIENCE)
    try:
        return Identity(
            user_id=UUID(claims["sub"]),
            session_id=UUID(claims["sid"]),
            business_id=UUID(claims["biz"]) if "biz" in claims else None,
            role=_ROLES[claims["role"]] if "role" in claims else None,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Unauthorized("the access token is not valid") from error
