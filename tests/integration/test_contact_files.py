"""Contacts in files: taken whole or not at all, row errors told, a killed run goes on; what is written runs nowhere."""

import csv
import io
import json
import os
import signal
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import psutil
import pytest

from recado.activity.model import Actor
from recado.crm import exports, imports
from recado.crm.cards import ContactFilter
from recado.platform import queues
from tests.rigs.cast import Cast, assemble
from tests.rigs.contact_imports import finished, imported, put, upload
from tests.rigs.contacts import created, listed
from tests.rigs.people import Person
from tests.rigs.product import Product
from tests.rigs.sampling import full_only
from tests.rigs.waiting import eventually

HEAD = "phone,name,email,tags,notes,plan\n"


@pytest.fixture
def cast(product: Product) -> Cast:
    """A business of its own: what a file brings is all there is."""
    made = assemble(product)
    field = {"key": "plan", "label_es": "Plan", "label_en": "Plan", "type": "choice", "options": ["oro", "plata"]}
    assert made.people["OWNER"].post("contact-fields", **field).status == 201
    return made


@pytest.fixture
def owner(cast: Cast) -> Person:
    return cast.people["OWNER"]


def exported(owner: Person, query: str = "archived=any") -> list[list[str]]:
    begun = owner.call("POST", f"/v1/contacts/exports?{query}").body

    def over() -> Any:
        body = owner.call("GET", f"/v1/contacts/exports/{begun['id']}").body
        return body if body["state"] == "done" else None

    with urllib.request.urlopen(eventually(over)["url"], timeout=30) as answer:
        return list(csv.reader(io.StringIO(answer.read().decode("utf-8-sig"), newline="")))


