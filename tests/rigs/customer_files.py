"""Files that customers send."""

import json
import urllib.request
from typing import Any

from tests.rigs.product import Line
from tests.rigs.waiting import eventually

PDF = b"%PDF-1.7\n" + bytes(3000)


def upload(line: Line, data: bytes, mime_type: str, filename: str = "") -> str:
    """The bytes, as the customer's phone uploads them before it sends the message."""
    query = f"phone_number_id={line.number.phone_number_id}&filename={filename}"
    request = urllib.request.Request(f"{line.product.meta}/_sim/media?{query}", data, {"Content-Type": mime_type})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return str(json.load(answer)["id"])


def send(line: Line, kind: str, media_id: str, **more: Any) -> str:
    answer = line.tell("messages", **{"from": line.product.customer(), "type": kind, kind: {"id": media_id, **more}})
    return str(answer["id"])


def fetched(line: Line, vendor_id: str) -> Any:
    """The file of a message, once it is stored or given up."""
    message_id = line.message(vendor_id)["id"]
    query = "select * from media where message_id = %s and state <> 'pending'"
    (row,) = eventually(lambda: line.rows(query, (message_id,)))
    return row
