"""Numbers of WhatsApp Web over HTTP: linking, looking, restarting, logging out, deleting. The host is played here."""

from datetime import timedelta
from urllib.parse import unquote

import pytest

from recado.kernel.clock import now
from tests.rigs.desk import hired
from tests.rigs.people import Said
from tests.rigs.product import Json, Product
from tests.rigs.waiting import eventually
from tests.rigs.web_line import WebLine, web_line


@pytest.fixture
def web(product: Product) -> WebLine:
    return web_line(product)


def post(web: WebLine, action: str, **body: str) -> Said:
    return web.desk.person.call("POST", f"/v1/instances/{web.instance_id}/{action}", body or None)


def done(said: Said) -> Json:
    assert said.status == 200, said.body
    return said.body


def refused(said: Said, status: int, code: str) -> None:
    assert (said.status, said.body["code"]) == (status, code)


def seen(web: WebLine) -> Json:
    return web.desk.get(f"instances/{web.instance_id}/session")


def trail(web: WebLine) -> list[str]:
    statement = "select action from audit where thing_id = %s order by id"
    return [row["action"] for row in web.product.admin(statement, (web.instance_id,))]


def test_a_web_number_is_made_of_a_name_alone_and_waits_to_be_connected(web: WebLine) -> None:
    made = web.desk.get(f"instances/{web.instance_id}")
    assert (made["provider"], made["name"], made["phone_number_id"], made["state"]) == (
        "web",
        "Mostrador",
        None,
        "active",
    )
    assert seen(web)["state"] == "new"
    assert web.session()["wanted"] == "stopped"
    assert trail(web) == ["instance.created"]


@pytest.mark.parametrize("body", [{"provider": "web"}, {"provider": "web", "name": "n", "access_token": "t" * 20}])
def test_a_web_number_takes_a_name_and_nothing_else(web: WebLine, body: dict[str, str]) -> None:
    said = web.desk.post("instances", **body)
    refused(said, 400, "invalid")
    assert said.body["errors"][0]["field"] in ("name", "access_token")


def test_a_qr_is_shown_as_text_and_image_while_it_is_good_and_asked_for_again_with_its_etag(web: WebLine) -> None:
    assert done(post(web, "connect", method="qr"))["state"] == "pairing"
    assert (web.session()["wanted"], web.session()["command"]) == ("running", None)
    web.write(qr_sealed=web.sealed("qr", "2@abc,def"), qr_until=now() + timedelta(minutes=10))
    found = seen(web)
    assert (found["qr"], found["pairing_code"]) == ("2@abc,def", None)
    assert unquote(found["qr_svg"]).startswith("data:image/svg+xml")
    path = f"/v1/instances/{web.instance_id}/session"
    tag = web.desk.person.call("GET", path).headers["etag"]
    assert web.desk.person.call("GET", path, None, **{"If-None-Match": tag}).status == 304
    web.write(qr_until=now() - timedelta(seconds=1))
    assert (seen(web)["qr"], seen(web)["qr_svg"], seen(web)["expires_at"]) == (None, None, None)


def test_a_code_is_asked_for_with_the_phone_which_is_kept_sealed(web: WebLine) -> None:
    refused(post(web, "connect", method="code"), 400, "invalid")
    refused(post(web, "connect", method="qr", phone="+52 55 1234 5678"), 400, "invalid")
    refused(post(web, "connect", method="code", phone="12"), 400, "invalid")
    done(post(web, "connect", method="code", phone="+52 55 1234 5678"))
    assert b"5512345678" not in bytes(web.session()["pairing_phone_sealed"])
    web.write(
        qr_sealed=web.sealed("qr", "2@x"),
        qr_until=now() + timedelta(minutes=10),
        pairing_code_sealed=web.sealed("pairing_code", "ABCD-EFGH"),
    )
    assert seen(web)["pairing_code"] == "ABCD-EFGH"
    statement = "select after::text as after from audit where thing_id = %s and action = 'session.connecting'"
    (row,) = web.product.admin(statement, (web.instance_id,))
    assert "5512345678" not in row["after"]


