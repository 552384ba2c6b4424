"""Booking: a draft becomes an answer in one transaction, with what its tools did; a stale one is only paid for."""

from datetime import timedelta

from recado.activity import service as activity
from recado.activity.model import Usage
from recado.agent import steps, turn_store
from recado.agent.asking import Call, Calls
from recado.agent.model import Draft, TurnContext, TurnState
from recado.agent.review import Review
from recado.agent.sandbox import traced
from recado.messaging import buffers, conversation_store, field_review_store, quiet_review_store
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing
from recado.sending import queueing
from recado.sending.queueing import WindowClosed
from recado.vendors.llm.model import ModelUnpaid
from recado.vendors.whatsapp.contents import TextContent
from recado.vendors.whatsapp.splitting import split_text

UNPAID_NOTED_EVERY = timedelta(minutes=15)
REPLACED_NOTED_EVERY = timedelta(days=1)


def book(
    tx: Tx, turn: TurnContext, draft: Draft, calls: Calls, review: Review, failure: str | None = None
) -> list[Outgoing]:
    """Queues the answer, lets its effects become real and removes the buffer; returns what to publish.

    When the customer wrote on without end, the answer quotes the message it answers. failure: why the model gave none.
    """
    claimed = turn.claimed
    about = {"conversation_id": str(claimed.conversation_id)}
    conversation_store.lock(tx, claimed.conversation_id)
    finished = buffers.finish(tx, claimed)
    if finished.stale:
        return drop(tx, turn, calls, review, draft)
    _note_replaced(tx, turn, calls)
    _note_rejected(tx, turn, review)
    if failure:
        activity.note(tx, claimed.business_id, "error", "answer.failed", **about, reason=failure)
    jobs = list(finished.jobs)
    try:
        quoted = turn.newest if finished.newer else None
        parts = [TextContent(body=part) for part in split_text(draft.text)]
        booked = queueing.enqueue(tx, claimed.business_id, claimed.conversation_id, parts, "agent", quoted)
        jobs += [each.job for each in booked[-1:]]
        turn.answer_ids.extend(each.message_id for each in booked)
    except WindowClosed:
        activity.note(tx, claimed.business_id, "warning", "answer.window_closed", **about)
    if not claimed.sandbox:
        field_review_store.ask(tx, claimed.business_id, claimed.conversation_id)
        quiet_review_store.ask(tx, claimed.business_id, claimed.conversation_id)
    for effect in draft.effects:
        jobs += effect(tx)
    end(tx, turn, calls, draft, "handed" if draft.handed else "answered", failure, review)
    return jobs


def drop(tx: Tx, turn: TurnContext, calls: Calls, review: Review, draft: Draft | None = None) -> list[Outgoing]:
    """Keeps of a stale turn what it took."""
    activity.note(
        tx, turn.claimed.business_id, "info", "draft.stale", conversation_id=str(turn.claimed.conversation_id)
    )
    end(tx, turn, calls, Draft(entries=draft.entries if draft else []), "stale", None, review)
    return []


def end(
    tx: Tx, turn: TurnContext, calls: Calls, draft: Draft, state: TurnState, reason: str | None, review: Review
) -> None:
    """Writes down how the turn ended, what it called, and what every call of a model consumed."""
    turn_store.insert_calls(tx, turn, draft.entries)
    verdict, done = review.verdict(), steps.steps_of(calls, draft, review)
    if turn.claimed.sandbox:
        verdict, done = traced.verdict_of(review), traced.with_words(done, turn, draft, review)
    turn_store.end(tx, turn, state, reason, len(calls.made), len(draft.entries), verdict)
    turn_store.keep_steps(tx, turn, done)
    for call in calls.made:
        activity.count_usage(tx, turn.claimed.business_id, _usage(turn, call))
    if turn.claimed.sandbox:
        activity.count_test_usage(tx, turn.id)


def note_unpaid(error: ModelUnpaid) -> None:
    """Tells the super admin: no business is answered until somebody pays or mends the key."""
    with database().worker() as tx:
        activity.note_platform_once(tx, "critical", "model.unpaid", UNPAID_NOTED_EVERY, reason=error.reason)


def _usage(turn: TurnContext, call: Call) -> Usage:
    consumed = call.consumed
    return Usage(
        conversation_id=turn.claimed.conversation_id,
        feature=call.feature,
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


def _note_replaced(tx: Tx, turn: TurnContext, calls: Calls) -> None:
    """Says once a day that another model answers than the one the business chose, and why."""
    configured, answered = turn.configured_model, calls.made[0].consumed.model if calls.made else None
    if answered not in (None, configured):
        facts = {"model": configured, "successor": answered, "reason": "not_found" if calls.missing else "retired"}
        activity.note_once(tx, turn.claimed.business_id, "warning", "model.replaced", REPLACED_NOTED_EVERY, **facts)


def _note_rejected(tx: Tx, turn: TurnContext, review: Review) -> None:
    """Says what kinds of things a draft held that it must not; never which."""
    for event, kinds in (("draft.ungrounded", review.misses()), ("draft.guarded", review.findings())):
        if kinds:
            data = {"conversation_id": str(turn.claimed.conversation_id), "kinds": kinds, "outcome": review.outcome}
            activity.note(tx, turn.claimed.business_id, "warning", event, **data)
