"""Contacts and tags, made and read over the API."""

from typing import Any

from tests.rigs.people import Person, Said
from tests.rigs.product import Product


def created(person: Person, product: Product, **more: Any) -> dict[str, Any]:
    said = person.post("contacts", **{"phone": f"+34 6{product.serial() % 10**8:08d}"} | more)
    assert said.status == 201, said.body
    return said.body


def listed(person: Person, query: str) -> list[str]:
    said = person.call("GET", f"/v1/contacts?{query}")
    assert said.status == 200, said.body
    return [each["id"] for each in said.body["items"]]


def tag(person: Person, name: str) -> str:
    said = person.post("tags", name=name)
    assert said.status == 201, said.body
    return str(said.body["id"])


def patched(person: Person, contact: str, **change: Any) -> Said:
    return person.call("PATCH", f"/v1/contacts/{contact}", change)
