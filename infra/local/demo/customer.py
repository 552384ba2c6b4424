"""A customer of the demo: writes through the simulated Meta, and knows what reached their phone."""

import json
import random
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from infra.local.seed import get, post

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Customer:
    """Known by a phone number, or, with a username, only by the id that Meta gives them for this business."""

    meta_url: str
    phone_number_id: str
    name: str
    phone: str = ""
    user_id: str = ""
    username: str = ""

    @property
    def who(self) -> Json:
        """How the simulator names them."""
        sender = {"from": self.phone, "user_id": self.user_id, "username": self.username, "name": self.name}
        return {"phone_number_id": self.phone_number_id, **{key: value for key, value in sender.items() if value}}

    def send(self, **message: Any) -> str:
        """Sends one message; answers its id."""
        return str(post(f"{self.meta_url}/_sim/messages", {**self.who, **message})["id"])

    def text(self, body: str, **more: Any) -> str:
        return self.send(type="text", text={"body": body}, **more)

    def upload(self, data: bytes, mime_type: str) -> str:
        """Puts a file where Meta keeps customers' files; answers its id."""
        url = f"{self.meta_url}/_sim/media?phone_number_id={self.phone_number_id}"
        request = urllib.request.Request(url, data, {"Content-Type": mime_type})  # noqa: S310  our own address
        with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310  our own address
            return str(json.load(answer)["id"])

    def received(self) -> list[Json]:
        """Returns what the business sent them, as Meta got it, in order."""
        return list(self._sent()["sent"])

    def accepted(self) -> dict[str, int]:
        """Returns how often Meta accepted each of the business's messages to them."""
        return dict(self._sent()["accepted_by_callback_data"])

    def marks(self) -> list[Json]:
        """Returns the read receipts and typing marks the number gave, to anyone."""
        return list(self._sent()["receipts"])

    def line(self, message_id: str) -> Json:
        """Returns a line of the chat as their phone shows it; empty when it is not there."""
        chat = get(f"{self.meta_url}/_sim/conversations/{self.phone_number_id}/{self.phone or self.user_id}")
        return next((entry for entry in chat["entries"] if entry["id"] == message_id), {})

    def _sent(self) -> Json:
        address = {"to": self.phone} if self.phone else {"user_id": self.user_id}
        return get(f"{self.meta_url}/_sim/sent?" + urlencode({"phone_number_id": self.phone_number_id, **address}))


def new_phone() -> str:
    """Returns a mobile number of Mexico City that nobody here has used."""
    return f"52155{random.randrange(10**8):08d}"  # noqa: S311  made up


def new_user_id() -> str:
    """Returns an id as Meta gives it to a customer who hides the phone number."""
    return f"MX.{random.randrange(10**19, 10**20)}"  # noqa: S311  made up
