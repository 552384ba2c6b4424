"""How this WhatsApp behaves."""

from dataclasses import asdict, dataclass, fields
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Config:
    """addressing: what chats are named by, "lid" (hidden id, the phone beside it) or "pn" (phone).

    ack: a message counts as received once it is "written" to the connection, as with WhatsApp itself, or once the
    client has "handled" it. lock_cold: 463 for whoever has not written first; lock_tokenless: for those of them whose
    presence the client has not followed.
    """

    delivered_ms: float = 40
    qr_first_seconds: float = 60
    qr_seconds: float = 20
    qr_codes: int = 6
    addressing: str = "lid"
    ack: str = "handled"
    lock_cold: bool = False
    lock_tokenless: bool = False

    def change(self, values: Json) -> None:
        """Set the named values. A name that does not exist, or a value of the wrong kind, is a ValueError."""
        kinds = {item.name: type(getattr(self, item.name)) for item in fields(self)}
        for name, value in values.items():
            if name not in kinds:
                raise ValueError(f"unknown setting {name}; there are: {', '.join(kinds)}")
            setattr(self, name, kinds[name](value))

    def copy(self) -> "Config":
        return Config(**asdict(self))
