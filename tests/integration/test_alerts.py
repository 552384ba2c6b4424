"""Phones ring, and mails go out, when a customer writes and nobody looks: through the whole product, to a push service
that decrypts what it is given."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from infra.local.seed import get, post
from recado.accounts import mail_queue
from recado.alerts import devices, pushing, rings, service, store
from recado.alerts.model import PushJob, RingJob, place
from recado.kernel.clock import now
from recado.kernel.ids import new_id
from recado.platform import crypto, queues, secrets
from recado.platform.db import database
from tests.rigs.desk import hired
from tests.rigs.people import Person, newcomer
from tests.rigs.product import Line, Product
from tests.rigs.simulators import start_simulator
from tests.rigs.waiting import eventually

Json = dict[str, Any]
OFF = {"push": "off", "mail": "off"}


@pytest.fixture(scope="module")
def push_service() -> Iterator[str]:
    with start_simulator("push") as base:
        yield base


@dataclass(frozen=True, slots=True)
class Shop:
    """A business with one number, its owner and an advisor."""

    line: Line
    owner: Person
    advisor: Person

    @property
    def product(self) -> Product:
        return self.line.product

    @property
    def business(self) -> UUID:
        return self.line.business_id


@pytest.fixture
def shop(product: Product) -> Shop:
    """The bot is off: people answer."""
    line = product.line(bot=False)
    return Shop(line, hired(product, line).person, hired(product, line, "ADVISOR").person)


def subscribed(push_service: str, person: Person, **more: str) -> Json:
    """A browser that subscribed with the product's key, as the API takes it; and its name at the push service."""
    key = person.call("GET", "/v1/config").body["web_push_public_key"]
    made = post(f"{push_service}/_sim/browsers", {"application_server_key": key})
    return {
        "name": made["name"],
        "body": {"endpoint": made["endpoint"], "keys": made["keys"], "name": "Teléfono"} | more,
    }


def device(push_service: str, person: Person) -> Json:
    """A device of this person that rings."""
    browser = subscribed(push_service, person)
    said = person.call("POST", "/v1/me/devices", browser["body"])
    assert said.status == 201, said.body
    return said.body | {"browser": browser["name"], "subscription": browser["body"]}


def told(push_service: str, ringing: Json) -> list[Json]:
    return list(get(f"{push_service}/_sim/told?browser={ringing['browser']}")["told"])


def rung(push_service: str, ringing: Json, times: int = 1) -> list[Json]:
    """What the device was told, once that was so often."""
    eventually(lambda: len(told(push_service, ringing)) == times)
    return told(push_service, ringing)


def choose(person: Person, push: str = "off", mail: str = "off") -> None:
    assert person.call("PUT", "/v1/team/me/alerts", {"push": push, "mail": mail}).status == 200


def trouble(push_service: str, ringing: Json, **fault: Any) -> None:
    post(f"{push_service}/_sim/faults", {"match": {"browser": ringing["browser"]}, **fault})


def push_job(shop: Shop, ringing: Json, valid: timedelta = timedelta(minutes=5)) -> PushJob:
    about = shop.line.conversation()
    return PushJob(device_id=UUID(ringing["id"]), business_id=shop.business, conversation_id=about, until=now() + valid)


def idle(product: Product) -> None:
    """Waits until nothing rings any more."""
    eventually(lambda: not product.admin("select from rings where due_at < '2900-01-01'"))
    eventually(lambda: product.empty("push"))


def test_a_phone_rings_with_who_wrote_what_in_their_language(shop: Shop, push_service: str) -> None:
    owner = shop.owner
    phone = device(push_service, owner)
    choose(owner, push="all")
    shop.line.message(shop.line.say("5215550000001", "¿Tienen pan\n de muerto?", name="Lupita"))
    (said,) = rung(push_service, phone)
    conversation = str(shop.line.conversation())
    assert said["payload"] == {
        "title": "Lupita",
        "body": "¿Tienen pan de muerto?",
        "tag": conversation,
        "path": f"/inbox/{conversation}?business={shop.business}",
    }
    assert (said["urgency"], said["claims"]["sub"]) == ("high", "mailto:no-reply@recado.example")
    assert 1700 < said["ttl"] <= 1800
    (listed,) = owner.call("GET", "/v1/me/devices").body["items"]
    assert (listed["name"], listed["current"], listed["rung_at"] is not None) == ("Teléfono", True, True)


