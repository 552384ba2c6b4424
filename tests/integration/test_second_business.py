"""A person opens another business and works in it."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from recado.accounts import founding
from recado.businesses.store import NewBusiness
from tests.rigs.people import Person, Said, member, verified
from tests.rigs.product import Product
from tests.rigs.races import race


def refusal(said: Said) -> tuple[int, str]:
    return said.status, said.body["code"]


def owned(person: Person) -> list[str]:
    businesses = person.call("GET", "/v1/me").body["businesses"]
    return [each["name"] for each in businesses if each["role"] == "OWNER"]


def test_its_founder_owns_it_with_a_trial_and_refreshes_into_it(product: Product) -> None:
    ana = verified(product)
    said = ana.post("businesses", name="Café Lupita", timezone="America/Bogota", currency="COP", language="en")
    assert (said.status, said.body["name"], said.body["role"]) == (201, "Café Lupita", "OWNER")
    standing = said.body["standing"]
    left = datetime.fromisoformat(standing["ends_at"]) - datetime.now(UTC)
    assert standing["state"] == "trial"
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    assert owned(ana) == ["La Espiga", "Café Lupita"]
    tokens = ana.post("auth/refresh", refresh_token=ana.refresh, business_id=said.body["id"])
    ana.access = tokens.body["access_token"]
    business = ana.call("GET", "/v1/business").body
    assert (business["id"], business["currency"], business["timezone"]) == (said.body["id"], "COP", "America/Bogota")
    assert ana.call("PATCH", "/v1/business", {"objective": "APPOINTMENTS"}).status == 200


def test_only_whose_address_is_verified_and_with_what_there_is(product: Product) -> None:
    assert refusal(member(product).post("businesses", name="Café")) == (403, "email_not_verified")
    ana = verified(product)
    for wrong in ({"currency": "XXX"}, {"timezone": "Luna/Mar"}, {"name": ""}, {"trial_ends_at": "2099-01-01"}):
        assert ana.post("businesses", **{"name": "Café", **wrong}).status == 400
    assert owned(ana) == ["La Espiga"]


def test_a_repeated_request_opens_one(product: Product) -> None:
    ana, key = verified(product), {"Idempotency-Key": str(uuid4())}
    first = ana.call("POST", "/v1/businesses", {"name": "Café"}, **key)
    again = ana.call("POST", "/v1/businesses", {"name": "Café"}, **key)
    assert (again.status, again.body) == (201, first.body)
    assert owned(ana) == ["La Espiga", "Café"]


def test_nobody_owns_more_than_ten_however_many_they_ask_for_at_once(product: Product) -> None:
    ana = verified(product)
    me = UUID(ana.call("GET", "/v1/me").body["id"])
    for each in range(5):
        assert ana.post("businesses", name=f"Sucursal {each}").status == 201
    answers = race([(founding.found, me, NewBusiness(name="Otra"))] * 8, product.stack.environment)
    assert answers.count("too_many_businesses") == 4, answers
    assert len(owned(ana)) == 10
    assert refusal(ana.post("businesses", name="Una más")) == (409, "too_many_businesses")
    product.admin("update memberships set role = 'ADMIN' where user_id = %s", (me,))
    assert ana.post("businesses", name="Una más").status == 201, "those one works in do not count"
