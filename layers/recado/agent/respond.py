"""Responding: a claimed buffer becomes an answer, or is put back, or set aside for a person.

A draft is worth what its claim is worth. A newer message, a person's reply or a pause takes the claim away while the
model thinks, and then the draft is dropped, with all that would have become real with it.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import cache

from recado.activity import service as activity
from recado.activity.model import Usage
from recado.agent import brake_store, brakes, handing_over, models, prompt, turn_store, v1
from recado.agent.asking import Calls
from recado.agent.history_cut import MOST_MESSAGES
from recado.agent.model import Draft, TurnContext, TurnStale, TurnState
from recado.agent.models import ModelChoice
from recado.agent.tools import registry
from recado.businesses import service as businesses
from recado.businesses.model import Business
from recado.crm import store as contacts
from recado.crm.model import Contact
from recado.instances import connect
from recado.instances import store as instance_store
from recado.instances.model import Instance
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.kernel.log import logger
from recado.kernel.settings import settings
from recado.messaging import buffer_store, buffers, conversation_store, message_store
from recado.messaging.buffer_store import Claimed
from recado.messaging.jobs import AnswerJob
from recado.messaging.model import StoredMessage
from recado.plans import service as plans
from recado.platform import crypto
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.sending import queueing
from recado.sending.queueing import WindowClosed
from recado.vendors.llm.model import Consumed, ModelCut, ModelDown, ModelRefused, ModelRequest, ModelUnpaid
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent
from recado.vendors.whatsapp.contents import TextContent
from recado.vendors.whatsapp.splitting import split_text

FEATURE = "agent_v1"
COURTESY_THREADS = 4
UNPAID_PAUSE_SECONDS = 300.0
UNPAID_NOTED_EVERY = timedelta(minutes=15)
REPLACED_NOTED_EVERY = timedelta(days=1)


def respond(job: AnswerJob) -> list[Outgoing]:
    """Returns what to publish. A job whose claim was taken away does nothing."""
    claimed = job.claimed
    with database().tenant(claimed.business_id) as tx:
        turn = _read(tx, claimed)
        tools = registry.offered(tx) if turn else ()
    if turn is None:
        return []
    calls = Calls()
    draft: Draft | None
    if turn.brake.action == "hand_over":
        draft = handing_over.draft(turn, "loop")
        with database().tenant(claimed.business_id) as tx:
            return _book(tx, turn, draft, calls)
    _courtesies().submit(turn.show_typing)
    try:
        draft = v1.think(turn, tools, lambda model: _successor(claimed, model), calls)
    except TurnStale:
        draft = None
    except ModelDown as error:
        with database().tenant(claimed.business_id) as tx:
            _end(tx, turn, calls, Draft(), "failed", error.reason)
            return buffers.put_back(tx, claimed, error.reason, error.seconds)
    except ModelUnpaid as error:
        _note_unpaid(error)
        with database().tenant(claimed.business_id) as tx:
            _end(tx, turn, calls, Draft(), "failed", error.reason)
            return buffers.put_off(tx, claimed, error.reason, UNPAID_PAUSE_SECONDS)
    except (ModelRefused, ModelCut) as error:
        with database().tenant(claimed.business_id) as tx:
            _end(tx, turn, calls, Draft(), "failed", error.reason)
            buffers.quarantine(tx, claimed, f"{error.code}: {error.reason}")
        return []
    with database().tenant(claimed.business_id) as tx:
        return _book(tx, turn, draft, calls) if draft else _stale(tx, turn, calls, Draft())


def _read(tx: Tx, claimed: Claimed) -> TurnContext | None:
    """Takes the claim up and returns the turn; None when the draft would be stale before it is begun."""
    if not buffer_store.hold(tx, claimed, settings().answer_hold_seconds):
        return None
    turn = _turn(tx, claimed)
    if turn is None:
        buffers.discard(tx, claimed.conversation_id)
        return None
    turn_store.begin(tx, turn)
    if turn.brake.kind:
        data = {"conversation_id": str(claimed.conversation_id), "brake": turn.brake.kind}
        activity.note(tx, claimed.business_id, "warning", "agent.braked", **data)
    if turn.brake.action in ("silent", "trip"):
        buffers.discard(tx, claimed.conversation_id)
        if turn.brake.action == "trip":
            handing_over.effect(turn, "loop")(tx)  # what lets phones ring is found by its sweep
        turn_store.end(tx, turn, "silent", turn.brake.kind, 0, 0)
        return None
    return turn


def _turn(tx: Tx, claimed: Claimed) -> TurnContext | None:
    """Returns all the turn needs to know; None when nobody is to be answered, or not by the bot."""
    conversation = conversation_store.conversation(tx, claimed.conversation_id)
    contact = contacts.contact(tx, conversation.contact_id) if conversation else None
    instance = instance_store.instance(tx, conversation.instance_id) if conversation else None
    if contact is None or instance is None:
        return None
    if not plans.in_service(tx):  # nothing is asked of a model, and nothing is answered late when service returns
        return None
    business, moment = businesses.business_of(tx), now()
    paused = contact.bot_paused_until is not None and contact.bot_paused_until > moment
    on = business.bot_enabled and contact.bot_enabled and instance.state not in ("disabled", "deleted")
    if paused or not on:
        return None
    history = message_store.history(tx, claimed.conversation_id, MOST_MESSAGES)
    newest = next((message for message in reversed(history) if message.direction == "in"), None)
    if newest is None or newest.vendor_id is None:  # the customer took it all back
        return None
    return TurnContext(
        id=new_id(),
        claimed=claimed,
        contact_id=contact.id,
        business=business,
        moment=moment,
        request=_request(tx, claimed, business, contact, history, moment),
        newest=newest.vendor_id,
        newest_id=newest.id,
        configured_model=business.agent_model,
        brake=brakes.judge(history, brake_store.spent(tx, claimed.conversation_id), moment),
        show_typing=_courtesy(instance, newest.vendor_id),
    )


def _request(
    tx: Tx,
    claimed: Claimed,
    business: Business,
    contact: Contact,
    history: Sequence[StoredMessage],
    moment: datetime,
) -> ModelRequest:
    """Returns what the model is asked first. Requests of one business begin alike, which its vendor's cache knows."""
    quoted = message_store.by_vendor_id(tx, claimed.conversation_id, prompt.elsewhere(history))
    choice = models.choose(tx, business.agent_model, moment.date())
    name = contact.name or contact.profile_name
    return ModelRequest(
        model=choice.model,
        instructions=prompt.instructions(business, name, moment),
        turns=(*prompt.turns(history, business.history_tokens, quoted), prompt.situation(business, name, moment)),
        effort=business.agent_effort,
        efforts=choice.efforts,
        cache_key=str(business.id),
        safety_id=crypto.stands_for("model customer", str(contact.id)),
    )


