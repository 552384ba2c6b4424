"""The door to PyJWT: short-lived tokens under keys derived from MASTER_KEYS, each naming its key in `kid`; and those
that others verify, under a key pair."""

from datetime import datetime, timedelta
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from recado.kernel.errors import Unauthorized
from recado.kernel.words import Words
from recado.platform.crypto import derived_keys

ALGORITHM = "HS256"
ISSUER = "recado"
MOST_CHARACTERS = 4096
SKEW_SECONDS = 5  # how far the clocks of two of our machines may be apart
_REQUIRED = ["iss", "aud", "sub", "iat", "exp"]


def sign(claims: dict[str, Any], audience: str, moment: datetime, valid: timedelta) -> str:
    """Returns a token with these claims for `audience`, issued at `moment`, under the newest key."""
    key_id, key = next(iter(derived_keys(f"jwt:{audience}").items()))
    payload = {**claims, "iss": ISSUER, "aud": audience, "iat": moment, "exp": moment + valid}
    return jwt.encode(payload, key, algorithm=ALGORITHM, headers={"kid": key_id})


def sign_for_others(claims: dict[str, Any], key: EllipticCurvePrivateKey) -> str:
    """Returns a token with these claims (ES256), for whoever has the public key."""
    return jwt.encode(claims, key, algorithm="ES256")


def verified(token: str, audience: str) -> dict[str, Any]:
    """Returns the claims of a token of ours. Raises Unauthorized when it is expired, changed, another's or not a token
    at all; the clock of whoever issued it may be SKEW_SECONDS off."""
    if len(token) > MOST_CHARACTERS:
        raise Unauthorized(Words("el token de acceso no es válido", "the access token is not valid"))
    try:
        key = derived_keys(f"jwt:{audience}").get(str(jwt.get_unverified_header(token).get("kid")))
        if key is None:
            raise Unauthorized(Words("el token de acceso no es válido", "the access token is not valid"))
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=audience,
            issuer=ISSUER,
            leeway=SKEW_SECONDS,
            options={"require": _REQUIRED},
        )
    except jwt.ExpiredSignatureError as error:
        raise Unauthorized(Words("el token de acceso caducó", "the access token has expired")) from error
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise Unauthorized(Words("el token de acceso no es válido", "the access token is not valid")) from error
    return claims
