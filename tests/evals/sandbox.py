"""A business of a case's own on the running product, with its tools, files and fields; nothing of it leaves here."""

import json
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

from infra.local.seed import post
from recado.activity.model import Actor
from recado.agent.configs import changing
from recado.agent.external import service as external
from recado.agent.external.model import Definition
from tests.evals.cases_format import Caso, Herramienta, Manner, Mensaje, Negocio, Turno
from tests.rigs.customer_files import upload
from tests.rigs.desk import hired
from tests.rigs.desk_files import brought
from tests.rigs.product import Line, Product
from tests.rigs.tool_server import ToolServer
from tests.rigs.waiting import eventually

Json = dict[str, Any]
QUIET: Final = 60.0  # a burst is over when its case says so
MANNERS: Final[dict[Manner, str]] = {"cuelga": "/hang", "corta": "/cut", "error": "/broken", "basura": "/bad"}
TOOL_SECONDS: Final = 2
OGG: Final = b"OggS\x00\x02" + (48_000 * 5).to_bytes(8, "little") + bytes(12) + b"\x01\x13OpusHead\x01\x01"
PNG: Final = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00" + bytes(500)
_DAYS: Final = {
    "lunes": "monday", "martes": "tuesday", "miércoles": "wednesday", "jueves": "thursday", "viernes": "friday",
    "sábado": "saturday", "domingo": "sunday",
}  # fmt: skip


@dataclass(slots=True)
class Sandbox:
    """model: the real one that answers; None for the simulated one. files: ids by title."""

    case: Caso
    line: Line
    server: ToolServer
    model: str | None
    customer: str
    files: dict[str, str] = field(default_factory=dict)

    @property
    def actor(self) -> Actor:
        return Actor(business_id=self.line.business_id, kind="system")

    def path(self, tool: str) -> str:
        """Returns where a tool's server hears of it."""
        return f"/{self.line.business_id}/{tool}"

    def behave(self, tool: str, manner: Manner) -> None:
        """From now on a tool's server behaves so."""
        self.server.manners.pop(self.path(tool), None)
        if manner != "bien":
            self.server.manners[self.path(tool)] = MANNERS[manner]

    def say(self, message: str | Mensaje) -> str:
        """The customer sends one message; returns the vendor's id of it."""
        if isinstance(message, str):
            return self.line.say(self.customer, message)
        if message.texto:
            return self.line.say(self.customer, message.texto, **({"name": message.nombre} if message.nombre else {}))
        kind, start, mime_type = ("audio", OGG, "audio/ogg") if message.voz else ("image", PNG, "image/png")
        data = start + uuid4().bytes + b"recado-heard:" + json.dumps(message.voz or message.imagen).encode() + b"\x00"
        about: Json = {"id": upload(self.line, data, mime_type)} | ({"caption": message.pie} if message.pie else {})
        return str(self.line.tell("messages", **{"from": self.customer, "type": kind, kind: about})["id"])

    def script(self, turns: list[Turno], schema: str) -> None:
        """The simulated model says this next. schema: of what it answers in JSON, which other questions do not get."""
        for match, structured in (({"schema": schema}, True), ({}, False)):
            steps = [self._step(each) for each in turns if (each.json_ is not None) is structured]
            if steps:
                body = {"match": {"model": self.line.model, **match}, "steps": steps}
                post(f"{self.line.product.model}/_sim/script", body)

    def _step(self, turn: Turno) -> Json:
        if turn.llama:
            return {"calls": [{"name": each.nombre, "arguments": self._named(each.argumentos)} for each in turn.llama]}
        if turn.json_ is not None:
            return {"json": turn.json_}
        return {"refuse": True} if turn.rehusa else {"say": turn.di}

    def _named(self, value: Any) -> Any:
        """Ids in place of `archivo:TITLE`."""
        if isinstance(value, dict):
            return {name: self._named(each) for name, each in value.items()}
        if isinstance(value, str) and value.startswith("archivo:"):
            return self.files[value.removeprefix("archivo:")]
        return value


def open_sandbox(product: Product, server: ToolServer, case: Caso, model: str | None) -> Sandbox:
    """Returns the case's business, ready for its first message."""
    business, line = case.negocio, product.line(quiet=QUIET, most=QUIET)
    hours = json.dumps([{"day": _DAYS[each.dia], "from": each.de, "to": each.a} for each in business.horario])
    line.change(
        "update businesses set context = %s, timezone = %s, hours = %s::jsonb, agent_version = %s, agent_model = %s",
        (business.contexto, business.zona, hours, business.version, model or line.model),
    )
    sandbox = Sandbox(case, line, server, model, product.customer())
    for tool in business.herramientas:
        _add_tool(sandbox, tool)
    for each in business.campos:
        labels = (each.etiqueta, each.etiqueta)
        changing.define_field(sandbox.actor, each.clave, labels, each.tipo, [], each.descripcion, extract=True)
    if business.archivos:
        _add_files(sandbox, business)
    return sandbox


def _add_tool(sandbox: Sandbox, tool: Herramienta) -> None:
    """Its server gets the arguments as they are."""
    path = sandbox.path(tool.nombre)
    sandbox.server.answers[path] = (tool.estado, json.dumps(tool.contesta).encode())
    parameters = [
        {
            "name": each.nombre, "type": each.tipo, "description": each.descripcion, "required": not each.opcional,
        }
        for each in tool.parametros
    ]  # fmt: skip
    definition = {
        "name": tool.nombre,
        "description": tool.descripcion,
        "url": f"{sandbox.server.url}{path}",
        "body_template": {each.nombre: f"{{{{{each.nombre}}}}}" for each in tool.parametros},
        "parameters": parameters,
        "effect": tool.efecto,
        "timeout_seconds": TOOL_SECONDS,
    }
    external.create(sandbox.actor, Definition.model_validate(definition), {})


def _add_files(sandbox: Sandbox, business: Negocio) -> None:
    """Brought by somebody of the team, and read."""
    line = sandbox.line
    desk = hired(line.product, line)
    line.product.admin("update users set email_verified_at = now() where id = %s", (desk.user_id,))
    for each in business.archivos:
        media_id = brought(desk, each.texto.encode(), "text/plain", f"{each.titulo}.txt")
        about = {"title": each.titulo, "when_to_use": each.cuando, "sendable": each.enviable}
        said = desk.post("files", media_id=media_id, **about)
        assert said.status == 201, said.body
        sandbox.files[each.titulo] = said.body["id"]
    waiting = "select from files where state = 'waiting'"
    eventually(lambda: not line.rows(waiting))
    unread = line.rows("select title, reason from files where state <> 'ready'")
    assert not unread, unread


def conversation_of(sandbox: Sandbox) -> UUID:
    """Returns the case's one conversation. Raises AssertionError when the customer has not written yet."""
    rows = sandbox.line.rows("select id from conversations")
    assert len(rows) == 1, f"{len(rows)} conversations"
    return UUID(str(rows[0]["id"]))
