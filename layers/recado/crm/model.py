"""Types of contacts, and which identities a customer brings."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from recado.kernel import phones
from recado.vendors.whatsapp.model import Customer

FileState = Literal["waiting", "queued", "running", "done", "failed"]
IdentityKind = Literal["phone", "user_id", "parent_user_id", "lid", "username", "group"]


@dataclass(frozen=True, slots=True)
class Identity:
    """One way to recognise a contact. value: as the vendor writes it, and as it is sent to."""

    kind: IdentityKind
    value: str

    @property
    def key(self) -> "IdentityKey":
        """What it is recognised by: a phone number has several forms and one key."""
        return self.kind, phones.key(self.value) if self.kind == "phone" else self.value


IdentityKey = tuple[IdentityKind, str]


@dataclass(frozen=True, slots=True)
class IdentityOwner:
    """Whose an identity is. value: as it was last written."""

    contact_id: UUID
    value: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A person or group a business talks to."""

    id: UUID
    name: str | None
    profile_name: str | None
    bot_enabled: bool
    bot_paused_until: datetime | None


@dataclass(frozen=True, slots=True)
class Holding:
    """Which member of the team a contact is assigned to."""

    assigned_to: UUID | None


def identities_of(customer: Customer) -> list[Identity]:
    """The identities that name exactly one contact, surest first. A username may pass to another person: left out."""
    if customer.group_id:
        return [Identity("group", customer.group_id)]
    identities: list[Identity] = []
    if customer.user_id:
        identities.append(Identity("user_id", customer.user_id))
    if customer.parent_user_id:
        identities.append(Identity("parent_user_id", customer.parent_user_id))
    if customer.phone:
        identities.append(Identity("phone", customer.phone))
    if customer.lid:
        identities.append(Identity("lid", customer.lid))
    return identities


def customer_of(identities: list[Identity]) -> Customer:
    """The address to send to, from all the identities of a contact."""
    values = {identity.kind: identity.value for identity in identities}
    return Customer(
        phone=values.get("phone"), user_id=values.get("user_id"), lid=values.get("lid"), group_id=values.get("group")
    )
