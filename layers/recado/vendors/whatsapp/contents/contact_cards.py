"""Contact cards. Limits and fields: Meta, Cloud API, Contacts messages."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from recado.vendors.whatsapp.contents.fields import Link, Part, short, written

MAX_CARDS = 257
Line = Annotated[str, short(1024)]


class ContactName(Part):
    formatted_name: Annotated[str, written(1000)]
    first_name: Line | None = None
    last_name: Line | None = None
    middle_name: Line | None = None
    suffix: Line | None = None
    prefix: Line | None = None


class ContactPhone(Part):
    phone: Annotated[str, written(40)]
    type: Line | None = None
    wa_id: Annotated[str, StringConstraints(pattern=r"^[0-9]{5,20}$")] | None = None


class ContactEmail(Part):
    email: Annotated[str, written(254)]
    type: Line | None = None


class ContactUrl(Part):
    url: Link
    type: Line | None = None


class ContactAddress(Part):
    street: Line | None = None
    city: Line | None = None
    state: Line | None = None
    zip: Line | None = None
    country: Line | None = None
    country_code: Line | None = None
    type: Line | None = None


class ContactOrg(Part):
    company: Line | None = None
    department: Line | None = None
    title: Line | None = None


class ContactCard(Part):
    name: ContactName
    phones: Annotated[tuple[ContactPhone, ...], Field(max_length=20, strict=False)] = ()
    emails: Annotated[tuple[ContactEmail, ...], Field(max_length=20, strict=False)] = ()
    urls: Annotated[tuple[ContactUrl, ...], Field(max_length=20, strict=False)] = ()
    addresses: Annotated[tuple[ContactAddress, ...], Field(max_length=20, strict=False)] = ()
    org: ContactOrg | None = None
    birthday: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")] | None = None


class ContactsContent(Part):
    type: Literal["contacts"] = "contacts"
    contacts: Annotated[tuple[ContactCard, ...], Field(min_length=1, max_length=MAX_CARDS, strict=False)]
