"""Deleting a business: out of service at once, cancelled within thirty days, and then nothing of it remains."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from recado.instances.erasure import KEPT
from recado.kernel.settings import settings
from recado.platform import storage
from recado.platform.db import database
from recado.team import deletion_reminders, deletion_store
from sessions_host import lease_store
from tests.rigs.authenticators import switched_on
from tests.rigs.cast import Cast, assemble
from tests.rigs.people import PASSWORD, Person, Said
from tests.rigs.product import Product
from tests.rigs.tenants import TABLES, fill
from tests.rigs.waiting import eventually
from tests.rigs.web_line import web_line

OBJECTS = (
    ("bucket_media", "{}/a"),
    ("bucket_media", "{}/up/b"),
    ("bucket_media", "{}/f/voice"),
    ("bucket_media", "pictures/in/{}/c"),
    ("bucket_transfers", "imports/{}/d.csv"),
    ("bucket_transfers", "exports/{}/e.csv"),
)
SWEPT = "deleted_objects"  # every few seconds, of every business


@pytest.fixture
def cast(product: Product) -> Cast:
    return assemble(product)


def refusal(said: Said) -> tuple[int, str]:
    return said.status, said.body["code"]


def deleted(person: Person, **more: str) -> Said:
    return person.post("business/delete", **{"password": PASSWORD, **more})


def subjects(person: Person) -> list[str]:
    return [mail["subject"].removeprefix("Recado: ") for mail in person.mails()]


def standing(person: Person) -> dict[str, str]:
    return dict(person.call("GET", "/v1/me").body["businesses"][0]["standing"])


def wait_over(product: Product, business: UUID, ago: str = "2 hours") -> None:
    product.admin(
        "update businesses set deletion_began_at = now() - interval '31 days', deletes_at = now() - %s::interval "
        "where id = %s",
        (ago, business),
    )


def tables(product: Product) -> set[str]:
    """Every table that has rows of businesses."""
    rows = product.admin(
        "select c.table_name as name from information_schema.columns c join information_schema.tables t "
        "using (table_schema, table_name) where c.table_schema = 'public' and c.column_name = 'business_id' "
        "and t.table_type = 'BASE TABLE'"
    )
    return {row["name"] for row in rows}


def rows_of(product: Product, business: UUID) -> dict[str, int]:
    """How many rows of a business each table has, those that have none left out."""
    counted = {}
    for table in sorted(tables(product)):
        query = sql.SQL("select count(*) as rows from {} where business_id = %s").format(sql.Identifier(table))
        counted[table] = product.admin(query, (business,))[0]["rows"]
    return {table: rows for table, rows in counted.items() if rows}


def filled(product: Product, business: UUID | None = None) -> UUID:
    with psycopg.connect(product.stack.environment["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        business = fill(admin, business)
    for bucket, key in OBJECTS:
        storage.put(getattr(settings(), bucket), key.format(business), b"x", "text/plain")
    return business


def objects_of(business: UUID) -> int:
    return sum(len(storage.keys(getattr(settings(), bucket), key.format(business), 10)) for bucket, key in OBJECTS)


def test_it_is_out_of_service_at_once_and_everybody_sees_until_when(cast: Cast) -> None:
    owner, advisor = cast.people["OWNER"], cast.people["ADVISOR"]
    said = deleted(owner)
    assert (said.status, said.body["state"], said.body["in_service"]) == (200, "deleting", False)
    wait = datetime.fromisoformat(said.body["ends_at"]) - datetime.now(UTC)
    assert timedelta(days=29, hours=23) < wait <= timedelta(days=30)
    assert standing(advisor) == standing(owner) == said.body
    assert refusal(owner.call("PATCH", "/v1/business", {"name": "Otro"})) == (402, "suspended")
    assert advisor.call("GET", "/v1/conversations").status == 200, "what there is can be read"
    assert subjects(owner)[-1] == "Tu negocio se borrará"
    again = deleted(owner)
    assert again.body == said.body
    assert subjects(owner).count("Tu negocio se borrará") == 1


def test_only_an_owner_deletes_it_with_password_and_second_factor(cast: Cast) -> None:
    for role in ("ADMIN", "ADVISOR", "key"):
        assert deleted(cast.people[role]).status == 403
    owner = cast.people["OWNER"]
    assert refusal(deleted(owner, password="not it at all")) == (403, "wrong_password")
    phone = switched_on(owner)
    assert refusal(deleted(owner)) == (403, "code_required")
    assert refusal(deleted(owner, code="000000")) == (403, "wrong_code")
    assert standing(owner)["state"] == "trial"
    assert deleted(owner, code=phone.fresh()).status == 200


def test_an_owner_changes_their_mind_and_all_is_as_before(cast: Cast) -> None:
    owner = cast.people["OWNER"]
    assert owner.post("business/delete/cancel").body["state"] == "trial", "nothing to cancel"
    assert deleted(owner).status == 200
    assert refusal(cast.people["ADMIN"].post("business/delete/cancel")) == (403, "forbidden")
    said = owner.post("business/delete/cancel")
    assert (said.status, said.body["state"], said.body["in_service"]) == (200, "trial", True)
    assert owner.call("PATCH", "/v1/business", {"name": "Otro"}).status == 200
    assert subjects(owner)[-2:] == ["Tu negocio se borrará", "Tu negocio se queda"]
    actions = [each["action"] for each in owner.call("GET", "/v1/audit").body["items"]]
    assert (actions.count("business.deletion_began"), actions.count("business.deletion_cancelled")) == (1, 1)


def test_owners_are_reminded_once_a_few_days_before(cast: Cast) -> None:
    owner = cast.people["OWNER"]
    assert deleted(owner).status == 200
    deletion_reminders.remind()
    assert "Tu negocio se borra en unos días" not in subjects(owner)
    cast.product.admin("update businesses set deletes_at = now() + interval '2 days' where id = %s", (cast.business,))
    deletion_reminders.remind()
    deletion_reminders.remind()
    assert subjects(owner).count("Tu negocio se borra en unos días") == 1
    assert subjects(cast.people["ADMIN"]).count("Tu negocio se borra en unos días") == 0
    assert owner.post("business/delete/cancel").body["in_service"] is True


def test_nothing_of_it_remains_anywhere_and_nothing_else_is_touched(cast: Cast) -> None:
    product = cast.product
    owner, email = cast.people["OWNER"], cast.people["OWNER"].email
    filled(product, cast.business)
    logo = "L" * 43
    storage.put(settings().bucket_media, f"pictures/{logo}", b"x", "image/webp")
    product.admin("update businesses set logo = %s where id = %s", (logo, cast.business))
    neighbour = filled(product)
    before, members = rows_of(product, neighbour), [str(cast.ids[role]) for role in ("OWNER", "ADMIN", "ADVISOR")]
    assert rows_of(product, cast.business).keys() | {SWEPT} == set(TABLES) == tables(product)
    assert objects_of(cast.business) == len(OBJECTS)
    wait_over(product, cast.business)
    eventually(lambda: rows_of(product, cast.business) == {})
    assert objects_of(cast.business) == 0
    eventually(lambda: storage.keys(settings().bucket_media, f"pictures/{logo}", 1) == [])
    after = rows_of(product, neighbour)
    changing = {SWEPT: 0, "stats_hourly": 0}  # the schedule counts the neighbour's messages meanwhile
    assert before | changing == after | changing
    assert objects_of(neighbour) == len(OBJECTS)
    people = product.admin("select email, avatar from users where id = any(%s::uuid[])", (members,))
    assert len(people) == 3
    assert owner.call("GET", "/v1/me").body["businesses"] == []
    assert product.admin("select 1 from sessions where chosen_business = %s", (cast.business,)) == []
    (event,) = product.admin(
        "select business_id, severity, data from events where type = 'business.erased' and data ->> 'business' = %s",
        (str(cast.business),),
    )
    assert event == {"business_id": None, "severity": "warning", "data": {"business": str(cast.business)}}
    assert owner.log_in().status == 200
    assert owner.call("GET", "/v1/me").body["email"] == email


def test_whoever_dies_in_the_middle_is_followed_by_another(product: Product) -> None:
    business = filled(product)
    product.admin("update businesses set erasing_until = now() + interval '1 hour' where id = %s", (business,))
    wait_over(product, business)
    with psycopg.connect(product.stack.environment["DATABASE_ADMIN_URL"], autocommit=True) as admin:
        admin.execute(
            "insert into contacts (id, business_id, name) select gen_random_uuid(), %s, 'secreto' "
            "from generate_series(1, 30)",
            (business,),
        )
    with database().worker() as tx:
        lots = [deletion_store.erase_rows(tx, business, 4) for _ in range(6)]
    assert all(0 < lot <= 4 for lot in lots), "and then the process dies"
    left = rows_of(product, business)
    assert left["contacts"] > 0
    assert "messages" not in left
    product.admin("update businesses set erasing_until = now() - interval '1 second' where id = %s", (business,))
    eventually(lambda: rows_of(product, business) == {})


def test_a_business_that_stays_loses_nothing_whoever_asks(product: Product) -> None:
    business = filled(product)
    before = rows_of(product, business)
    with database().worker() as tx:
        assert deletion_store.erase_rows(tx, business, 100) == 0
        assert not deletion_store.erase_business(tx, business)
    product.admin(
        "update businesses set deletion_began_at = now(), deletes_at = now() + interval '1 hour' where id = %s",
        (business,),
    )
    with database().worker() as tx:
        assert deletion_store.erase_rows(tx, business, 100) == 0
        assert not deletion_store.erase_business(tx, business)
    assert rows_of(product, business) | {SWEPT: 0} == before | {SWEPT: 0}


def test_numbers_of_whatsapp_web_are_logged_out_before_their_keys_are_erased(product: Product) -> None:
    web = web_line(product)
    web.has_keys()
    web.write(wanted="running", state="online", owner=None, lease_until=None)
    wait_over(product, web.desk.line.business_id, "1 minute")
    eventually(lambda: web.session()["command"] == "logout")
    host = f"deletion-{product.serial()}"
    with database().worker() as tx:
        taken = {lease.instance_id: lease.epoch for lease in lease_store.take(tx, host, 500, 30.0)}
        assert web.instance_id in taken
        held = lease_store.renew(tx, host, {web.instance_id: taken[web.instance_id]}, 30.0)
    assert [(each.instance_id, each.command) for each in held] == [(web.instance_id, "logout")]
    assert rows_of(product, web.desk.line.business_id)
    product.admin("delete from web_session_keys where instance_id = %s", (web.instance_id,))  # as the host does
    product.admin("update businesses set erasing_until = null where id = %s", (web.desk.line.business_id,))
    eventually(lambda: rows_of(product, web.desk.line.business_id) == {})


def test_it_cannot_be_kept_once_the_wait_is_over(cast: Cast) -> None:
    owner = cast.people["OWNER"]
    business = (cast.business,)
    cast.product.admin("update businesses set erasing_until = now() + interval '1 hour' where id = %s", business)
    wait_over(cast.product, cast.business)
    assert refusal(owner.post("business/delete/cancel")) == (409, "being_erased")
    cast.product.admin("update businesses set erasing_until = null where id = %s", business)
    eventually(lambda: rows_of(cast.product, cast.business) == {})
    assert refusal(owner.post("business/delete/cancel")) == (403, "forbidden")


def test_every_table_is_erased_or_its_reason_to_stay_is_written_down(product: Product) -> None:
    """And each that is erased by itself has an index to find its rows by, in tables of millions."""
    erased = {row["name"]: row["goes_with"] for row in product.admin("select * from erased_tables()")}
    assert erased.keys() | KEPT.keys() == tables(product)
    assert not erased.keys() & KEPT.keys()
    assert all(KEPT.values())
    indexed = product.admin(
        "select distinct i.indrelid::regclass::text as name from pg_index i join pg_attribute a "
        "on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where a.attname = 'business_id' and i.indpred is null"
    )
    by_themselves = {name for name, goes_with in erased.items() if goes_with is None} - {"businesses"}
    assert by_themselves <= {row["name"] for row in indexed}
