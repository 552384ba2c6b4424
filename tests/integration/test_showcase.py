"""The made-up business for trying things: filled once, with messages of every type that customers and teams send."""

from infra.local.showcase.load import load
from recado.kernel.settings import settings
from recado.messaging.thumbnails import thumbnail_key
from recado.platform import storage
from recado.platform.db import database
from tests.rigs.desk import desk
from tests.rigs.product import Product

FROM_CUSTOMERS = {
    "text", "image", "video", "audio", "document", "sticker", "location", "contacts", "button_reply", "list_reply",
    "template_button", "reaction", "order", "edit", "revoke", "unsupported",
}  # fmt: skip
FROM_THE_TEAM = {
    "text", "document", "location", "contacts", "reaction", "buttons", "list", "link_button", "template", "state",
}  # fmt: skip


def test_it_is_filled_once_with_every_type(product: Product) -> None:
    line = product.line(bot=False)
    added = load(line.business_id, contacts=60, messages=1500)
    assert load(line.business_id, contacts=60, messages=1500) == 0
    rows = line.rows("select direction, kind from messages")
    assert len([row for row in rows if row["kind"] != "state"]) == added >= 1300
    assert {row["kind"] for row in rows if row["direction"] == "in"} == FROM_CUSTOMERS
    assert {row["kind"] for row in rows if row["direction"] == "out"} == FROM_THE_TEAM
    assert len(line.rows("select id from conversations where last_message_at is not null")) == 60
    assert line.rows("select id from messages where sent_at > now()") == []


def test_its_files_are_in_the_object_store(product: Product) -> None:
    line = product.line(bot=False)
    load(line.business_id, contacts=60, messages=1500)
    with database().tenant(line.business_id) as tx:
        files = tx.dicts("select distinct object_key, size, mime_type, thumbnail, duration_ms from media")
    assert len(files) == 8
    for file in files:
        assert len(storage.get(settings().bucket_media, file["object_key"])) == file["size"]
        kind = file["mime_type"].partition("/")[0]
        assert (file["thumbnail"], file["duration_ms"] is None) == (
            kind in ("image", "video"),
            kind not in ("audio", "video"),
        )
        if file["thumbnail"]:
            assert storage.get(settings().bucket_media, thumbnail_key(file["object_key"])).startswith(b"\xff\xd8")


def test_every_message_of_it_is_shown_by_its_kind(product: Product) -> None:
    at = desk(product)
    load(at.line.business_id, contacts=60, messages=1500)
    conversations = at.get("conversations", limit="60")["items"]
    assert {each["state"] for each in conversations} == {"open", "snoozed", "closed"}
    shown = [message for each in conversations for message in at.history(each["id"])]
    unread = {(each["kind"], each["content"] and each["content"]["type"]) for each in shown if not each["revoked_at"]}
    assert {kind for kind, _ in unread} >= (FROM_CUSTOMERS | FROM_THE_TEAM) - {"reaction", "edit", "revoke"}
    assert [pair for pair in unread if pair[0] != pair[1]] == []
