"""Files a business gives its agent: what becomes of their text, whatever they are and whenever they are changed."""

import struct
from typing import Any
from uuid import UUID

import pytest

from recado.kernel.clock import now
from recado.knowledge import learning
from recado.knowledge.jobs import FileTextJob
from recado.platform import document_texts
from recado.platform.db import database
from recado.platform.document_texts import DocumentText
from tests.rigs.desk import Desk, hired
from tests.rigs.desk_files import brought
from tests.rigs.people import Json
from tests.rigs.product import Product
from tests.rigs.waiting import eventually

MENU = (
    "Menú de La Espiga\n\nConchas de vainilla a 18 pesos y de chocolate a 20 pesos.\n\n"
    "Alergenos: todos los panes llevan gluten; las orejas llevan además mantequilla.\n"
)
RETURNS = "Devoluciones\n\nUn pastel se cambia el mismo día, con su ticket. El anticipo de un pedido no se devuelve.\n"
PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + bytes(200)
ELF = b"\x7fELF\x02\x01\x01" + bytes(600)


@pytest.fixture
def desk(product: Product) -> Desk:
    made = hired(product, product.line())
    product.admin("update users set email_verified_at = now() where id = %s", (made.user_id,))
    return made


def added(desk: Desk, data: bytes, mime_type: str = "text/plain", title: str = "Menú", **more: Any) -> Json:
    """The file, once its text was read, or was not."""
    said = desk.post("files", media_id=brought(desk, data, mime_type, "menú.txt"), title=title, **more)
    assert said.status == 201, said.body
    return settled(desk, said.body["id"])


def settled(desk: Desk, file_id: str) -> Json:
    def read() -> Json | None:
        file = desk.get(f"files/{file_id}")
        return file if file["state"] != "waiting" else None

    file: Json = eventually(read)
    return file


def texts(desk: Desk, question: str) -> list[str]:
    return [each["text"] for each in desk.get("files/passages", q=question)["items"]]


def job(desk: Desk, file: Json, version: int) -> FileTextJob:
    return FileTextJob(business_id=desk.line.business_id, file_id=UUID(file["id"]), version=version)


def test_a_file_is_read_found_described_and_deleted_with_its_object(desk: Desk) -> None:
    file = added(desk, MENU.encode(), when_to_use="Cuando piden el menú", sendable=True)
    assert (file["state"], file["passages"], file["reason"]) == ("ready", 1, None)
    assert "gluten" in texts(desk, "¿Qué alérgenos tienen?")[0]
    assert texts(desk, "¿Hacen envíos a Marte?") == []
    changed = desk.person.call("PATCH", f"/v1/files/{file['id']}", {"searchable": False})
    assert (changed.body["searchable"], changed.body["when_to_use"]) == (False, "Cuando piden el menú")
    assert texts(desk, "alergenos") == []
    assert desk.get(f"files/{file['id']}/link")["url"].startswith("http")
    assert desk.person.call("DELETE", f"/v1/files/{file['id']}").status == 204
    assert desk.get("files")["items"] == []
    assert desk.line.rows("select from file_chunks") == []


def test_the_same_content_twice_is_refused_and_too_many_files_are(desk: Desk, product: Product) -> None:
    first = added(desk, MENU.encode())
    again = desk.post("files", media_id=brought(desk, MENU.encode(), "text/plain"), title="Otro")
    assert (again.status, again.body["code"]) == (409, "file_exists")
    product.admin(
        "insert into files (id, business_id, title, mime_type, object_key, size, sha256, sendable, searchable, state) "
        "select gen_random_uuid(), business_id, 'x', 'text/plain', 'k' || n, 1, sha256(n::text::bytea), false, false, "
        "'ready' from files, generate_series(1, 199) n where id = %s",
        (UUID(first["id"]),),
    )
    more = desk.post("files", media_id=brought(desk, RETURNS.encode(), "text/plain"), title="Otro")
    assert (more.status, more.body["code"]) == (409, "too_many_files")


@pytest.mark.parametrize("data", [ELF, b"MZ" + bytes(600), b"#!/bin/sh\nrm -rf /\n"])
def test_programs_are_refused_by_what_they_are(desk: Desk, data: bytes) -> None:
    said = desk.post("files", media_id=brought(desk, data, "application/pdf", "menú.pdf"), title="Menú")
    assert (said.status, said.body["code"]) == (400, "file_refused")


