"""The operator's command, run as an operator runs it."""

import subprocess
from pathlib import Path
from uuid import uuid4

import pytest

from infra.local.seed import post
from recado.platform import queues
from tests.rigs.cli import recado
from tests.rigs.product import Product
from tests.rigs.waiting import eventually


@pytest.fixture
def business(product: Product) -> str:
    made = recado("business", "create", "--name", "Mercería Luz", "--timezone", "Europe/Madrid")
    assert made.returncode == 0, made.stderr
    return made.stdout.strip()


def known_at_meta(product: Product, phone_number_id: str) -> None:
    post(
        f"{product.stack.simulator('meta')}/_sim/numbers",
        {
            "phone_number_id": phone_number_id, "waba_id": "77", "display_phone_number": "34600000001",
            "access_token": "EAAgood", "app_secret": "s3cret", "callback_url": "http://127.0.0.1:9/later",
        },
    )  # fmt: skip


def connect(business: str, phone_number_id: str, token: str) -> "subprocess.CompletedProcess[str]":
    number = (
        "--name",
        "Principal",
        "--phone-number-id",
        phone_number_id,
        "--waba",
        "77",
        "--display-phone",
        "34600000001",
    )
    return recado(
        "number", "connect", "--business", business, *number, WHATSAPP_TOKEN=token, WHATSAPP_APP_SECRET="s3cret"
    )


def test_a_connected_number_passes_metas_handshake_with_what_was_printed(product: Product, business: str) -> None:
    phone_number_id = f"4{uuid4().int % 10**14:014d}"
    known_at_meta(product, phone_number_id)
    done = connect(business, phone_number_id, "EAAgood")
    assert done.returncode == 0, done.stderr
    printed = dict(line.split("  ", 1) for line in done.stdout.splitlines())
    path = printed["callback URL"].strip().removeprefix(product.stack.url)
    token = printed["verify token"].strip()
    query = f"?hub.mode=subscribe&hub.challenge=77123&hub.verify_token={token}"
    answer = product.request("GET", path + query)
    assert (answer.status, answer.body) == (200, b"77123")
    assert "EAAgood" not in done.stdout + done.stderr


def test_a_token_meta_refuses_is_said_in_one_line_and_nothing_is_stored(product: Product, business: str) -> None:
    phone_number_id = f"5{uuid4().int % 10**14:014d}"
    known_at_meta(product, phone_number_id)
    done = connect(business, phone_number_id, "EAAbad")
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "EAAbad" not in done.stderr
    assert product.admin("select id from instances where channel_id = %s", (phone_number_id,)) == []


def test_an_unknown_variable_in_the_context_is_named(product: Product, tmp_path: Path) -> None:
    file = tmp_path / "context.txt"
    file.write_text("Hoy es {{hoy}}.")
    done = recado("business", "create", "--name", "X", "--context-file", str(file))
    assert done.returncode == 1
    assert "hoy" in done.stderr


def test_a_stopped_number_is_resumed_once(product: Product) -> None:
    line = product.line()
    line.change("update instances set state = 'stopped', state_reason = 'graph_190'")
    instance = str(line.rows("select id from instances")[0]["id"])
    names = ("number", "resume", "--business", str(line.business_id), "--instance", instance)
    assert recado(*names).returncode == 0
    assert line.rows("select state from instances")[0]["state"] == "active"
    again = recado(*names)
    assert again.returncode == 1
    assert "no such stopped number" in again.stderr


def test_dead_letters_are_counted_and_replayed_to_where_they_came_from(product: Product) -> None:
    name = f"{product.stack.options.prefix}-buffer-timers-dead"
    url = queues.client().get_queue_url(QueueName=name)["QueueUrl"]
    queues.client().send_message(QueueUrl=url, MessageBody=f'{{"conversation_id": "{uuid4()}"}}')
    listed = recado("dead-letters", "list")
    assert ["1", name] in [row.split() for row in listed.stdout.splitlines()], listed.stdout + listed.stderr
    assert recado("dead-letters", "replay", "--queue", name).returncode == 0
    eventually(lambda: product.empty("buffer-timers-dead") and product.empty("buffer-timers"))


def test_a_queue_that_does_not_exist_is_said(product: Product) -> None:
    done = recado("dead-letters", "replay", "--queue", "nowhere")
    assert done.returncode == 1
    assert "no queue nowhere" in done.stderr
