"""What Meta tells by webhook of an account and its numbers: quality, limits, names, restrictions."""

import time
from datetime import datetime
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Severity
from recado.instances import number_store
from recado.instances.model import Number, Owner
from recado.platform.db import Tx, database

HEARD_SECONDS = 60.0
FIELDS = frozenset(
    {"phone_number_quality_update", "phone_number_name_update", "account_update", "business_capability_update"}
)

# Worse comes later. What Meta has not told yet, or may invent, is neither better nor worse.
_WORSE = {
    "quality_rating": ("GREEN", "YELLOW", "RED"),
    "messaging_limit": ("TIER_UNLIMITED", "TIER_100K", "TIER_10K", "TIER_2K", "TIER_1K", "TIER_250", "TIER_50"),
    "name_status": ("APPROVED", "DECLINED"),
    "number_status": ("CONNECTED", "FLAGGED", "RESTRICTED", "BANNED"),
}
_TIERS = {-1: "TIER_UNLIMITED", 250: "TIER_250", 1000: "TIER_1K", 2000: "TIER_2K", 10_000: "TIER_10K"} | {
    100_000: "TIER_100K"
}
# account_update: what takes something from the account (Meta, Webhooks, account_update).
_BAD = frozenset(
    {"ACCOUNT_RESTRICTION", "ACCOUNT_VIOLATION", "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED", "DISABLE"}
    | {"SCHEDULE_FOR_DISABLE", "PARTNER_REMOVED"}
)
_GOOD = frozenset({"VERIFIED_ACCOUNT", "REINSTATE", "ACCOUNT_RECONNECTED"})

_heard: dict[UUID, float] = {}


def heard(owner: Owner, at: datetime) -> None:
    """A signed body came for this number. Written at most once a minute by each process: the row is a busy one."""
    if time.monotonic() < _heard.get(owner.instance_id, 0.0):
        return
    with database().tenant(owner.business_id) as tx:
        number_store.note_webhook(tx, owner.instance_id, at)
    _heard[owner.instance_id] = time.monotonic() + HEARD_SECONDS


def apply(tx: Tx, business_id: UUID, field: str, account_id: str, value: dict[str, Any]) -> None:
    """Brings the account's numbers up to date. A field or an event that is not known changes nothing."""
    facts = _facts(field, value)
    if not facts:
        return
    phone = "".join(filter(str.isdigit, str(value.get("display_phone_number", ""))))
    for number in number_store.of_account(tx, account_id):
        if phone and number.display_phone != phone:
            continue
        number_store.note_news(tx, number.id, facts)
        after = number_store.number(tx, number.id)
        if after:
            note_changes(tx, business_id, number, after)


def note_changes(tx: Tx, business_id: UUID, before: Number, after: Number) -> None:
    """Events for what is another than before; a warning when it is worse."""
    for name in (*_WORSE, "account_state", "throughput", "verified_name"):
        old, new = getattr(before, name), getattr(after, name)
        if old != new and new is not None:
            severity: Severity = "warning" if _worse(name, old, new) else "info"
            data = {"instance_id": str(after.id), "before": old, "after": new}
            activity.note(tx, business_id, severity, f"instance.{name}_changed", **data)


def _worse(name: str, old: str | None, new: str) -> bool:
    if name == "account_state":
        return new in _BAD
    order = _WORSE.get(name, ())
    if new not in order:
        return False
    return order.index(new) > (order.index(old) if old in order else 0)


def _facts(field: str, value: dict[str, Any]) -> dict[str, str]:
    """Column to new value."""
    event = str(value.get("event", ""))
    match field:
        case "phone_number_quality_update":
            facts = _limit(value.get("max_daily_conversations_per_business") or value.get("current_limit"))
            if event == "THROUGHPUT_UPGRADE":
                facts["throughput"] = "HIGH"
            if event == "FLAGGED":
                facts["quality_rating"] = "RED"
            return facts
        case "phone_number_name_update":
            return _name(str(value.get("decision", "")), value.get("requested_verified_name"))
        case "business_capability_update":
            return _limit(value.get("max_daily_conversations_per_business"))
        case "account_update":
            ban = value.get("ban_info")
            state = (
                str(ban.get("waba_ban_state", "")) if event == "DISABLED_UPDATE" and isinstance(ban, dict) else event
            )
            return {"account_state": state} if state in _BAD | _GOOD else {}
        case _:
            return {}


def _limit(limit: object) -> dict[str, str]:
    """Meta writes a tier as its name or, in older versions, as the number of customers."""
    if isinstance(limit, str) and limit.startswith("TIER_"):
        return {"messaging_limit": limit[:40]}
    return {"messaging_limit": _TIERS[limit]} if isinstance(limit, int) and limit in _TIERS else {}


def _name(decision: str, requested: object) -> dict[str, str]:
    if decision == "APPROVED":
        return {"name_status": decision} | ({"verified_name": requested[:200]} if isinstance(requested, str) else {})
    return {"name_status": "DECLINED"} if decision in ("REJECTED", "DECLINED") else {}
