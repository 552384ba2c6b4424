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

import psutil
import pytest

from tests.integration.cast import Cast, assemble
from tests.integration.people import Person
from tests.integration.product import Product, eventually
from tests.integration.test_contacts import created, found

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


def upload(owner: Person, content: bytes) -> str:
    begun = owner.post("contacts/imports", size=len(content))
    assert begun.status == 201
    headers = {"Content-Type": "text/csv"}
    request = urllib.request.Request(begun.body["upload_url"], content, headers, method="PUT")
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 200
    started = owner.call("POST", f"/v1/contacts/imports/{begun.body['id']}")
    assert started.status == 200, started.body
    return str(begun.body["id"])


def finished(owner: Person, import_id: str, seconds: float = 60) -> dict[str, Any]:
    def over() -> Any:
        body = owner.call("GET", f"/v1/contacts/imports/{import_id}").body
        return body if body["state"] in ("done", "failed") else None

    told: dict[str, Any] = eventually(over, seconds)
    return told


def imported(owner: Person, content: str | bytes) -> dict[str, Any]:
    return finished(owner, upload(owner, content.encode() if isinstance(content, str) else content))


def exported(owner: Person) -> list[list[str]]:
    begun = owner.call("POST", "/v1/contacts/exports").body

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
    assert found(owner, "archived=any") == []


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
def test_a_hundred_thousand_rows_survive_a_kill_in_bounded_memory(cast: Cast, owner: Person, product: Product) -> None:
    content = HEAD + "".join(f"52155{n:08d},Persona {n},p{n}@example.com,lote,,oro\n" for n in range(100_000))
    import_id = upload(owner, content.encode())

    def under_way() -> Any:
        return owner.call("GET", f"/v1/contacts/imports/{import_id}").body["done"] > 5_000

    eventually(under_way, 180)
    (worker,) = _workers(product)
    assert worker.memory_info().rss < 250_000_000
    os.kill(worker.pid, signal.SIGKILL)
    told = finished(owner, import_id, 600)
    assert (told["state"], told["created"], told["updated"], told["failed"]) == ("done", 100_000, 0, 0)
    (row,) = product.admin("select count(*) as n from contacts where business_id = %s", (cast.business,))
    assert row["n"] == 100_000
    product.admin("analyze contacts, contact_identities, contact_tags")  # as autovacuum does within a minute
    begun = owner.call("POST", "/v1/contacts/exports").body
    eventually(lambda: owner.call("GET", f"/v1/contacts/exports/{begun['id']}").body["contacts"] == 100_000, 300)


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
