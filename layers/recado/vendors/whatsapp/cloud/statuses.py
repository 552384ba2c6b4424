"""One status node to a canonical StatusUpdate (Meta, Cloud API, Webhooks reference, status messages)."""

from datetime import datetime
from typing import cast, get_args

from recado.vendors.whatsapp.cloud.customers import People
from recado.vendors.whatsapp.cloud.json_reading import Cut, Json, as_dict, as_id, as_str, customer_of
from recado.vendors.whatsapp.cloud.values import errors, moment
from recado.vendors.whatsapp.model import Customer, Status, StatusUpdate

_STATUSES = frozenset(get_args(Status))


def status_update(taken: Cut, people: People, node: Json, received_at: datetime) -> StatusUpdate | None:
    """Returns the status of a message we sent. None when it is about something else (a payment, a call) or of a kind
    unknown.

    The customer may be without any identity: the message's id is enough to know whose it is.
    """
    vendor_id, written = as_id(node.get("id")), as_str(node.get("status"))
    if vendor_id is None or taken.channel_id is None or written not in _STATUSES:
        return None
    if node.get("type") not in (None, "message"):
        return None
    # Between 9 April and 5 May 2026 Meta wrote the second name (Meta, Business-scoped user IDs).
    parent = node.get("recipient_parent_user_id") or node.get("parent_recipient_user_id")
    return StatusUpdate(
        channel_id=taken.channel_id,
        vendor_id=vendor_id,
        status=cast(Status, written),
        at=moment(node.get("timestamp"), received_at),
        customer=people.customer(customer_of("statuses", node, taken.display_phone), parent) or Customer(),
        callback_data=as_str(node.get("biz_opaque_callback_data")),
        errors=errors(node.get("errors")),
        pricing=as_dict(node.get("pricing")) or None,
        raw=node,
    )
