"""One Cloud API number: sending, receipts, media and its own state (Meta, Cloud API reference)."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from recado.vendors.whatsapp.cloud import downloads, graph, phone_number, transport
from recado.vendors.whatsapp.cloud.body import message_body, read_body
from recado.vendors.whatsapp.cloud.errors import Ambiguous
from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_id, as_list, as_str, party
from recado.vendors.whatsapp.cloud.phone_number import PhoneNumber
from recado.vendors.whatsapp.cloud.values import number, sha256_hex
from recado.vendors.whatsapp.contents import Content
from recado.vendors.whatsapp.model import Customer


@dataclass(frozen=True, slots=True)
class SendResult:
    """An accepted message. wa_id: the number WhatsApp knows the customer by, which may differ from the one given."""

    vendor_id: str
    wa_id: str | None
    user_id: str | None


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """Where a file is. The url lives five minutes. sha256: lowercase hex; size: bytes, when Meta says."""

    url: str
    mime_type: str
    sha256: str | None
    size: int | None


def warm_up() -> None:
    """Makes what a process makes once, so that its first message is not late."""
    transport.client()


class CloudChannel:
    """One number with its token. Every method raises GraphError, NotSent or Ambiguous (see errors.py)."""

    def __init__(self, access_token: str, phone_number_id: str) -> None:
        self._headers = graph.authorization(access_token)
        self._phone_number_id = graph.checked(phone_number_id, "phone number id")

    def send(self, to: Customer, content: Content, *, reply_to: str | None, callback_data: str) -> SendResult:
        """Send one message. Accepted is not delivered: statuses tell, and they repeat `callback_data`.

        After Ambiguous do not send again before a status with that `callback_data` had time to come.
        """
        body = message_body(to, content, reply_to=reply_to, callback_data=callback_data)
        answer = self._call("POST", f"{self._phone_number_id}/messages", json=body)
        vendor_id = as_id(as_dict(next(iter(as_list(answer.get("messages"))), None)).get("id"))
        if vendor_id is None:
            raise Ambiguous("accepted without an id")
        contact = as_dict(next(iter(as_list(answer.get("contacts"))), None))
        return SendResult(vendor_id, party(contact.get("wa_id")).phone, as_id(contact.get("user_id")))

    def mark_read(self, vendor_message_id: str, *, typing: bool) -> None:
        """Show a message and those before it as read; with `typing`, show for up to 25 s that an answer is coming."""
        self._call("POST", f"{self._phone_number_id}/messages", json=read_body(vendor_message_id, typing=typing))

    def media(self, media_id: str) -> MediaInfo:
        """Returns where a file is. A file that is gone, or another number's, is GraphError 100 with subcode 33."""
        params = {"phone_number_id": self._phone_number_id}
        answer = self._call("GET", graph.checked(media_id, "media id"), params=params)
        url, size = as_str(answer.get("url")), number(answer.get("file_size"))
        if url is None:
            raise Ambiguous("a media object without its url")
        mime_type = as_str(answer.get("mime_type")) or "application/octet-stream"
        return MediaInfo(url, mime_type, sha256_hex(answer.get("sha256")), None if size is None else int(size))

    def download(self, url: str, *, max_bytes: int) -> AbstractContextManager[Iterator[bytes]]:
        """`with channel.download(url, max_bytes=…) as chunks:`, the bytes of a file whose url `media` gave.

        Raises Forbidden for a host that is not Meta's, TooLarge beyond max_bytes, GraphError 404 when the url expired.
        """
        return downloads.download(url, self._headers, max_bytes=max_bytes)

    def upload(self, data: bytes, mime_type: str, filename: str) -> str:
        """Upload a file for sending; the id lives 30 days. `mime_type` has to be what the bytes really are."""
        files = {"file": (filename, data, mime_type)}
        form = {"messaging_product": "whatsapp", "type": mime_type}
        media_id = as_id(self._call("POST", f"{self._phone_number_id}/media", data=form, files=files).get("id"))
        if media_id is None:
            raise Ambiguous("uploaded without an id")
        return media_id

    def check(self) -> PhoneNumber:
        """Returns the number as Meta sees it: proof that token and id belong together."""
        answer = self._call("GET", self._phone_number_id, params={"fields": phone_number.FIELDS})
        return phone_number.read(answer, self._phone_number_id)

    def _call(self, method: str, path: str, **request: Any) -> Json:
        return graph.call(method, path, self._headers, **request)
