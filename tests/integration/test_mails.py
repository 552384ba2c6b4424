"""Mails go by queue: none is lost, nobody waits for the mail server, and what they say is sealed while it waits."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from infra.local.seed import post
from recado.accounts import mail_queue
from recado.accounts.mail_queue import MOST_TRIES, WAITS, MailJob
from recado.kernel.errors import Unavailable
from recado.platform import mail
from recado.platform.db import database
from recado.platform.mail import Mail, MailRefused
from tests.rigs.people import Person, newcomer, verified
from tests.rigs.product import Product, Row
from tests.rigs.waiting import eventually


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Mail, UUID]]:
    """What this process hands to the mail server, which takes it."""
    taken: list[tuple[Mail, UUID]] = []
    monkeypatch.setattr(mail, "send", lambda message, mail_id: taken.append((message, mail_id)))
    return taken


def waiting(person: Person, *, due: bool = True, valid: timedelta = timedelta(days=1)) -> UUID:
    """A mail that waits and whose token was lost; one that is not due keeps the product's own worker away."""
    with database().accounts() as tx:
        mail_id = mail_queue.put(tx, Mail(person.email, "Recado: x", "texto secreto", "reset"), None, valid)
        tx.value("select 1")
    if not due:
        person.product.admin("update mails set next_at = now() + interval '1 hour' where id = %s", (mail_id,))
    return mail_id


def row(product: Product, mail_id: UUID) -> Row:
    (found,) = product.admin("select * from mails where id = %s", (mail_id,))
    return found


def held(product: Product, person: Person) -> UUID:
    """A mail only this test sends: due, and out of the sweep's sight for as long."""
    mail_id = waiting(person, due=False)
    product.admin("update mails set next_at = clock_timestamp() where id = %s", (mail_id,))
    return mail_id


def test_a_mail_whose_token_was_lost_is_found_by_the_sweep(product: Product) -> None:
    ana = newcomer(product)
    mail_id = waiting(ana)
    product.admin("update mails set next_at = now() - interval '2 minutes' where id = %s", (mail_id,))
    eventually(lambda: row(product, mail_id)["state"] == "sent")
    assert [each["subject"] for each in ana.mails()] == ["Recado: x"]


def test_a_mail_is_put_down_with_what_it_is_about_or_not_at_all(product: Product) -> None:
    ana = newcomer(product)
    before = product.admin("select count(*) as n from mails")

    def undone() -> None:
        with database().accounts() as tx:
            mail_queue.put(tx, Mail(ana.email, "s", "t"), None)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        undone()
    assert product.admin("select count(*) as n from mails") == before


def test_while_it_waits_a_mail_is_sealed_and_then_forgotten(product: Product, server: list[tuple[Mail, UUID]]) -> None:
    ana = newcomer(product)
    mail_id = held(product, ana)
    sealed = bytes(row(product, mail_id)["mail_sealed"])
    assert b"secreto" not in sealed
    assert ana.email.encode() not in sealed
    assert mail_queue.send(MailJob(mail_id)) == []
    assert [(message.to, named) for message, named in server] == [(ana.email, mail_id)]
    assert (row(product, mail_id)["state"], row(product, mail_id)["mail_sealed"]) == ("sent", None)


def test_a_token_that_comes_twice_sends_once(product: Product, server: list[tuple[Mail, UUID]]) -> None:
    mail_id = held(product, newcomer(product))
    for _ in range(2):
        mail_queue.send(MailJob(mail_id))
    mail_queue.send(MailJob(uuid4()))
    assert len(server) == 1