def test_an_advisor_sees_the_state_and_no_qr_and_may_connect_nothing(web: WebLine) -> None:
    done(post(web, "connect", method="qr"))
    web.write(qr_sealed=web.sealed("qr", "2@abc"), qr_until=now() + timedelta(minutes=10))
    advisor = hired(web.product, web.desk.line, "ADVISOR")
    found = advisor.get(f"instances/{web.instance_id}/session")
    assert (found["state"], found["qr"], found["qr_svg"]) == ("pairing", None, None)
    for action in ("connect", "restart", "logout"):
        refused(advisor.post(f"instances/{web.instance_id}/{action}", method="qr"), 403, "forbidden")


def test_another_method_begins_the_pairing_anew_and_the_same_one_does_not(web: WebLine) -> None:
    done(post(web, "connect", method="qr"))
    web.write(
        qr_sealed=web.sealed("qr", "2@abc"),
        qr_until=now() + timedelta(minutes=10),
        lease_until=now() + timedelta(minutes=10),
    )
    assert done(post(web, "connect", method="qr"))["qr"] == "2@abc"
    assert web.session()["command"] is None
    assert done(post(web, "connect", method="code", phone="+525512345678"))["qr"] is None
    assert web.session()["command"] == "restart"


def test_who_is_online_is_not_connected_again(web: WebLine) -> None:
    web.has_keys()
    web.write(state="online", jid="5215512345678:12@s.whatsapp.net")
    assert seen(web)["phone"] == "+525512345678"
    assert web.desk.get(f"instances/{web.instance_id}")["display_phone"] == "+525512345678"
    refused(post(web, "connect", method="qr"), 409, "session_online")


@pytest.mark.parametrize("state", ["backoff", "replaced", "banned", "online"])
def test_a_linked_session_is_restarted_with_its_keys(web: WebLine, state: str) -> None:
    web.has_keys()
    web.write(state=state, restarts=7, next_start_at=now() + timedelta(hours=1))
    assert done(post(web, "restart"))["state"] == "connecting"
    row = web.session()
    assert (row["command"], row["wanted"], row["restarts"], row["next_start_at"]) == ("restart", "running", 0, None)
    assert "session.restarted" in trail(web)


def test_what_is_not_linked_cannot_be_restarted(web: WebLine) -> None:
    refused(post(web, "restart"), 409, "session_not_linked")


def test_a_logout_is_asked_of_the_host_and_nothing_else_until_it_is_done(web: WebLine) -> None:
    web.has_keys()
    web.write(state="online")
    done(post(web, "logout"))
    assert (web.session()["command"], web.session()["wanted"]) == ("logout", "stopped")
    refused(post(web, "restart"), 409, "session_logging_out")
    refused(post(web, "connect", method="qr"), 409, "session_logging_out")


def test_a_logout_while_pairing_ends_the_pairing(web: WebLine) -> None:
    done(post(web, "connect", method="qr"))
    assert done(post(web, "logout"))["state"] == "stopped"
    assert (web.session()["command"], web.session()["wanted"]) == (None, "stopped")


def test_a_cloud_number_has_no_session(web: WebLine) -> None:
    cloud = web.desk.line.instance_id
    for action in ("connect", "restart", "logout"):
        body = {"method": "qr"} if action == "connect" else {}
        refused(web.desk.post(f"instances/{cloud}/{action}", **body), 409, "instance_not_web")


def test_a_deleted_number_is_logged_out_if_it_is_linked_and_forgotten_if_not(web: WebLine) -> None:
    refused(web.desk.person.call("DELETE", f"/v1/instances/{web.instance_id}"), 409, "instance_not_disabled")
    web.has_keys()
    assert web.desk.post(f"instances/{web.instance_id}/disable").status == 200
    assert web.desk.person.call("DELETE", f"/v1/instances/{web.instance_id}").status == 204
    assert web.session()["command"] == "logout"
    other = web.desk.post("instances", provider="web", name="Otro").body["id"]
    assert web.desk.post(f"instances/{other}/disable").status == 200
    assert web.desk.person.call("DELETE", f"/v1/instances/{other}").status == 204
    assert not web.product.admin("select from web_sessions where instance_id = %s", (other,))