def test_messages_that_follow_each_other_ring_once_and_carry_one_topic(shop: Shop, push_service: str) -> None:
    phone = device(push_service, shop.owner)
    choose(shop.owner, push="all")
    for text in ("Hola", "¿Abren hoy?", "¿Hola?"):
        shop.line.message(shop.line.say("5215550000002", text, name="Beto"))  # stored in this order
    (first,) = rung(push_service, phone)
    assert (first["payload"]["title"], first["payload"]["body"]) == ("Beto · 3", "¿Hola?")
    shop.line.message(shop.line.say("5215550000002", "Gracias"))
    again = rung(push_service, phone, 2)[1]
    assert again["topic"] == first["topic"], "of two that wait for a phone that is off, the newest is delivered"


def test_who_chose_mine_hears_only_of_their_own_and_an_advisor_of_no_other(shop: Shop, push_service: str) -> None:
    owner, advisor = shop.owner, shop.advisor
    phones = {"owner": device(push_service, owner), "advisor": device(push_service, advisor)}
    choose(owner, push="mine")
    choose(advisor, push="all")
    shop.line.message(shop.line.say("5215550000003", "Hola", name="Nadie"))
    idle(shop.product)
    assert [told(push_service, each) for each in phones.values()] == [[], []]
    (contact,) = shop.line.rows("select id from contacts")
    who = advisor.call("GET", "/v1/me").body["id"]
    assert owner.call("POST", f"/v1/contacts/{contact['id']}/assignee", {"user_id": who}).status == 204
    shop.line.message(shop.line.say("5215550000003", "¿Hola?"))
    rung(push_service, phones["advisor"])
    assert told(push_service, phones["owner"]) == []
    assert advisor.call("PATCH", "/v1/team/me", {"away": True}).status == 200
    shop.line.message(shop.line.say("5215550000003", "¿Sigues ahí?"))
    idle(shop.product)
    assert len(told(push_service, phones["advisor"])) == 1, "who is away is left in peace"


def test_nothing_rings_while_the_bot_answers_nor_for_what_was_read_or_comes_late(shop: Shop, push_service: str) -> None:
    owner = shop.owner
    phone = device(push_service, owner)
    choose(owner, push="all")
    shop.line.change("update businesses set bot_enabled = true")
    shop.line.message(shop.line.say("5215550000004", "¿A qué hora abren?"))
    assert shop.line.rows("select from rings") == []
    shop.line.change("update businesses set bot_enabled = false")
    late = shop.line.text_node("5215550000004", "vieja", age_seconds=1200)
    shop.line.post(shop.line.envelope("messages", shop.line.value(messages=[late])))
    shop.line.message(late["id"])
    assert shop.line.rows("select from rings") == []
    conversation = shop.line.conversation()
    with database().tenant(shop.business) as tx:
        store.set_due(tx, shop.business, conversation, timedelta(0))
        tx.run("update conversations set unread = 0")
    rings.ring_due(RingJob(business_id=shop.business, conversation_id=conversation))
    assert pushing.push(push_job(shop, phone)) == []
    assert told(push_service, phone) == []


def test_a_lost_token_is_found_by_the_sweep_and_a_token_that_comes_twice_rings_once(
    shop: Shop, push_service: str
) -> None:
    owner = shop.owner
    phone = device(push_service, owner)
    shop.line.message(shop.line.say("5215550000005", "Hola"))
    choose(owner, push="all")
    conversation = shop.line.conversation()
    with database().tenant(shop.business) as tx:
        store.set_due(tx, shop.business, conversation, timedelta(seconds=-120))
    rung(push_service, phone)
    job = RingJob(business_id=shop.business, conversation_id=conversation)
    with database().tenant(shop.business) as tx:
        store.set_due(tx, shop.business, conversation, timedelta(seconds=-1))
    for _ in range(2):
        rings.ring_due(job)
    idle(shop.product)
    assert len(told(push_service, phone)) == 2


