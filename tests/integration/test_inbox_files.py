"""Files in the inbox: what there is to see of them before they are opened, links to many, and a second try."""

import io
import struct
import urllib.request
import zlib
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from recado.messaging.jobs import FetchJob
from recado.messaging.thumbnails import thumbnail_key
from recado.platform import storage
from recado.receiving import inspection
from tests.rigs.customer_files import fetched, send, upload
from tests.rigs.desk import Desk, desk, hired
from tests.rigs.desk_files import brought, delete_contacts, stored, talking
from tests.rigs.people import Json
from tests.rigs.product import Product
from tests.rigs.races import together
from tests.rigs.sounds import sound
from tests.rigs.waiting import eventually


def picture(width: int = 640, height: int = 480) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "orange").save(out, "JPEG")
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few bytes that says it has 900 million pixels."""
    header = b"IHDR" + struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + chunk + bytes(300)


def received(at: Desk, data: bytes, mime_type: str, kind: str = "image") -> Json:
    """The message of a customer's file, once somebody has looked at it."""
    row = fetched(at.line, send(at.line, kind, upload(at.line, data, mime_type)))
    return seen(at, str(row["message_id"]))


def seen(at: Desk, message_id: str) -> Json:
    def looked() -> Any:
        query = "select inspection from media where message_id = %s"
        return [row["inspection"] for row in at.line.rows(query, (message_id,))] == ["done"]

    eventually(looked)
    return at.get(f"messages/{message_id}")


def opened(url: str) -> tuple[bytes, str]:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return answer.read(), answer.headers["Content-Type"]


def test_a_picture_has_its_size_and_a_small_one_of_it_that_goes_with_it(product: Product) -> None:
    at = desk(product)
    cursor = at.get("sync")["next"]
    message = received(at, picture(), "image/jpeg")
    media = message["media"]
    assert (media["state"], media["width"], media["height"], media["thumbnail"]) == ("stored", 640, 480, True)
    assert message["content"]["media_id"] == media["id"]
    synced = eventually(lambda: at.get("sync", cursor=cursor)["messages"])
    assert synced[-1]["media"] == media
    link = at.get(f"media/{media['id']}")
    data, mime_type = opened(link["thumbnail_url"])
    small = Image.open(io.BytesIO(data))
    assert (small.format, small.size, mime_type) == ("JPEG", (320, 240), "image/jpeg")
    (row,) = at.line.rows("select object_key from media")
    delete_contacts(at)
    eventually(lambda: not stored(row["object_key"]) and not stored(thumbnail_key(row["object_key"])))


@pytest.mark.parametrize("data", [bomb(), picture()[:900], b"\x89PNG\r\n\x1a\n" + bytes(900)])
def test_a_picture_that_cannot_be_read_is_a_file_like_any_other(product: Product, data: bytes) -> None:
    at = desk(product)
    media = received(at, data, "image/png")["media"]
    assert (media["state"], media["thumbnail"], media["waveform"]) == ("stored", False, None)
    assert len(opened(at.get(f"media/{media['id']}")["url"])[0]) == len(data)
    assert product.dead_letters() == {}


def test_a_sent_voice_note_shows_how_long_and_loud_it_is_and_again_at_once(product: Product) -> None:
    at, conversation = talking(product)
    file = brought(at, sound("webm", 2.0), "audio/webm")
    first = at.send(conversation, type="audio", voice=True, media_id=file)
    media = seen(at, first["id"])["media"]
    assert media["duration_ms"] == pytest.approx(2000, abs=100)
    assert (len(media["waveform"]), max(media["waveform"]), media["voice"]) == (64, 100, True)
    second = at.send(conversation, type="audio", voice=True, media_id=media["id"])
    assert second["media"] | {"id": media["id"]} == media, "what was seen of the same object is not looked at twice"
    at.reached(conversation, second["id"], "delivered")


def test_a_look_that_was_lost_is_taken_by_the_sweep_and_one_that_kills_is_given_up(product: Product) -> None:
    at = desk(product)
    lost = received(at, picture(), "image/jpeg")["media"]["id"]
    at.line.change(
        "update media set inspection = 'waiting', looks = 1, width = null, thumbnail = false, tried_at = now() - "
        "interval '1 hour' where id = %s",
        (lost,),
    )
    (row,) = eventually(lambda: at.line.rows("select * from media where inspection = 'done' and id = %s", (lost,)))
    assert (row["width"], row["thumbnail"]) == (640, True)
    at.line.change(
        "update media set inspection = 'waiting', looks = %s, width = null, thumbnail = false",
        (inspection.MOST_LOOKS,),
    )
    inspection.inspect(FetchJob(business_id=at.line.business_id, media_id=UUID(lost)))
    (row,) = at.line.rows("select inspection, width, thumbnail from media")
    assert row == {"inspection": "done", "width": None, "thumbnail": False}