# Owners are told


def ends(web: WebLine) -> list[Json]:
    return [each for each in web.desk.person.mails() if "Mostrador" in each["text"]]


def test_the_owner_is_told_once_of_each_end_in_their_language(web: WebLine) -> None:
    web.has_keys()
    web.ends("banned", "101")
    eventually(lambda: ends(web))
    assert ends(web)[-1]["subject"] == "Recado: Tu número dejó de funcionar"
    eventually(lambda: web.desk.line.events("session.owners_told"))
    web.product.admin("update users set language = 'en' where id = %s", (web.desk.user_id,))
    web.product.admin("update web_sessions set tell_tried_at = null where instance_id = %s", (web.instance_id,))
    web.ends("logged_out")
    eventually(lambda: len(ends(web)) == 2)
    assert "logged out" in ends(web)[-1]["text"]
    eventually(lambda: len(web.desk.line.events("session.owners_told")) == 2)


def test_nobody_is_told_of_a_logout_they_asked_for(web: WebLine) -> None:
    web.ends("logged_out", "asked")
    other, stopped = web_line(web.product), web_line(web.product)
    stopped.ends("stopped")
    other.ends("replaced")
    eventually(lambda: ends(other))
    assert not ends(web)
    assert not ends(stopped)


@pytest.mark.parametrize("reason", ["too_many_restarts", "keys_not_opened", "keys_corrupt"])
def test_the_owner_is_told_of_a_session_that_was_given_up(web: WebLine, reason: str) -> None:
    web.ends("stopped", reason)
    eventually(lambda: ends(web))
    assert "varias veces" in ends(web)[-1]["text"]


# Sending


def test_a_template_is_refused_before_anything_is_queued(web: WebLine) -> None:
    web.said(phone=web.product.customer())
    conversation = str(web.desk.line.conversation())
    said = web.desk.try_to_send(conversation, type="template", name="saludo", language="es")
    refused(said, 409, "templates_not_on_web")
    said = web.desk.try_to_send(conversation, type="saved_template", template_id=str(web.instance_id))
    refused(said, 409, "templates_not_on_web")
    assert not web.desk.line.rows("select * from outbound")


def test_a_text_may_be_sent_days_later_and_waits_for_the_session(web: WebLine) -> None:
    web.said(phone=web.product.customer(), age=5 * 86400)
    conversation = str(web.desk.line.conversation())
    sent = web.desk.send(conversation, type="text", body="¡Buenas!")
    assert {each.get("conversation_id") for each in web.tokens()} == {conversation}
    assert web.desk.message(conversation, sent["id"])["status"] == "queued"


@pytest.mark.parametrize(("action", "status"), [("retry", "queued"), ("give-up", "failed")])
def test_an_unconfirmed_message_is_shown_and_resent_or_given_up(web: WebLine, action: str, status: str) -> None:
    web.said(phone=web.product.customer())
    conversation = str(web.desk.line.conversation())
    sent = web.desk.send(conversation, type="text", body="¡Buenas!")["id"]
    web.tokens()
    change = web.desk.line.change
    change(
        "update outbound set state = 'sending', claimed_at = now() - interval '1 hour' where message_id = %s", (sent,)
    )
    change("update messages set status = 'sending' where id = %s", (sent,))
    web.desk.reached(conversation, sent, "unconfirmed")
    assert web.desk.post(f"conversations/{conversation}/messages/{sent}/{action}").status in (200, 201)
    assert web.desk.message(conversation, sent)["status"] == status


def test_what_waits_on_a_deleted_number_fails(web: WebLine) -> None:
    web.said(phone=web.product.customer())
    conversation = str(web.desk.line.conversation())
    sent = web.desk.send(conversation, type="text", body="¡Buenas!")["id"]
    web.desk.line.change("update outbound set next_at = now() - interval '1 hour'")
    assert web.desk.post(f"instances/{web.instance_id}/disable").status == 200
    assert web.desk.person.call("DELETE", f"/v1/instances/{web.instance_id}").status == 204
    web.desk.reached(conversation, sent, "failed")
