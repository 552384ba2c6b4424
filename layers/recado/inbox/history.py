"""The history of a conversation, page by page in either direction, in reading order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast
from uuid import UUID

from recado.activity.model import Actor
from recado.inbox import conversation_view_store, message_view_store
from recado.inbox.model import MessageView, QuotedView, ReactionView
from recado.kernel import pages
from recado.kernel.errors import NotFound
from recado.kernel.pages import Slice
from recado.kernel.words import Words
from recado.messaging.contents import Shown, shown_content, shown_context
from recado.messaging.model import reading_order
from recado.platform.db import Tx, database
from recado.sending import governor
from recado.sending.governor_store import Waiting
from recado.vendors.whatsapp.contents.received import MessageContext

NO_SUCH_MESSAGE = Words("no existe ese mensaje", "there is no such message")


@dataclass(frozen=True, slots=True)
class ShownMessage:
    """A message, the reactions to it, and why it waits if it does.

    content: what it says; None when the customer took it back. context: what it carries beside that, if anything.
    quoted: the message it quotes, if that is stored and may be seen.
    """

    message: MessageView
    reactions: tuple[ReactionView, ...]
    waiting: Waiting | None
    content: Shown | None
    context: MessageContext | None
    quoted: QuotedView | None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a history, oldest first. older: the cursor of what came before, None at the beginning. newer: of what
    came after; there is always one, because more may come."""

    items: list[ShownMessage]
    older: str | None
    newer: str | None


def read(actor: Actor, conversation_id: UUID, page: Slice, towards: Literal["older", "newer"]) -> Stretch:
    """Returns the messages before or after the cursor; without one the last there are, or the first."""
    keys = page.keys(datetime.fromisoformat, _seq)
    place = cast("tuple[datetime, int] | None", keys)
    with database().acting(actor) as tx:
        if not conversation_view_store.seen(tx, conversation_id):
            raise NotFound(Words("no existe esa conversación", "there is no such conversation"))
        if towards == "newer":
            rows = message_view_store.newer(tx, conversation_id, place or _BEGINNING, page.limit + 1)
            rows_shown = rows[: page.limit]
            last, first = (rows_shown[-1] if rows_shown else None), (rows_shown[0] if rows_shown else None)
            older = _mark(first) if first and place else None
            newer = _mark(last) if last else pages.encode(place) if place else None
        else:
            rows = message_view_store.older(tx, conversation_id, place, page.limit + 1)
            rows_shown = rows[: page.limit]
            older = _mark(rows_shown[-1]) if len(rows) > page.limit else None
            newer = _mark(rows_shown[0]) if rows_shown else pages.encode(place) if place else None
            rows_shown = rows_shown[::-1] if place else reading_order(rows_shown)
        return Stretch(shown(tx, rows_shown), older, newer)


def around(actor: Actor, conversation_id: UUID, message_id: UUID, limit: int) -> Stretch:
    """Returns the message with what stands before and after it, about as much of each. What is shown on another
    message (an edit, a reaction) is not among them. Raises NotFound when the conversation has no such message."""
    with database().acting(actor) as tx:
        place = message_view_store.place(tx, conversation_id, message_id)
        if place is None:
            raise NotFound(NO_SUCH_MESSAGE)
        before = (limit - 1) // 2
        older = message_view_store.older(tx, conversation_id, place, before + 1)
        newer = message_view_store.newer(tx, conversation_id, (place[0], place[1] - 1), limit - min(before, len(older)))
        rows = [*older[:before][::-1], *newer]
        beginning = len(older) <= before
        return Stretch(
            shown(tx, rows),
            older=None if beginning else _mark(rows[0]) if rows else pages.encode(place),
            newer=_mark(rows[-1]) if rows else pages.encode(place),
        )


def get(actor: Actor, message_id: UUID) -> ShownMessage:
    """Returns one message. Raises NotFound when there is none that this actor may see."""
    with database().acting(actor) as tx:
        messages = [each for each in message_view_store.some(tx, [message_id]) if each.kind not in ("edit", "revoke")]
        if not messages:
            raise NotFound(NO_SUCH_MESSAGE)
        return shown(tx, messages)[0]


def shown(tx: Tx, messages: Iterable[MessageView]) -> list[ShownMessage]:
    """Returns the messages with the reactions to them, and what those that wait to be sent wait for."""
    listed = list(messages)
    by_message: dict[tuple[UUID, str], list[ReactionView]] = {}
    for each in message_view_store.reactions(tx, listed):
        by_message.setdefault((each.instance_id, each.target_id), []).append(each)
    queued = [each.id for each in listed if each.status == "queued"]
    waiting = {each.message_id: each for each in governor.waiting(tx, queued)} if queued else {}
    named = {(each.instance_id, each.vendor_id): each for each in message_view_store.named(tx, listed)}
    return [
        show(
            each,
            by_message.get((each.instance_id, each.vendor_id or ""), ()),
            waiting.get(each.id),
            quoted=named.get((each.instance_id, each.reply_to or "")),
            target=named.get((each.instance_id, each.target_id or "")),
        )
        for each in listed
    ]


def show(
    message: MessageView,
    reactions: Iterable[ReactionView] = (),
    waiting: Waiting | None = None,
    *,
    quoted: QuotedView | None = None,
    target: QuotedView | None = None,
) -> ShownMessage:
    """Returns the message as it is shown, whatever is stored of it. target: what a reaction is about."""
    taken_back = message.revoked_at is not None
    return ShownMessage(
        message=message,
        reactions=tuple(reactions),
        waiting=waiting,
        content=None if taken_back else _said(message, target),
        context=None if taken_back else shown_context(message.content),
        quoted=quoted,
    )


def _said(message: MessageView, target: QuotedView | None) -> Shown:
    return shown_content(
        message.kind,
        message.text,
        message.content,
        media_id=str(message.media_id) if message.media_id else None,
        filename=message.media_filename,
        target_id=str(target.id) if target else message.target_id,
    )


def _seq(text: str) -> int:
    if len(text) > 18:
        raise ValueError("no such place")
    return int(text)


def _mark(message: MessageView) -> str:
    return pages.encode((message.sent_at, message.seq))


_BEGINNING = (datetime.fromisoformat("0001-01-01T00:00:00+00:00"), 0)
