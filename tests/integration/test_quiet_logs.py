"""Texts of messages and phone numbers never enter the logs, whether things go well or badly."""

import json
from uuid import uuid4

from recado.kernel.settings import settings
from recado.platform.queues import Outgoing
from recado.sending import queueing
from recado.vendors.whatsapp.contents import TextContent
from tests.rigs.product import Product
from tests.rigs.waiting import eventually


def refusals(product: Product) -> int:
    """How many records the log says have failed."""
    return (product.stack.home / "logs" / "host.log").read_text().count("record failed")


def test_no_text_and_no_phone_number_is_in_any_log(product: Product) -> None:
    marker = f"secreto{uuid4().hex[:12]}"
    line, customer = product.line(), product.customer()
    line.say(customer, f"Hola {marker}", name=f"Ana {marker}")
    line.settled(1)
    for fault in ({"kind": "error", "code": 131000, "details": f"to {customer} {marker}"}, {"kind": "drop"}):
        line.meta_fault(**fault)
        line.publish(queueing.send_by_person(line.business_id, line.conversation(), TextContent(body=f"Va {marker}")))
    line.change("update contacts set bot_paused_until = null")
    line.model_fault("error", status=400, message=f"no {marker}")
    line.say(customer, f"Otra {marker}")
    eventually(lambda: line.events("answer.failed"))
    odd = line.envelope("messages", line.value(messages=[{"from": customer, "id": f"wamid.{marker}", "type": marker}]))
    line.post(odd)
    line.post(json.dumps(odd).encode()[:-3])
    line.post(odd, secret="wrong")
    line.settled(4)
    failed = refusals(product)
    line.publish(Outgoing(settings().queue_outbound_url, {"body": marker, "from": customer}, group="x"))
    eventually(lambda: refusals(product) > failed)
    logs = [*(product.stack.home / "logs").glob("*.log"), product.stack.home / "postgres" / "log"]
    told = {log.name: log.read_text(errors="replace") for log in logs}
    assert len(told) >= 4
    assert "record failed" in told["host.log"]
    secret = [marker, *product.customers, line.number.app_secret, line.number.access_token]
    assert [(name, word) for name, text in told.items() for word in secret if word in text] == []
