"""Receiving: what a vendor told becomes contacts, conversations, messages, statuses and an open buffer."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.alerts import rings
from recado.crm import service as crm
from recado.crm import store as contacts
from recado.instances import account_updates, channel_owners
from recado.instances.model import Owner
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.kernel.settings import settings
from recado.messaging import buffer_store, buffers, conversation_store, media_store, media_texts, message_store, states
from recado.messaging.inbound import Inbound
from recado.messaging.jobs import FetchJob, sender_job
from recado.messaging.model import NOT_READ, WINDOW, Thread, deserves_answer, opens_window
from recado.platform.db import CannotStore, Tx, database
from recado.platform.queues import Outgoing
from recado.receiving import away
from recado.sending import queueing, status_store, statuses
from recado.templates import webhook_updates as template_news
from recado.vendors.whatsapp.cloud.parse import parse
from recado.vendors.whatsapp.model import IdentityChange, Message, OtherUpdate, StatusUpdate, Update

WEB_MESSAGE = "web_message"  # what a session needs to fetch a file; its keys are nobody else's to see


def receive(inbound: Inbound) -> list[Outgoing]:
    """Stores everything in the fragment, each thing once, one transaction a business.

    Answers what to publish now that it is stored: timers, answers due at once, media to fetch. If that is lost, the
    sweeps of `buffer_flush` and `maintenance` find the same work in the database.
    """
    publish: list[Outgoing] = []
    for business_id, updates in _by_business(inbound).items():
        if business_id is None:
            keep_unrouted(inbound.route, [update for _, update in updates])
            continue
        publish += store(business_id, updates, inbound.route)
    return publish


def store(business_id: UUID, updates: Sequence[tuple[Owner | None, Update]], route: str) -> list[Outgoing]:
    """Stores a business's updates in one transaction, and returns what to publish.

    One that can never be stored is kept raw at once; the others of its conversation are stored without it.
    """
    try:
        with database().tenant(business_id) as tx:
            return [job for owner, update in updates for job in apply(tx, business_id, owner, update, route)]
    except CannotStore:
        if len(updates) > 1:
            return [job for each in updates for job in store(business_id, [each], route)]
    update = updates[0][1]
    with database().tenant(business_id) as tx:
        activity.keep_raw(tx, business_id, route, _field(update), update.raw)
        activity.note(tx, business_id, "error", "update.not_stored", field=_field(update))
    return []


def _by_business(inbound: Inbound) -> dict[UUID | None, list[tuple[Owner | None, Update]]]:
    grouped: dict[UUID | None, list[tuple[Owner | None, Update]]] = {}
    for update in parse(inbound.body, inbound.received_at):
        owner = channel_owners.owner_of_channel(inbound.route, update.channel_id) if update.channel_id else None
        if owner:
            account_updates.heard(owner, inbound.received_at)
        business_id = owner.business_id if owner else None
        if business_id is None and isinstance(update, OtherUpdate) and update.account_id:
            business_id = channel_owners.owner_of_account(inbound.route, update.account_id)
        grouped.setdefault(business_id, []).append((owner, update))
    return grouped


def keep_unrouted(route: str, updates: list[Update]) -> None:
    """Of nobody's number."""
    with database().worker() as tx:
        for update in updates:
            activity.keep_unrouted(tx, route, _field(update), update.raw)


def apply(tx: Tx, business_id: UUID, owner: Owner | None, update: Update, route: str) -> list[Outgoing]:
    """Stores an update and answers what to publish. route: by which it came."""
    match update:
        case Message() if owner:
            return _message(tx, owner, update, route)
        case StatusUpdate() if owner:
            waiting = statuses.apply(tx, owner, update)
            return [sender_job(owner.provider, owner.instance_id, business_id, waiting)] if waiting else []
        case IdentityChange():
            crm.change_identity(tx, business_id, update)
            activity.keep_raw(tx, business_id, route, "user_id_update", update.raw)
        case OtherUpdate() if update.field in account_updates.FIELDS:
            account_updates.apply(tx, business_id, update.field, update.account_id, update.raw)
            activity.keep_raw(tx, business_id, route, update.field, update.raw)
        case OtherUpdate() if update.field in template_news.FIELDS:
            template_news.apply(tx, business_id, update.account_id, update.field, update.raw)
            activity.keep_raw(tx, business_id, route, update.field, update.raw)
        case _:
            activity.keep_raw(tx, business_id, route, _field(update), update.raw)
    return []


