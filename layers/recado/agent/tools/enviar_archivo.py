"""enviar_archivo: sends one of the business's files after the answer, in the transaction that books it."""

from functools import partial
from typing import Annotated, Final
from uuid import UUID

from pydantic import Field, StringConstraints

from recado.agent import customer_text, evidence, sent_files
from recado.agent.grounding.checked import Checked, check_draft
from recado.agent.model import Draft, ToolOutcome, TurnContext
from recado.agent.sent_files import SentFile
from recado.agent.tools.tool import Arguments, Tool
from recado.catalog import picture_store
from recado.knowledge import store
from recado.knowledge.model import AgentFile
from recado.messaging.file_names import safe_name
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing

OF_PRODUCT: Final = "foto:"  # before the ref of a product, whose first picture is meant
HOURS: Final = 24  # in which the same file is not sent again, unless the customer wants it again
MOST_LISTED: Final = 40
MOST_CAPTION: Final = 300
_MOST_LINE: Final = 300
_AGAIN: Final = ("otra vez", "de nuevo", "nuevamente", "reenvía", "reenvia", "no me llegó", "no me llego", "again")


class SendFile(Arguments):
    archivo: Annotated[
        str,
        StringConstraints(pattern=r"^(?:[0-9a-f-]{36}|foto:[A-Za-z0-9._/-]{1,60})$"),
        Field(description="El id de la lista, o foto: y el ref de un producto que tiene foto"),
    ]
    texto: Annotated[str, Field(max_length=300, description="Lo que dice junto al archivo")] | None


def listed(tx: Tx) -> str:
    """Returns the lines that tell the model which files it may send; the empty string when there are none."""
    lines = [_line(each) for each in store.sendable(tx, MOST_LISTED)]
    return "\n".join(["Files you may send with enviar_archivo:", *lines]) if lines else ""


def _line(file: AgentFile) -> str:
    when = customer_text.line(file.when_to_use, _MOST_LINE)
    return f"- {file.id}: {customer_text.quoted(file.title, 120)}" + (f" ({when})" if when else "")


def _run(turn: TurnContext, arguments: SendFile) -> ToolOutcome:
    business_id, conversation_id = turn.claimed.business_id, turn.claimed.conversation_id
    with database().tenant(business_id) as tx:
        found = _named(tx, arguments.archivo)
        if found is None:
            return _refused("archivo", "no existe ese archivo: usa un id de la lista, o foto: y un ref con foto")
        title, file = found
        sent = store.sent_since(tx, conversation_id, file.object_key, HOURS)
    if sent and not any(words in turn.evidence.burst.lower() for words in _AGAIN):
        return _refused("ya_enviado", "ya se envió hoy en esta conversación: díselo al cliente")
    caption = _caption(turn, arguments.texto)
    omitted = {"texto": "no se envía: dilo en tu respuesta"} if arguments.texto and caption is None else {}
    send = partial(_send, turn=turn, named=arguments.archivo, caption=caption)
    return ToolOutcome({"ok": True, "adjunto": title} | omitted, (send,))


def _named(tx: Tx, name: str) -> tuple[str, SentFile] | None:
    """Returns the file that is called so, with its title; None when there is none, or it is not for customers."""
    if name.startswith(OF_PRODUCT):
        picture = picture_store.first_of_ref(tx, name.removeprefix(OF_PRODUCT))
        if picture is None:
            return None
        filename = "foto.png" if picture.mime_type == "image/png" else "foto.jpg"
        return "foto del producto", SentFile(picture.object_key, picture.mime_type, picture.size, filename, "image")
    try:
        file = store.file(tx, UUID(name))
    except ValueError:
        return None
    if file is None or not file.sendable:
        return None
    kind = sent_files.kind_for(file.mime_type, file.size)
    filename = safe_name(file.filename or file.title)
    return file.title, SentFile(file.object_key, file.mime_type, file.size, filename, kind)


def _caption(turn: TurnContext, written: str | None) -> str | None:
    """Returns what stands beside the file, if the business's own texts support it: it is reviewed as any answer is."""
    if not (text := customer_text.text(written or "").strip()):
        return None
    checked = check_draft(text, evidence.situation(turn, Draft(), MOST_CAPTION))
    return checked.text if isinstance(checked, Checked) else None


def _send(tx: Tx, turn: TurnContext, named: str, caption: str | None) -> list[Outgoing]:
    """Queues the file behind the answer. One that was deleted meanwhile, or is not to be sent any more, is not."""
    found = _named(tx, named)
    return sent_files.send(tx, turn, found[1], caption) if found else []


def _refused(code: str, message: str) -> ToolOutcome:
    return ToolOutcome({"ok": False, "codigo": code, "mensaje": message}, code=code)


TOOL: Final = Tool(
    name="enviar_archivo",
    description=(
        "Envía al cliente un archivo de la lista, o la foto de un producto, con tu respuesta. Úsala si lo pide o si la "
        "lista dice que conviene; no copies su contenido además."
    ),
    arguments=SendFile,
    run=_run,
    effect=True,
)
