"""What Meta tells of templates by webhook: its verdict, pauses, quality, another category."""

from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Severity
from recado.platform.db import Tx
from recado.templates import store
from recado.templates.model import DELETED, Template

FIELDS = frozenset(
    {
        "message_template_status_update",
        "message_template_quality_update",
        "message_template_components_update",
        "template_category_update",
    }
)
# The event of a status webhook, and the status it leads to; any other event says nothing of the status.
_STATUS = {name: name for name in ("APPROVED", "REJECTED", "PENDING", "PAUSED", "DISABLED", "IN_APPEAL", "LOCKED")} | {
    "REINSTATED": "APPROVED",
    "UNLOCKED": "APPROVED",
    "LIMIT_EXCEEDED": "LIMIT_EXCEEDED",
    "PENDING_DELETION": DELETED,
    "DELETED": DELETED,
}
_BAD = frozenset({"REJECTED", "PAUSED", "DISABLED", "LOCKED", "LIMIT_EXCEEDED", "FLAGGED", DELETED})


def apply(tx: Tx, business_id: UUID, account_id: str, field: str, value: dict[str, Any]) -> None:
    """Brings a template up to date. One we do not know makes its account due for a sync."""
    template = store.by_vendor_id(tx, str(value.get("message_template_id", "")))
    if template is None or field == "message_template_components_update":
        store.sync_soon(tx, account_id)
    if template is None:
        return
    quality = value.get("new_quality_score")  # Meta's own sample has this under the status field as well
    if isinstance(quality, str):
        _quality(tx, business_id, template, quality)
    elif field == "message_template_status_update":
        _status(tx, business_id, template, value)
    elif field == "template_category_update":
        _category(tx, business_id, template, value)


def note_status(tx: Tx, business_id: UUID, template: Template, status: str, reason: str | None) -> None:
    severity: Severity = "warning" if status in _BAD else "info"
    data = {"template_id": str(template.id), "before": template.status, "after": status, "reason": reason}
    activity.note(tx, business_id, severity, "template.status_changed", **data)


def _status(tx: Tx, business_id: UUID, template: Template, value: dict[str, Any]) -> None:
    event, reason = str(value.get("event", "")), _reason(value)
    status = _STATUS.get(event)
    if status and (status, reason) != (template.status, template.reason):
        store.set_status(tx, template.id, status, reason)
        note_status(tx, business_id, template, status, reason)
    elif event == "FLAGGED":
        note_status(tx, business_id, template, event, reason)


def _reason(value: dict[str, Any]) -> str | None:
    """Meta's code, such as ABUSIVE_CONTENT; of a pause, its title, such as FIRST_PAUSE."""
    reason = value.get("reason")
    if isinstance(reason, str) and reason and reason != "NONE":
        return reason[:200]
    other = value.get("other_info")
    title = other.get("title") if isinstance(other, dict) else None
    return title[:200] if isinstance(title, str) else None


def _quality(tx: Tx, business_id: UUID, template: Template, quality: str) -> None:
    if quality == template.quality:
        return
    store.set_quality(tx, template.id, quality[:40])
    severity: Severity = "warning" if quality in ("YELLOW", "RED") else "info"
    data = {"template_id": str(template.id), "before": template.quality, "after": quality[:40]}
    activity.note(tx, business_id, severity, "template.quality_changed", **data)


def _category(tx: Tx, business_id: UUID, template: Template, value: dict[str, Any]) -> None:
    """A change that is only announced (`correct_category`) changes nothing yet, but costs more later: a warning."""
    announced, new = value.get("correct_category"), value.get("new_category")
    data = {"template_id": str(template.id), "before": template.category}
    if isinstance(announced, str):
        at = value.get("category_update_timestamp")
        more = {"after": announced[:40], "at": at if isinstance(at, int) else None}
        activity.note(tx, business_id, "warning", "template.category_will_change", **data, **more)
    elif isinstance(new, str) and new != template.category:
        store.set_category(tx, template.id, new[:40])
        activity.note(tx, business_id, "warning", "template.category_changed", **data, after=new[:40])
