"""Every queue of template.yaml may lose a message: what then finds the work again is named here, and is there."""

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from recado.accounts import mail_queue
from recado.agent.evals import jobs as eval_jobs
from recado.agent.fields import jobs as field_jobs
from recado.alerts import rings
from recado.crm import contact_files
from recado.knowledge import learning
from recado.messaging import buffers, media_texts, quiet_reviews
from recado.runtime.host.template import load
from recado.sending import sweeps

ROOT = Path(__file__).parents[2]
RESOURCES: dict[str, Any] = {
    name: each for name, each in load(ROOT / "template.yaml")["Resources"].items() if isinstance(each, dict)
}
# Queue: the SQL function that finds what was lost, what calls it, and the function whose schedule that is.
SWEEPS: dict[str, tuple[str, Callable[..., Any], str]] = {
    "MediaQueue": ("sweep_media", sweeps.sweep, "maintenance"),
    "UnderstandQueue": ("sweep_media_texts", media_texts.sweep, "maintenance"),
    "OutboundQueue": ("sweep_unsent", sweeps.sweep, "maintenance"),
    "VoiceNotesQueue": ("sweep_unsent", sweeps.sweep, "maintenance"),  # a row that waits for its voice note is unsent
    "MailsQueue": ("sweep_mails", mail_queue.sweep, "mails"),
    "PushQueue": ("sweep_rings", rings.sweep, "push"),
    "ContactFilesQueue": ("sweep_contact_files", contact_files.sweep, "maintenance"),
    "LearnQueue": ("sweep_files", learning.sweep, "maintenance"),
    "BufferTimersQueue": ("claim_due_buffers", buffers.sweep, "buffer_flush"),
    "AgentTestsQueue": ("claim_due_buffers", buffers.sweep, "buffer_flush"),
    "AiResponsesQueue": ("claim_due_buffers", buffers.sweep, "buffer_flush"),  # a claim that lapses is taken again
}
# What else is found again for a queue that carries several kinds of work.
MORE: tuple[tuple[str, str, Callable[..., Any], str], ...] = (
    ("LearnQueue", "claim_field_reviews", field_jobs.sweep, "maintenance"),
    ("LearnQueue", "claim_quiet_reviews", quiet_reviews.sweep, "maintenance"),
    ("AgentTestsQueue", "sweep_eval_runs", eval_jobs.sweep, "maintenance"),
)
EVERY = (*((queue, *sweep) for queue, sweep in sorted(SWEEPS.items())), *MORE)
# Queues without one, and why nothing is lost.
WITHOUT = {
    "InboundQueue": "it is the record itself: the vendor is answered 200 only when the queue has the body",
    "WebOutboundQueue": "it only wakes a session, which looks by itself every few seconds for what waits",
}


def queues() -> set[str]:
    every = {name for name, each in RESOURCES.items() if each["Type"] == "AWS::SQS::Queue"}
    return {name for name in every if not name.endswith("DeadLetters")}


def test_every_queue_has_a_sweep_that_replaces_its_loss() -> None:
    assert queues() == set(SWEEPS) | set(WITHOUT)
    assert not set(SWEEPS) & set(WITHOUT)


@pytest.mark.parametrize(("queue", "sql_function", "sweep", "function"), EVERY)
def test_the_sweep_runs_every_minute_and_finds_the_work_in_the_database(
    queue: str, sql_function: str, sweep: Callable[..., Any], function: str
) -> None:
    assert queue in queues()
    assert (ROOT / "infra/sql/functions" / f"{sql_function}.sql").is_file()
    stores = [path.read_text() for path in (ROOT / "layers/recado").rglob("*store.py")]
    assert any(f"from {sql_function}(" in text for text in stores)
    module = inspect.getmodule(sweep)
    assert module is not None
    app = (ROOT / "functions" / function / "app.py").read_text()
    assert f"{module.__name__.rsplit('.', 1)[1]}.{sweep.__name__}" in app
    resource = next(
        each["Properties"]
        for each in RESOURCES.values()
        if each["Type"] == "AWS::Serverless::Function"
        and each["Properties"]["ImageConfig"]["Command"] == [f"functions.{function}.app.handler"]
    )
    schedules = [each["Properties"]["Schedule"] for each in resource["Events"].values() if each["Type"] == "Schedule"]
    assert "rate(1 minute)" in schedules


def test_the_sweeping_function_may_publish_to_each_queue_it_republishes_to() -> None:
    for queue, (_, _, function) in SWEEPS.items():
        if queue == "VoiceNotesQueue":
            continue  # by way of `outbound`, which sends it on
        logical = "".join(part.title() for part in function.split("_"))
        statements = RESOURCES[f"{logical}Permissions"]["Properties"]["PolicyDocument"]["Statement"]
        allowed = [
            arn["Fn::GetAtt"][0]
            for statement in statements
            if "sqs:SendMessage" in str(statement["Action"])
            for arn in (statement["Resource"] if isinstance(statement["Resource"], list) else [statement["Resource"]])
        ]
        assert queue in allowed
