"""One business and everybody who may call its API: its team, its keys, a stranger, a super admin, and nobody at all."""

import hashlib
import secrets
import time
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from recado.runtime.permissions import SCOPES
from tests.rigs.authenticators import given_by_hand
from tests.rigs.people import Person, member, newcomer
from tests.rigs.product import Product

TEAM = ("OWNER", "ADMIN", "ADVISOR")
ROLES = ("nobody", *TEAM, "key", "key without scopes", "stranger", "super admin")
SIGNED_IN_SECONDS = 300.0  # an access token is good for 15 minutes; a file of tests may take longer


@dataclass(slots=True)
class Cast:
    """The people and keys of one business. `business` is theirs, but for the stranger's and the super admin's."""

    product: Product
    business: UUID
    people: dict[str, Person] = field(default_factory=dict)
    ids: dict[str, UUID] = field(default_factory=dict)
    signed_in_at: float = field(default_factory=time.monotonic)

    def restore(self) -> None:
        """Puts back in their role who left it, gives back a key that was revoked, and keeps everybody signed in.

        What a super admin may set for everybody is as it was at the beginning.
        """
        self.product.admin("delete from platform_settings")
        self.product.admin("insert into platform_settings default values")
        for role in TEAM:
            self.product.admin(
                "insert into memberships (business_id, user_id, role) values (%s, %s, %s) "
                "on conflict (business_id, user_id) do update set role = excluded.role",
                (self.business, self.ids[role], role),
            )
        self.product.admin("update api_keys set revoked_at = null where business_id = %s", (self.business,))
        self.product.admin("delete from attempts")
        if time.monotonic() - self.signed_in_at > SIGNED_IN_SECONDS:
            self.product.admin("delete from second_factors where user_id = %s", (self.ids["super admin"],))
            for person in self.people.values():
                assert not person.refresh or person.log_in().status == 200
            given_by_hand(self.product, self.ids["super admin"])
            self.signed_in_at = time.monotonic()


def assemble(product: Product) -> Cast:
    """A new business with its cast."""
    owner = member(product)
    me = owner.call("GET", "/v1/me").body
    cast = Cast(product, UUID(me["business_id"]), {"OWNER": owner, "nobody": newcomer(product)})
    cast.ids["OWNER"] = UUID(me["id"])
    for role in ("ADMIN", "ADVISOR"):
        cast.people[role], cast.ids[role] = _hired(product, cast.business, role)
    cast.people["key"] = key(product, cast.business, list(SCOPES))
    cast.people["key without scopes"] = key(product, cast.business, [])
    for role in ("stranger", "super admin"):
        person = member(product)
        cast.people[role], cast.ids[role] = person, UUID(person.call("GET", "/v1/me").body["id"])
    product.admin("update users set super_admin = true where id = %s", (cast.ids["super admin"],))
    given_by_hand(product, cast.ids["super admin"])
    product.admin("update users set email_verified_at = now() where id = any(%s)", (list(cast.ids.values()),))
    return cast


def _hired(product: Product, business: UUID, role: str) -> tuple[Person, UUID]:
    """Somebody who belongs to this business alone."""
    person = member(product)
    me = person.call("GET", "/v1/me").body
    product.admin("delete from memberships where user_id = %s", (me["id"],))
    product.admin(
        "insert into memberships (business_id, user_id, role) values (%s, %s, %s)", (business, me["id"], role)
    )
    assert person.log_in().status == 200
    return person, UUID(me["id"])


def key(product: Product, business: UUID, scopes: list[str]) -> Person:
    """An API key as a caller."""
    token = f"rk_{secrets.token_urlsafe(32)}"
    product.admin(
        "insert into api_keys (id, business_id, name, digest, prefix, scopes) values (%s, %s, 'key', %s, %s, %s)",
        (uuid4(), business, hashlib.sha256(token.encode()).digest(), token[:8], scopes),
    )
    return Person(product, "", access=token)