def _successor(claimed: Claimed, model: str) -> ModelChoice | None:
    with database().tenant(claimed.business_id) as tx:
        return models.successor(tx, model, now().date())


def _courtesy(instance: Instance, newest: str) -> Callable[[], None]:
    """What shows the customer that we are writing. A Web session does that itself, as it sends."""
    if instance.provider == "web":
        return lambda: None
    channel = CloudChannel(connect.access_token(instance), instance.channel_id)
    return lambda: _show_typing(channel, newest)


def _book(tx: Tx, turn: TurnContext, draft: Draft, calls: Calls) -> list[Outgoing]:
    """Queues the answer, lets its effects become real and removes the buffer, in one transaction; a stale draft is only
    paid for.

    When the customer wrote on without end, the answer quotes the message it answers.
    """
    claimed = turn.claimed
    about = {"conversation_id": str(claimed.conversation_id)}
    finished = buffers.finish(tx, claimed)
    if finished.stale:
        return _stale(tx, turn, calls, draft)
    _note_replaced(tx, turn, calls)
    jobs = list(finished.jobs)
    try:
        quoted = turn.newest if finished.newer else None
        parts = [TextContent(body=part) for part in split_text(draft.text)]
        jobs.append(queueing.enqueue(tx, claimed.business_id, claimed.conversation_id, parts, "agent", quoted))
    except WindowClosed:
        activity.note(tx, claimed.business_id, "warning", "answer.window_closed", **about)
    for effect in draft.effects:
        jobs += effect(tx)
    _end(tx, turn, calls, draft, "handed" if draft.handed else "answered", None)
    return jobs


def _stale(tx: Tx, turn: TurnContext, calls: Calls, draft: Draft) -> list[Outgoing]:
    """Drops the draft, and keeps what it took."""
    conversation_id = str(turn.claimed.conversation_id)
    activity.note(tx, turn.claimed.business_id, "info", "draft.stale", conversation_id=conversation_id)
    _end(tx, turn, calls, Draft(entries=draft.entries), "stale", None)
    return []


def _end(tx: Tx, turn: TurnContext, calls: Calls, draft: Draft, state: TurnState, reason: str | None) -> None:
    """Writes down how the turn ended, what it called, and what every call of a model consumed."""
    turn_store.insert_calls(tx, turn, draft.entries)
    turn_store.end(tx, turn, state, reason, len(calls.consumed), len(draft.entries))
    for consumed in calls.consumed:
        activity.count_usage(tx, turn.claimed.business_id, _usage(turn, consumed))


def _usage(turn: TurnContext, consumed: Consumed) -> Usage:
    return Usage(
        conversation_id=turn.claimed.conversation_id,
        feature=FEATURE,
        provider=consumed.provider,
        model=consumed.model,
        input_tokens=consumed.input_tokens,
        cached_tokens=consumed.cached_tokens,
        cache_write_tokens=consumed.written_tokens,
        output_tokens=consumed.output_tokens,
        reasoning_tokens=consumed.reasoning_tokens,
        milliseconds=consumed.milliseconds,
        turn_id=turn.id,
    )


def _note_unpaid(error: ModelUnpaid) -> None:
    """Tells the super admin: no business is answered until somebody pays or mends the key."""
    with database().worker() as tx:
        activity.note_platform_once(tx, "critical", "model.unpaid", UNPAID_NOTED_EVERY, reason=error.reason)


def _note_replaced(tx: Tx, turn: TurnContext, calls: Calls) -> None:
    """Says once a day that another model answers than the one the business chose, and why."""
    configured, answered = turn.configured_model, calls.consumed[-1].model if calls.consumed else None
    if answered not in (None, configured):
        facts = {"model": configured, "successor": answered, "reason": "not_found" if calls.missing else "retired"}
        activity.note_once(tx, turn.claimed.business_id, "warning", "model.replaced", REPLACED_NOTED_EVERY, **facts)


def _show_typing(channel: CloudChannel, vendor_id: str) -> None:
    """A courtesy: when it fails, the answer comes all the same."""
    try:
        channel.mark_read(vendor_id, typing=True)
    except (GraphError, NotSent, Ambiguous) as error:
        logger("agent").info("typing was not shown", extra={"reason": type(error).__name__})


@cache
def _courtesies() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(COURTESY_THREADS, thread_name_prefix="courtesy")