def _message(tx: Tx, owner: Owner, message: Message, route: str) -> list[Outgoing]:
    if channel_owners.is_own(tx, message.customer):
        activity.keep_raw(tx, owner.business_id, route, "own_number", message.raw)
        return []
    contact_id = crm.contact_for(tx, owner.business_id, message.customer)
    thread = conversation_store.thread(tx, owner.business_id, owner.instance_id, contact_id, new_id())
    row = _row(owner, thread, message)
    if owner.provider == "web" and row.direction == "out" and status_store.adopt_echo(tx, row):
        return []
    early = message_store.insert_message(tx, owner.business_id, row)
    if early is None:
        return []
    if message.customer.name or message.customer.username:
        contacts.set_profile(tx, contact_id, message.customer.name, message.customer.username)
    unread = int(row.direction == "in" and message.kind not in NOT_READ)
    window = message.sent_at + WINDOW if owner.provider == "cloud" and opens_window(message) else None
    waits = True if deserves_answer(message, now()) else False if message.origin == "phone" else None
    reopened = conversation_store.touch_conversation(
        tx, thread.conversation_id, message.sent_at, window, unread=unread, waits=waits, reopens=unread > 0
    )
    if reopened:
        states.note_reopened_by_customer(tx, owner.business_id, thread.conversation_id)
    if early:
        message_store.apply_early_changes(tx, owner.instance_id, message.vendor_id)
    _affect_target(tx, owner, thread, message)
    publish = _media(tx, owner, row.id, message)
    if message.origin == "phone":
        queueing.person_spoke(tx, owner.business_id, thread.conversation_id)
        return publish
    moment = now()
    asks = deserves_answer(message, moment, _oldest(owner))
    closed = asks and away.is_away(thread, moment)
    if closed:
        publish += away.send_away_message(tx, owner.business_id, thread, moment)
    bot_answers = asks and thread.bot_on and (thread.bot_when_away or not closed)
    if unread and thread.rings and not bot_answers:
        publish += rings.ring(tx, owner.business_id, thread.conversation_id, message.sent_at)
    understood = asks and media_texts.note(tx, owner.business_id, row.id, message, thread, answers=bot_answers)
    if bot_answers:
        publish += buffers.gather(tx, owner.business_id, thread, waits=media_texts.WAITS_SECONDS if understood else 0)
        if early:
            buffer_store.discard_taken_back(tx, thread.conversation_id)
    return publish


def _row(owner: Owner, thread: Thread, message: Message) -> message_store.NewMessage:
    outgoing = message.origin == "phone" or bool(message.content.get("outgoing"))
    return message_store.NewMessage(
        id=new_id(),
        conversation_id=thread.conversation_id,
        instance_id=owner.instance_id,
        direction="out" if outgoing else "in",
        author="phone" if outgoing else "customer",
        kind=message.kind,
        text=message.text,
        content=stored_content(message),
        status="sent" if outgoing else "received",
        sent_at=message.sent_at,
        vendor_id=message.vendor_id,
        reply_to=message.reply_to,
        target_id=message.target_id,
        error=[{"code": e.code, "title": e.title, "detail": e.detail} for e in message.errors] or None,
        raw=message.raw if message.kind == "unsupported" else None,
    )


def stored_content(message: Message) -> dict[str, Any]:
    """Returns what a message is stored with beside its text: the facts of its kind, and what it carries beside them."""
    content = {name: value for name, value in message.content.items() if name != WEB_MESSAGE}
    content |= {"referral": message.referral} if message.referral else {}
    content |= {"animated": True} if message.media and message.media.animated else {}
    if message.author:
        who = message.author
        content |= {"author": who.user_id or who.phone, "author_name": who.name}
        content |= {"author_lid": who.lid} if who.lid else {}
    return content


def _affect_target(tx: Tx, owner: Owner, thread: Thread, message: Message) -> None:
    """Edits and deletions change the message they are about; it is also stored as a message of its own."""
    if message.target_id is None:
        return
    if message.kind == "edit":
        message_store.edit_message(tx, owner.instance_id, message.target_id, message.text, message.content)
    elif message.kind == "revoke":
        message_store.revoke_message(tx, owner.instance_id, message.target_id)
        buffer_store.discard_taken_back(tx, thread.conversation_id)


def _media(tx: Tx, owner: Owner, message_id: UUID, message: Message) -> list[Outgoing]:
    if message.media is None:
        return []
    media_id = new_id()
    media_store.insert(tx, owner, media_id, message_id, message.media, message.content.get(WEB_MESSAGE))
    return [FetchJob(business_id=owner.business_id, media_id=media_id).to_message()]


def _oldest(owner: Owner) -> timedelta:
    """Up to which age the bot answers. A Web session that was away is told all it missed at once."""
    return timedelta(seconds=settings().web_answer_max_age_seconds) if owner.provider == "web" else WINDOW


def _field(update: Update) -> str:
    return update.field if isinstance(update, OtherUpdate) else type(update).__name__
