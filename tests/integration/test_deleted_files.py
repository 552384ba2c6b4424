"""Deleting a contact deletes its files; what nobody uses any more expires, and what is used stays."""

import pytest

from recado.kernel.errors import Unavailable
from recado.kernel.settings import settings
from recado.messaging import deleted_files, media_store
from recado.messaging.media_store import DeletedFile
from recado.platform import storage
from tests.rigs.customer_files import PDF, fetched, send, upload
from tests.rigs.desk import desk
from tests.rigs.desk_files import JPEG, brought, delete_contacts, stored, talking
from tests.rigs.product import Product
from tests.rigs.waiting import eventually

KEY = "nobody/has-this"


def test_a_deleted_contacts_files_leave_the_object_store(product: Product) -> None:
    at = desk(product)
    received = fetched(at.line, send(at.line, "document", upload(at.line, PDF, "application/pdf")))["object_key"]
    assert stored(received)
    delete_contacts(at)
    eventually(lambda: not stored(received))
    eventually(lambda: at.line.rows("select from deleted_objects") == [])


def test_a_file_that_was_sent_to_two_stays_until_the_last_of_them_is_deleted(product: Product) -> None:
    at, first = talking(product)
    second = at.heard(product.customer())
    media_id = brought(at, JPEG, "image/jpeg")
    for conversation in (first, second):
        sent = at.send(conversation, type="image", media_id=media_id)
        at.reached(conversation, sent["id"], "delivered")
    at.line.change("delete from uploads")
    (key,) = {row["object_key"] for row in at.line.rows("select object_key from media")}
    contacts = [at.get(f"conversations/{each}")["contact"]["id"] for each in (first, second)]
    assert at.person.call("DELETE", f"/v1/contacts/{contacts[0]}").status == 204
    eventually(lambda: at.line.rows("select from deleted_objects") == [])
    assert stored(key)
    assert at.person.call("DELETE", f"/v1/contacts/{contacts[1]}").status == 204
    eventually(lambda: not stored(key))


def test_a_voice_note_goes_with_the_file_it_was_made_of(product: Product) -> None:
    at, conversation = talking(product)
    sent = at.send(conversation, type="image", media_id=brought(at, JPEG, "image/jpeg"))
    at.reached(conversation, sent["id"], "delivered")
    (key,) = {row["object_key"] for row in at.line.rows("select object_key from media")}
    storage.put(settings().bucket_media, f"{key}/voice", b"OggS", "audio/ogg")
    at.line.change(
        "insert into voice_notes (business_id, object_key, voice_key) values (current_business(), %s, %s)",
        (key, f"{key}/voice"),
    )
    at.line.change("delete from uploads")
    delete_contacts(at)
    eventually(lambda: not stored(key) and not stored(f"{key}/voice"))
    eventually(lambda: at.line.rows("select from voice_notes") == [])


def test_a_file_nobody_sent_expires_after_a_week(product: Product) -> None:
    at = desk(product)
    old, new = (brought(at, JPEG, "image/jpeg") for _ in range(2))
    keys = {str(row["id"]): row["object_key"] for row in at.line.rows("select id, object_key from uploads")}
    at.line.change("update uploads set created_at = now() - interval '8 days' where id = %s", (old,))
    eventually(lambda: not stored(keys[old]))
    assert stored(keys[new])


def test_while_the_object_store_is_away_what_is_to_be_removed_stays_noted(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk(product)

    def away(*_: object) -> None:
        raise Unavailable("away")

    at.line.change("insert into deleted_objects (business_id, object_key) values (current_business(), %s)", (KEY,))
    with monkeypatch.context() as patched:
        patched.setattr(storage, "delete", away)
        patched.setattr(media_store, "deleted", lambda _tx, _limit: [DeletedFile(at.line.business_id, KEY, True, None)])
        with pytest.raises(Unavailable):
            deleted_files.sweep()
    assert at.line.rows("select object_key from deleted_objects") == [{"object_key": KEY}]
    at.line.change("update deleted_objects set deleted_at = now()")
    eventually(lambda: at.line.rows("select from deleted_objects") == [])


def test_what_vendors_said_is_forgotten_after_ninety_days(product: Product) -> None:
    at, conversation = talking(product)
    sent = at.send(conversation, type="text", body="hola")
    at.reached(conversation, sent["id"], "delivered")
    at.line.change("update message_statuses set stored_at = now() - interval '91 days' where status = 'sent'")
    eventually(lambda: at.line.rows("select from message_statuses where status = 'sent'") == [])
    assert at.line.rows("select from message_statuses where status = 'delivered'") != []
    assert at.message(conversation, sent["id"])["status"] == "delivered"