def test_a_worker_that_dies_before_it_published_is_followed_by_another(
    shop: Shop, push_service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = shop.owner
    phone = device(push_service, owner)
    shop.line.message(shop.line.say("5215550000006", "Hola"))
    choose(owner, push="all")
    conversation = shop.line.conversation()
    with database().tenant(shop.business) as tx:
        store.set_due(tx, shop.business, conversation, timedelta(seconds=-1))
    job = RingJob(business_id=shop.business, conversation_id=conversation)
    with monkeypatch.context() as patch:

        def dies(_messages: Any) -> None:
            raise KeyboardInterrupt

        patch.setattr(queues, "send", dies)
        with pytest.raises(KeyboardInterrupt):
            rings.ring_due(job)
    rings.ring_due(job)
    assert told(push_service, phone) == [], "the claim holds"
    shop.line.change("update rings set due_at = now() - interval '1 minute'")
    rung(push_service, phone)


def test_a_message_that_comes_while_a_ring_is_under_way_rings_again(shop: Shop) -> None:
    shop.line.message(shop.line.say("5215550000007", "Hola"))
    conversation, claim = shop.line.conversation(), new_id()
    with database().tenant(shop.business) as tx:
        store.set_due(tx, shop.business, conversation, timedelta(seconds=-1))
        assert store.claim(tx, conversation, claim, timedelta(hours=1))
        assert not store.claim(tx, conversation, new_id(), timedelta(hours=1))
        store.set_due(tx, shop.business, conversation, timedelta(hours=1))
        store.settle(tx, conversation, claim)
    assert len(shop.line.rows("select from rings")) == 1
    shop.line.change("delete from rings")


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_left_is_forgotten(shop: Shop, push_service: str, status: int) -> None:
    owner = shop.owner
    phone = device(push_service, owner)
    if status == 410:
        post(f"{push_service}/_sim/browsers/{phone['browser']}/leave", {})
    else:
        trouble(push_service, phone, kind="error", status=404)
    assert owner.call("POST", f"/v1/me/devices/{phone['id']}/try").status == 204
    eventually(lambda: owner.call("GET", "/v1/me/devices").body["items"] == [])


def test_a_push_service_that_is_down_is_asked_again_ever_later_and_then_no_more(shop: Shop, push_service: str) -> None:
    shop.line.message(shop.line.say("5215550000008", "Hola"))
    phone = device(push_service, shop.owner)
    trouble(push_service, phone, kind="error", status=503, times=4)
    trouble(push_service, phone, kind="error", status=429, retry_after=700)
    delays, job = [], push_job(shop, phone)
    while later := pushing.push(job):
        (message,) = later
        delays.append(message.delay)
        job = PushJob.model_validate(message.body)
    assert delays == [5, 30, 120, 600]
    assert told(push_service, phone) == []
    trouble(push_service, phone, kind="error", status=429, retry_after=200)
    (message,) = pushing.push(push_job(shop, phone))
    assert message.delay == 200, "as long as it asks for"
    assert pushing.push(push_job(shop, phone, timedelta(0))) == [], "too late to tell anybody anything new"
    assert pushing.push(push_job(shop, phone)) == []
    assert len(told(push_service, phone)) == 1


@pytest.mark.parametrize("status", [400, 413])
def test_what_is_refused_is_not_tried_again(shop: Shop, push_service: str, status: int) -> None:
    shop.line.message(shop.line.say("5215550000009", "x" * 4000))
    phone = device(push_service, shop.owner)
    trouble(push_service, phone, kind="error", status=status)
    assert pushing.push(push_job(shop, phone)) == []
    assert told(push_service, phone) == []
    assert pushing.push(push_job(shop, phone)) == []
    assert len(told(push_service, phone)[0]["payload"]["body"]) == 180


def test_a_device_rings_no_longer_than_its_session_goes_on(shop: Shop, push_service: str) -> None:
    owner = shop.owner
    phone = device(push_service, owner)
    shop.line.message(shop.line.say("5215550000010", "Hola"))
    assert owner.post("auth/log-out", refresh_token=owner.refresh).status == 204
    assert pushing.push(push_job(shop, phone)) == []
    assert told(push_service, phone) == []


def test_a_browser_belongs_to_who_subscribed_last_and_devices_are_ones_own(shop: Shop, push_service: str) -> None:
    owner, advisor = shop.owner, shop.advisor
    phone = device(push_service, owner)
    assert advisor.call("DELETE", f"/v1/me/devices/{phone['id']}").status == 404
    assert advisor.call("POST", f"/v1/me/devices/{phone['id']}/try").status == 404
    assert advisor.call("POST", "/v1/me/devices", phone["subscription"]).status == 201
    assert owner.call("GET", "/v1/me/devices").body["items"] == []
    (listed,) = advisor.call("GET", "/v1/me/devices").body["items"]
    assert advisor.call("DELETE", f"/v1/me/devices/{listed['id']}").status == 204
    assert advisor.call("GET", "/v1/me/devices").body["items"] == []


@pytest.mark.parametrize(
    ("endpoint", "keys"),
    [
        ("https://169.254.169.254/latest", {}),
        ("https://localhost/push", {}),
        ("https://10.0.0.1:8443/push", {}),
        ("http://push.example/x", {}),
        ("https://push.example/x", {"p256dh": "B" * 87}),
        ("https://push.example/x", {"auth": "A" * 40}),
    ],
)
def test_addresses_within_our_network_and_keys_of_no_browser_are_refused(
    shop: Shop, push_service: str, endpoint: str, keys: dict[str, str]
) -> None:
    body = subscribed(push_service, shop.owner)["body"]
    said = shop.owner.call("POST", "/v1/me/devices", body | {"endpoint": endpoint, "keys": body["keys"] | keys})
    assert said.status == 400, said.body


def test_what_a_push_service_is_told_is_sealed_and_sealed_anew_with_a_new_key(
    shop: Shop, push_service: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = shop.owner
    phone = device(push_service, owner)

    def kept() -> bytes:
        (row,) = shop.product.admin("select * from push_devices where id = %s", (phone["id"],))
        return bytes(row["subscription_sealed"])

    before = kept()
    assert phone["subscription"]["endpoint"].encode() not in before
    monkeypatch.setenv("MASTER_KEYS", f"{crypto.new_master_key()},{os.environ['MASTER_KEYS']}")
    for cache in (secrets.secret, crypto._ring, crypto.derived_keys):
        cache.cache_clear()
    try:
        done, broken = devices.reseal()
        assert (done >= 1, broken) == (True, 0)
        assert kept() != before
        assert crypto.unseal(kept(), place(UUID(phone["id"]))).startswith("{")
        assert devices.reseal() == (0, 0)
    finally:
        shop.product.admin("delete from push_devices")  # their new key is this test's alone
        monkeypatch.undo()
        for cache in (secrets.secret, crypto._ring, crypto.derived_keys):
            cache.cache_clear()


def test_choices_are_of_one_person_in_one_business(shop: Shop) -> None:
    owner, advisor = shop.owner, shop.advisor
    assert owner.call("GET", "/v1/team/me/alerts").body == OFF
    choose(owner, push="mine", mail="all")
    assert owner.call("GET", "/v1/team/me/alerts").body == {"push": "mine", "mail": "all"}
    assert advisor.call("GET", "/v1/team/me/alerts").body == OFF
    assert owner.call("PUT", "/v1/team/me/alerts", {"push": "some", "mail": "all"}).status == 400
    assert newcomer(shop.product).call("GET", "/v1/team/me/alerts").status == 401


def test_one_mail_an_hour_tells_how_many_wait_and_only_of_those_nobody_looked_at(shop: Shop) -> None:
    owner = shop.owner
    shop.product.admin("update users set email_verified_at = now() where email = %s", (owner.email,))
    for number in range(3):
        shop.line.message(shop.line.say(f"521555000002{number}", "Hola"))
    eventually(lambda: len(shop.line.rows("select from conversations where waiting_since is not null")) == 3)
    before = len(owner.mails())
    choose(owner, mail="all")

    def waiting(minutes: int) -> None:
        shop.line.change("update conversations set waiting_since = now() - make_interval(mins => %s)", (minutes,))

    def last_mail(minutes: int) -> None:
        shop.line.change("update alert_choices set mailed_at = now() - make_interval(mins => %s)", (minutes,))

    waiting(5)
    last_mail(90)
    service.mail_waiting()
    assert len(owner.mails()) == before, "they have not waited for ten minutes"
    shop.line.change(
        "update conversations set unread = 0 where id = (select id from conversations order by id limit 1)"
    )
    waiting(15)
    said = eventually(lambda: owner.mails()[before:])
    assert said[0]["subject"] == "Recado: Hay clientes esperando respuesta"
    assert "2 clientes esperan respuesta desde hace más de diez minutos" in said[0]["text"]
    assert f"{shop.product.stack.url}/inbox" in said[0]["text"]
    last_mail(90)
    waiting(120)
    service.mail_waiting()
    assert len(owner.mails()) == before + 1, "they waited already when the last mail told of it"


def test_a_mail_that_could_not_be_put_down_is_put_down_by_the_next_run(
    shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = shop.owner
    shop.line.message(shop.line.say("5215550000030", "Hola"))
    eventually(lambda: shop.line.rows("select from conversations where waiting_since is not null"))
    choose(owner, mail="all")
    shop.line.change("update conversations set waiting_since = now() - interval '20 minutes'")
    shop.line.change("update alert_choices set mailed_at = now() - interval '2 hours'")
    with monkeypatch.context() as patch:

        def dies(*_given: Any) -> UUID:
            raise KeyboardInterrupt

        patch.setattr(mail_queue, "put", dies)
        shop.product.admin("update users set email_verified_at = now() where email = %s", (owner.email,))
        with suppress(KeyboardInterrupt):  # it may find nothing: the product's own schedule was there first
            service.mail_waiting()
    eventually(lambda: [each for each in owner.mails() if "esperando" in each["subject"]])
