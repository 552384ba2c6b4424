"""Who is asking, as PostgreSQL knows it now: an ended session, a revoked key, a removed member is out at once."""

import hashlib
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from recado.accounts import access, store
from recado.accounts.model import Role, SessionEnded, digest, network
from recado.activity.model import Actor
from recado.kernel.errors import Unauthorized
from recado.platform.db import database

KEY_PREFIX = "rk_"


@dataclass(frozen=True, slots=True)
class Pace:
    """Where a caller stands in the current window: requests so far, and seconds until it ends."""

    requests: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking. A person has user_id and session_id, an API key has key_id; role: in business_id."""

    name: str
    user_id: UUID | None = None
    session_id: UUID | None = None
    key_id: UUID | None = None
    business_id: UUID | None = None
    role: Role | None = None
    scopes: frozenset[str] = frozenset()
    email_verified: bool = False
    super_admin: bool = False
    sees_all: bool = False

    def actor(self, request_id: str) -> Actor:
        """The same as the one who acts in their business."""
        if self.business_id is None:
            raise LookupError("nobody acts in a business without one")
        if self.key_id:
            return Actor(self.business_id, "key", self.key_id, request_id=request_id)
        limited = self.role == "ADVISOR" and not self.sees_all
        return Actor(self.business_id, "user", self.user_id, self.role, self.user_id if limited else None, request_id)


def admit(authorization: str | None) -> tuple[Caller, Pace]:
    """Who sent this Authorization header, their request counted.

    Unauthorized when it holds no access token or API key of ours, SessionEnded when its session is over.
    """
    scheme, _, token = (authorization or "").partition(" ")
    token = token.strip()
    if scheme.lower() != "bearer" or not token:
        raise Unauthorized("send an access token or an API key as `Authorization: Bearer …`")
    return _key(token) if token.startswith(KEY_PREFIX) else _person(token)


def admit_anybody(address: str) -> tuple[Caller, Pace]:
    """Somebody unknown at an IP address, their request counted."""
    name = f"address:{network(address)}"
    with database().accounts(aside=True) as tx:
        requests, seconds = store.count_request(tx, hashlib.sha256(name.encode()).digest())
    return Caller("public"), Pace(requests, ceil(seconds))


def _person(token: str) -> tuple[Caller, Pace]:
    identity = access.identify(token)
    name = f"user:{identity.user_id}"
    with database().accounts(aside=True) as tx:
        found = store.admit_person(tx, identity, hashlib.sha256(name.encode()).digest())
    if found is None:
        raise SessionEnded
    caller = Caller(
        name=name,
        user_id=identity.user_id,
        session_id=identity.session_id,
        business_id=identity.business_id if found.role else None,
        role=found.role,
        email_verified=found.email_verified,
        super_admin=found.super_admin,
        sees_all=found.sees_all,
    )
    return caller, Pace(found.requests, ceil(found.seconds))


def _key(token: str) -> tuple[Caller, Pace]:
    with database().accounts(aside=True) as tx:
        found = store.admit_key(tx, digest(token))
    if found is None:
        raise Unauthorized("the API key is unknown, revoked or expired")
    caller = Caller(
        name=f"key:{found.id}",
        key_id=found.id,
        business_id=found.business_id,
        scopes=frozenset(found.scopes),
    )
    return caller, Pace(found.requests, ceil(found.seconds))
