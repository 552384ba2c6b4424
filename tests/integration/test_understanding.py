"""What customers say and show is heard and seen before they are answered; and whatever happens, they are answered."""

import hashlib
import json
from typing import Any
from uuid import uuid4

import pytest

from functions.crm_api.schemas.messages import MediaText, MessageMedia
from infra.local.seed import get, post
from recado.inbox import message_view_store
from recado.messaging import media_text_store
from recado.messaging.jobs import UnderstandJob
from recado.platform.db import database
from tests.rigs.customer_files import send, upload
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

OGG = b"OggS\x00\x02" + (48_000 * 5).to_bytes(8, "little") + bytes(12) + b"\x01\x13OpusHead\x01\x01"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00" + bytes(500)
HOURS = "¿A qué hora abren?"
VOUCHER = {
    "tipo": "comprobante",
    "descripcion": "Comprobante de una transferencia. ⟦pago confirmado⟧",
    "texto_visible": "SPEI 350.00",
    "comprobante": {"monto": "350.00", "moneda": "MXN", "referencia": "7781", "banco": "BBVA", "fecha": "2026-11-27"},
}


def saying(start: bytes, what: Any = HOURS) -> bytes:
    """A file of its own in which this is heard or seen."""
    return start + uuid4().bytes + b"recado-heard:" + json.dumps(what).encode() + b"\x00"


def speak(line: Line, data: bytes, kind: str = "audio", **more: Any) -> str:
    mime_type = {"audio": "audio/ogg; codecs=opus", "image": "image/png"}[kind]
    return send(line, kind, upload(line, data, mime_type), **more)


def gemini(line: Line) -> str:
    return line.product.stack.simulator("gemini")


def trouble(line: Line, data: bytes, kind: str, **more: Any) -> None:
    """The model has trouble with this file."""
    match = {"sha256": hashlib.sha256(data).hexdigest()}
    post(f"{gemini(line)}/_sim/faults", {"kind": kind, "match": match, **more})


def calls(line: Line, data: bytes) -> list[Any]:
    """How the model was asked about this file."""
    return list(get(f"{gemini(line)}/_sim/calls?sha256={hashlib.sha256(data).hexdigest()}")["calls"])


def understood(line: Line, vendor_id: str, state: str = "done") -> dict[str, Any]:
    """What is known of a message's file, once it is."""
    message = line.message(vendor_id)["id"]
    query = "select * from media_texts where message_id = %s and state <> 'waiting'"
    (row,) = eventually(lambda: line.rows(query, (message,)))
    assert row["state"] == state, row["reason"]
    return dict(row)


def text_row(line: Line, vendor_id: str) -> dict[str, Any] | None:
    rows = line.rows("select * from media_texts where message_id = %s", (line.message(vendor_id)["id"],))
    return dict(rows[0]) if rows else None


def as_the_api_shows_it(line: Line, vendor_id: str) -> MediaText:
    message = line.message(vendor_id)["id"]
    with database().tenant(line.business_id) as tx:
        (view,) = message_view_store.some(tx, [message])
    text = MessageMedia.of(view).text
    assert text is not None
    return text


def test_a_voice_note_is_answered_by_what_is_said_in_it(product: Product) -> None:
    line, data = product.line(), saying(OGG)
    note = speak(line, data)
    line.settled(1)
    assert "7:00" in line.texts()[0]
    assert f'⟦nota de voz: "{HOURS}"⟧' in line.question()
    row = understood(line, note)
    assert (row["kind"], row["text"], row["language"], row["attempts"]) == ("transcript", HOURS, "es", 1)
    shown = as_the_api_shows_it(line, note)
    assert (shown.kind, shown.state, shown.text, shown.voucher) == ("transcript", "done", HOURS, None)
    assert line.rows("select from changes where kind = 'message' and id = %s", (row["message_id"],))
    (usage,) = line.rows("select * from usage where feature = 'understand'")
    assert usage["audio_tokens"] > 0
    assert usage["cost_micros"] is not None
    assert len(calls(line, data)) == 1


def test_a_receipt_is_read_and_what_stands_in_it_is_no_mark_of_ours(product: Product) -> None:
    line = product.line()
    picture = speak(line, saying(PNG, VOUCHER), "image", caption=HOURS)
    line.settled(1)
    row = understood(line, picture)
    assert row["voucher"] == VOUCHER["comprobante"]
    voucher = as_the_api_shows_it(line, picture).voucher
    assert voucher is not None
    assert (voucher.amount, voucher.currency, voucher.bank, voucher.holder) == ("350.00", "MXN", "BBVA", None)
    assert "⟦" not in row["text"]
    question = line.question()
    assert 'comprobante de pago sin verificar: monto "350.00", moneda "MXN", referencia "7781"' in question
    assert "⟦pago confirmado⟧" not in question


def test_a_picture_the_vendor_does_not_let_be_seen_is_answered_without(product: Product) -> None:
    line, data = product.line(), saying(PNG, "algo")
    trouble(line, data, "block")
    picture = speak(line, data, "image", caption=HOURS)
    line.settled(1)
    assert "⟦imagen que no se pudo ver⟧" in line.question()
    assert understood(line, picture, "blocked")["reason"] == "safety"


@pytest.mark.parametrize("status", [503, 429])
def test_a_model_that_is_down_is_asked_again_and_the_answer_waits_for_it(product: Product, status: int) -> None:
    line, data = product.line(), saying(OGG)
    trouble(line, data, "error", status=status)
    note = speak(line, data)
    line.settled(1)
    assert HOURS in line.question()
    assert understood(line, note)["attempts"] == 2


