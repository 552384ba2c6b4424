"""Who is asking, as PostgreSQL knows it now: an ended session, a revoked key, a removed member is out at once."""

import hashlib
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from recado.accounts import access, store
from recado.accounts.model import Role, SessionEnded, digest, network
from recado.activity.model import Actor
from recado.kernel.errors import TooMany, Unauthorized
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform.db import database

KEY_PREFIX = "rk_"


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a caller stands in the current window: requests so far, and seconds until it ends."""

    requests: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking. A person has user_id and session_id, an API key has key_id; role: in business_id.

    second_factor: the person has one, and their session was opened or confirmed with it.
    """

    name: str
    user_id: UUID | None = None
    session_id: UUID | None = None
    key_id: UUID | None = None
    business_id: UUID | None = None
    role: Role | None = None
    scopes: frozenset[str] = frozenset()
    email_verified: bool = False
    super_admin: bool = False
    second_factor: bool = False
    sees_all: bool = False
    in_service: bool = False  # the business

    def actor(self, request_id: str) -> Actor:
        """Returns the same as the one who acts in their business."""
        if self.business_id is None:
            raise LookupError("nobody acts in a business without one")
        if self.key_id:
            return Actor(self.business_id, "key", self.key_id, request_id=request_id)
        limited = self.role == "ADVISOR" and not self.sees_all
        return Actor(self.business_id, "user", self.user_id, self.role, self.user_id if limited else None, request_id)


def admit(authorization: str | None, address: str) -> tuple[Caller, Pace]:
    """Returns who sent this Authorization header, their request counted.

    Raises Unauthorized when it holds no access token or API key of ours, SessionEnded when its session is over, and
    TooMany in place of both when too many requests of this network were refused in this minute: guessing costs.
    """
    try:
        return caller_of(authorization)
    except Unauthorized:
        requests, seconds = _count(f"refused:{network(address)}")
        if requests > settings().api_requests_per_minute:
            raise TooMany(ceil(seconds)) from None
        raise


def admit_anybody(address: str) -> tuple[Caller, Pace]:
    """Returns somebody unknown at an IP address, their request counted."""
    requests, seconds = _count(f"address:{network(address)}")
    return Caller("public"), Pace(requests, ceil(seconds))


def _count(name: str) -> tuple[int, float]:
    with database().accounts(aside=True) as tx:
        return store.count_request(tx, hashlib.sha256(name.encode()).digest())


def caller_of(authorization: str | None) -> tuple[Caller, Pace]:
    """Returns who sent this Authorization header, their request counted. Raises Unauthorized or SessionEnded."""
    scheme, _, token = (authorization or "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized(
            Words(
                "envía un token de acceso o una clave de API como `Authorization: Bearer …`",
                "send an access token or an API key as `Authorization: Bearer …`",
            )
        )
    return _key(token) if token.startswith(KEY_PREFIX) else _person(token)


def _person(token: str) -> tuple[Caller, Pace]:
    identity = access.identify(token)
    name = f"user:{identity.user_id}"
    with database().accounts(aside=True) as tx:
        person = store.admit_person(tx, identity, hashlib.sha256(name.encode()).digest())
    if person is None:
        raise SessionEnded
    caller = Caller(
        name=name,
        user_id=identity.user_id,
        session_id=identity.session_id,
        business_id=identity.business_id if person.role else None,
        role=person.role,
        email_verified=person.email_verified,
        super_admin=person.super_admin,
        second_factor=person.second_factor,
        sees_all=person.sees_all,
        in_service=person.in_service,
    )
    return caller, Pace(person.requests, ceil(person.seconds))


def _key(token: str) -> tuple[Caller, Pace]:
    with database().accounts(aside=True) as tx:
        key = store.admit_key(tx, digest(token))
    if key is None:
        raise Unauthorized(
            Words("la clave de API no existe, se revocó o caducó", "the API key is unknown, revoked or expired")
        )
    caller = Caller(
        name=f"key:{key.id}",
        key_id=key.id,
        business_id=key.business_id,
        scopes=frozenset(key.scopes),
        in_service=key.in_service,
    )
    return caller, Pace(key.requests, ceil(key.seconds))
