"""enviar_archivo: sends one of the business's files after the answer, in the transaction that books it."""

from typing import Annotated, Final
from uuid import UUID

from pydantic import Field, StringConstraints

from recado.agent import customer_text, evidence, sent_files
from recado.agent.grounding.checked import Checked, check_draft
from recado.agent.model import Draft, ToolOutcome, TurnContext
from recado.agent.sent_files import SentFile
from recado.agent.tools.tool import Arguments, Tool
from recado.knowledge import store
from recado.knowledge.model import AgentFile
from recado.messaging.file_names import safe_name
from recado.platform.db import Tx, database
from recado.platform.queues import Outgoing

HOURS: Final = 24  # in which the same file is not sent again, unless the customer wants it again
MOST_LISTED: Final = 40
MOST_CAPTION: Final = 300
_MOST_LINE: Final = 300
_AGAIN: Final = ("otra vez", "de nuevo", "nuevamente", "reenvía", "reenvia", "no me llegó", "no me llego", "again")


class SendFile(Arguments):
    archivo: Annotated[str, StringConstraints(pattern=r"^[0-9a-f-]{36}$"), Field(description="El id de la lista")]
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
    try:
        file_id = UUID(arguments.archivo)
    except ValueError:
        return _refused("archivo", "no existe ese archivo: usa un id de la lista")
    with database().tenant(business_id) as tx:
        file = store.file(tx, file_id)
        if file is None or not file.sendable:
            return _refused("archivo", "no existe ese archivo: usa un id de la lista")
        sent = store.sent_since(tx, conversation_id, file.object_key, HOURS)
    if sent and not any(words in turn.evidence.burst.lower() for words in _AGAIN):
        return _refused("ya_enviado", "ya se envió hoy en esta conversación: díselo al cliente")
    caption = _caption(turn, arguments.texto)
    omitted = {"texto": "no se envía: dilo en tu respuesta"} if arguments.texto and caption is None else {}
    return ToolOutcome({"ok": True, "adjunto": file.title} | omitted, (lambda tx: _send(tx, turn, file_id, caption),))


def _caption(turn: TurnContext, written: str | None) -> str | None:
    """Returns what stands beside the file, if the business's own texts support it: it is reviewed as any answer is."""
    if not (text := customer_text.text(written or "").strip()):
        return None
    checked = check_draft(text, evidence.situation(turn, Draft(), MOST_CAPTION))
    return checked.text if isinstance(checked, Checked) else None


def _send(tx: Tx, turn: TurnContext, file_id: UUID, caption: str | None) -> list[Outgoing]:
    """Queues the file behind the answer. One that was deleted meanwhile, or is not to be sent any more, is not."""
    file = store.file(tx, file_id)
    if file is None or not file.sendable:
        return []
    kind = sent_files.kind_for(file.mime_type, file.size)
    filename = safe_name(file.filename or file.title)
    return sent_files.send(tx, turn, SentFile(file.object_key, file.mime_type, file.size, filename, kind), caption)


def _refused(code: str, message: str) -> ToolOutcome:
    return ToolOutcome({"ok": False, "codigo": code, "mensaje": message}, code=code)


TOOL: Final = Tool(
    name="enviar_archivo",
    description=(
        "Envía al cliente un archivo de la lista, junto con tu respuesta. Úsala cuando lo pide o cuando la lista dice "
        "que conviene; no copies su contenido además."
    ),
    arguments=SendFile,
    run=_run,
    effect=True,
)
