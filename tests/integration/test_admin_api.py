"""The super admin: made by the command, sees the whole platform, and nobody else does."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import psycopg
import pytest

from recado.activity import event_log
from recado.activity import service as activity
from recado.kernel import pages
from recado.platform.db import database
from tests.rigs.authenticators import given_by_hand, switched_on
from tests.rigs.cli import recado
from tests.rigs.people import Json, Person, member
from tests.rigs.product import Product
from tests.rigs.waiting import eventually

PATHS = ("/v1/admin/events", "/v1/admin/events/types", "/v1/admin/businesses", "/v1/admin/users", "/v1/admin/models")


@pytest.fixture(scope="module")
def root(product: Product) -> Person:
    """A super admin."""
    person = member(product)
    done = recado("admin", "grant", person.email)
    assert done.returncode == 0, done.stderr
    given_by_hand(product, UUID(person.call("GET", "/v1/me").body["id"]))
    return person


@pytest.fixture
def kind(product: Product) -> str:
    """A type of event that is this test's own."""
    return "t" + "".join(chr(97 + int(digit)) for digit in str(product.serial()))


def noted(business: str | None, severity: Any, kind: str, **data: Any) -> None:
    with database().accounts() as tx:
        activity.note_platform(tx, UUID(business) if business else None, severity, kind, **data)


def logged(person: Person, query: str, wanted: Callable[[list[Json]], bool] = bool) -> list[Json]:
    """Events, once there are those that are wanted: they show after a second."""

    def ask() -> list[Json] | None:
        items: list[Json] = person.call("GET", f"/v1/admin/events?{query}").body["items"]
        return items if wanted(items) else None

    return list(eventually(ask))


# Who may


def test_a_super_admin_is_made_and_unmade_by_the_command_and_it_is_noted(product: Product, root: Person) -> None:
    ana = member(product)
    for path in PATHS:
        assert (ana.call("GET", path).status, root.call("GET", path).status) == (403, 200)
    assert recado("admin", "grant", ana.email.upper()).returncode == 0
    assert ana.email in recado("admin", "list").stdout.split()
    without = ana.call("GET", PATHS[0])
    assert (without.status, without.body["code"]) == (403, "second_factor_required")
    phone = switched_on(ana)
    assert ana.call("GET", PATHS[0]).status == 200, "at once, with the token they have"
    stolen = phone.person.log_in().body["challenge"]
    ana.access = phone.meet(stolen, phone.fresh()).body["access_token"]
    assert ana.call("GET", PATHS[0]).status == 200
    product.admin("update sessions set second_factor = false where user_id in (select id from users where email = %s)",
                  (ana.email,))  # fmt: skip
    assert ana.call("GET", PATHS[0]).body["code"] == "second_factor_required", "a session opened without it will not do"
    assert recado("admin", "revoke", ana.email).returncode == 0
    assert ana.call("GET", PATHS[0]).status == 403
    assert ana.email not in recado("admin", "list").stdout.split()
    me = ana.call("GET", "/v1/me").body["id"]
    items = logged(root, f"type=super_admin.&text={me}", lambda found: len(found) == 2)
    assert [(each["type"], each["severity"]) for each in items] == [
        ("super_admin.revoked", "warning"), ("super_admin.granted", "warning"),
    ]  # fmt: skip


def test_nobody_without_an_account_becomes_one(product: Product) -> None:
    done = recado("admin", "grant", f"nobody{product.serial()}@example.com")
    assert (done.returncode, done.stderr) == (1, "recado: nobody has an account with this address\n")


def test_strangers_are_refused_and_learn_no_path(product: Product) -> None:
    stranger = Person(product, "")
    for path in PATHS:
        assert stranger.call("GET", path).status == 401
    assert stranger.call("GET", "/v1/admin/nowhere").status == 404


# The event log