def test_a_picture_made_of_a_file_that_was_deleted_meanwhile_is_deleted_too(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = desk(product)
    media = received(at, picture(), "image/jpeg")["media"]["id"]
    (row,) = at.line.rows("select object_key from media")
    at.line.change("update media set inspection = 'waiting', looks = 0")
    put = storage.put

    def and_then_it_is_deleted(*arguments: Any) -> None:
        put(*arguments)
        at.line.change("delete from media")

    monkeypatch.setattr(storage, "put", and_then_it_is_deleted)
    inspection.inspect(FetchJob(business_id=at.line.business_id, media_id=UUID(media)))
    assert not stored(thumbnail_key(row["object_key"]))


def test_links_to_many_files_come_in_one_answer(product: Product) -> None:
    at, _ = talking(product)
    advisor, stranger = hired(product, at.line, "ADVISOR"), desk(product)
    mine = received(at, picture(), "image/jpeg")["media"]["id"]
    up = brought(at, picture(), "image/jpeg")
    nothing = str(uuid4())
    answer = at.post("media/links", ids=[up, nothing, mine, mine]).body
    assert [each["id"] for each in answer["items"]] == [up, mine]
    assert answer["missing"] == [nothing]
    assert [each["thumbnail_url"] is None for each in answer["items"]] == [True, False]
    for each in answer["items"]:
        assert opened(each["url"]) == (picture(), "image/jpeg")
    for other in (advisor, stranger):
        assert other.post("media/links", ids=[up, mine]).body == {"items": [], "missing": [up, mine]}
    for wrong in ([], [nothing] * 101, ["x"]):
        assert at.post("media/links", ids=wrong).status == 400
    at.line.change("update businesses set service_until = now() - interval '1 day'")
    assert at.post("media/links", ids=[mine]).body["missing"] == [], "reading goes on without service"


def failed(at: Desk, kind: str = "not_found", target: str = "media", times: int = 1) -> str:
    """The id of a customer's file that could not be fetched."""
    media_id = upload(at.line, picture(), "image/jpeg")
    at.line.meta_fault(kind, target, match={"id": media_id}, times=times)
    row = fetched(at.line, send(at.line, "image", media_id))
    assert row["state"] == "failed"
    return str(row["id"])


def test_a_failed_file_is_downloaded_again_when_somebody_asks(product: Product) -> None:
    at = desk(product)
    advisor, stranger = hired(product, at.line, "ADVISOR"), desk(product)
    media = failed(at)
    for other in (advisor, stranger):
        assert other.post(f"media/{media}/download").status == 404
    said = together([lambda: at.post(f"media/{media}/download")] * 3)
    assert {(each.status, each.body["id"]) for each in said} == {(200, media)}
    assert {each.body["state"] for each in said} <= {"pending", "stored"}
    eventually(lambda: at.line.rows("select from media where state = 'stored' and inspection = 'done'"))
    again = at.post(f"media/{media}/download")
    assert (again.status, again.body["state"], again.body["thumbnail"]) == (200, "stored", True)
    (row,) = at.line.rows("select asked_again from media")
    assert row["asked_again"] == 1, "however many asked at the same moment"
    assert at.line.rows("select action from audit where thing = 'media'") == [{"action": "file.requested_again"}]


def test_asking_again_has_an_end_and_says_why(product: Product) -> None:
    at = desk(product)
    media = failed(at, times=9)
    assert at.post(f"media/{media}/download").body["state"] == "pending"
    eventually(lambda: at.line.rows("select from media where state = 'failed'"))
    soon = at.post(f"media/{media}/download")
    assert (soon.status, 0 < soon.body["retry_after"] <= 31) == (429, True)
    past = "update media set asked_at = now() - interval '1 hour', "
    for change, reason in (
        ("asked_again = 5", "too_often"),
        ("asked_again = 1, created_at = now() - interval '31 days'", "too_old"),
        ("created_at = now(), reason = 'too_large'", "too_large"),
    ):
        product.admin(past + change + " where id = %s", (media,))
        refused = at.post(f"media/{media}/download")
        assert (refused.status, refused.body["code"], refused.body["reason"]) == (409, "file_lost", reason)
    assert at.post(f"media/{uuid4()}/download").status == 404


def test_keys_of_a_failed_web_file_are_kept_as_long_as_it_may_be_asked_for(product: Product) -> None:
    at = desk(product)
    failed(at)
    at.line.change("update media set web_message = 'CgNmb28='")
    product.swept()
    assert at.line.rows("select web_message from media") == [{"web_message": "CgNmb28="}]
    at.line.change("update media set created_at = now() - interval '31 days'")
    eventually(lambda: at.line.rows("select web_message from media") == [{"web_message": None}], 90)
