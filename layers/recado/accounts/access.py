"""Access tokens: what they say of a person, and reading it back."""

from uuid import UUID

from recado.accounts.model import ACCESS_VALID, Belonging, Identity
from recado.kernel.clock import now
from recado.kernel.errors import Unauthorized
from recado.kernel.words import Words
from recado.platform import jwts

AUDIENCE = "recado-api"


def issue(user_id: UUID, session_id: UUID, working_in: Belonging | None) -> str:
    """An access token, good for 15 minutes. It says who and where, not what they may do: that is looked up."""
    claims: dict[str, str] = {"sub": str(user_id), "sid": str(session_id)}
    if working_in:
        claims["biz"] = str(working_in.business_id)
    return jwts.sign(claims, AUDIENCE, now(), ACCESS_VALID)


def identify(token: str) -> Identity:
    """Whom this access token was issued to. Unauthorized when it is not a good one of ours."""
    claims = jwts.verified(token, AUDIENCE)
    try:
        return Identity(
            user_id=UUID(claims["sub"]),
            session_id=UUID(claims["sid"]),
            business_id=UUID(claims["biz"]) if "biz" in claims else None,
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Unauthorized(Words("el token de acceso no es válido", "the access token is not valid")) from error