def test_events_are_listed_newest_first_with_their_business(product: Product, root: Person, kind: str) -> None:
    ana = member(product)
    business = ana.call("GET", "/v1/me").body["business_id"]
    noted(business, "error", f"{kind}.one", thing="uno")
    noted(None, "critical", f"{kind}.two", thing="dos")
    newest, oldest = logged(root, f"type={kind}", lambda found: len(found) == 2)
    assert (newest["type"], newest["business_id"], newest["business_name"]) == (f"{kind}.two", None, None)
    assert (oldest["business_id"], oldest["business_name"]) == (business, "La Espiga")
    assert (oldest["severity"], oldest["data"]) == ("error", {"thing": "uno"})
    assert {f"{kind}.one", f"{kind}.two"} <= set(root.call("GET", "/v1/admin/events/types").body["types"])


def test_events_can_be_filtered(product: Product, root: Person, kind: str) -> None:
    business = member(product).call("GET", "/v1/me").body["business_id"]
    for at, severity in enumerate(("info", "warning", "error", "critical")):
        noted(business if at % 2 else None, severity, f"{kind}.n", at=at, name=f"Número {at}%_")
    everything = logged(root, f"type={kind}", lambda found: len(found) == 4)

    def found(query: str) -> list[int]:
        said = root.call("GET", f"/v1/admin/events?type={kind}.&{query}")
        assert said.status == 200, said
        return [each["data"]["at"] for each in said.body["items"]]

    assert found("severity=info") == [3, 2, 1, 0]
    assert found("severity=warning") == [3, 2, 1]
    assert found("severity=critical") == [3]
    assert found(f"business_id={business}") == [3, 1]
    assert found("text=n%C3%BAmero%202") == [2]
    assert found("text=2%25_") == [2], "no pattern, only text"
    assert found("text=nothing") == []
    third = everything[1]["at"].replace("+", "%2B")
    assert (found(f"from={third}"), found(f"to={third}")) == ([3, 2], [1, 0])
    assert found(f"from={third}&severity=critical&business_id={business}&text=3") == [3]


def test_the_log_is_paged_without_skipping_or_repeating(root: Person, kind: str) -> None:
    with database().accounts() as tx:  # all at one moment: only the id tells them apart
        for at in range(7):
            activity.note_platform(tx, None, "info", f"{kind}.n", at=at)
    logged(root, f"type={kind}", lambda found: len(found) == 7)
    seen, cursor = [], ""
    for size in (3, 3, 1):
        page = root.call("GET", f"/v1/admin/events?type={kind}&limit=3{cursor}").body
        assert len(page["items"]) == size
        seen += [each["id"] for each in page["items"]]
        cursor = f"&cursor={page['next']}"
    assert page["next"] is None
    assert len(set(seen)) == 7


def test_the_log_can_be_followed(root: Person, kind: str) -> None:
    noted(None, "info", f"{kind}.n", at=0)
    logged(root, f"type={kind}")
    tail = root.call("GET", f"/v1/admin/events?type={kind}").body["tail"]
    nothing = root.call("GET", f"/v1/admin/events?type={kind}&after={tail}").body
    assert (nothing["items"], nothing["next"], nothing["tail"]) == ([], None, tail)
    for at in range(1, 6):
        noted(None, "info", f"{kind}.n", at=at)
    heard: list[int] = []
    while len(heard) < 5:
        page = root.call("GET", f"/v1/admin/events?type={kind}&limit=2&after={tail}").body
        heard, tail = heard + [each["data"]["at"] for each in page["items"]], page["tail"]
    assert heard == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    "query",
    ["severity=debug", "after=e30", "cursor=W10", "after=WyJ4IiwieSJd", "text=%00", "text=", "type=%25", "from=1",
     "business_id=me", "limit=1000", "nonsense=1"],
)  # fmt: skip
def test_a_bad_query_is_refused(root: Person, query: str) -> None:
    assert root.call("GET", f"/v1/admin/events?{query}").status == 400


