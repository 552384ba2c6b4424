"""What is done in a business is in its audit trail, under actions that have names."""

from tests.rigs.cast import assemble
from tests.rigs.contacts import created
from tests.rigs.product import Product


def test_every_action_of_the_trail_has_a_name_in_both_languages(product: Product) -> None:
    cast = assemble(product)
    owner = cast.people["OWNER"]
    contact = created(owner, product)["id"]
    owner.call("POST", "/v1/contacts/archive", {"contacts": [contact]})
    names = {each["action"]: each["name"] for each in owner.call("GET", "/v1/audit/actions").body["items"]}
    done = {each["action"] for each in owner.call("GET", "/v1/audit").body["items"]}
    assert {"contact.created", "contacts.archived"} <= done <= names.keys()
    assert names["contacts.archived"] == {"es": "Contactos archivados", "en": "Contacts archived"}
    assert cast.people["ADVISOR"].call("GET", "/v1/audit/actions").status == 403
