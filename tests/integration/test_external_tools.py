"""Tools a business gives its agent: what they send, what the model hears, and that an effect is never made twice."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from infra.local.seed import post
from recado.activity.model import MASKED
from recado.agent.external import abandoned, reseal, sending
from recado.agent.respond import respond
from recado.messaging import buffer_store
from recado.messaging.buffer_store import Claimed
from recado.messaging.jobs import AnswerJob
from recado.platform import crypto
from recado.platform.db import database
from tests.rigs.desk import Desk, hired
from tests.rigs.product import Line, Product
from tests.rigs.tool_server import SHIPMENT, ToolServer, tool_server

SECRET = "sk-muy-secreta-123"
LOOKUP: dict[str, Any] = {
    "name": "consultar_envio",
    "description": "Dice dónde va un envío.",
    "headers": {"Authorization": "Bearer {{secret.clave}}"},
    "body_template": {"guia": "{{guia}}", "nota": "guía {{guia}} de {{tienda}}", "cuantos": "{{cuantos}}"},
    "parameters": [
        {"name": "guia", "type": "string", "description": "La guía"},
        {"name": "cuantos", "type": "integer", "required": False},
        {"name": "tienda", "source": "fixed", "value": "centro"},
    ],
    "secrets": {"clave": SECRET},
}
EFFECT = LOOKUP | {"name": "apartar_mesa", "effect": True, "timeout_seconds": 2}
SAYS = {"say": "Con gusto te ayudo."}


@pytest.fixture(scope="module")
def server() -> Iterator[ToolServer]:
    with tool_server() as made:
        yield made


@pytest.fixture
def desk(product: Product) -> Desk:
    return verified(product, product.line())


def verified(product: Product, line: Line) -> Desk:
    """The owner of the line's business, whose address is confirmed."""
    made = hired(product, line)
    product.admin("update users set email_verified_at = now() where id = %s", (made.user_id,))
    return made


def made(desk: Desk, url: str, **more: Any) -> dict[str, Any]:
    said = desk.post("external-tools", **LOOKUP | {"url": url} | more)
    assert said.status == 201, said.body
    return said.body


def called(name: str, guia: str = "MX123", cuantos: int | None = 2) -> dict[str, Any]:
    return {"calls": [{"name": name, "arguments": {"guia": guia, "cuantos": cuantos}}]}


def script(line: Line, *steps: dict[str, Any], repeat: bool = False) -> None:
    post(f"{line.product.model}/_sim/script", {"match": {"model": line.model}, "steps": list(steps), "repeat": repeat})


def ledger(line: Line) -> list[Any]:
    return line.rows("select name, arguments, result, state, code, effect from agent_tool_calls order by created_at")


def heard(line: Line) -> list[dict[str, Any]]:
    """What tools answered the model, in the last request."""
    given = line.asked()[-1]["body"]["input"]
    return [json.loads(each["output"]) for each in given if each.get("type") == "function_call_output"]


# What administrators define


def test_a_tool_is_defined_changed_and_deleted_and_its_secrets_are_never_shown(desk: Desk) -> None:
    tool = made(desk, "https://example.com/envios")
    assert tool["secrets"] == {"clave": MASKED}
    path = f"/v1/external-tools/{tool['id']}"
    changed = desk.person.call("PATCH", path, {"version": 1, "enabled": False, "secrets": {"clave": MASKED}})
    assert (changed.status, changed.body["enabled"], changed.body["version"]) == (200, False, 2)
    stale = desk.person.call("PATCH", path, {"version": 1, "enabled": True})
    assert (stale.status, stale.body["code"]) == (409, "tool_changed")
    (row,) = desk.line.rows("select secrets_sealed from external_tools")
    assert SECRET.encode() not in bytes(row["secrets_sealed"])
    assert SECRET not in json.dumps(desk.get("external-tools"))
    assert SECRET not in json.dumps(desk.line.rows("select before, after from audit"), default=str)
    assert desk.person.call("DELETE", path).status == 204
    assert desk.person.call("GET", path).status == 404