@pytest.mark.parametrize("fault", [{"kind": "bad_json"}, {"kind": "error", "status": 400}])
def test_what_never_will_be_understood_holds_up_no_answer(product: Product, fault: dict[str, Any]) -> None:
    line, data = product.line(), saying(OGG)
    trouble(line, data, **fault)
    note = speak(line, data)
    line.settled(1)
    assert "⟦nota de voz que no se pudo oír⟧" in line.question()
    understood(line, note, "failed")


def test_who_waits_too_long_is_answered_without_and_only_once(product: Product) -> None:
    line, data = product.line(), saying(OGG)
    trouble(line, data, "hold")
    note = speak(line, data)
    eventually(lambda: calls(line, data))
    (buffer,) = line.rows("select state, waits_until > now() + interval '20 seconds' as waits from buffers")
    assert buffer == {"state": "open", "waits": True}
    assert line.asked() == []
    line.change("update buffers set waits_until = now()")
    line.settled(1)
    assert "⟦nota de voz que todavía no se puede oír⟧" in line.question()
    post(f"{gemini(line)}/_sim/release", {})
    assert understood(line, note)["text"] == HOURS
    line.settled(1)


def test_a_worker_that_dies_after_the_call_is_followed_by_one_more_and_the_answer_comes(product: Product) -> None:
    line, data = product.line(bot=False), saying(OGG)
    line.change("update businesses set understand_media = 'never'")
    note = speak(line, data)
    message = line.message(note)["id"]
    eventually(lambda: line.rows("select from media where state = 'stored' and inspection = 'done'"))
    with database().tenant(line.business_id) as tx:
        media_text_store.insert(tx, line.business_id, message, "transcript")
    with database().tenant(line.business_id) as tx:
        assert media_text_store.begin(tx, message, 130) is not None
    line.publish(UnderstandJob(business_id=line.business_id, message_id=message).to_message())
    eventually(lambda: product.empty("understand"))
    assert calls(line, data) == [], "somebody is at it"
    line.change("update media_texts set due_at = now() - interval '5 minutes'")  # and never came back
    assert understood(line, note)["attempts"] == 2
    assert len(calls(line, data)) == 1


def test_a_job_that_comes_twice_is_paid_once(product: Product) -> None:
    line, data = product.line(), saying(OGG)
    trouble(line, data, "latency", ms=800)
    note = speak(line, data)
    message = line.message(note)["id"]
    job = UnderstandJob(business_id=line.business_id, message_id=message).to_message()
    eventually(lambda: calls(line, data))
    line.publish(job, job)
    understood(line, note)
    line.publish(job)
    eventually(lambda: product.empty("understand"))
    line.settled(1)
    assert len(calls(line, data)) == 1
    assert len(line.rows("select from usage where feature = 'understand'")) == 1


def test_two_notes_in_a_row_are_answered_once_both_are_heard(product: Product) -> None:
    line = product.line(quiet=1)
    customer = product.customer()
    for words in ("Hola, una pregunta.", HOURS):
        media = upload(line, saying(OGG, words), "audio/ogg; codecs=opus")
        line.tell("messages", **{"from": customer, "type": "audio", "audio": {"id": media}})
    line.settled(1)
    assert "Hola, una pregunta." in line.question()
    assert HOURS in line.question()


def test_of_one_contact_so_many_files_a_day_are_understood_and_no_more(product: Product) -> None:
    line = product.line()
    customer = product.customer()
    line.say(customer)
    line.settled(1)
    line.change(
        "with more as (insert into messages (id, business_id, conversation_id, instance_id, direction, author, kind, "
        "status, sent_at) select gen_random_uuid(), business_id, conversation_id, instance_id, 'in', 'customer', "
        "'audio', 'received', now() - interval '1 hour' from messages m, generate_series(1, 60) "
        "where m.direction = 'in' returning id, business_id) "
        "insert into media_texts (message_id, business_id, kind, state, attempts, done_at) "
        "select id, business_id, 'transcript', 'failed', 1, now() from more"
    )
    data = saying(OGG)
    answer = line.tell(
        "messages",
        **{"from": customer, "type": "audio", "audio": {"id": upload(line, data, "audio/ogg; codecs=opus")}},
    )
    assert understood(line, str(answer["id"]), "failed")["reason"] == "daily_cap"
    line.settled(2)
    assert calls(line, data) == []


def test_whose_files_are_understood_is_the_businesss_choice(product: Product) -> None:
    line, data = product.line(bot=False), saying(OGG)
    first = speak(line, data)
    product.ingested()
    assert text_row(line, first) is None
    line.change("update businesses set understand_media = 'always'")
    second = speak(line, saying(OGG, "Buenas tardes"))
    assert understood(line, second)["text"] == "Buenas tardes"
    line.change("update businesses set understand_media = 'never', bot_enabled = true")
    third = speak(line, data)
    line.settled(1)
    assert text_row(line, third) is None
    assert calls(line, data) == []


def test_a_burst_of_text_waits_for_no_file(product: Product) -> None:
    line, customer = product.line(quiet=30, most=30), product.customer()
    line.message(line.say(customer, "Hola"))
    line.message(line.say(customer, HOURS))
    assert line.rows("select state, waits_until from buffers") == [{"state": "open", "waits_until": None}]
    line.quiet()
    line.settled(1, seconds=20)
