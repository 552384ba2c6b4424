"""A business that is not in service: nothing is answered, sent or changed, everything is stored, all returns."""

from datetime import timedelta
from typing import LiteralString
from uuid import UUID

import pytest

from recado.kernel.clock import now
from recado.messaging.jobs import SendJob
from recado.platform.db import database
from recado.runtime.permissions import Permission
from recado.sending import cloud, queueing
from recado.vendors.whatsapp.contents import TextContent
from sessions_host import lease_store
from tests.rigs.cast import key as cast_key
from tests.rigs.desk import desk
from tests.rigs.people import member
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually
from tests.rigs.web_line import web_line

STATES: dict[str, LiteralString] = {
    "over": "update businesses set service_until = now() - interval '1 second'",
    "suspended": "update businesses set suspended_at = now(), suspended_why = 'impago'",
}
BACK = "update businesses set service_until = now() + interval '1 month', suspended_at = null"


def end_service(line: Line, how: str) -> None:
    line.product.admin(f"{STATES[how]} where id = %s", (line.business_id,))


def return_service(line: Line) -> None:
    line.product.admin(f"{BACK} where id = %s", (line.business_id,))


@pytest.fixture(params=STATES)
def how(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_what_customers_write_is_stored_and_no_model_is_asked_also_not_later(product: Product, how: str) -> None:
    line = product.line()
    end_service(line, how)
    wamid = line.say(product.customer(), "¿A qué hora abren?")
    assert line.message(wamid)["text"] == "¿A qué hora abren?"
    eventually(lambda: line.rows("select from buffers") == [])
    return_service(line)
    line.settled(0)
    assert line.asked() == []


def test_what_waits_to_be_sent_says_why_and_goes_out_when_service_is_back(product: Product, how: str) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    end_service(at.line, how)
    job = queueing.send_by_person(at.line.business_id, at.line.conversation(), TextContent(body="Ya voy"))
    cloud.drain(SendJob.model_validate(job.body))
    (waiting,) = [each for each in at.history(conversation) if each["direction"] == "out"]
    assert (waiting["status"], waiting["waiting"]["code"]) == ("queued", "suspended")
    assert at.line.sent() == []
    return_service(at.line)
    at.line.change("update outbound set next_at = now() - interval '1 minute'")  # 15 minutes later
    at.reached(conversation, waiting["id"], "delivered")


def test_the_team_reads_and_removes_and_changes_nothing_else(product: Product, how: str) -> None:
    at = desk(product)
    conversation = at.heard(product.customer())
    end_service(at.line, how)
    assert at.get("conversations")["items"] != []
    refused = at.post(f"conversations/{conversation}/messages", content={"type": "text", "body": "hola"})
    assert (refused.status, refused.body["code"]) == (402, "suspended")
    assert at.post("contacts/exports").status in (200, 201, 202)
    return_service(at.line)
    assert at.send(conversation, type="text", body="hola")["status"] == "queued"


def test_a_web_session_is_neither_taken_nor_kept(product: Product, how: str) -> None:
    web = web_line(product)
    web.has_keys()
    web.write(wanted="running", state="online", owner=None, lease_until=None)
    end_service(web.desk.line, how)
    host = f"service-{product.serial()}"

    def held() -> set[object]:
        with database().worker() as tx:
            return {lease.instance_id for lease in lease_store.take(tx, host, 500, 30.0)}

    assert web.instance_id not in held()
    return_service(web.desk.line)
    assert web.instance_id in held()
    epoch = web.session()["epoch"]
    end_service(web.desk.line, how)
    with database().worker() as tx:
        assert lease_store.renew(tx, host, {web.instance_id: epoch}, 30.0) == []
    web.write(wanted="stopped", owner=None, lease_until=now() - timedelta(seconds=1))


TIMES: LiteralString = (
    "select distinct t.trial_ends_at, t.service_until, t.suspended_at, t.deletes_at from "
    "(values (null), (now() - interval '1 hour'), (now() + interval '1 hour')) a (at), "
    "(values (null), (now() - interval '1 hour'), (now() + interval '1 hour')) b (at), "
    "(values (null), (now() - interval '1 hour')) c (at), (values (null), (now() + interval '1 hour')) d (at), "
    "lateral (select a.at as trial_ends_at, b.at as service_until, c.at as suspended_at, d.at as deletes_at) t"
)


def test_the_reason_that_is_named_and_the_doors_agree_at_all_times(product: Product) -> None:
    owner = member(product)
    business_id = owner.call("GET", "/v1/me").body["business_id"]
    key = cast_key(product, UUID(business_id), [])
    states = set()
    combinations = product.admin(TIMES)
    assert len(combinations) == 36
    for row in combinations:
        product.admin(
            "update businesses set trial_ends_at = %(trial_ends_at)s, service_until = %(service_until)s, "
            "suspended_at = %(suspended_at)s, deletes_at = %(deletes_at)s, "
            "deletion_began_at = %(deletes_at)s::timestamptz - interval '30 days' where id = %(id)s",
            row | {"id": business_id},
        )
        (business,) = owner.call("GET", "/v1/me").body["businesses"]
        standing = business["standing"]
        states.add(standing["state"])
        assert key.call("GET", "/v1/api-key").body["standing"] == standing
        (doors,) = product.admin("select in_service(%s) as open", (business["id"],))
        assert standing["in_service"] is doors["open"] is (owner.call("PATCH", "/v1/business", {}).status == 200)
        assert (standing["since"] is None) is standing["in_service"]
    assert states == {"active", "trial", "overdue", "suspended", "deleting"}


def test_every_permission_says_what_it_does_without_service() -> None:
    """A new permission is refused unless somebody decided otherwise, here."""
    open_ones = {each.name for each in Permission if each.rule.when_suspended}
    assert open_ones == {"TEAM_WRITE", "KEYS", "CONTACTS_MANAGE", "BUSINESS_DELETE", "FILES_READ"}
