"""Sandboxes: the agent answers there as it does customers; nothing leaves, nothing is counted, and they are erased."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from infra.local.seed import post
from recado.agent import booking, caps
from recado.agent.sandbox import answering, store
from recado.agent.sandbox import service as sandboxes
from recado.agent.sandbox.model import Sandbox
from recado.businesses import service as businesses
from recado.instances import erasure
from recado.kernel.clock import now
from recado.messaging import buffers
from recado.messaging.jobs import AnswerJob
from recado.platform import queues, storage
from recado.platform.db import database
from recado.platform.queues import Outgoing
from recado.reports import service as reports
from recado.vendors.llm import openai
from tests.rigs.desk import hired
from tests.rigs.desk_files import brought
from tests.rigs.product import Line, Product
from tests.rigs.tool_server import ToolServer, tool_server
from tests.rigs.waiting import eventually

HOURS = "¿A qué hora abren?"
OPENS = "Abrimos de lunes a sábado de 7:00 a 20:00."
ASK = {"name": "pedir_humano", "arguments": {"motivo": "lo_pide", "resumen": "Un pastel de boda"}}
# What a business has that its sandbox has not, or has otherwise; everything else of it is copied.
ITS_OWN = {
    "id", "business_id", "bot_enabled", "buffer_quiet_seconds", "buffer_max_seconds", "created_at", "trial_ends_at",
    "advisors_see_all", "deletion_began_at", "deletes_at", "logo", "deletion_reminded_at", "erasing_until",
    "agent_daily_micros", "agent_capped_at", "agent_capped_told_at", "sandbox_of",
}  # fmt: skip


class Died(BaseException):
    """The process is gone: nothing after it runs."""


@pytest.fixture
def line(product: Product) -> Line:
    return product.line()


@pytest.fixture(scope="module")
def server() -> Iterator[ToolServer]:
    with tool_server() as made:
        yield made


def script(line: Line, *steps: dict[str, Any]) -> None:
    post(f"{line.product.model}/_sim/script", {"match": {"model": line.model}, "steps": list(steps)})


def opened(line: Line, *, dry: bool = True) -> Sandbox:
    return sandboxes.open_sandbox(line.business_id, dry=dry)


def rows(line: Line, sandbox: Sandbox, statement: Any) -> list[dict[str, Any]]:
    return line.product.admin(statement, {"id": sandbox.id, "of": line.business_id})


def answers(line: Line, sandbox: Sandbox) -> list[str]:
    sent = "select text from messages where business_id = %(id)s and author = 'agent' order by seq"
    return [row["text"] for row in rows(line, sandbox, sent)]


def job_of(jobs: list[Outgoing]) -> AnswerJob:
    (job,) = jobs
    assert job.queue_url.endswith("agent-tests")
    return AnswerJob.model_validate(job.body)


def test_the_agent_answers_at_once_nothing_leaves_and_its_business_pays_for_a_test(line: Line) -> None:
    script(line, {"say": OPENS})
    sandbox = opened(line)
    queues.send(sandboxes.say(sandbox, HOURS))
    eventually(lambda: answers(line, sandbox) == [OPENS])
    (sent,) = rows(line, sandbox, "select status from messages where business_id = %(id)s and author = 'agent'")
    assert sent["status"] == "delivered"
    (usage,) = line.rows("select feature, cost_micros, conversation_id from usage")
    assert (usage["feature"], usage["conversation_id"]) == ("test", None)
    assert rows(line, sandbox, "select cost_micros from usage where business_id = %(id)s") == [
        {"cost_micros": usage["cost_micros"]}
    ]


def test_what_is_said_before_anybody_thinks_is_one_burst_and_a_job_that_comes_twice_answers_once(line: Line) -> None:
    script(line, {"say": OPENS}, {"say": OPENS})
    sandbox = opened(line)
    late, job = (job_of(sandboxes.say(sandbox, text)) for text in ("Hola", HOURS))
    for each in (late, job, job):
        assert answering.answer(each) == []
    assert answers(line, sandbox) == [OPENS]
    assert rows(line, sandbox, "select state, gathered from agent_turns where business_id = %(id)s") == [
        {"state": "answered", "gathered": 2}
    ]


@pytest.mark.parametrize("before", ["the model is asked", "it is booked"])
def test_a_turn_that_dies_is_taken_up_again_by_tests_and_answered_once(
    line: Line, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    script(line, {"say": OPENS}, {"say": OPENS})
    sandbox = opened(line)
    job = job_of(sandboxes.say(sandbox, HOURS))

    def dies(*_: Any) -> Any:
        raise Died

    where, name = (openai, "complete") if before == "the model is asked" else (booking, "book")
    with monkeypatch.context() as patched:
        patched.setattr(where, name, dies)
        with pytest.raises(Died):
            answering.answer(job)
    line.product.admin(
        "update buffers set processing_until = now() - interval '1 second' where business_id = %s", (sandbox.id,)
    )
    buffers.sweep(queues.send)
    eventually(lambda: answers(line, sandbox) == [OPENS])
    assert answering.answer(job) == []
    assert answers(line, sandbox) == [OPENS]
    assert line.product.in_queue("agent-tests-dead") == 0


def test_a_model_that_is_away_is_a_failure_at_once_and_the_next_message_asks_again(line: Line) -> None:
    sandbox = opened(line)
    line.model_fault("error", times=1000, status=503)
    try:
        assert answering.answer(job_of(sandboxes.say(sandbox, HOURS))) == []
    finally:
        line.product.restore_model()
    assert [row["state"] for row in rows(line, sandbox, "select state from buffers where business_id = %(id)s")] == [
        "quarantined"
    ]
    script(line, {"say": OPENS})
    answering.answer(job_of(sandboxes.say(sandbox, "¿Hola?")))
    assert answers(line, sandbox) == [OPENS]


def test_a_hand_over_silences_the_agent_there_as_everywhere_and_no_phone_rings(line: Line) -> None:
    hired(line.product, line)
    script(line, {"calls": [ASK]})
    sandbox = opened(line)
    assert answering.answer(job_of(sandboxes.say(sandbox, "Quiero hablar con alguien"))) == []
    assert len(answers(line, sandbox)) == 1
    assert sandboxes.say(sandbox, "¿Sigues ahí?") == []


@pytest.mark.parametrize("real", [False, True])
def test_external_tools_are_called_only_when_the_test_says_so_with_the_secrets_of_their_business(
    line: Line, server: ToolServer, real: bool
) -> None:
    desk = hired(line.product, line)
    tool = {
        "name": "apartar_mesa", "description": "Aparta una mesa.", "url": f"{server.url}/{line.business_id}",
        "effect": True, "headers": {"Authorization": "Bearer {{secret.clave}}"}, "secrets": {"clave": "muy-secreta-1"},
    }  # fmt: skip
    line.product.admin("update users set email_verified_at = now() where id = %s", (desk.user_id,))
    assert desk.post("external-tools", **tool).status == 201
    script(line, {"calls": [{"name": "apartar_mesa", "arguments": {}}]}, {"say": "Con gusto."})
    sandbox = opened(line, dry=not real)
    answering.answer(job_of(sandboxes.say(sandbox, "Una mesa")))
    assert answers(line, sandbox) == ["Con gusto."]
    heard = server.at(f"/{line.business_id}")
    assert len(heard) == int(real)
    (kept,) = rows(line, sandbox, "select result from agent_tool_calls where business_id = %(id)s")
    assert ("prueba" in kept["result"]) is not real


# What a sandbox must not have after a whole conversation: work, words or figures that anybody else would meet.
NOWHERE = {
    "waits to be sent": "select 1 from outbound where business_id = %(id)s",
    "is read for fields": "select 1 from field_reviews where business_id = %(id)s",
    "is read for lessons and memories": "select 1 from quiet_reviews where business_id = %(id)s",
    "is in the figures": "select 1 from stats_hourly where business_id in (%(id)s, %(of)s)",
    "is in the super admin's list": "select 1 from admin_businesses(%(id)s::text, null, 10)",
    "is in the super admin's log": "select 1 from admin_events(null, null, %(id)s, null, null, null, false, null, "
    "null, 10)",
    "has members": "select 1 from memberships where business_id = %(id)s",
    "is on the bill": "select 1 from usage where business_id = %(of)s and feature <> 'test'",
    "waits at Meta": "select 1 from meta_apps where business_id = %(id)s",
}  # fmt: skip


@pytest.fixture(scope="module")
def played(product: Product) -> tuple[Line, Sandbox]:
    """A sandbox of an agent that extracts fields, remembers and hands over, after a conversation."""
    line = product.line()
    hired(product, line)
    line.change("update businesses set agent_version = 'v2'")
    line.product.admin(
        "insert into contact_fields (id, business_id, key, label_es, label_en, type, extract) "
        "values (gen_random_uuid(), %s, 'pastel', 'Pastel', 'Cake', 'text', true)",
        (line.business_id,),
    )
    script(line, {"say": OPENS}, {"calls": [ASK]})
    sandbox = opened(line)
    answering.answer(job_of(sandboxes.say(sandbox, HOURS)))
    answering.answer(job_of(sandboxes.say(sandbox, "Quiero hablar con una persona")))
    assert len(answers(line, sandbox)) == 2
    reports.fill_due()
    return line, sandbox


@pytest.mark.parametrize("nowhere", NOWHERE)
def test_a_sandbox_is_nowhere_but_in_its_business_s_tests(played: tuple[Line, Sandbox], nowhere: str) -> None:
    line, sandbox = played
    statement: Any = NOWHERE[nowhere]
    assert rows(line, sandbox, statement) == []


def test_tests_leave_the_money_of_the_day_alone(played: tuple[Line, Sandbox]) -> None:
    line, _ = played
    line.change("update businesses set agent_daily_micros = 10000")
    line.product.admin("update usage set cost_micros = 9999999 where business_id = %s", (line.business_id,))
    with database().tenant(line.business_id) as tx:
        assert caps.judge(tx, businesses.business_of(tx), now()) == "free"


def test_everything_that_says_how_an_agent_answers_is_copied(line: Line) -> None:
    """A new column of businesses is copied, or named as one that is not."""
    columns = line.product.admin("select column_name from information_schema.columns where table_name = 'businesses'")
    text = (Path(__file__).parents[2] / "infra/sql/functions/open_sandbox.sql").read_text()
    copied = set(re.findall(r"\bb\.(\w+)", text.split("insert into instances")[0]))
    assert {row["column_name"] for row in columns} - copied <= ITS_OWN
    assert not (copied - {"id", "sandbox_of"}) & ITS_OWN


def test_only_a_business_has_sandboxes_and_only_its_own_are_closed(line: Line) -> None:
    sandbox, other = opened(line), line.product.line()
    with pytest.raises(Exception, match="only a business"):
        sandboxes.open_sandbox(sandbox.id, dry=True)
    sandboxes.close(other.business_id, sandbox.id)
    assert rows(line, sandbox, "select 1 from businesses where id = %(id)s and deletes_at is null")


def test_a_day_later_a_sandbox_is_erased_with_all_it_said_and_the_files_of_its_business_stay(line: Line) -> None:
    desk = hired(line.product, line)
    line.product.admin("update users set email_verified_at = now() where id = %s", (desk.user_id,))
    media_id = brought(desk, b"Menu: concha 18 pesos", "text/plain", "menu.txt")
    assert desk.post("files", media_id=media_id, title="Menú", sendable=True).status == 201
    eventually(lambda: line.rows("select 1 from files where state = 'ready'"))
    (file,) = line.rows("select object_key, chunks from files")
    sandbox = opened(line)
    copies = "select object_key, chunks from files where business_id = %(id)s"
    assert rows(line, sandbox, copies) == [file]
    assert rows(line, sandbox, "select 1 from file_chunks where business_id = %(id)s")
    script(line, {"say": OPENS})
    answering.answer(job_of(sandboxes.say(sandbox, HOURS)))
    young = opened(line)
    line.product.admin("update businesses set created_at = now() - interval '25 hours' where id = %s", (sandbox.id,))
    with database().worker() as tx:
        store.close_old(tx, timedelta(hours=24), 1000)
    erasure.erase_due()
    left = "select 1 from businesses where id = %(id)s"
    eventually(lambda: not rows(line, sandbox, left))
    assert rows(line, young, left)
    for table in ("messages", "changes", "deleted_objects", "usage", "files"):
        assert not line.product.admin(f"select 1 from {table} where business_id = %s", (sandbox.id,)), table
    bucket = line.product.stack.environment["BUCKET_MEDIA"]
    assert storage.head(bucket, file["object_key"])[0] == 21
    assert line.rows("select 1 from usage where feature = 'test'"), "what it cost is still known"


def test_a_sandbox_goes_with_its_business(line: Line) -> None:
    sandbox = opened(line)
    statement = "update businesses set deletion_began_at = now(), deletes_at = now() where id = %s"
    line.product.admin(statement, (line.business_id,))
    erasure.erase_due()
    left: list[UUID] = [line.business_id, sandbox.id]
    eventually(lambda: not line.product.admin("select 1 from businesses where id = any(%s)", (left,)))
