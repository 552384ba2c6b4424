"""pedir_humano: gives the conversation to a person of the team, and ends the turn with the business's own words."""

from typing import Annotated, Final, Literal

from pydantic import Field

from recado.agent import handing_over
from recado.agent.model import ToolOutcome, TurnContext
from recado.agent.tools.tool import Arguments, Tool
from recado.messaging.model import HandoverReason

_REASONS: Final[dict[str, HandoverReason]] = {
    "lo_pide": "asked",
    "queja": "complaint",
    "pago": "payment",
    "fuera_de_alcance": "out_of_scope",
    "datos_dudosos": "doubtful",
    "urgencia": "urgent",
}


class HandOver(Arguments):
    motivo: Literal["lo_pide", "queja", "pago", "fuera_de_alcance", "datos_dudosos", "urgencia"]
    resumen: Annotated[str, Field(max_length=300, description="Qué quiere el cliente, en una o dos frases")]


def _run(turn: TurnContext, arguments: HandOver) -> ToolOutcome:
    reason = _REASONS[arguments.motivo]
    opens = handing_over.effect(turn, reason, arguments.resumen)
    return ToolOutcome({"ok": True}, (opens,), ends_with=handing_over.words(turn, reason))


TOOL: Final = Tool(
    name="pedir_humano",
    description=(
        "Pasa la conversación a una persona del equipo y termina tu turno: el sistema avisa al cliente. Úsala cuando "
        "el cliente pide hablar con alguien, se queja, tiene una urgencia, o necesita lo que no puedes hacer ni saber."
    ),
    arguments=HandOver,
    run=_run,
    effect=True,
    calls_people=True,
)