def test_secrets_are_given_again_when_the_address_becomes_that_of_another_server(desk: Desk) -> None:
    path = f"/v1/external-tools/{made(desk, 'https://example.com/envios')['id']}"
    stolen = desk.person.call("PATCH", path, {"version": 1, "url": "https://example.org/x"})
    assert (stolen.status, "secrets" in json.dumps(stolen.body)) == (400, True)
    moved = desk.person.call("PATCH", path, {"version": 1, "url": "https://example.com/otra"})
    assert moved.status == 200
    given = {"version": 2, "url": "https://example.org/x", "secrets": {"clave": "otra-clave"}}
    assert desk.person.call("PATCH", path, given).status == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": "pedir_humano"},
        {"name": "Con Mayúsculas"},
        {"url": "http://example.com/"},
        {"url": "https://10.0.0.1/"},
        {"url": "https://localhost/"},
        {"url": "https://user:pass@example.com/"},
        {"url": "https://example.com/{{guia}}"},
        {"headers": {"Host": "x"}},
        {"headers": {"Content-Length": "1"}},
        {"headers": {"X-A": "a\r\nX-B: b"}},
        {"headers": {"X-A\r\nX-B": "b"}},
        {"headers": {"X-A": "{{secret.otra}}"}},
        {"body_template": {"a": "{{nadie}}"}},
        {"body_template": {"{{guia}}": 1}},
        {"parameters": [{"name": "guia"}, {"name": "guia"}]},
        {"parameters": [{"name": "guia", "source": "fixed"}]},
        {"parameters": [{"name": "guia", "source": "variable", "variable": "nadie"}]},
        {"parameters": [{"name": "guia", "type": "integer", "enum": ["a"]}]},
        {"timeout_seconds": 21},
        {"secrets": {"clave": "abc"}},
    ],
)
def test_a_tool_that_must_not_be_is_refused(desk: Desk, wrong: dict[str, Any]) -> None:
    said = desk.post("external-tools", **LOOKUP | {"url": "https://example.com/"} | wrong)
    assert said.status == 400, said.body


def test_a_business_has_fifteen_tools_each_of_a_name_of_its_own(desk: Desk) -> None:
    for each in range(15):
        made(desk, "https://example.com/", name=f"una_{each}")
    assert desk.post("external-tools", **LOOKUP | {"url": "https://example.com/"}).status == 409
    desk.line.change("delete from external_tools where name = 'una_3'")
    twice = desk.post("external-tools", **LOOKUP | {"url": "https://example.com/", "name": "una_4"})
    assert (twice.status, twice.body["code"]) == (409, "tool_exists")
    made(desk, "https://example.com/")


def test_secrets_are_sealed_anew_with_the_newest_key(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made(desk, "https://example.com/")
    seal = "select secrets_sealed from external_tools"
    (before,) = desk.line.rows(seal)
    monkeypatch.setattr(crypto, "newest_prefix", lambda: b"another key")
    done, _ = reseal.reseal()
    assert done >= 1
    (after,) = desk.line.rows(seal)
    assert bytes(after["secrets_sealed"]) != bytes(before["secrets_sealed"])


# Trying a tool out


def test_a_trial_is_a_real_call_that_says_so_and_shows_no_secret(desk: Desk, server: ToolServer) -> None:
    server.answers["/echo"] = (200, json.dumps({"dijo": f"Bearer {SECRET}", "ok": True}).encode())
    tool = made(desk, f"{server.url}/echo")
    hostile = '"}, "admin": true, {{secret.clave}} \r\n'
    said = desk.post(f"external-tools/{tool['id']}/try", arguments={"guia": hostile, "cuantos": 3})
    assert said.status == 200, said.body
    (got,) = server.at("/echo")
    assert got["body"] == {"guia": hostile, "nota": f"guía {hostile} de centro", "cuantos": 3}, "values, not text"
    assert (got["headers"]["Authorization"], got["headers"]["X-Recado-Test"]) == (f"Bearer {SECRET}", "1")
    assert SECRET not in json.dumps(said.body)
    assert said.body["result"]["datos"] == {"dijo": f"Bearer {MASKED}", "ok": True}
    wrong = desk.post(f"external-tools/{tool['id']}/try", arguments={"guia": 3})
    assert wrong.status == 400


def test_a_value_that_ends_a_header_is_not_sent(desk: Desk, server: ToolServer) -> None:
    tool = made(desk, f"{server.url}/headers", headers={"X-Guia": "{{guia}}"})
    said = desk.post(f"external-tools/{tool['id']}/try", arguments={"guia": "a\r\nX-Admin: 1"})
    assert (said.status, server.at("/headers")) == (400, [])


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/inward", "redirige"),
        ("/large", "demasiado_grande"),
        ("/drip", "sin_respuesta"),
        ("/cut", "sin_respuesta"),
        ("/bad", "no_es_json"),
        ("/refuses", "rechazada"),
        ("/broken", "error_del_servidor"),
    ],
)
def test_whatever_a_server_does_a_trial_ends_with_why(desk: Desk, server: ToolServer, path: str, code: str) -> None:
    server.answers |= {"/bad": (200, b"<html>"), "/refuses": (400, b"{}"), "/broken": (500, b"{}")}
    tool = made(desk, f"{server.url}{path}", timeout_seconds=1)
    said = desk.post(f"external-tools/{tool['id']}/try", arguments={"guia": "x"})
    assert said.body["result"]["codigo"] == code


