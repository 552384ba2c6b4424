"""Events of a WhatsApp Web session become what a webhook's would: on the running product, the session played here."""

import base64
import hashlib
from typing import Any
from uuid import UUID

import pytest

from recado.messaging.jobs import FetchJob
from recado.platform.db import database
from recado.receiving import media
from recado.sending import outbound_store
from tests.rigs.product import Json, Product
from tests.rigs.waiting import eventually
from tests.rigs.web_line import WebLine, jid, lid, web_line

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def web(product: Product) -> WebLine:
    return web_line(product)


@pytest.fixture
def answering(product: Product) -> WebLine:
    return web_line(product, bot=True)


def identities(web: WebLine) -> list[Json]:
    return web.desk.line.rows("select kind, value, contact_id from contact_identities order by kind")


def drained(web: WebLine) -> list[str]:
    """What waits to be sent, as the session would: the texts, which are gone then."""

    def fact() -> list[Json]:
        return web.desk.line.rows("select m.id, m.text from outbound o join messages m on m.id = o.message_id")

    found = eventually(fact)
    with database().tenant(web.desk.line.business_id) as tx:
        for each in found:
            outbound_store.remove(tx, each["id"])
    return [each["text"] for each in found]


def test_a_message_delivered_three_times_is_stored_once_without_a_window(product: Product, web: WebLine) -> None:
    phone = product.customer()
    told = web.said("¿Hay conchas?", phone=phone, times=3)
    (row,) = web.desk.line.messages()
    assert (row["vendor_id"], row["text"], row["direction"], row["author"]) == (told, "¿Hay conchas?", "in", "customer")
    assert row["instance_id"] == web.instance_id
    (conversation,) = web.desk.get("conversations")["items"]
    assert (conversation["window_expires_at"], conversation["unread"]) == (None, 1)


def test_a_hidden_id_and_a_phone_seen_together_become_one_contact(product: Product, web: WebLine) -> None:
    phone, hidden = product.customer(), lid(product)
    web.said("uno", phone=phone)
    web.said("dos", lid=hidden)
    assert len({row["contact_id"] for row in identities(web)}) == 2
    web.said("tres", lid=hidden, phone=phone)
    found = identities(web)
    assert [(row["kind"], row["value"]) for row in found] == [("lid", hidden), ("phone", phone)]
    assert len({row["contact_id"] for row in found}) == 1
    (conversation,) = web.desk.get("conversations")["items"]
    assert [each["text"] for each in web.desk.history(conversation["id"])] == ["uno", "dos", "tres"]
    assert len(web.desk.line.rows("select id from contact_merges")) == 1


def test_who_has_another_hidden_id_already_is_not_merged(product: Product, web: WebLine) -> None:
    phone = product.customer()
    web.said("uno", lid=lid(product), phone=phone)
    other = lid(product)
    web.said("dos", lid=other)
    web.said("tres", lid=other, phone=phone)
    assert not web.desk.line.rows("select id from contact_merges")
    assert len({row["contact_id"] for row in identities(web)}) == 2


def test_the_bot_answers_and_the_session_is_woken_instead_of_meta_asked(answering: WebLine) -> None:
    phone = answering.product.customer()
    answering.said(phone=phone)
    assert {UUID(each["conversation_id"]) for each in answering.tokens()} == {answering.desk.line.conversation()}
    assert drained(answering)
    assert not answering.desk.line.sent()


def test_a_backlog_is_stored_and_what_is_older_than_half_an_hour_is_not_answered(answering: WebLine) -> None:
    line, phone = answering.desk.line, answering.product.customer()
    answering.said("de hace rato", phone=phone, age=2400)
    assert not line.rows("select * from buffers")
    (conversation,) = answering.desk.get("conversations")["items"]
    assert conversation["unread"] == 1
    answering.said("de ahora", phone=phone, age=60)
    assert len(drained(answering)) == 1


def test_a_group_is_stored_with_who_wrote_and_never_answered(answering: WebLine) -> None:
    line, phone = answering.desk.line, answering.product.customer()
    answering.said(phone=phone, group="120363000000000001")
    assert [(row["kind"], row["value"]) for row in identities(answering)] == [("group", "120363000000000001")]
    (row,) = line.messages()
    assert row["content"]["author"] == phone
    assert not line.rows("select * from buffers")


def test_what_the_owner_types_on_the_phone_pauses_the_bot(answering: WebLine) -> None:
    line, phone = answering.desk.line, answering.product.customer()
    line.change("update businesses set buffer_quiet_seconds = 60, buffer_max_seconds = 60")
    answering.said("¿Abren hoy?", phone=phone)
    assert line.rows("select * from buffers")
    answering.said("Sí, ya voy", phone=phone, mine=True)
    assert not line.rows("select * from buffers")
    assert [(row["direction"], row["author"], row["status"]) for row in line.messages()] == [
        ("in", "customer", "received"),
        ("out", "phone", "sent"),
    ]
    assert line.rows("select * from contacts where bot_paused_until > now()")


def ours(web: WebLine, phone: str, **row: Any) -> str:
    """A message of ours that the session is sending."""
    web.said("hola", phone=phone)
    conversation = str(web.desk.line.conversation())
    sent = web.desk.send(conversation, type="text", body="¡Buenas!")["id"]
    web.desk.line.change(
        "update outbound set state = %s, claimed_at = now() where message_id = %s", (row.pop("state"), sent)
    )
    web.desk.line.change("update messages set status = %s, vendor_id = %s where id = %s", (*row.values(), sent))
    return str(sent)


