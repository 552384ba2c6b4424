"""Numbers at work: switched off and on, deleted, their secrets changed, and what Meta tells of them."""

import os
from datetime import UTC, datetime
from typing import Any, LiteralString

import pytest

from recado.activity.model import Actor
from recado.instances import app_store, number_store, publish_routes, rotate, routes
from recado.instances import service as instances
from recado.platform import crypto
from recado.platform.db import database
from recado.sending.queueing import send_by_person
from recado.vendors.whatsapp.contents import TextContent
from tests.rigs.authenticators import switched_on
from tests.rigs.cli import recado
from tests.rigs.people import member
from tests.rigs.product import Line, Product
from tests.rigs.waiting import eventually

Row = dict[str, Any]


def actor(line: Line) -> Actor:
    return Actor(line.business_id, "system")


def row(line: Line) -> Row:
    (found,) = line.rows("select * from instances where id = %s", (line.instance_id,))
    return found


# Off, on, gone


def test_a_disabled_number_stores_what_comes_in_and_its_bot_is_silent(product: Product) -> None:
    line = product.line()
    instances.disable(actor(line), line.instance_id)
    line.message(line.say(product.customer()))
    assert line.rows("select * from buffers") == []
    instances.enable(actor(line), line.instance_id)
    line.say(product.customer())
    line.settled(1)


def test_what_is_queued_on_a_disabled_number_waits_until_it_is_enabled(product: Product) -> None:
    line = product.line(bot=False)
    line.say(product.customer())
    conversation = line.conversation()
    instances.disable(actor(line), line.instance_id)
    line.publish(send_by_person(line.business_id, conversation, TextContent(body="En camino")))
    eventually(lambda: not product.waits_in("outbound.fifo", str(conversation)))
    assert line.sent() == []
    instances.enable(actor(line), line.instance_id)
    line.change("update outbound set next_at = now() - interval '31 seconds'")
    eventually(lambda: line.texts() == ["En camino"])


def test_what_is_queued_on_a_deleted_number_fails_and_the_conversation_stays(product: Product) -> None:
    line = product.line(bot=False)
    line.say(product.customer(), "Hola")
    conversation = line.conversation()
    instances.disable(actor(line), line.instance_id)
    send_by_person(line.business_id, conversation, TextContent(body="Tarde"))
    instances.delete(actor(line), line.instance_id)
    line.change("update outbound set next_at = now() - interval '31 seconds'")
    eventually(lambda: [m["status"] for m in line.messages()] == ["received", "failed"])
    (error,) = line.messages()[1]["error"]
    assert error["code"] == "number_deleted"
    assert line.rows("select * from outbound") == []
    assert line.sent() == []


def test_what_waits_on_a_stopped_number_is_sent_with_its_new_token(product: Product) -> None:
    line = product.line(bot=False)
    line.say(product.customer())
    new = f"EAAnew{product.serial()}"
    line.tell("numbers/change", access_token=new)
    line.publish(send_by_person(line.business_id, line.conversation(), TextContent(body="Ya voy")))
    eventually(lambda: row(line)["state"] == "stopped")
    assert row(line)["state_reason"] == "graph_190"
    assert rotate.rotate_token(actor(line), line.instance_id, new).state == "active"
    line.change("update outbound set next_at = now() - interval '31 seconds'")
    eventually(lambda: line.texts() == ["Ya voy"])


# Webhooks and their secrets


def test_both_secrets_are_good_after_a_change_and_no_other(product: Product) -> None:
    line = product.line(bot=False)
    old, new = line.number.app_secret, "f" * 32
    body = line.envelope("messages", line.value(messages=[line.text_node(product.customer(), "Hola")]))
    assert line.post(body).status == 200
    with pytest.raises(Exception, match="app secret"):
        rotate.rotate_app_secret(actor(line), line.instance_id, new)
    line.tell("numbers/change", app_secret=new)
    rotate.rotate_app_secret(actor(line), line.instance_id, new)
    eventually(lambda: line.post(body, secret=new).status == 200)
    assert line.post(body, secret=old).status == 200
    assert line.post(body, secret="0" * 32).status == 401


def test_the_last_webhook_is_remembered(product: Product) -> None:
    line = product.line(bot=False)
    before = datetime.now(UTC)
    line.message(line.say(product.customer()))
    assert eventually(lambda: row(line)["last_webhook_at"]) >= before
    assert row(line)["webhook_verified_at"] >= before


def test_a_route_a_crash_left_unpublished_is_published(product: Product) -> None:
    line = product.line(bot=False)
    body = line.envelope("messages", line.value())
    sealed = crypto.seal("e" * 32, f"route:{line.route}:app_secret")
    line.change("update meta_apps set app_secret_sealed = %s, changed_at = now() - interval '1 hour'", (sealed,))
    eventually(lambda: line.post(body, secret="e" * 32).status == 200)
    eventually(lambda: line.rows("select changed_at from meta_apps") == [{"changed_at": None}])