# What the agent does with them


def test_the_model_calls_a_tool_and_answers_with_what_it_said(desk: Desk, server: ToolServer) -> None:
    line = desk.line
    tool = made(desk, f"{server.url}/shipment", result_paths=["estado", "total"])
    script(line, called("consultar_envio"), {"say": "Tu envío va en camino; el total es de $1,299."})
    line.say(line.product.customer(), "¿Dónde va mi envío?")
    (sent,) = line.settled(1)
    assert sent["body"]["text"]["body"] == "Tu envío va en camino; el total es de $1,299."
    (got,) = server.at("/shipment")
    assert got["body"]["guia"] == "MX123"
    assert len(got["headers"]["Idempotency-Key"]) == 64
    expected = {"estado": SHIPMENT["estado"], "total": SHIPMENT["total"]}
    assert heard(line) == [{"ok": True, "fuente": "externa", "estado": 200, "datos": expected}]
    (kept,) = desk.get(f"external-tools/{tool['id']}/calls")["items"]
    assert (kept["state"], kept["arguments"]) == ("done", {"guia": "MX123", "cuantos": 2})
    assert SECRET not in json.dumps(line.asked(), default=str)


def test_after_what_a_server_said_no_effect_is_made_until_the_customer_writes_again(
    desk: Desk, server: ToolServer
) -> None:
    line, customer = desk.line, desk.line.product.customer()
    made(desk, f"{server.url}/order-look")
    made(desk, f"{server.url}/order-do", **EFFECT)
    script(line, called("consultar_envio"), called("apartar_mesa"), SAYS, called("apartar_mesa"), SAYS)
    line.say(customer, "¿Dónde va?")
    line.settled(1)
    assert server.at("/order-do") == []
    assert heard(line)[-1]["codigo"] == "espera_al_cliente"
    line.say(customer, "Sí, apártala")
    line.settled(2)
    assert len(server.at("/order-do")) == 1


def test_a_person_may_be_called_after_what_a_server_said(desk: Desk, server: ToolServer) -> None:
    line = desk.line
    made(desk, f"{server.url}/person")
    asks = {"calls": [{"name": "pedir_humano", "arguments": {"motivo": "lo_pide", "resumen": "Su envío"}}]}
    script(line, called("consultar_envio"), asks)
    line.say(line.product.customer(), "¿Dónde va?")
    line.settled(1)
    assert len(line.rows("select from handovers")) == 1


def test_the_same_effect_within_minutes_is_told_again_and_not_made_again(desk: Desk, server: ToolServer) -> None:
    line, customer = desk.line, desk.line.product.customer()
    made(desk, f"{server.url}/once", **EFFECT)
    script(line, called("apartar_mesa"), SAYS, repeat=True)
    line.say(customer, "Apártame una mesa")
    line.settled(1)
    line.say(customer, "Apártala, por favor")
    line.settled(2)
    assert len(server.at("/once")) == 1
    assert heard(line)[-1]["repetida"] is True
    line.change("update agent_tool_calls set created_at = created_at - interval '11 minutes'")
    line.say(customer, "Apárta otra igual")
    line.settled(3)
    assert len(server.at("/once")) == 2


@pytest.mark.parametrize("path", ["/hang", "/cut"])
def test_an_effect_whose_outcome_nobody_knows_is_given_to_a_person(desk: Desk, server: ToolServer, path: str) -> None:
    line, before = desk.line, len(server.at(path))
    made(desk, f"{server.url}{path}", **EFFECT)
    script(line, called("apartar_mesa"), SAYS)
    line.say(line.product.customer(), "Apártame una mesa")
    (sent,) = line.settled(1)
    assert "persona del equipo" in sent["body"]["text"]["body"]
    assert len(server.at(path)) == before + 1
    assert [(each["state"], each["effect"]) for each in ledger(line)] == [("unknown", True)]
    (row,) = line.rows("select reason, summary from handovers")
    assert (row["reason"], "apartar_mesa" in row["summary"]) == ("doubtful", True)