def test_the_echo_of_a_message_we_sent_is_not_a_new_one(product: Product, web: WebLine) -> None:
    phone = product.customer()
    sent = ours(web, phone, state="sending", status="sent", vendor_id="3EB0AAAA")
    web.said("¡Buenas!", phone=phone, mine=True, vendor_id="3EB0AAAA")
    assert [str(row["id"]) for row in web.desk.line.messages() if row["direction"] == "out"] == [sent]
    assert not web.desk.line.rows("select * from contacts where bot_paused_until is null")


@pytest.mark.parametrize("state", ["sending", "unconfirmed"])
def test_the_echo_of_a_message_whose_id_is_not_known_settles_it(product: Product, web: WebLine, state: str) -> None:
    phone = product.customer()
    sent = ours(web, phone, state=state, status=state, vendor_id=None)
    web.said("¡Buenas!", phone=phone, mine=True, vendor_id="3EB0BBBB")
    (row,) = [row for row in web.desk.line.messages() if row["direction"] == "out"]
    assert (str(row["id"]), row["status"], row["vendor_id"]) == (sent, "sent", "3EB0BBBB")
    assert not web.desk.line.rows("select * from outbound")


def test_receipts_move_the_status_up_and_never_down(product: Product, web: WebLine) -> None:
    phone = product.customer()
    sent = ours(web, phone, state="sending", status="sent", vendor_id="3EB0CCCC")
    source = {"Chat": jid(phone), "Sender": jid(phone), "IsFromMe": False, "IsGroup": False}
    for kind, status in (("READ", "read"), ("DELIVERED", "read"), ("PLAYED", "played")):
        web.told("receipt", {"MessageSource": source, "MessageIDs": ["3EB0CCCC"], "Type": kind, "Timestamp": "1"})
        (row,) = web.desk.line.rows("select status from messages where id = %s", (sent,))
        assert row["status"] == status


def test_events_of_a_deleted_number_are_nobodys(product: Product, web: WebLine) -> None:
    assert web.desk.post(f"instances/{web.instance_id}/disable").status == 200
    assert web.desk.person.call("DELETE", f"/v1/instances/{web.instance_id}").status == 204
    web.said(phone=product.customer())
    assert not web.desk.line.messages()


def picture(web: WebLine, phone: str, sha256: bytes) -> UUID:
    """A picture comes in; answers its media id."""
    image = {
        "mimetype": "image/png",
        "fileSHA256": base64.b64encode(sha256).decode(),
        "mediaKey": base64.b64encode(b"k" * 32).decode(),
        "directPath": "/v/t62",
        "URL": "https://mmg.whatsapp.net/x",
    }
    data = {"Info": web.info(phone=phone), "Message": {"imageMessage": image}, "serialized": "CgNmb28="}
    web.told("message", data)
    (row,) = web.desk.line.rows("select id from media")
    return UUID(str(row["id"]))


def test_a_picture_is_fetched_by_the_session_and_kept(product: Product, web: WebLine) -> None:
    line = web.desk.line
    media_id = picture(web, product.customer(), hashlib.sha256(PNG).digest())
    assert str(media_id) in {each.get("media_id") for each in web.tokens()}
    (awaited,) = media.awaited(line.business_id, web.instance_id)
    assert (awaited.id, awaited.web_message) == (media_id, "CgNmb28=")
    assert "CgNmb28=" not in str(web.desk.history(str(line.conversation())))
    for _ in range(2):
        media.store_bytes(FetchJob(business_id=line.business_id, media_id=media_id), PNG)
    (row,) = line.rows("select * from media")
    assert (row["state"], row["mime_type"], row["size"], row["web_message"]) == ("stored", "image/png", len(PNG), None)
    assert not media.awaited(line.business_id, web.instance_id)


def test_a_file_that_is_not_what_was_announced_is_not_kept(product: Product, web: WebLine) -> None:
    line = web.desk.line
    media_id = picture(web, product.customer(), hashlib.sha256(b"other").digest())
    media.store_bytes(FetchJob(business_id=line.business_id, media_id=media_id), PNG)
    (row,) = line.rows("select state, reason from media")
    assert row == {"state": "failed", "reason": "media_unacceptable"}


def test_a_failed_file_is_asked_of_the_session_again_while_its_keys_are_there(product: Product, web: WebLine) -> None:
    line = web.desk.line
    media_id = picture(web, product.customer(), hashlib.sha256(PNG).digest())
    job = FetchJob(business_id=line.business_id, media_id=media_id)
    media.give_up(job, "unreachable")
    assert not media.awaited(line.business_id, web.instance_id)
    assert web.desk.post(f"media/{media_id}/download").body["state"] == "pending"
    (awaited,) = media.awaited(line.business_id, web.instance_id)
    assert awaited.web_message == "CgNmb28="
    media.store_bytes(job, PNG)
    assert web.desk.post(f"media/{media_id}/download").body["state"] == "stored"
    line.change("update media set state = 'failed', web_message = null, asked_at = null")
    refused = web.desk.post(f"media/{media_id}/download")
    assert (refused.status, refused.body["reason"]) == (409, "keys_forgotten")
