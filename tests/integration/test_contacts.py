"""Contacts over HTTP: made, found, changed, tagged, annotated and deleted."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from recado.activity.model import Actor
from recado.crm import contacts, many_contacts
from tests.rigs.cast import Cast, assemble
from tests.rigs.contacts import created, listed, patched, tag
from tests.rigs.people import Person
from tests.rigs.product import Product
from tests.rigs.waiting import eventually


@pytest.fixture(scope="module")
def cast(product: Product) -> Cast:
    return assemble(product)


@pytest.fixture
def owner(cast: Cast) -> Person:
    return cast.people["OWNER"]


class TestCard:
    def test_a_contact_is_made_read_changed_and_deleted_and_each_is_audited(
        self, cast: Cast, owner: Person, product: Product
    ) -> None:
        made = created(owner, product, name="Ana Núñez", email="ana@example.com")
        assert made["phone"].startswith("+346")
        assert made["messages"] == 0
        assert owner.call("GET", f"/v1/contacts/{made['id']}").body == made
        after = patched(owner, made["id"], name=None, archived=True, opted_out=True).body
        assert (after["name"], after["email"]) == (None, "ana@example.com")
        assert after["archived_at"]
        assert after["opted_out_at"]
        assert owner.call("DELETE", f"/v1/contacts/{made['id']}").status == 204
        assert owner.call("GET", f"/v1/contacts/{made['id']}").status == 404
        trail = owner.call("GET", f"/v1/audit?thing_id={made['id']}").body["items"]
        assert [each["action"] for each in trail] == ["contact.deleted", "contact.changed", "contact.created"]
        assert "ana@example.com" not in str(trail)

    @pytest.mark.parametrize(
        ("one", "other"),
        [("52155{}", "+52 55 {}"), ("5511{}", "+55 11 9{}"), ("5411{}", "+54 9 11 {}")],
    )
    def test_both_forms_of_a_number_are_one_contact(
        self, owner: Person, product: Product, one: str, other: str
    ) -> None:
        digits = f"8{product.serial() % 10**7:07d}"
        made = owner.post("contacts", phone=one.format(digits))
        again = owner.post("contacts", phone=other.format(digits))
        assert (made.status, again.status, again.body["code"]) == (201, 409, "contact_exists")
        assert again.body["contact_id"] == made.body["id"]

    @pytest.mark.parametrize("phone", ["ana", "12345", "+0 123 456 789", "+52 (55) x1"])
    def test_what_is_no_phone_number_is_refused(self, owner: Person, phone: str) -> None:
        assert owner.post("contacts", phone=phone).status == 400

    @pytest.mark.parametrize(
        "written",
        ["55{}.0", "\u202a+52 55 {}\u202c", "+52\u200b55{}", "01 55 {}", "(55) {}", "+52 (0) 55 {}", "52 1 55 {}"],
    )
    def test_a_number_is_read_with_the_businesss_country(self, owner: Person, product: Product, written: str) -> None:
        digits = f"7{product.serial() % 10**7:07d}"
        made = owner.post("contacts", phone=written.format(digits))
        assert (made.status, made.body.get("phone")) == (201, f"+5255{digits}")

    @pytest.mark.parametrize(
        ("written", "problem"),
        [
            ("+52 55 7123 4567 / 68", "two_numbers"),
            ("5571234567, 5571234568", "two_numbers"),
            ("5.21E+11", "lost_digits"),
            ("55712345678", "no_country_code"),
            ("+52 55 7123 456", "no_phone_number"),
        ],
    )
    def test_a_number_that_cannot_be_trusted_is_refused_with_the_reason(
        self, owner: Person, written: str, problem: str
    ) -> None:
        refused = owner.post("contacts", phone=written)
        assert (refused.status, refused.body["code"], refused.body["problem"]) == (400, "phone_invalid", problem)

    def test_a_contact_made_by_hand_is_the_one_who_then_writes_and_is_answered_in_the_vendors_form(
        self, product: Product
    ) -> None:
        line = product.line()
        vendors = product.customer()
        actor = Actor(line.business_id, "system")
        contacts.create(actor, f"+52 {vendors[3:]}", contacts.Change(frozenset(), name="Ana"))
        line.say(vendors, name="Anita", username="anita")
        (row,) = line.settled(1)
        assert row["to"] == vendors
        (contact,) = line.rows("select name, profile_name, username from contacts")
        assert contact == {"name": "Ana", "profile_name": "Anita", "username": "anita"}

    def test_counts_and_times_follow_the_messages(self, product: Product) -> None:
        line = product.line()
        line.say(product.customer())
        line.settled(1)
        (row,) = line.rows("select message_count, first_message_at, last_message_at from conversations")
        (told,) = line.rows("select count(*) as n, min(sent_at) as first, max(sent_at) as last from messages")
        assert tuple(row.values()) == (told["n"], told["first"], told["last"])

    def test_a_username_passes_from_one_person_to_the_next(self, product: Product) -> None:
        line, first, second = product.line(bot=False), product.customer(), product.customer()
        for customer in (first, second):
            line.say(customer, name="N", username="laespiga")
            eventually(lambda: line.rows("select id from contacts where username = 'laespiga'"))
        eventually(lambda: len(line.rows("select id from messages")) == 2)
        rows = line.rows("select username from contacts order by created_at")
        assert [row["username"] for row in rows] == [None, "laespiga"]


@pytest.fixture(scope="module")
def shop(product: Product) -> Cast:
    return assemble(product)


@pytest.fixture(scope="module")
def people(shop: Cast) -> dict[str, str]:
    """Names to ids, each with something of its own."""
    owner = shop.people["OWNER"]
    field = {"key": "plan", "label_es": "Plan", "label_en": "Plan", "type": "choice", "options": ["oro", "plata"]}
    assert owner.post("contact-fields", **field).status == 201
    vip = tag(owner, "VIP México")
    made = {
        "José García": created(
            owner, shop.product, name="José García", phone="+34 611111111", tags=[vip], fields={"plan": "oro"}
        ),
        "Zoë": created(owner, shop.product, name="Zoë", phone="5215599887766", fields={"plan": "plata"}),
        "Álvaro": created(
            owner, shop.product, name="Álvaro González", phone="+34 622222222", email="contabilidad@espiga.example"
        ),
        "Archivado": created(owner, shop.product, name="Archivado", phone="+34 633333333", archived=True),
    }
    return {name: each["id"] for name, each in made.items()} | {"vip": vip}


class TestLists:
    def test_the_list_by_name_ignores_accents_and_leaves_out_what_is_archived(
        self, shop: Cast, people: dict[str, str]
    ) -> None:
        owner = shop.people["OWNER"]
        assert listed(owner, "sort=name") == [people["Álvaro"], people["José García"], people["Zoë"]]
        assert listed(owner, "archived=yes") == [people["Archivado"]]
        assert len(listed(owner, "archived=any")) == 4

    @pytest.mark.parametrize("order", ["sort=name", "sort=last_message", "search=a"])
    def test_pages_hold_everything_once(self, shop: Cast, people: dict[str, str], order: str) -> None:
        owner, cursor, seen = shop.people["OWNER"], "", list[str]()
        whole = listed(owner, f"{order}&archived=any")
        while True:
            body = owner.call("GET", f"/v1/contacts?{order}&archived=any&limit=1{cursor}").body
            seen += [each["id"] for each in body["items"]]
            if not body["next"]:
                break
            cursor = f"&cursor={body['next']}"
        assert seen == whole
        assert len(set(seen)) == len(seen) > 0

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("search=jose", ["José García"]),
            ("search=GARCIA%20Jose", ["José García"]),
            ("search=Gonzales", ["Álvaro"]),
            ("search=alvaro%20gonzlez", ["Álvaro"]),
            ("search=9988", ["Zoë"]),
            ("search=%2B52%201%2055%209988-7766", ["Zoë"]),
            ("search=contabilidad@", ["Álvaro"]),
            ("search=vip", ["José García"]),
            ("search=%25", []),
            ("search=%5C", []),
            ("search=jo", ["José García"]),
            ("tag={vip}", ["José García"]),
            ("field=plan:plata", ["Zoë"]),
            ("field=plan:oro&tag={vip}&search=jose", ["José García"]),
            ("opted_out=true", []),
            ("unassigned=true&sort=name", ["Álvaro", "José García", "Zoë"]),
            ("created_after=2099-01-01T00:00:00Z", []),
            ("last_message_after=2020-01-01T00:00:00Z", []),
        ],
    )
    def test_filters_and_searches_find_whom_they_should(
        self, shop: Cast, people: dict[str, str], query: str, names: list[str]
    ) -> None:
        assert listed(shop.people["OWNER"], query.format(**people)) == [people[name] for name in names]

    def test_an_unknown_field_and_a_value_that_does_not_fit_are_named(self, shop: Cast, people: dict[str, str]) -> None:
        owner = shop.people["OWNER"]
        assert owner.call("GET", "/v1/contacts?field=nope:1").body["code"] == "field_invalid"
        said = patched(owner, people["Zoë"], fields={"plan": "bronce"})
        assert (said.status, said.body["field"]) == (400, "plan")

    def test_an_advisor_finds_their_own_only_by_list_search_field_and_tag(
        self, shop: Cast, people: dict[str, str]
    ) -> None:
        owner, advisor = shop.people["OWNER"], shop.people["ADVISOR"]
        queries = ("sort=name", "search=jose", "field=plan:oro", f"tag={people['vip']}", "search=vip")
        assert [listed(advisor, query) for query in queries] == [[]] * 5
        body = {"user_id": str(shop.ids["ADVISOR"])}
        assert owner.call("POST", f"/v1/contacts/{people['José García']}/assignee", body).status == 204
        assert [listed(advisor, query) for query in queries] == [[people["José García"]]] * 5
        assert listed(owner, f"assigned_to={shop.ids['ADVISOR']}") == [people["José García"]]
        assert created(advisor, shop.product)["assigned_to"] == str(shop.ids["ADVISOR"])


def test_whole_words_come_before_beginnings_and_these_before_what_is_within_and_nearly(product: Product) -> None:
    cast = assemble(product)
    owner = cast.people["OWNER"]
    names = ("Marianna Gil", "Anna Ruiz", "Annabel Gil", "Ana Gil")
    ids = {name: created(owner, product, name=name)["id"] for name in names}
    assert listed(owner, "search=anna") == [
        ids[name] for name in ("Anna Ruiz", "Annabel Gil", "Marianna Gil", "Ana Gil")
    ]
    assert listed(owner, "search=gil%20anna")[:2] == [ids[name] for name in ("Annabel Gil", "Marianna Gil")]


def test_who_wrote_last_comes_first_and_who_never_wrote_last(product: Product) -> None:
    cast = assemble(product)
    owner = cast.people["OWNER"]
    silent = created(owner, product)["id"]
    ids = []
    for age in (3, 1, 2):
        contact = created(owner, product)["id"]
        ids.append(contact)
        for extra in (0, 10):  # two conversations: the later one counts
            _conversation(product, cast.business, UUID(contact), age + extra)
    assert listed(owner, "") == [ids[1], ids[2], ids[0], silent]
    first = owner.call("GET", "/v1/contacts?limit=2").body
    rest = owner.call("GET", f"/v1/contacts?limit=2&cursor={first['next']}").body
    assert [each["id"] for each in first["items"] + rest["items"]] == [ids[1], ids[2], ids[0], silent]
    assert rest["next"] is None


class TestTags:
    def test_tags_are_given_in_bulk_renamed_and_deleted(self, owner: Person, product: Product) -> None:
        one, two = created(owner, product)["id"], created(owner, product)["id"]
        name = f"cliente {product.serial()}"
        new = tag(owner, name)
        assert owner.post("tags", name=name.upper()).body["code"] == "tag_exists"
        body = {"contacts": [one, two], "add": [new]}
        assert owner.call("POST", "/v1/contacts/tags", body).body == {"changed": 2}
        assert owner.call("POST", "/v1/contacts/tags", body).body == {"changed": 0}
        said = owner.call("PATCH", f"/v1/tags/{new}", {"name": name + "!", "colour": "#ff0000"})
        assert said.status == 200
        assert said.body["contacts"] == 2
        shown = {name: each for name, each in said.body.items() if name != "contacts"}
        assert owner.call("GET", f"/v1/contacts/{one}").body["tags"] == [shown]
        assert patched(owner, two, tags=[]).body["tags"] == []
        assert owner.call("DELETE", f"/v1/tags/{new}").status == 204
        assert owner.call("GET", f"/v1/contacts/{one}").body["tags"] == []

    def test_another_businesss_tag_is_no_tag(self, cast: Cast, owner: Person, product: Product) -> None:
        theirs = tag(cast.people["stranger"], f"suyo {product.serial()}")
        one = created(owner, product)["id"]
        assert patched(owner, one, tags=[theirs]).status == 400
        assert owner.call("POST", "/v1/contacts/tags", {"contacts": [one], "add": [theirs]}).status == 400


class TestManyContacts:
    """Archived, assigned and deleted at once; those the caller may not change are passed over."""

    def test_an_admin_archives_and_brings_back_what_there_is(self, cast: Cast, owner: Person, product: Product) -> None:
        one, two = created(owner, product)["id"], created(owner, product)["id"]
        theirs = created(cast.people["stranger"], product)["id"]
        body = {"contacts": [one, two, theirs, str(uuid4())]}
        assert owner.call("POST", "/v1/contacts/archive", body).body == {"changed": 2}
        assert owner.call("POST", "/v1/contacts/archive", body).body == {"changed": 0}
        assert owner.call("GET", f"/v1/contacts/{one}").body["archived_at"]
        assert owner.call("POST", "/v1/contacts/archive", body | {"archived": False}).body == {"changed": 2}
        assert owner.call("GET", f"/v1/contacts/{one}").body["archived_at"] is None
        assert cast.people["stranger"].call("GET", f"/v1/contacts/{theirs}").body["archived_at"] is None

    def test_an_advisor_hands_over_their_own_and_nobody_elses(
        self, cast: Cast, owner: Person, product: Product
    ) -> None:
        advisor = cast.people["ADVISOR"]
        own, other = created(advisor, product)["id"], created(owner, product)["id"]
        to_admin = {"contacts": [own, other], "user_id": str(cast.ids["ADMIN"])}
        assert advisor.call("POST", "/v1/contacts/assignee", to_admin).body == {"changed": 1}
        assert owner.call("GET", f"/v1/contacts/{own}").body["assigned_to"] == str(cast.ids["ADMIN"])
        assert owner.call("GET", f"/v1/contacts/{other}").body["assigned_to"] is None
        to_stranger = {"contacts": [own, other], "user_id": str(cast.ids["stranger"])}
        assert owner.call("POST", "/v1/contacts/assignee", to_stranger).status == 400
        assert owner.call("POST", "/v1/contacts/assignee", to_admin).body == {"changed": 1}
        assert owner.call("POST", "/v1/contacts/assignee", to_admin | {"user_id": None}).body == {"changed": 2}

    def test_what_is_deleted_is_gone_and_asking_again_harms_nothing(
        self, cast: Cast, owner: Person, product: Product
    ) -> None:
        ids = [created(owner, product)["id"] for _ in range(3)]
        theirs = created(cast.people["stranger"], product)["id"]
        body = {"contacts": [*ids, theirs]}
        assert owner.call("POST", "/v1/contacts/delete", body).body == {"deleted": 3, "left": []}
        assert owner.call("POST", "/v1/contacts/delete", body).body == {"deleted": 0, "left": []}
        assert owner.call("GET", f"/v1/contacts/{ids[0]}").status == 404
        assert cast.people["stranger"].call("GET", f"/v1/contacts/{theirs}").status == 200

    def test_what_there_is_no_time_for_is_left_to_the_next_request(
        self, cast: Cast, owner: Person, product: Product, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ids = [UUID(created(owner, product)["id"]) for _ in range(2)]
        monkeypatch.setattr(many_contacts, "DELETING_SECONDS", 0.0)
        actor = Actor(cast.business, "system")
        assert many_contacts.delete(actor, ids) == (0, ids)
        monkeypatch.setattr(many_contacts, "DELETING_SECONDS", 60.0)
        assert many_contacts.delete(actor, ids) == (2, [])


class TestFields:
    @pytest.mark.parametrize(
        ("kind", "right", "wrong"),
        [
            ("text", "hola", 3), ("number", 2.5, "2"), ("boolean", True, "true"), ("date", "2026-02-28", "2026-02-30"),
            ("choice", "a", "c"),
        ],
    )  # fmt: skip
    def test_values_are_checked_and_say_who_set_them(
        self, owner: Person, product: Product, kind: str, right: Any, wrong: Any
    ) -> None:
        key = f"f{product.serial()}"
        new = {"key": key, "label_es": "x", "label_en": "x", "type": kind}
        field = owner.post("contact-fields", **new | ({"options": ["a", "b"]} if kind == "choice" else {}))
        contact = created(owner, product, fields={key: right})
        assert contact["fields"] == {key: right}
        assert contact["fields_set_by"] == {key: "user"}
        assert patched(owner, contact["id"], fields={key: wrong}).body["code"] == "field_invalid"
        assert patched(owner, contact["id"], fields={key: None}).body["fields"] == {}
        patched(owner, contact["id"], fields={key: right})
        assert owner.call("DELETE", f"/v1/contact-fields/{field.body['id']}").status == 204
        assert owner.call("GET", f"/v1/contacts/{contact['id']}").body["fields"] == {}


def test_a_note_is_its_authors_and_the_admins(cast: Cast, owner: Person, product: Product) -> None:
    advisor = cast.people["ADVISOR"]
    contact = created(advisor, product)["id"]
    notes = f"/v1/contacts/{contact}/notes"
    mine = owner.call("POST", notes, {"text": "Prefiere la mañana"}).body
    theirs = advisor.call("POST", notes, {"text": "Pan sin sal"}).body
    assert advisor.call("PATCH", f"{notes}/{mine['id']}", {"text": "x"}).status == 403
    assert advisor.call("PATCH", f"{notes}/{theirs['id']}", {"text": "Con sal"}).body["edited_at"]
    assert owner.call("DELETE", f"{notes}/{theirs['id']}").status == 204
    assert [each["text"] for each in advisor.call("GET", notes).body["items"]] == ["Prefiere la mañana"]


def _conversation(product: Product, business: UUID, contact: UUID, age: int) -> None:
    product.admin(
        "with i as (insert into instances (id, business_id, provider, name, channel_id, token_sealed, account_id) "
        "select gen_random_uuid(), %(b)s, 'web', 'n', gen_random_uuid()::text, 'x', 'a' returning id) "
        "insert into conversations (id, business_id, instance_id, contact_id, last_message_at) "
        "select gen_random_uuid(), %(b)s, id, %(c)s, now() - make_interval(hours => %(age)s) from i",
        {"b": business, "c": contact, "age": age},
    )
