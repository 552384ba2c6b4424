"""Reading: a claimed buffer becomes a turn, with all it needs to know, or is found to need no answer."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import cache

from recado.activity import service as activity
from recado.agent import brake_store, brakes, caps, evidence, handing_over, models, prompt, turn_store, variables
from recado.agent.history_cut import MOST_MESSAGES
from recado.agent.lessons import taught
from recado.agent.lessons.taught import Taught
from recado.agent.memory import store as memory_store
from recado.agent.model import TurnContext
from recado.agent.tools import enviar_archivo, registry
from recado.agent.variables import Surrounding
from recado.alerts import rings
from recado.businesses import preference_store
from recado.businesses import service as businesses
from recado.businesses.hours import Stretch
from recado.businesses.model import Business, fill_variables
from recado.catalog import store as catalog
from recado.crm import field_store as contact_fields
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
from recado.messaging.model import StoredMessage
from recado.plans import service as plans
from recado.platform import crypto
from recado.platform.db import Tx
from recado.vendors.llm.model import ModelRequest
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent

COURTESY_THREADS = 4


def read(tx: Tx, claimed: Claimed) -> TurnContext | None:
    """Takes the claim up and returns the turn; None when the draft would be stale before it is begun."""
    conversation_store.lock(tx, claimed.conversation_id)
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
    if turn.cap == "reached":  # people answer alone for the rest of the day
        buffers.discard(tx, claimed.conversation_id)
        rings.ring(tx, claimed.business_id, claimed.conversation_id, turn.moment)
        turn_store.end(tx, turn, "silent", "cost_business", 0, 0, {})
        return None
    if turn.brake.action in ("silent", "trip"):
        buffers.discard(tx, claimed.conversation_id)
        if turn.brake.action == "trip":
            handing_over.effect(turn, "loop")(tx)  # what lets phones ring is found by its sweep
        turn_store.end(tx, turn, "silent", turn.brake.kind, 0, 0, {})
        return None
    return turn


def show_typing(turn: TurnContext) -> None:
    """Shows the customer that an answer is being written, beside what comes next."""
    _courtesies().submit(turn.show_typing)


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
    cap = caps.judge(tx, business, moment)
    if cap == "near":
        business = replace(business, agent_version="v1")
    history = message_store.history(tx, claimed.conversation_id, MOST_MESSAGES)
    newest = next((message for message in reversed(history) if message.direction == "in"), None)
    if newest is None or newest.vendor_id is None:  # the customer took it all back
        return None
    preferences = preference_store.read(tx)
    hours, away = (preferences.hours, preferences.away_message) if preferences else ((), "")
    around = _surrounding(tx, business, instance, contact, hours)
    ours = variables.more(business, moment, replace(around, fields=None))  # what is said of a customer proves nothing
    context = fill_variables(business.context, business, None, moment, ours)
    lessons = taught.lessons(tx, "\n".join(evidence.burst_of(history)))
    results = turn_store.results_of_a_day(tx, claimed.conversation_id)
    return TurnContext(
        id=new_id(),
        claimed=claimed,
        contact_id=contact.id,
        business=business,
        moment=moment,
        request=_request(tx, claimed, business, contact, history, moment, around, lessons),
        newest=newest.vendor_id,
        newest_id=newest.id,
        configured_model=business.agent_model,
        brake=brakes.judge(history, brake_store.spent(tx, claimed.conversation_id), moment),
        cap=cap,
        evidence=evidence.gathered(context, away, hours, results, history, lessons.words, sells=catalog.any_listed(tx)),
        tool_names=registry.names(),
        after_handback=turn_store.after_handback(tx, claimed.conversation_id),
        show_typing=_courtesy(instance, newest.vendor_id),
    )


def _request(
    tx: Tx,
    claimed: Claimed,
    business: Business,
    contact: Contact,
    history: Sequence[StoredMessage],
    moment: datetime,
    around: Surrounding,
    lessons: Taught,
) -> ModelRequest:
    """Returns what the model is asked first. Requests of one business begin alike, which its vendor's cache knows."""
    quoted = message_store.by_vendor_id(tx, claimed.conversation_id, prompt.elsewhere(history))
    choice = models.choose(tx, business.agent_model, moment.date())
    name = contact.name or contact.profile_name
    memories = memory_store.shown(tx, contact.id) if business.agent_version == "v2" else []
    return ModelRequest(
        model=choice.model,
        instructions=prompt.instructions(
            business, name, moment, lessons.always, variables.more(business, moment, around)
        ),
        turns=(
            *prompt.turns(history, business.history_tokens, quoted),
            prompt.situation(business, name, moment, around.hours, enviar_archivo.listed(tx), lessons.like, memories),
        ),
        effort=business.agent_effort,
        efforts=choice.efforts,
        cache_key=str(business.id),
        safety_id=crypto.stands_for("model customer", str(contact.id)),
    )


def _surrounding(
    tx: Tx, business: Business, instance: Instance, contact: Contact, hours: Sequence[Stretch]
) -> Surrounding:
    """Returns what the business's variables are filled from; what is known of the customer only where it is used."""
    used = f"{{{{{variables.FIELD}" in business.context.replace(" ", "")
    return Surrounding(hours, instance.name, contact_fields.values_of(tx, contact.id) if used else None)


def _courtesy(instance: Instance, newest: str) -> Callable[[], None]:
    """What shows the customer that we are writing. A Web session does that itself, as it sends; in a sandbox nobody
    looks."""
    if instance.provider != "cloud":
        return lambda: None
    channel = CloudChannel(connect.access_token(instance), instance.channel_id)
    return lambda: _mark_typing(channel, newest)


def _mark_typing(channel: CloudChannel, vendor_id: str) -> None:
    """A courtesy: when it fails, the answer comes all the same."""
    try:
        channel.mark_read(vendor_id, typing=True)
    except (GraphError, NotSent, Ambiguous) as error:
        logger("agent").info("typing was not shown", extra={"reason": type(error).__name__})


@cache
def _courtesies() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(COURTESY_THREADS, thread_name_prefix="courtesy")