def test_who_publishes_last_has_published_the_newest(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    line = product.line(bot=False)
    new = crypto.seal("d" * 32, f"route:{line.route}:app_secret")
    put = routes.publish
    told: list[bytes] = []

    def slow(route: str, secret: bytes, *more: Any) -> None:
        if not told:  # while we write what we read, somebody changes it, and their writing comes before ours
            line.change("update meta_apps set app_secret_sealed = %s, changed_at = now()", (new,))
        told.append(secret)
        put(route, secret, *more)

    monkeypatch.setattr(routes, "publish", slow)
    publish_routes.publish(line.business_id, line.route)
    assert len(told) == 2
    assert told[-1] == new


# What Meta tells


@pytest.mark.parametrize(
    ("field", "value", "column", "stored", "severity"),
    [
        ("phone_number_quality_update", {"event": "FLAGGED"}, "quality_rating", "RED", "warning"),
        (
            "phone_number_quality_update",
            {"event": "THROUGHPUT_UPGRADE", "max_daily_conversations_per_business": "TIER_UNLIMITED"},
            "messaging_limit",
            "TIER_UNLIMITED",
            "info",
        ),
        (
            "business_capability_update",
            {"max_daily_conversations_per_business": 250, "max_phone_numbers_per_waba": 25},
            "messaging_limit",
            "TIER_250",
            "warning",
        ),
        (
            "phone_number_name_update",
            {"decision": "APPROVED", "requested_verified_name": "La Espiga Roma", "rejection_reason": None},
            "verified_name",
            "La Espiga Roma",
            "info",
        ),
        (
            "account_update",
            {"event": "ACCOUNT_RESTRICTION", "restriction_info": [{"restriction_type": "X", "expiration": 1}]},
            "account_state",
            "ACCOUNT_RESTRICTION",
            "warning",
        ),
        (
            "account_update",
            {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "REINSTATE", "waba_ban_date": "x"}},
            "account_state",
            "REINSTATE",
            "info",
        ),
    ],
)
def test_a_webhook_about_the_number_brings_it_up_to_date(
    product: Product, field: str, value: Row, column: str, stored: str, severity: str
) -> None:
    line = product.line(bot=False)
    if field.startswith("phone_number"):
        value = {"display_phone_number": line.number.display_phone, **value}
    assert line.post(line.envelope(field, value)).status == 200
    (event,) = eventually(lambda: line.events(f"instance.{column}_changed"))[:1]
    assert (event["severity"], event["data"]["after"]) == (severity, stored)
    assert len(line.rows("select * from raw_updates where field = %s", (field,))) == 1


def test_what_meta_tells_of_another_number_of_the_account_changes_nothing_here(product: Product) -> None:
    line = product.line(bot=False)
    value = {"display_phone_number": "15550001111", "event": "FLAGGED"}
    assert line.post(line.envelope("phone_number_quality_update", value)).status == 200
    eventually(lambda: line.rows("select * from raw_updates"))
    product.ingested()
    assert row(line)["quality_rating"] is None


def test_numbers_nobody_checked_for_a_day_are_checked(product: Product) -> None:
    line = product.line(bot=False)
    line.tell("numbers/change", facts={"quality_rating": "YELLOW"})
    assert row(line)["checked_at"] is None
    line.change("update instances set check_tried_at = now() - interval '25 hours'")
    eventually(lambda: row(line)["quality_rating"] == "YELLOW")
    assert row(line)["checked_at"]


# The master key


def test_after_a_new_master_key_everything_is_sealed_anew_and_goes_on_working(product: Product) -> None:
    line = product.line(bot=False)
    ring, new = os.environ["MASTER_KEYS"], crypto.new_master_key()
    previous = crypto.seal("c" * 32, f"route:{line.route}:app_secret")
    line.change(
        "update meta_apps set previous_secret_sealed = %s, previous_secret_until = now() + interval '1 hour'",
        (previous,),
    )
    seals = (
        "select token_sealed, app_secret_sealed, verify_token_sealed, previous_secret_sealed "
        "from instances i join meta_apps a on a.id = i.meta_app_id"
    )
    (before,) = line.rows(seals)
    phone = switched_on(member(product))
    # Others have a factor that no key opens: people of tests who only need one.
    factors: LiteralString = (
        "select secret_sealed from second_factors f join users u on u.id = f.user_id where email = %s"
    )
    try:
        done = recado("secrets", "reseal", MASTER_KEYS=f"{new},{ring}")
        (during,) = line.rows(seals)
        sealed = [bytes(each["secret_sealed"]) for each in product.admin(factors, (phone.person.email,))]
        again = recado("secrets", "reseal", MASTER_KEYS=f"{new},{ring}")
    finally:
        back = recado("secrets", "reseal", MASTER_KEYS=f"{ring},{new}")
    name = new.partition(":")[0].encode()
    assert all(bytes(value)[1 : 1 + len(name)] == name for value in during.values()), done.stderr
    assert all(value[1 : 1 + len(name)] == name for value in sealed)
    assert again.stdout.startswith("sealed anew: 0\n")
    assert phone.meet(phone.challenge(), phone.fresh()).status == 200
    assert back.stdout.startswith("sealed anew: ")
    (after,) = line.rows(seals)
    assert not [column for column in before if bytes(after[column]) == bytes(before[column])]
    line.say(product.customer())
    line.publish(send_by_person(line.business_id, line.conversation(), TextContent(body="Seguimos")))
    eventually(lambda: line.texts() == ["Seguimos"])


def test_a_secret_changed_while_it_is_sealed_anew_stays_changed(product: Product) -> None:
    line = product.line(bot=False)
    old = bytes(row(line)["token_sealed"])
    with database().tenant(line.business_id) as tx:
        number_store.set_token(tx, line.instance_id, b"newer")
        assert not number_store.replace_token_seal(tx, line.instance_id, old, b"stale")
        (app,) = app_store.every(tx)
        app_store.set_secret(tx, app.id, b"newer", datetime.now(UTC))
        assert not app_store.replace_seals(tx, app, b"stale", b"stale", None)
    assert bytes(row(line)["token_sealed"]) == b"newer"
