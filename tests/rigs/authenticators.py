"""An authenticator on somebody's phone."""

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pyotp

from tests.rigs.people import PASSWORD, Person, Said
from tests.rigs.product import Product

SECOND_FACTOR = "me/second-factor"


@dataclass(slots=True)
class Authenticator:
    """A person's authenticator, and the recovery codes they wrote down."""

    person: Person
    secret: str
    recovery_codes: list[str]

    def code(self, steps: int = 0) -> str:
        """The code now, or so many steps of thirty seconds later."""
        return pyotp.TOTP(self.secret).at(datetime.now(UTC), counter_offset=steps)

    def fresh(self) -> str:
        """The code now, as if none had been used before."""
        self.person.product.admin("update second_factors set last_step = 0")
        return self.code()

    def challenge(self) -> str:
        """What the right password is worth."""
        said = self.person.log_in()
        assert (said.status, said.body["second_factor"]) == (200, "required"), said
        return str(said.body["challenge"])

    def meet(self, challenge: str, code: str) -> Said:
        """Brings a code, as somebody who is not signed in."""
        return Person(self.person.product, "").post("auth/second-factor", challenge=challenge, code=code)


def begun(person: Person) -> Authenticator:
    """An authenticator that is set up and not yet confirmed."""
    person.product.admin("update users set email_verified_at = now() where email = %s", (person.email,))
    said = person.post(SECOND_FACTOR, password=PASSWORD)
    assert said.status == 201, said
    return Authenticator(person, said.body["secret"], [])


def given_by_hand(product: Product, user_id: UUID) -> None:
    """Gives a person a second factor, and all their sessions, as if they had been opened with it."""
    product.admin(
        "insert into second_factors (user_id, secret_sealed, confirmed_at) values (%s, 'x', now()) "
        "on conflict do nothing",
        (user_id,),
    )
    product.admin("update sessions set second_factor = true where user_id = %s", (user_id,))


def switched_on(person: Person) -> Authenticator:
    """A second factor that is on."""
    authenticator = begun(person)
    said = person.post(f"{SECOND_FACTOR}/confirm", code=authenticator.code())
    assert said.status == 200, said
    authenticator.recovery_codes = said.body["recovery_codes"]
    return authenticator
