"""The made-up business for trying things: filled once, with messages of every type that customers and teams send."""

from infra.local.showcase.load import load
from recado.kernel.settings import settings
from recado.platform import storage
from recado.platform.db import database
from tests.rigs.product import Product

FROM_CUSTOMERS = {
    "text", "image", "video", "audio", "document", "sticker", "location", "contacts", "button_reply", "list_reply",
    "template_button", "reaction", "order", "edit", "revoke", "unsupported",
}  # fmt: skip
FROM_THE_TEAM = {"text", "document", "location", "contacts", "reaction", "buttons", "list", "link_button", "template"}


def test_it_is_filled_once_with_every_type(product: Product) -> None:
    line = product.line(bot=False)
    added = load(line.business_id, contacts=60, messages=1500)
    assert load(line.business_id, contacts=60, messages=1500) == 0
    rows = line.rows("select direction, kind from messages")
    assert len(rows) == added >= 1300
    assert {row["kind"] for row in rows if row["direction"] == "in"} == FROM_CUSTOMERS
    assert {row["kind"] for row in rows if row["direction"] == "out"} == FROM_THE_TEAM
    assert len(line.rows("select id from conversations where last_message_at is not null")) == 60
    assert line.rows("select id from messages where sent_at > now()") == []


def test_its_files_are_in_the_object_store(product: Product) -> None:
    line = product.line(bot=False)
    load(line.business_id, contacts=60, messages=1500)
    with database().tenant(line.business_id) as tx:
        files = tx.dicts("select distinct object_key, size from media where state = 'stored'")
    assert len(files) == 7
    for file in files:
        assert len(storage.get(settings().bucket_media, file["object_key"])) == file["size"]