@pytest.mark.parametrize(
    ("data", "mime_type", "state", "reason"),
    [
        (PNG, "image/png", "no_text", "not_text"),
        (b"%PDF-1.7\n" + b"\xff\x00" * 900, "application/pdf", "failed", "damaged"),
        (b"   \n \n", "text/plain", "no_text", "empty"),
        (bytes(range(256)) * 9, "application/octet-stream", "failed", "wrong_type"),
    ],
)
def test_a_file_without_text_says_why(desk: Desk, data: bytes, mime_type: str, state: str, reason: str) -> None:
    file = added(desk, data, mime_type)
    assert (file["state"], file["reason"], file["passages"]) == (state, reason, 0)
    assert file["reason_message"]


def test_a_file_that_was_not_brought_or_is_not_there_is_not_added(desk: Desk) -> None:
    declared = desk.post("media", mime_type="text/plain", size=10, filename="a.txt").body["id"]
    said = desk.post("files", media_id=declared, title="Menú")
    assert (said.status, said.body["code"]) == (409, "not_uploaded")
    assert desk.post("files", media_id="01a00000-0000-7000-8000-000000000000", title="Menú").status == 404


def test_a_new_content_takes_the_place_of_the_old_at_once_and_the_last_one_wins(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = added(desk, MENU.encode())
    replaced = desk.post(f"files/{file['id']}/content", media_id=brought(desk, RETURNS.encode(), "text/plain"))
    assert replaced.status == 200, replaced.body
    assert settled(desk, file["id"])["state"] == "ready"
    assert texts(desk, "anticipo pedido")
    assert texts(desk, "alergenos") == []
    learning.learn(job(desk, file, 1))  # late: its content is not the file's any more
    learning.learn(job(desk, file, 2))  # twice
    assert texts(desk, "anticipo pedido")
    assert len(desk.line.rows("select from file_chunks")) == 1

    business = desk.line.business_id
    reread(desk, file)
    read = document_texts.read

    def overtaken(data: bytes) -> DocumentText:
        with database().tenant(business) as tx:
            tx.run("update files set version = version + 1")
        return read(data)

    monkeypatch.setattr(document_texts, "read", overtaken)
    learning.learn(job(desk, file, 2))
    assert desk.line.rows("select state, version from files") == [{"state": "waiting", "version": 3}]

    def deleted(data: bytes) -> DocumentText:
        with database().tenant(business) as tx:
            tx.run("delete from files")
        return read(data)

    monkeypatch.setattr(document_texts, "read", deleted)
    learning.learn(job(desk, file, 3))
    assert desk.line.rows("select from file_chunks") == []


def reread(desk: Desk, file: Json) -> None:
    """The file waits as if its message had been lost a minute ago."""
    with database().tenant(desk.line.business_id) as tx:
        tx.run("update files set state = 'waiting', attempts = 0, touched_at = now() where id = %s", (file["id"],))


def test_a_message_that_was_lost_is_replaced_and_one_that_always_dies_is_given_up(desk: Desk) -> None:
    file = added(desk, MENU.encode())
    reread(desk, file)
    with database().tenant(desk.line.business_id) as tx:
        tx.run("update files set touched_at = %s - interval '1 hour'", (now(),))
    mine = [each for each in learning.sweep() if each.body["file_id"] == file["id"]]
    assert [FileTextJob.model_validate(each.body) for each in mine] in ([job(desk, file, 1)], [])
    learning.learn(job(desk, file, 1))
    assert settled(desk, file["id"])["state"] == "ready"

    reread(desk, file)
    with database().tenant(desk.line.business_id) as tx:
        tx.run("update files set attempts = %s", (learning.MOST_ATTEMPTS,))
    learning.learn(job(desk, file, 1))
    assert (settled(desk, file["id"])["reason"], texts(desk, "alergenos")) == ("interrupted", [])


def test_another_business_neither_sees_nor_searches_it(desk: Desk, product: Product) -> None:
    file = added(desk, MENU.encode())
    theirs = hired(product, product.line())
    assert theirs.person.call("GET", f"/v1/files/{file['id']}").status == 404
    assert texts(theirs, "alergenos") == []
