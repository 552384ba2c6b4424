"""An event of a WhatsApp Web session to canonical updates. Takes anything; the unknown is handed on as it came."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from recado.vendors.whatsapp.bounds import bounded
from recado.vendors.whatsapp.cloud.json_reading import Json, as_dict, as_id, as_list, as_str
from recado.vendors.whatsapp.cloud.kinds import Said
from recado.vendors.whatsapp.cloud.values import moment, number, storable
from recado.vendors.whatsapp.model import Customer, Message, OtherUpdate, Status, StatusUpdate, Update
from recado.vendors.whatsapp.web import jids
from recado.vendors.whatsapp.web.context import context_of
from recado.vendors.whatsapp.web.kinds import said, spoken, unwrap

SERIALIZED = "serialized"  # beside the protobuf's own names: the waE2E Message itself in base64, when it has a file
_STATUSES: dict[str, Status] = {"DELIVERED": "delivered", "READ": "read", "PLAYED": "played"}
_OURS = frozenset({"SENDER", "RETRY", "READ_SELF", "PLAYED_SELF", "PEER_MSG", "HISTORY_SYNC", "INACTIVE"})
_VIEW_ONCE = frozenset({"viewOnceMessage", "viewOnceMessageV2", "viewOnceMessageV2Extension"})
_MILLISECONDS = 1e11  # more than this many seconds is the year 5138: the number counts milliseconds


def parse(channel_id: str, event: str, data: Any, received_at: datetime) -> list[Update]:
    """Every update of an event, bounded. Never raises, whatever JSON it is given.

    Ignored are others' status posts, newsletters and receipts among our own devices. received_at (timezone-aware)
    stands in where WhatsApp's own time is missing, broken or in the future.
    """
    return [bounded(update) for update in _updates(channel_id, event, data, received_at)]


def _updates(channel_id: str, event: str, data: Any, received_at: datetime) -> list[Update]:
    clean = storable(data)
    node = clean if isinstance(clean, dict) else {"value": clean}
    raw = {key: value for key, value in node.items() if key not in (SERIALIZED, "Raw")}
    if event == "receipt":
        return _receipt(channel_id, node, raw, received_at)
    if event not in ("message", "undecryptable"):
        return [OtherUpdate(event, "", channel_id, raw)]
    source = as_dict(as_dict(node.get("Info")).get("MessageSource"))
    if _ignored(source):
        return []
    update = _unavailable(channel_id, node, received_at)
    if event == "message":
        update = _message(channel_id, node, received_at)
    return [replace(update, raw=raw) if update else OtherUpdate(event, "", channel_id, raw)]


def _ignored(source: Json) -> bool:
    chat = as_dict(source.get("Chat"))
    return jids.server_of(chat) == "newsletter" or jids.parts(chat) == ("status", "broadcast")


def _message(channel_id: str, node: Json, received_at: datetime) -> Message | None:
    """Returns the message of an event. None when it lacks an id or a customer, or says nothing to anybody."""
    message, wrappers = unwrap(as_dict(node.get("Message")))
    protocol = message.get("protocolMessage")
    if isinstance(protocol, dict):
        meaning, part = _protocol(protocol, as_dict(node.get("Info"))), protocol
    else:
        name, part = spoken(message) or ("", {})
        meaning = said(name, part, as_id(as_dict(node.get("Info")).get("ID")) or "") if name else None
    if meaning is None:
        return None
    made = _made(channel_id, node, meaning, received_at)
    if made is None:
        return None
    context = context_of(part)
    content = {**made.content, **context.content}
    if made.media and (serialized := as_str(node.get(SERIALIZED))):
        content["web_message"] = serialized
    if wrappers & _VIEW_ONCE or any(node.get(key) is True for key in ("IsViewOnce", "IsViewOnceV2")):
        content["view_once"] = True
    return replace(made, content=content, reply_to=context.reply_to, referral=context.referral)


def _unavailable(channel_id: str, node: Json, received_at: datetime) -> Message | None:
    """Returns a message that only the phone may show. One that could not be decrypted is none yet: it is asked for
    again and comes with the same id."""
    if node.get("IsUnavailable") is not True:
        return None
    return _made(channel_id, node, Said("unsupported", content={"type": "unavailable"}), received_at)


def _made(channel_id: str, node: Json, meaning: Said, received_at: datetime) -> Message | None:
    info = as_dict(node.get("Info"))
    source = as_dict(info.get("MessageSource"))
    vendor_id, (customer, author) = as_id(info.get("ID")), _people(source, as_str(info.get("Pushname")))
    if vendor_id is None or customer is None:
        return None
    return Message(
        channel_id=channel_id,
        vendor_id=vendor_id,
        customer=customer,
        kind=meaning.kind,
        sent_at=_moment(info.get("Timestamp"), received_at),
        origin="phone" if source.get("IsFromMe") is True else "customer",
        text=meaning.text,
        content=dict(meaning.content),
        media=meaning.media,
        target_id=meaning.target_id,
        author=author,
    )


def _people(source: Json, push_name: str | None) -> tuple[Customer | None, Customer | None]:
    """Returns the customer, and who wrote when the customer is a group. Neither is ever ourselves."""
    chat, sender = as_dict(source.get("Chat")), as_dict(source.get("Sender"))
    if source.get("IsFromMe") is True:
        if jids.same(chat, sender):  # a note to oneself
            return None, None
        return jids.customer(chat, source.get("RecipientAlt")), None
    author = jids.customer(sender, source.get("SenderAlt"), name=push_name)
    if jids.server_of(chat) == "g.us":
        return jids.customer(chat), author
    if jids.server_of(chat) == "broadcast":  # a customer's own broadcast list reaches us as if written to us alone
        return author, None
    return jids.customer(sender, source.get("SenderAlt"), chat, name=push_name), None


def _protocol(node: Json, info: Json) -> Said | None:
    """Returns an edit or a revocation. The rest is between devices."""
    target, kind = as_id(as_dict(node.get("key")).get("ID")), node.get("type", "REVOKE")
    if target is None:
        return None
    if kind == "REVOKE":
        return Said("revoke", target_id=target)
    if kind != "MESSAGE_EDIT":
        return None
    inner, _ = unwrap(as_dict(node.get("editedMessage")))
    name, part = spoken(inner) or ("", {})
    new = said(name, part, as_id(info.get("ID")) or "") if name != "protocolMessage" else Said("unsupported")
    return Said("edit", new.text, {"kind": new.kind, **new.content}, target_id=target)


def _receipt(channel_id: str, node: Json, raw: Json, received_at: datetime) -> list[Update]:
    source, kind = as_dict(node.get("MessageSource")), node.get("Type")
    if _ignored(source):
        return []
    if not isinstance(kind, str):  # empty is a type of its own
        return [OtherUpdate("receipt", "", channel_id, raw)]
    if kind in _OURS or (source.get("IsFromMe") is True and kind in _STATUSES):
        return []
    ids = [vendor_id for item in as_list(node.get("MessageIDs")) if (vendor_id := as_id(item))]
    status = _STATUSES.get(kind)
    if status is None or not ids:
        return [OtherUpdate("receipt", "", channel_id, raw)]
    customer, _ = _people(source, None)
    at = _moment(node.get("Timestamp"), received_at)
    return [StatusUpdate(channel_id, one, status, at, customer or Customer(), raw=raw) for one in ids]


def _moment(value: object, received_at: datetime) -> datetime:
    """Returns a time from unix seconds or milliseconds: neonize writes both."""
    count = number(value)
    if count is None:
        return received_at
    return moment(count / 1000 if count > _MILLISECONDS else count, received_at)