def test_five_failures_within_a_minute_turn_a_tool_off_for_a_minute(desk: Desk, server: ToolServer) -> None:
    line = desk.line
    server.answers["/unwell"] = (503, b"{}")
    made(desk, f"{server.url}/unwell")
    script(line, {"calls": [called("consultar_envio", f"MX{n}")["calls"][0] for n in range(7)]}, SAYS)
    line.say(line.product.customer(), "¿Dónde van?")
    line.settled(1)
    assert len(server.at("/unwell")) == 5
    codes = [each["codigo"] for each in heard(line)]
    assert codes == ["error_del_servidor"] * 5 + ["en_pausa"] * 2
    line.change("update agent_tool_calls set created_at = created_at - interval '61 seconds'")
    script(line, called("consultar_envio", "MX9"), SAYS)
    line.say(line.product.customer(), "¿Y ahora?")
    line.settled(2)
    assert len(server.at("/unwell")) == 6


def test_a_long_answer_is_cut_for_the_model(desk: Desk, server: ToolServer) -> None:
    line = desk.line
    server.answers["/long"] = (200, json.dumps({"texto": 'a"ñ' * 9000}).encode())
    made(desk, f"{server.url}/long")
    script(line, called("consultar_envio"), SAYS)
    line.say(line.product.customer(), "¿Dónde va?")
    line.settled(1)
    (result,) = heard(line)
    assert result["datos"]["cortado"] is True
    assert len(json.dumps(result["datos"], ensure_ascii=False)) <= 4000


# A process that dies


class Died(BaseException):
    """The process is gone: nothing after it runs."""


def dead_turn(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    """A turn runs here and dies as soon as its tool's server has answered; then its claim lapses."""
    line.message(line.say(line.product.customer(), "Apártame una mesa"))
    conversation_id, send = line.conversation(), sending.send

    def dies(*given: Any) -> Any:
        send(*given)
        raise Died

    with database().tenant(line.business_id) as tx:
        claim_id = buffer_store.claim(tx, conversation_id, 600)
    assert claim_id
    monkeypatch.setattr(sending, "send", dies)
    with pytest.raises(Died):
        respond(AnswerJob.of(Claimed(line.business_id, conversation_id, claim_id, 0)))


def lapse(line: Line) -> None:
    line.change("update buffers set processing_until = now() - interval '1 second'")


def quiet_line(product: Product) -> Desk:
    return verified(product, product.line(quiet=60, most=60))


def test_an_effect_that_a_dead_turn_began_is_not_repeated_and_a_person_finds_out(
    product: Product, server: ToolServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = quiet_line(product)
    line = desk.line
    made(desk, f"{server.url}/dies", **EFFECT)
    script(line, called("apartar_mesa"), repeat=True)
    dead_turn(line, monkeypatch)
    assert [each["state"] for each in ledger(line)] == ["started"], "committed before the call"
    lapse(line)
    (sent,) = line.settled(1)
    assert "persona del equipo" in sent["body"]["text"]["body"]
    assert len(server.at("/dies")) == 1
    assert [each["state"] for each in ledger(line)] == ["unknown"]
    assert len(line.rows("select from handovers")) == 1
    assert len(line.events("external_tool.unconfirmed")) == 1


def test_a_call_that_no_later_turn_asks_for_again_is_given_to_a_person_by_the_sweep(
    product: Product, server: ToolServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = quiet_line(product)
    line = desk.line
    made(desk, f"{server.url}/swept", **EFFECT)
    script(line, called("apartar_mesa"), SAYS)
    dead_turn(line, monkeypatch)
    lapse(line)
    line.settled(1)
    abandoned.sweep()
    assert [each["state"] for each in ledger(line)] == ["started"], "too early"
    line.change("update agent_tool_calls set created_at = now() - %s", (abandoned.AFTER + timedelta(seconds=1),))
    product.swept()
    abandoned.sweep()
    assert [each["state"] for each in ledger(line)] == ["unknown"]
    assert len(line.rows("select from handovers")) == 1
    assert len(line.events("external_tool.unconfirmed")) == 1, "once, also when two sweep"


def test_a_lookup_that_a_dead_turn_made_is_made_again(
    product: Product, server: ToolServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = quiet_line(product)
    line = desk.line
    made(desk, f"{server.url}/again")
    script(line, called("consultar_envio"), called("consultar_envio"), SAYS)
    dead_turn(line, monkeypatch)
    lapse(line)
    line.settled(1)
    assert len(server.at("/again")) == 2
    assert line.rows("select from handovers") == []


def test_a_turn_that_became_stale_makes_no_effect(desk: Desk, server: ToolServer) -> None:
    line, customer = desk.line, desk.line.product.customer()
    made(desk, f"{server.url}/stale", **EFFECT)
    script(line, called("apartar_mesa"), SAYS)
    with line.held_answer():
        line.say(customer, "Apártame una mesa")
        line.thinking()
        desk.send(str(line.conversation()), type="text", body="Yo te atiendo")
    line.settled(1)
    assert (server.at("/stale"), ledger(line)) == ([], [])
