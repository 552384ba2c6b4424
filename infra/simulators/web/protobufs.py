"""What happened, as the protobufs neonize hands to its client."""

import base64
import time
from typing import Any

from google.protobuf.json_format import ParseDict

from infra.simulators.web.config import Config
from infra.simulators.web.world import Chat, Json, Session
from sessions_host.protobufs import neonize, waE2E


def message_event(config: Config, session: Session, chat: Chat, message: Json, facts: Json) -> Json:
    """A line with a message. facts: id, at, from_me, author (in a group), name, unavailable, undecryptable."""
    at_ms = int(float(facts.get("at", time.time())) * 1000)
    info = {
        "MessageSource": _source(config, session, chat, facts),
        "ID": facts["id"],
        "Type": "text" if {"conversation", "extendedTextMessage"} & message.keys() else "media",
        "Pushname": session.name if facts.get("from_me") else str(facts.get("name") or chat.name),
        "Timestamp": at_ms,
    }
    if facts.get("undecryptable") or facts.get("unavailable"):
        event = {"Info": info, "IsUnavailable": bool(facts.get("unavailable"))}
        return _line("undecryptable", ParseDict(event, neonize.UndecryptableMessage()))
    return _line("message", ParseDict({"Info": info, "Message": message, "Raw": message}, neonize.Message()))


def receipt_event(config: Config, session: Session, chat: Chat, ids: list[str], kind: str, from_me: bool) -> Json:
    """A line with a receipt: DELIVERED, READ, PLAYED …"""
    source = _source(config, session, chat, {"from_me": from_me, "author": chat.phone})
    event = {"MessageSource": source, "MessageIDs": ids, "Timestamp": int(time.time()), "Type": kind}
    return _line("receipt", ParseDict(event, neonize.Receipt()))


def checked(message: Json) -> Json:
    """The message, if it is one. ValueError when waE2E knows no such field."""
    ParseDict(message, waE2E.Message())  # its ParseError is a ValueError's kin, told by the caller
    return message


def _source(config: Config, session: Session, chat: Chat, facts: Json) -> Json:
    ours, from_me = (_jid(session.phone), _jid(session.lid, "lid")), bool(facts.get("from_me"))
    by_lid = config.addressing == "lid" or chat.hide_phone
    theirs = [_jid(chat.phone), _jid(chat.lid, "lid")]
    if chat.group:
        author = str(facts.get("author") or chat.phone)
        theirs = [_jid(author), _jid(facts.get("author_lid") or author, "lid")]
    if by_lid:
        theirs.reverse()
        ours = (ours[1], ours[0])
    alt = _none() if chat.hide_phone else theirs[1]
    return {
        "Chat": _jid(chat.phone, "g.us") if chat.group else theirs[0],
        "Sender": ours[0] if from_me else theirs[0],
        "SenderAlt": ours[1] if from_me else alt,
        "RecipientAlt": alt if from_me and not chat.group else _none(),
        "IsFromMe": from_me,
        "IsGroup": chat.group,
        "AddressingMode": "LID" if by_lid else "PN",
    }


def _jid(user: str, server: str = "s.whatsapp.net") -> Json:
    return {"User": user, "Server": server, "Device": 0, "RawAgent": 0, "Integrator": 0, "IsEmpty": False}


def _none() -> Json:
    return {"User": "", "Server": "", "Device": 0, "RawAgent": 0, "Integrator": 0, "IsEmpty": True}


def _line(kind: str, event: Any) -> Json:
    return {"t": kind, "data": base64.b64encode(complete(event).SerializeToString()).decode()}


def complete(event: Any) -> Any:
    """The event with every field neonize always fills, empty where nothing was said."""
    for field in event.DESCRIPTOR.fields:
        if field.is_required and not event.HasField(field.name):
            if field.message_type:
                getattr(event, field.name).SetInParent()
            else:
                setattr(event, field.name, field.default_value)
        if field.message_type and not field.is_repeated and event.HasField(field.name):
            complete(getattr(event, field.name))
    return event
