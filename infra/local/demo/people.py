"""Where people and rules come in: the 24-hour window, a person who takes over, ticks in the wrong order."""

import time
from datetime import UTC, datetime

from infra.local.demo import facts, screen
from infra.local.demo.customer import Customer
from infra.local.demo.stage import BUSINESS, Stage, body_of
from recado.platform import queues
from recado.sending.queueing import WindowClosed, send_by_person
from recado.vendors.whatsapp.contents import TextContent

HOUR = 3600
QUIET_SECONDS = 4.5  # longer than the business's buffer window: by then the bot would have answered


def outside_window(stage: Stage, andres: Customer) -> None:
    """A message of yesterday: nobody may write freely any more, and the bot does not try."""
    screen.narrate("His message is 25 hours old: Meta could not deliver it earlier.")
    text = "¿Tienen pan de muerto?"
    old = stage.says(andres, text, type="text", text={"body": text}, timestamp=time.time() - 25 * HOUR)
    conversation_id = stage.conversation_of(andres)
    reason = ""
    try:
        send_by_person(
            stage.seeded.business_id, conversation_id, TextContent(body="¡Sí, Andrés! Recién salidos del horno.")
        )
    except WindowClosed as refused:
        reason = refused.detail
        screen.right(BUSINESS, "¡Sí, Andrés! Recién salidos del horno.", "failed")
        screen.narrate(f"Refused: {reason}")
    stage.check("outside the 24-hour window a person's free text is refused with its reason", "24 hours" in reason)
    left = facts.waiting(stage.seeded.business_id, conversation_id)
    stage.check("nothing of it was queued, and no answer of the bot either", not left, left)
    stage.check("the old message itself is stored", facts.stored(stage.seeded.business_id, old).get("copies") == 1)


def takeover(stage: Stage, lucia: Customer) -> None:
    """A person answers from the panel: the bot falls silent."""
    stage.says(lucia, "¿Me apartan dos pasteles para mañana?")
    screen.narrate("Carmen of the bakery answers from the panel, before the bot does.")
    screen.narrate("Meta tells “sent”, “delivered” and “read” in a random order.")
    conversation_id = stage.conversation_of(lucia)
    stage.meta_settings(statuses="sent,delivered,read", out_of_order_probability=1, status_delay_ms=150)
    try:
        words = TextContent(body="Hola, Lucía, soy Carmen. Con gusto le aparto dos; ¿de tres leches?")
        queues.send([send_by_person(stage.seeded.business_id, conversation_id, words)])
        (sent,) = stage.answers(lucia, status="read")
        statuses = stage.until("all three statuses", lambda: stage.statuses_of(sent, {"sent", "delivered", "read"}))
    finally:
        stage.meta_settings(statuses="sent,delivered", out_of_order_probability=0, status_delay_ms=40)
    row = stage.row(sent)
    stage.check(
        "a person's message reaches the customer", body_of(sent) == words.body and row["author"] == "person", row
    )
    stage.check("ticks only move up, in whatever order Meta tells", row["status"] == "read", (statuses, row["status"]))
    until = facts.paused_until(stage.seeded.business_id, conversation_id)
    stage.check("the bot pauses for this customer", until is not None and until > datetime.now(UTC), until)


def silence(stage: Stage, lucia: Customer) -> None:
    """While it pauses, the customer's next message is stored and left to the person."""
    wamid = stage.says(lucia, "Sí, de tres leches. ¿Cuánto cuestan?")
    screen.narrate(f"The bot knows the price and says nothing ({QUIET_SECONDS} s).")
    time.sleep(QUIET_SECONDS)
    stage.check(
        "the message to a paused bot is stored", facts.stored(stage.seeded.business_id, wamid).get("copies") == 1
    )
    stage.check("the paused bot does not answer it", len(lucia.received()) == stage.expected[lucia])


def aftermath(stage: Stage) -> None:
    """At the end: nothing twice, nothing too much, nothing left over."""
    for customer, count in stage.expected.items():
        got = customer.received()
        stage.check(f"{customer.name} got {count} message{'s' * (count != 1)}, no more", len(got) == count, len(got))
        twice = {name: times for name, times in customer.accepted().items() if times != 1}
        stage.check(f"Meta accepted none of them twice ({customer.name})", not twice, twice)
        if customer in stage.conversations:
            left = facts.waiting(stage.seeded.business_id, stage.conversation_of(customer))
            stage.check(f"no work is left over ({customer.name})", not left, left)
