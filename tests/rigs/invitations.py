"""People whom a business has invited."""

from tests.rigs.cast import Cast
from tests.rigs.people import Person, Said, member, newcomer
from tests.rigs.product import Product


def invited(cast: Cast, role: str = "ADVISOR", email: str | None = None) -> tuple[Person, Said]:
    """Somebody whom the owner has invited."""
    person = newcomer(cast.product)
    person.email = email or person.email
    said = cast.people["OWNER"].post("team/invitations", email=person.email, role=role)
    assert said.status == 201, said
    return person, said


def verified(product: Product) -> Person:
    """Somebody with an account and a verified address."""
    person = member(product)
    product.admin("update users set email_verified_at = now() where email = %s", (person.email,))
    return person
