"""Voice notes on the running product: whatever audio is brought, Meta gets OGG/OPUS with one channel, once."""

import urllib.request
from uuid import UUID

import pytest

from infra.local.demo.samples import voice_note
from recado.kernel.errors import RetryLater, Unavailable
from recado.messaging.jobs import ConvertJob, SendJob
from recado.platform import audio, queues, storage
from recado.platform.queues import Outgoing
from recado.sending import cloud, outbound_store, sweeps, voice_notes
from tests.rigs.desk import Desk
from tests.rigs.desk_files import NOT_AUDIO, brought, talking
from tests.rigs.product import Json, Product
from tests.rigs.sounds import heard, sound
from tests.rigs.waiting import eventually


def at_meta(at: Desk, message: Json) -> tuple[bytes, str]:
    """Bytes and type of the file of a message as Meta has it."""
    url = f"{at.line.product.meta}/phone/api/media/{message['body']['audio']['id']}"
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read(), answer.headers["Content-Type"]


@pytest.mark.parametrize(
    ("name", "declared"),
    [("mp3", "audio/mpeg"), ("m4a", "audio/x-m4a"), ("webm", "audio/webm"), ("ogg-stereo", "audio/ogg")],
)
def test_any_common_audio_reaches_meta_as_a_voice_note_and_the_team_hears_the_original(
    product: Product, name: str, declared: str
) -> None:
    at, conversation = talking(product)
    data = sound(name)
    sent = at.send(conversation, type="audio", voice=True, media_id=brought(at, data, declared, "nota"))
    shown = at.reached(conversation, sent["id"], "delivered")
    (row,) = at.line.sent()
    assert row["body"]["audio"]["voice"] is True
    received, mime_type = at_meta(at, row)
    assert mime_type == "audio/ogg; codecs=opus"
    found = heard(received)
    assert (found.codec, found.channels, found.rate) == ("opus", 1, 48_000)
    assert found.seconds == pytest.approx(2.0, abs=0.1)
    assert (shown["media"]["voice"], shown["media"]["size"]) == (True, len(data))
    with urllib.request.urlopen(at.get(f"media/{shown['media']['id']}")["url"], timeout=10) as answer:
        assert answer.read() == data
        assert answer.headers["Content-Type"].startswith("audio/")


def test_one_file_is_converted_once_and_as_plain_audio_it_is_another_file_at_meta(product: Product) -> None:
    at, conversation = talking(product)
    data = sound("mp3")
    media_id = brought(at, data, "audio/mpeg")
    for voice in (True, False, True, False):
        sent = at.send(conversation, type="audio", voice=voice, media_id=media_id)
        at.reached(conversation, sent["id"], "delivered")
    rows = at.line.sent()
    first, plain, again, plain_again = (row["body"]["audio"]["id"] for row in rows)
    assert (first, plain) == (again, plain_again)
    assert first != plain
    assert at_meta(at, rows[1]) == (data, "audio/mpeg")
    (kept,) = at.line.rows("select object_key, voice_key from voice_notes")
    assert kept["voice_key"] != kept["object_key"]


def test_what_is_a_voice_note_already_is_sent_as_it_is(product: Product) -> None:
    at, conversation = talking(product)
    sent = at.send(conversation, type="audio", voice=True, media_id=brought(at, voice_note(), "audio/ogg"))
    at.reached(conversation, sent["id"], "delivered")
    assert at_meta(at, at.line.sent()[0])[0] == voice_note()
    assert at.line.rows("select from voice_notes") == []


def test_what_meta_could_not_use_is_uploaded_anew_and_not_converted_again(product: Product) -> None:
    at, conversation = talking(product)
    at.line.meta_fault("failed_status", code=131053)
    failed = at.send(conversation, type="audio", voice=True, media_id=brought(at, sound("mp3"), "audio/mpeg"))
    at.reached(conversation, failed["id"], "failed")
    (before,) = at.line.rows("select created_at from voice_notes")
    again = at.post(f"conversations/{conversation}/messages/{failed['id']}/retry").body
    at.reached(conversation, again["id"], "delivered")
    first, second = (row["body"]["audio"]["id"] for row in at.line.sent())
    assert first != second
    assert at.line.rows("select created_at from voice_notes") == [before]


def test_what_only_claims_to_be_audio_fails_with_its_reason_and_holds_up_nothing(product: Product) -> None:
    at, conversation = talking(product)
    bad = at.send(conversation, type="audio", voice=True, media_id=brought(at, NOT_AUDIO, "audio/mpeg"))
    behind = at.send(conversation, type="text", body="hola")
    at.reached(conversation, behind["id"], "delivered")
    failed = at.message(conversation, bad["id"])
    assert (failed["status"], failed["failure"]["code"], failed["can_retry"]) == ("failed", "audio_unreadable", False)
    assert failed["failure"]["reason"]["es"].startswith("El archivo no se puede convertir")
    assert failed["failure"]["reason"]["en"].startswith("The file cannot be made")
    assert at.line.texts() == ["hola"]


