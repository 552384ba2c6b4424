"""WhatsApp Web sessions: linking a number to a phone, looking at its session, restarting and unlinking it.

Here is only noted what is wanted; the host that holds the session does it, and writes how it stands.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import MASKED, Actor
from recado.instances import session_store
from recado.instances import store as instance_store
from recado.instances.model import Instance, Number, SessionState
from recado.instances.service import load_number
from recado.instances.session_store import StoredSession
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.kernel.words import Words
from recado.platform import crypto
from recado.platform.crypto import SealBroken
from recado.platform.db import Tx, database

Method = Literal["qr", "code"]
log = logger("instances")
_PHONE_AND_CODE = Words(
    "el teléfono es del método code, y solo de él", "the phone belongs to the method code, and only to it"
)


class NotWeb(Conflict):
    """This number is of the Cloud API: it has no session."""

    code = "instance_not_web"


class AlreadyConnected(Conflict):
    """The number is linked to a phone and online; log it out to link another."""

    code = "session_online"


class NotLinked(Conflict):
    """The number is not linked to a phone; connect it first."""

    code = "session_not_linked"


class LoggingOut(Conflict):
    """The number is being logged out."""

    code = "session_logging_out"


@dataclass(frozen=True, slots=True)
class Session:
    """How a session stands. phone: of the account it is linked to. qr and pairing_code are secrets: whoever has one
    can link the number; they are here only when asked for, and while they are good."""

    state: SessionState
    reason: str | None
    since: datetime
    phone: str | None
    qr: str | None
    pairing_code: str | None
    expires_at: datetime | None


def create(actor: Actor, name: str) -> Number:
    """A number of WhatsApp Web, not linked to any phone yet."""
    instance_id = new_id()
    instance = Instance(instance_id, actor.business_id, "web", name, "active", str(instance_id), None, None)
    with database().acting(actor) as tx:
        instance_store.insert_instance(tx, instance, None, None)
        session_store.insert(tx, actor.business_id, instance_id)
        after = {"name": name, "provider": "web"}
        activity.audit(tx, actor, "instance.created", "instance", instance_id, after=after)
        activity.note(tx, actor.business_id, "info", "instance.created", instance_id=str(instance_id))
        return load_number(tx, instance_id)


def get(actor: Actor, instance_id: UUID, *, secrets: bool) -> Session:
    """Returns how the session stands; with what links the number when `secrets`."""
    with database().whole_business(actor) as tx:
        stored = _session(tx, instance_id)
    return _shown(stored, secrets=secrets)


def connect(actor: Actor, instance_id: UUID, method: Method, phone: str | None) -> Session:
    """Begins linking the number, by a QR or by a code to be typed on the phone with that number. One that is linked
    already, and not online, is started again. Raises AlreadyConnected when it is online."""
    if (method == "code") != (phone is not None):
        raise Invalid.of_field("phone", _PHONE_AND_CODE)
    with database().acting(actor) as tx:
        session = _session(tx, instance_id, lock=True)
        if session.command == "logout":
            raise LoggingOut
        if session.state == "online":
            raise AlreadyConnected
        if session.has_keys and session.state != "logged_out":
            session_store.restart(tx, instance_id)
        elif not (method == "qr" and _waits_for_a_scan(session)):
            sealed = crypto.seal(phone, seal_place(instance_id, "pairing_phone")) if phone else None
            session_store.pair(tx, instance_id, sealed, anew=session.held)
        after = {"method": method} | ({"phone": MASKED} if phone else {})
        _record(tx, actor, instance_id, "connecting", after=after)
        return _shown(_session(tx, instance_id), secrets=True)


def restart(actor: Actor, instance_id: UUID) -> Session:
    """Starts the session anew, also one that was replaced or banned. Raises NotLinked when there is nothing to
    start."""
    with database().acting(actor) as tx:
        stored = _session(tx, instance_id, lock=True)
        if stored.command == "logout":
            raise LoggingOut
        if not stored.has_keys or stored.state == "logged_out":
            raise NotLinked
        session_store.restart(tx, instance_id)
        _record(tx, actor, instance_id, "restarted")
        return _shown(_session(tx, instance_id), secrets=True)


def log_out(actor: Actor, instance_id: UUID) -> Session:
    """Unlinks the number from its phone, or ends its linking. Its conversations stay, and it can be linked again."""
    with database().acting(actor) as tx:
        session = _session(tx, instance_id, lock=True)
        if session.has_keys and session.state != "logged_out":
            session_store.log_out(tx, instance_id)
        elif session.state != "logged_out":
            session_store.stop(tx, instance_id)
        _record(tx, actor, instance_id, "logging_out")
        return _shown(_session(tx, instance_id), secrets=True)


def seal_place(instance_id: UUID, column: str) -> str:
    """Returns where a sealed column of a session opens; for its host as well."""
    return f"web:{column}:{instance_id}"


def _session(tx: Tx, instance_id: UUID, *, lock: bool = False) -> StoredSession:
    number = load_number(tx, instance_id, lock=lock)
    if number.provider != "web":
        raise NotWeb
    session = session_store.session(tx, instance_id, lock=lock)
    if session is None:
        raise NotFound(Words("este número no tiene sesión", "this number has no session"))
    return session


def _shown(session: StoredSession, *, secrets: bool) -> Session:
    fresh = secrets and _waits_for_a_scan(session)
    return Session(
        state=session.state,
        reason=session.state_reason,
        since=session.state_at,
        phone=_phone(session),
        qr=_opened(session, "qr", session.qr_sealed) if fresh else None,
        pairing_code=_opened(session, "pairing_code", session.pairing_code_sealed) if fresh else None,
        expires_at=session.qr_until if fresh else None,
    )


def _phone(session: StoredSession) -> str | None:
    return session.jid.partition("@")[0].partition(":")[0].partition(".")[0] if session.jid else None


def _waits_for_a_scan(session: StoredSession) -> bool:
    return session.state == "pairing" and session.qr_until is not None and session.qr_until > now()


def _opened(session: StoredSession, column: str, sealed: bytes | None) -> str | None:
    try:
        return crypto.unseal(sealed, seal_place(session.instance_id, column)) if sealed else None
    except SealBroken:  # sealed by a key that was retired since: there will be a new one in seconds
        log.warning("a sealed value does not open", extra={"instance_id": str(session.instance_id), "column": column})
        return None


def _record(tx: Tx, actor: Actor, instance_id: UUID, what: str, after: dict[str, Any] | None = None) -> None:
    activity.audit(tx, actor, f"session.{what}", "instance", instance_id, after=after)
    activity.note(tx, actor.business_id, "info", f"session.{what}", instance_id=str(instance_id))
