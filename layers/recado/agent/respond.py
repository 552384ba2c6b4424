"""Responding: a claimed buffer becomes an answer, or is put back, or is given to people.

A draft is worth what its claim is worth. A newer message, a person's reply or a pause takes the claim away while the
model thinks, and then the draft is dropped, with all that would have become real with it.
"""

from dataclasses import replace

from recado.agent import booking, handing_over, linked_files, models, platform_cap
from recado.agent.asking import Calls
from recado.agent.model import Draft, TurnContext, TurnStale
from recado.agent.models import ModelChoice
from recado.agent.reading import read, show_typing
from recado.agent.review import Review
from recado.agent.tools import registry
from recado.agent.tools.tool import Tool
from recado.agent.v1 import Vendor
from recado.kernel.clock import now
from recado.messaging import buffers
from recado.messaging.buffer_store import Claimed
from recado.messaging.jobs import AnswerJob
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.vendors.llm.model import ModelCut, ModelDown, ModelRefused, ModelUnpaid

UNPAID_PAUSE_SECONDS = 300.0


def respond(job: AnswerJob) -> list[Outgoing]:
    """Returns what to publish. A job whose claim was taken away does nothing."""
    claimed = job.claimed
    if platform_cap.reached():
        with database().tenant(claimed.business_id) as tx:
            return buffers.put_off(tx, claimed, "cost_platform", platform_cap.WAIT_SECONDS)
    with database().tenant(claimed.business_id) as tx:
        turn = read(tx, claimed)
        tools = registry.offered(tx) if turn else ()
    if turn is None:
        return []
    if turn.brake.action == "hand_over":
        draft = handing_over.draft(turn, "loop")
        with database().tenant(claimed.business_id) as tx:
            return booking.book(tx, turn, draft, Calls(), Review(turn))
    show_typing(turn)
    return _answered(replace(turn, tool_names=turn.tool_names | {each.name for each in tools}), tools)


def _answered(turn: TurnContext, tools: tuple[Tool, ...]) -> list[Outgoing]:
    """Asks the model. One that is away or unpaid is asked again later; one that will not answer leaves it to people."""
    claimed, calls = turn.claimed, Calls()
    vendor = Vendor(turn, tools, lambda model: _successor(claimed, model), calls)
    refused: str | None = None
    try:
        draft = _thought(vendor)
        linked_files.attach(turn, draft)
    except TurnStale:
        with database().tenant(claimed.business_id) as tx:
            return booking.drop(tx, turn, calls, vendor.review)
    except ModelDown as error:
        with database().tenant(claimed.business_id) as tx:
            booking.end(tx, turn, calls, Draft(), "failed", error.reason, vendor.review)
            return buffers.put_back(tx, claimed, error.reason, error.seconds)
    except ModelUnpaid as error:
        booking.note_unpaid(error)
        with database().tenant(claimed.business_id) as tx:
            booking.end(tx, turn, calls, Draft(), "failed", error.reason, vendor.review)
            return buffers.put_off(tx, claimed, error.reason, UNPAID_PAUSE_SECONDS)
    except (ModelRefused, ModelCut) as error:
        draft, refused = handing_over.draft(turn, "failed"), f"{error.code}: {error.reason}"
    with database().tenant(claimed.business_id) as tx:
        return booking.book(tx, turn, draft, calls, vendor.review, refused)


def _thought(vendor: Vendor) -> Draft:
    if vendor.turn.business.agent_version == "v1":
        return vendor.think()
    from recado.agent.v2 import graph  # noqa: PLC0415 - a second and 69 MB, which only V2 pays for

    return graph.think(vendor)


def _successor(claimed: Claimed, model: str) -> ModelChoice | None:
    with database().tenant(claimed.business_id) as tx:
        return models.successor(tx, model, now().date())