def waiting(product: Product) -> tuple[Desk, str, ConvertJob]:
    """A voice note that must be converted; its number is off, so that only this test does it."""
    at, conversation = talking(product)
    at.line.change("update instances set state = 'disabled'")
    sent = at.send(conversation, type="audio", voice=True, media_id=brought(at, sound("mp3"), "audio/mpeg"))
    eventually(lambda: not product.waits_in("outbound.fifo", conversation))
    job = ConvertJob(business_id=at.line.business_id, conversation_id=UUID(conversation), message_id=UUID(sent["id"]))
    return at, sent["id"], job


def go_on(at: Desk, job: ConvertJob) -> None:
    """The number works again, and its conversation is looked at."""
    at.line.change("update instances set state = 'active'")
    at.line.publish(SendJob(business_id=job.business_id, conversation_id=job.conversation_id).to_message())


def state(at: Desk) -> Json:
    (row,) = at.line.rows("select o.state, o.claim_id, m.status from outbound o join messages m on m.id = o.message_id")
    return row


class Died(BaseException):
    """What no code catches."""


@pytest.mark.parametrize("where", ["voice_note", "put", "end_wait"])
def test_a_process_that_dies_while_it_converts_loses_and_doubles_nothing(
    product: Product, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    at, message_id, job = waiting(product)

    def die(*_: object, **__: object) -> None:
        raise Died

    places = {"voice_note": audio, "put": storage, "end_wait": outbound_store}
    with monkeypatch.context() as patched:
        patched.setattr(places[where], where, die)
        with pytest.raises(Died):
            voice_notes.convert(job)
    assert state(at) == {"state": "queued", "claim_id": None, "status": "queued"}
    assert at.line.sent() == []
    voice_notes.convert(job)
    go_on(at, job)
    at.reached(str(job.conversation_id), message_id, "delivered")
    assert len(at.line.sent()) == 1


def test_while_the_object_store_is_away_a_voice_note_waits(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    at, message_id, job = waiting(product)

    def away(*_: object) -> None:
        raise Unavailable("away")

    with monkeypatch.context() as patched:
        patched.setattr(storage, "put", away)
        with pytest.raises(RetryLater):
            voice_notes.convert(job)
    assert at.message(str(job.conversation_id), message_id)["status"] == "queued"
    assert state(at)["state"] == "queued"
    go_on(at, job)
    at.reached(str(job.conversation_id), message_id, "delivered")
    assert len(at.line.sent()) == 1


def test_sending_never_converts_it_asks_and_says_what_the_message_waits_for(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, message_id, job = waiting(product)
    asked: list[Outgoing] = []
    with monkeypatch.context() as patched:
        patched.setattr(queues, "send", asked.extend)
        at.line.change("update instances set state = 'active'")
        cloud.drain(SendJob(business_id=job.business_id, conversation_id=job.conversation_id))
    assert [ConvertJob.model_validate(each.body) for each in asked] == [job]
    assert asked[0].group == str(job.business_id)
    shown = at.message(str(job.conversation_id), message_id)
    assert (shown["status"], shown["waiting"]["code"]) == ("queued", "converting")
    at.line.publish(asked[0])
    at.reached(str(job.conversation_id), message_id, "delivered")


def test_a_request_that_was_lost_is_made_again_when_its_time_is_over(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, message_id, job = waiting(product)

    def lost(_: object) -> None:
        raise Unavailable("away")

    send = SendJob(business_id=job.business_id, conversation_id=job.conversation_id)
    with monkeypatch.context() as patched:
        patched.setattr(queues, "send", lost)
        at.line.change("update instances set state = 'active'")
        with pytest.raises(Unavailable):
            cloud.drain(send)
    cloud.drain(send)  # the token itself, which comes back: the request may be under way
    assert at.message(str(job.conversation_id), message_id)["status"] == "queued"
    at.line.change("update outbound set next_at = now() - interval '1 hour'")
    at.line.publish(*sweeps.sweep())
    at.reached(str(job.conversation_id), message_id, "delivered")
    assert len(at.line.sent()) == 1


def test_one_that_could_not_be_converted_in_time_may_be_sent_again_by_a_person(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    at, message_id, job = waiting(product)
    with monkeypatch.context() as patched:
        patched.setattr(audio, "DEADLINE_SECONDS", 0.01)
        voice_notes.convert(job)
    failed = at.message(str(job.conversation_id), message_id)
    assert (failed["failure"]["code"], failed["can_retry"]) == ("audio_not_converted", True)
    at.line.change("update instances set state = 'active'")
    again = at.post(f"conversations/{job.conversation_id}/messages/{message_id}/retry").body
    at.reached(str(job.conversation_id), again["id"], "delivered")
