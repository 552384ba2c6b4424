"""How this Meta behaves: which statuses it reports, when, and how it delivers webhooks."""

from dataclasses import asdict, dataclass, fields
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Config:
    """Times are milliseconds unless the name says otherwise; probabilities are 0 to 1.

    throughput_limit: messages of one number in any second, 0: no limit. pair_limit: enforce the one per customer.
    """

    statuses: str = "sent,delivered"
    status_delay_ms: float = 40
    out_of_order_probability: float = 0
    duplicate_probability: float = 0
    batch_ms: float = 0
    batch_max: int = 1000
    retry_base_ms: float = 500
    retry_cap_ms: float = 30_000
    retry_tries: int = 12
    webhook_timeout_ms: float = 10_000
    webhook_concurrency: int = 64
    template_review_ms: float = 1000
    template_verdict: str = "APPROVED"
    media_url_seconds: float = 300
    pair_limit: bool = False
    throughput_limit: int = 0

    def change(self, values: Json) -> None:
        """Set the named values. A name that does not exist, or a value of the wrong kind, is a ValueError."""
        kinds = {item.name: type(getattr(self, item.name)) for item in fields(self)}
        for name, value in values.items():
            if name not in kinds:
                raise ValueError(f"unknown setting {name}; there are: {', '.join(kinds)}")
            setattr(self, name, ",".join(value) if isinstance(value, list) else kinds[name](value))

    def copy(self) -> "Config":
        return Config(**asdict(self))