def test_rows_become_contacts_duplicates_update_and_bad_rows_are_told(
    cast: Cast, owner: Person, product: Product
) -> None:
    known = created(owner, product, phone="5215511112222", name="Antes", email="antes@example.com")
    told = imported(
        owner,
        HEAD + "+52 55 1111 2222,Después,,VIP;mayoreo,Llamar,oro\n"
        "5215533334444,Nuevo,nuevo@example.com,vip,,plata\n"
        "no es teléfono,X,,,,\n"
        "5215533335555,X,no es correo,,,\n"
        "5215533336666,X,,,,bronce\n"
        "525533334444,Nuevo otra vez,,,,\n"
        "5215533337777,a\0b,,,,\n",
    )
    assert (told["state"], told["rows"], told["done"]) == ("done", 7, 7)
    assert (told["created"], told["updated"], told["failed"]) == (1, 2, 4)
    errors = [(each["line"], each["column"], each["problem"]) for each in told["errors"]]
    assert errors == [
        (4, "phone", "no_phone_number"), (5, "email", "no_email_address"), (6, "plan", "no_choice"),
        (8, "name", "control_characters"),
    ]  # fmt: skip
    after = owner.call("GET", f"/v1/contacts/{known['id']}").body
    assert (after["name"], after["email"]) == ("Después", "antes@example.com")
    assert [each["name"] for each in after["tags"]] == ["VIP", "mayoreo"]
    assert (after["fields"], after["fields_set_by"]) == ({"plan": "oro"}, {"plan": "import"})
    assert [each["name"] for each in owner.call("GET", "/v1/contacts?search=nuevo").body["items"]] == ["Nuevo otra vez"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_file_is_read_in_whatever_encoding_spreadsheets_write(owner: Person, encoding: str) -> None:
    told = imported(owner, "teléfono;nombre\r\n5215512340000;Begoña Núñez\r\n".encode(encoding))
    assert (told["state"], told["created"]) == ("done", 1)
    (row,) = owner.call("GET", "/v1/contacts").body["items"]
    assert row["name"] == "Begoña Núñez"


GOOD = "5215512340000,Ana,,,,\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"name,email\nAna,a@b.c\n", "no_phone_column: line 1"),
        (b"phone,apodo\n5215512340000,x\n", "unknown_column: line 1: 'apodo'"),
        (b"phone,phone\n1,2\n", "column_twice: line 1: 'phone'"),
        ((HEAD + GOOD * 3 + '5215512340001,"Ana,,,,\n' + GOOD).encode(), "quoting: line 6"),
        ((HEAD + GOOD * 3 + '5215512340001,"A"na,,,,\n').encode(), "quoting: line 5"),
        ((HEAD + GOOD + "5215512340001," + "x" * 10_000_000 + ",,,,\n").encode(), "cell_too_large: line 3"),
        ((HEAD + GOOD + '5215512340001,"' + "x\n" * 100_000 + '",,,,\n').encode(), "cell_too_large: line 5003"),
        (HEAD.encode() + b"5215512340000,\x81\x8d\xff,,,,\n", "encoding"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_refused_as_a_whole(owner: Person, content: bytes, reason: str) -> None:
    told = imported(owner, content)
    assert (told["state"], told["created"], told["done"]) == ("failed", 0, 0)
    assert told["reason"] == reason
    assert listed(owner, "archived=any") == []


def test_an_import_without_its_file_is_not_started(owner: Person) -> None:
    begun = owner.post("contacts/imports", size=10).body
    said = owner.call("POST", f"/v1/contacts/imports/{begun['id']}")
    assert (said.status, said.body["code"]) == (409, "not_uploaded")


def test_a_file_of_another_size_than_announced_is_not_started(owner: Person) -> None:
    """The object store refuses it itself where it is strict; that of the tests is not."""
    begun = owner.post("contacts/imports", size=10).body
    link = urllib.request.Request(begun["upload_url"], b"phone\n1\n2", {"Content-Type": "text/csv"}, method="PUT")
    assert "content-length%3Bcontent-type" in begun["upload_url"]
    with suppress(urllib.error.HTTPError):
        urllib.request.urlopen(link, timeout=60).close()
    said = owner.call("POST", f"/v1/contacts/imports/{begun['id']}")
    assert (said.status, said.body["code"]) == (409, "not_uploaded")


@pytest.mark.parametrize("size", [-1, 50_000_001, "10", None])
def test_an_import_no_file_can_have_the_size_of_is_refused(owner: Person, size: Any) -> None:
    said = owner.post("contacts/imports", size=size)
    assert (said.status, said.body["code"]) == (400, "invalid")


@pytest.mark.timeout(1200)
@full_only
def test_many_rows_survive_a_kill_in_bounded_memory(
    cast: Cast, owner: Person, product: Product, pytestconfig: pytest.Config
) -> None:
    rows = 100_000 if pytestconfig.getoption("full") else 25_000
    content = HEAD + "".join(f"52155{n:08d},Persona {n},p{n}@example.com,lote,,oro\n" for n in range(rows))
    import_id = upload(owner, content.encode())

    def under_way() -> Any:
        return owner.call("GET", f"/v1/contacts/imports/{import_id}").body["done"] > 5_000

    eventually(under_way, 180)
    (worker,) = _workers(product)
    assert worker.memory_info().rss < 250_000_000
    os.kill(worker.pid, signal.SIGKILL)
    told = finished(owner, import_id, 600)
    assert (told["state"], told["created"], told["updated"], told["failed"]) == ("done", rows, 0, 0)
    (row,) = product.admin("select count(*) as n from contacts where business_id = %s", (cast.business,))
    assert row["n"] == rows
    product.admin("analyze contacts, contact_identities, contact_tags")  # as autovacuum does within a minute
    begun = owner.call("POST", "/v1/contacts/exports").body
    eventually(lambda: owner.call("GET", f"/v1/contacts/exports/{begun['id']}").body["contacts"] == rows, 300)


def test_what_is_exported_runs_in_no_spreadsheet_and_can_be_imported_again(
    cast: Cast, owner: Person, product: Product
) -> None:
    for sign in ("=1+1", "+1", "-1", "@SUM(A1)"):
        created(owner, product, name=sign + '"; x', fields={"plan": "oro"})
    head, *rows = exported(owner)
    assert head == ["phone", "name", "email", "tags", "notes", "plan"]
    assert len(rows) == 4
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    text = io.StringIO(newline="")
    csv.writer(text).writerows([head, *rows])
    before = owner.call("GET", "/v1/contacts?sort=name").body["items"]
    told = imported(owner, text.getvalue())
    assert (told["created"], told["updated"], told["failed"]) == (0, 4, 0)
    after = owner.call("GET", "/v1/contacts?sort=name").body["items"]
    assert [each["name"] for each in after] == [each["name"] for each in before]


def _workers(product: Product) -> list[psutil.Process]:
    told = json.loads(Path(product.stack.status_file).read_text())
    found = [each for each in told["processes"] if "contact_files" in json.dumps(each)]
    return [psutil.Process(each["pid"]) for each in found]


def lost(product: Product, cast: Cast) -> None:
    """Nobody has touched the business's files for a while, as when their messages are gone."""
    product.admin(
        "update contact_files set touched_at = now() - interval '10 minutes' where business_id = %s", (cast.business,)
    )


def actor_of(cast: Cast) -> Actor:
    return Actor(cast.business, "system")


def test_an_export_has_what_the_list_with_its_filter_shows(cast: Cast, owner: Person, product: Product) -> None:
    mark = f"Filtro{product.serial()}"
    blue = owner.post("tags", name=f"azul {mark}").body["id"]
    kinds: dict[str, dict[str, Any]] = {"plain": {}, "tagged": {"tags": [blue]}, "archived": {"archived": True}}
    names = {
        created(owner, product, name=f"{mark} {kind}", **more)["id"]: f"{mark} {kind}" for kind, more in kinds.items()
    }
    for query in (
        f"search={mark}",
        f"search={mark}&archived=any",
        f"tag={blue}",
        f"search={mark}&archived=yes",
        "unassigned=true",
    ):
        rows = [row[1] for row in exported(owner, query)[1:] if row[1].startswith(mark)]
        ids = set(listed(owner, query)) & names.keys()
        assert sorted(rows) == sorted(names[each] for each in ids), query
        assert rows, query
    assert owner.call("POST", "/v1/contacts/exports?field=nada:1").body["code"] == "field_invalid"


def test_an_export_whose_message_was_lost_is_found_by_the_sweep(
    cast: Cast, owner: Person, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as loss:
        loss.setattr(queues, "send", lambda _messages: None)
        file = exports.start(actor_of(cast), ContactFilter())
    assert owner.call("GET", f"/v1/contacts/exports/{file.id}").body["state"] == "queued"
    lost(product, cast)
    eventually(lambda: owner.call("GET", f"/v1/contacts/exports/{file.id}").body["state"] == "done")


def test_an_import_whose_message_was_lost_is_found_by_the_sweep(
    cast: Cast, owner: Person, product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = (HEAD + GOOD).encode()
    begun = owner.post("contacts/imports", size=len(content)).body
    put(begun["upload_url"], content)
    with monkeypatch.context() as loss:
        loss.setattr(queues, "send", lambda _messages: None)
        imports.start(actor_of(cast), UUID(begun["id"]))
    lost(product, cast)
    assert finished(owner, begun["id"])["created"] == 1


def test_an_import_whose_file_was_never_brought_is_given_up(cast: Cast, owner: Person, product: Product) -> None:
    begun = owner.post("contacts/imports", size=10).body
    product.admin(
        "update contact_files set touched_at = now() - interval '2 days' where business_id = %s", (cast.business,)
    )
    over = finished(owner, begun["id"])
    assert (over["state"], over["reason"]) == ("failed", "not_uploaded")
    assert over["reason_message"]["es"] == "El archivo no se subió a tiempo."


def test_a_file_no_run_gets_on_with_is_given_up_and_can_be_started_again(
    cast: Cast, owner: Person, product: Product
) -> None:
    content = (HEAD + GOOD).encode()
    begun = owner.post("contacts/imports", size=len(content)).body
    put(begun["upload_url"], content)
    product.admin("update contact_files set state = 'queued', attempts = 8 where id = %s", (begun["id"],))
    lost(product, cast)
    over = finished(owner, begun["id"])
    assert (over["state"], over["reason"], over["created"]) == ("failed", "interrupted", 0)
    assert owner.call("POST", f"/v1/contacts/imports/{begun['id']}").body["state"] in ("queued", "running", "done")
    over = finished(owner, begun["id"])
    assert (over["state"], over["created"], over["reason"]) == ("done", 1, None)


def test_an_export_that_failed_is_restarted(cast: Cast, owner: Person, product: Product) -> None:
    begun = owner.call("POST", "/v1/contacts/exports").body
    eventually(lambda: owner.call("GET", f"/v1/contacts/exports/{begun['id']}").body["state"] == "done")
    product.admin("update contact_files set state = 'failed', reason = 'interrupted' where id = %s", (begun["id"],))
    assert owner.call("GET", f"/v1/contacts/exports/{begun['id']}").body["reason_message"]["en"]
    assert owner.call("POST", f"/v1/contacts/exports/{begun['id']}").status == 200
    eventually(lambda: owner.call("GET", f"/v1/contacts/exports/{begun['id']}").body["url"])


def test_a_business_has_few_files_under_way_at_a_time(cast: Cast, owner: Person, product: Product) -> None:
    begun = [owner.post("contacts/imports", size=10) for _ in range(6)]
    assert [each.status for each in begun] == [201] * 5 + [409]
    assert begun[-1].body["code"] == "too_many_open_files"
    product.admin(
        "update contact_files set created_at = now() - interval '2 hours' where id = %s", (begun[0].body["id"],)
    )
    assert owner.post("contacts/imports", size=10).status == 201, "a link that no longer works holds no place"
    product.admin(
        "insert into contact_files (id, business_id, direction, state, asked_by_kind, object_key) "
        "select gen_random_uuid(), %s, 'out', 'running', 'system', 'x' from generate_series(1, 3)",
        (cast.business,),
    )
    refused = owner.call("POST", "/v1/contacts/exports")
    assert (refused.status, refused.body["code"]) == (409, "too_many_open_files")


@pytest.mark.parametrize(
    "content",
    [
        "sep=;\ntelefono;nombre\n+525570310001;Ana Pérez\n",
        "telefono,nombre\r+525570310001,Ana Pérez\r",
        "tele\u0301fono;nombre\n55 7031 0001;Ana Pérez\n",
    ],
)
def test_files_of_odd_spreadsheets_are_taken(owner: Person, content: str) -> None:
    over = imported(owner, content)
    assert (over["state"], over["created"], over["failed"]) == ("done", 1, 0)
    (row,) = owner.call("GET", "/v1/contacts").body["items"]
    assert (row["phone"], row["name"]) == ("+525570310001", "Ana Pérez")


def test_rows_whose_phone_was_spoilt_are_refused_by_line_in_both_languages(owner: Person) -> None:
    over = imported(
        owner, "telefono,nombre\n525570320005.0,Punto\n+52 55 7032 0006 / 07,Dos\n5.21E+11,Perdido\n55123456789,Largo\n"
    )
    assert (over["created"], over["failed"]) == (1, 3)
    problems = [(each["line"], each["problem"]) for each in over["errors"]]
    assert problems == [(3, "two_numbers"), (4, "lost_digits"), (5, "no_country_code")]
    assert "dos teléfonos" in over["errors"][0]["message"]["es"]
    assert "format the column as text" in over["errors"][1]["message"]["en"]
    assert [each["phone"] for each in owner.call("GET", "/v1/contacts").body["items"]] == ["+525570320005"]


def test_a_customers_profile_name_runs_in_no_spreadsheet_whatever_it_splits_at(
    cast: Cast, owner: Person, product: Product
) -> None:
    name = "Ana;=HYPERLINK(A1);+1+1"
    created(owner, product, name=name)
    begun = owner.call("POST", "/v1/contacts/exports").body
    done = eventually(
        lambda: (b := owner.call("GET", f"/v1/contacts/exports/{begun['id']}").body)["state"] == "done" and b
    )
    with urllib.request.urlopen(done["url"], timeout=30) as answer:
        text = answer.read().decode("utf-8-sig")
    for separator in ",;\t":
        cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
        assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert imported(owner, text)["updated"] == 1
    assert [each["name"] for each in owner.call("GET", "/v1/contacts").body["items"]] == [name]
