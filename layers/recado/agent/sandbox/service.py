"""Sandboxes: opening one, saying something in it as its customer, closing it.

The agent of a sandbox does all it does for customers, through the same code. What it would send is recorded, what would
be published is not, and models are paid for by its business as tests.
"""

from typing import Any, Final
from uuid import UUID

from recado.agent.configs import store as config_store
from recado.agent.configs.model import AgentConfig
from recado.agent.sandbox import store
from recado.agent.sandbox.model import CUSTOMER, SaidAs, Sandbox
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.messaging import buffers, conversation_store, media_text_store, message_store
from recado.messaging.contents import MessageKind
from recado.messaging.message_store import NewMessage
from recado.messaging.model import MediaTextKind, Thread
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.receiving import away

# How what a customer says is stored, and what is understood of it: there is no file to hear or look at.
_STORED: Final[dict[SaidAs, tuple[MessageKind, dict[str, Any], MediaTextKind | None]]] = {
    "text": ("text", {}, None),
    "voice": ("audio", {"type": "audio", "voice": True}, "transcript"),
    "picture": ("image", {"type": "image"}, "description"),
}


def open_sandbox(
    business_id: UUID, *, dry: bool, customer: str = CUSTOMER, config: AgentConfig | None = None
) -> Sandbox:
    """Makes a sandbox of a business. dry: its external tools are not called. customer: the name of who writes in it.
    config: how its agent behaves; None: as the one that answers customers."""
    with database().tenant(business_id) as tx:
        made = store.open_sandbox(tx, customer, dry=dry)
    with database().tenant(made.id) as tx:
        if config:
            config_store.apply(tx, config)
        store.answer_at_once(tx)
    return made


def say(sandbox: Sandbox, text: str, kind: SaidAs = "text") -> list[Outgoing]:
    """The customer writes; returns what to publish. Nothing is, when the agent would leave that to people. kind: of a
    voice note the text is what is heard in it, of a picture what is seen."""
    with database().tenant(sandbox.id) as tx:
        return _say(tx, sandbox, text, kind)


def answer_again(tx: Tx, sandbox: Sandbox) -> list[Outgoing]:
    """What the customer wrote last is to be answered, whatever became of it before; returns what to publish. For the
    transaction of the sandbox."""
    return buffers.gather(tx, sandbox.id, _thread(tx, sandbox))


def close(business_id: UUID, sandbox_id: UUID) -> None:
    """Leaves a sandbox of the business to be erased; what is under way in it comes to nothing."""
    with database().tenant(business_id) as tx:
        store.close(tx, sandbox_id)


def _say(tx: Tx, sandbox: Sandbox, text: str, kind: SaidAs) -> list[Outgoing]:
    """As a message that a vendor told would be stored."""
    moment, message_id = now(), new_id()
    stored_as, content, understood_as = _STORED[kind]
    thread = _thread(tx, sandbox)
    row = NewMessage(
        id=message_id,
        conversation_id=sandbox.conversation_id,
        instance_id=sandbox.instance_id,
        direction="in",
        author="customer",
        kind=stored_as,
        text=text if kind == "text" else None,
        content=content,
        status="received",
        sent_at=moment,
        vendor_id=f"sandbox:{message_id}",
    )
    message_store.insert_message(tx, sandbox.id, row)
    if understood_as:
        media_text_store.insert(tx, sandbox.id, message_id, understood_as)
        media_text_store.finish(tx, message_id, "done", text=text)
    conversation_store.touch_conversation(tx, sandbox.conversation_id, moment, None, unread=1, waits=True, reopens=True)
    closed = away.is_away(thread, moment)
    if closed:
        away.send_away_message(tx, sandbox.id, thread, moment)
    if not thread.bot_on or (closed and not thread.bot_when_away):
        return []
    return buffers.gather(tx, sandbox.id, thread)


def _thread(tx: Tx, sandbox: Sandbox) -> Thread:
    return conversation_store.thread(tx, sandbox.id, sandbox.instance_id, sandbox.contact_id, sandbox.conversation_id)