def test_a_worker_that_died_is_followed_by_another_once_its_claim_has_lapsed(
    product: Product, server: list[tuple[Mail, UUID]], monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_id = held(product, newcomer(product))
    with monkeypatch.context() as patch:

        def dies(_message: Mail, _mail_id: UUID) -> None:
            raise KeyboardInterrupt

        patch.setattr(mail, "send", dies)
        with pytest.raises(KeyboardInterrupt):
            mail_queue.send(MailJob(mail_id))
    mail_queue.send(MailJob(mail_id))
    assert server == [], "the claim holds"
    product.admin("update mails set next_at = now() where id = %s", (mail_id,))
    mail_queue.send(MailJob(mail_id))
    assert [named for _, named in server] == [mail_id]


def test_a_server_that_does_not_take_it_is_asked_again_ever_later_for_about_a_day(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_message: Mail, _mail_id: UUID) -> None:
        raise Unavailable("the mail server did not take the mail (451)")

    monkeypatch.setattr(mail, "send", away)
    mail_id = held(product, newcomer(product))
    delays = []
    for _ in range(MOST_TRIES):
        product.admin("update mails set next_at = now() where id = %s", (mail_id,))
        delays.append([message.delay for message in mail_queue.send(MailJob(mail_id))])
    assert delays == [[11], [61], [301]] + [[]] * (MOST_TRIES - 3), "what waits longer is left to the sweep"
    assert 20 * 3600 < sum(WAITS) < 30 * 3600
    given_up = row(product, mail_id)
    assert (given_up["state"], given_up["mail_sealed"], given_up["attempts"]) == ("failed", None, MOST_TRIES)
    events = product.admin("select severity, data from events where type = 'mail.failed' and data->>'mail_id' = %s",
                           (str(mail_id),))  # fmt: skip
    assert [(each["severity"], each["data"]["mail"]) for each in events] == [("error", "reset")]


def test_a_mail_refused_for_good_is_not_tried_again(product: Product, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(_message: Mail, _mail_id: UUID) -> None:
        raise MailRefused("the mail server did not take the mail (550)")

    monkeypatch.setattr(mail, "send", refuses)
    mail_id = held(product, newcomer(product))
    assert mail_queue.send(MailJob(mail_id)) == []
    assert (row(product, mail_id)["state"], row(product, mail_id)["attempts"]) == ("failed", 1)


def test_a_link_nobody_can_use_any_more_is_not_sent(product: Product, server: list[tuple[Mail, UUID]]) -> None:
    mail_id = waiting(newcomer(product), due=False, valid=timedelta(seconds=-1))
    product.admin("update mails set next_at = now() where id = %s", (mail_id,))
    mail_queue.send(MailJob(mail_id))
    assert (server, row(product, mail_id)["state"]) == ([], "failed")


def test_with_the_queue_away_the_request_succeeds_and_the_mail_comes_later(
    product: Product, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(_messages: object) -> None:
        raise Unavailable("the queue did not take a message")

    monkeypatch.setattr("recado.platform.queues.send", away)
    mail_id = waiting(newcomer(product), due=False)
    mail_queue.publish([mail_id])
    assert row(product, mail_id)["state"] == "waiting"


def test_a_silent_mail_server_keeps_no_request_waiting(product: Product) -> None:
    ana = newcomer(product)
    post(f"{product.stack.simulator('mail')}/_sim/refuse", {"times": 1})
    assert ana.sign_up().status == 202
    eventually(lambda: len(ana.mails()) == 1, 120)


@pytest.mark.parametrize("name", ["Gana en https://evil.example/x", "evil．com", "Pagos\u202emoc.live", "x" * 200])
def test_the_name_of_a_business_puts_no_link_into_an_invitation(product: Product, name: str) -> None:
    owner, guest = verified(product), newcomer(product)
    product.admin(
        "update businesses set name = %s where id = %s", (name, owner.call("GET", "/v1/me").body["business_id"])
    )
    assert owner.post("team/invitations", email=guest.email, role="ADVISOR").status == 201
    (invitation,) = guest.mails()
    assert invitation["text"].count("://") == 1, "ours"
    assert "evil" not in invitation["text"]
    assert "\u202e" not in invitation["text"]
    assert len(invitation["text"]) < 400