@pytest.mark.parametrize(
    "query",
    ["from=0001-01-01T00:00:00%2B14:00", "to=9999-12-31T23:59:59-14:00",
     "from=2030-01-01T00:00:00Z&to=2020-01-01T00:00:00Z",
     f"after={pages.encode(('0001-01-01', str(UUID(int=0))))}",
     f"cursor={pages.encode(('9999-12-31', str(UUID(int=0))))}",
     "text=%27%20or%201%3D1%20--%20%25s%20%7B0%7D"],
)  # fmt: skip
def test_an_odd_query_finds_what_there_is(root: Person, query: str) -> None:
    assert root.call("GET", f"/v1/admin/events?limit=1&{query}").status == 200


def test_old_events_are_forgotten_the_worse_the_later(product: Product, kind: str) -> None:
    ages = {"info": (29, 31), "warning": (31, 91), "error": (91, 366), "critical": (91, 366)}
    for severity, days in ages.items():
        for age in days:
            product.admin(
                "insert into events (id, severity, type, created_at) "
                "values (gen_random_uuid(), %s, %s, now() - make_interval(days => %s))",
                (severity, f"{kind}.{age}", age),
            )

    def left() -> list[tuple[str, str]]:
        rows = product.admin("select severity, type from events where starts_with(type, %s)", (kind,))
        return sorted((row["severity"], row["type"].removeprefix(f"{kind}.")) for row in rows)

    kept = [("critical", "91"), ("error", "91"), ("info", "29"), ("warning", "31")]
    eventually(lambda: left() == kept)


def test_forgetting_goes_in_batches_and_around_what_is_locked(
    product: Product, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def left() -> int:
        return len(product.admin("select from events where type = %s", (kind,)))

    monkeypatch.setattr(event_log, "BATCH", 10)
    with psycopg.connect(product.stack.environment["DATABASE_ADMIN_URL"]) as busy:
        busy.execute(
            "insert into events (id, severity, type, created_at) "
            "select gen_random_uuid(), 'info', %s, now() - interval '40 days' from generate_series(1, 25)",
            (kind,),
        )
        busy.commit()
        busy.execute("select from events where type = %s limit 3 for update", (kind,))
        event_log.forget()
        eventually(lambda: left() <= 3)  # the product's own forgetting may be at it as well
    event_log.forget()
    eventually(lambda: left() == 0)


# Businesses and people


def test_businesses_are_listed_and_found(product: Product, root: Person) -> None:
    line = product.line()
    items = root.call("GET", f"/v1/admin/businesses?search={line.business_id}").body["items"]
    assert [(each["id"], each["members"], each["instances"]) for each in items] == [(str(line.business_id), 0, 1)]
    by_name = root.call("GET", f"/v1/admin/businesses?search={quote(items[0]['name'].lower())}")
    assert [each["id"] for each in by_name.body["items"]] == [str(line.business_id)]
    ana = member(product)
    newest = root.call("GET", "/v1/admin/businesses?limit=1").body
    assert newest["items"][0]["id"] == ana.call("GET", "/v1/me").body["business_id"]
    assert newest["items"][0]["members"] == 1
    assert datetime.fromisoformat(newest["items"][0]["trial_ends_at"]) > datetime.now(UTC)
    older = root.call("GET", f"/v1/admin/businesses?limit=1&cursor={newest['next']}").body
    assert older["items"][0]["id"] < newest["items"][0]["id"]


def test_people_are_listed_and_found_without_their_secrets(product: Product, root: Person) -> None:
    ana = member(product)
    (found,) = root.call("GET", f"/v1/admin/users?search={ana.email.upper()}").body["items"]
    me = ana.call("GET", "/v1/me").body
    assert found.pop("created_at")
    assert found == {
        "id": me["id"], "email": ana.email, "name": "Ana", "email_verified": False, "second_factor": False,
        "super_admin": False, "businesses": 1,
    }  # fmt: skip
    assert [each["id"] for each in root.call("GET", f"/v1/admin/users?search={me['id']}").body["items"]] == [me["id"]]
    assert root.call("GET", f"/v1/admin/users?search={uuid4()}").body == {"items": [], "next": None}
