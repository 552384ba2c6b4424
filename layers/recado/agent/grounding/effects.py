"""What tools do, as the words of a draft tell it: "tu pedido quedó" needs an order made, "agendada" an appointment."""

from collections.abc import Iterable
from typing import Final, Literal

Effect = Literal["order", "appointment", "payment", "proof", "cancellation", "change", "delivery"]
# What each tool's success lets a draft say.
OF_TOOLS: Final[dict[str, frozenset[Effect]]] = {
    "crear_pedido": frozenset({"order"}),
    "agendar_cita": frozenset({"appointment"}),
    "reprogramar_cita": frozenset({"change", "appointment"}),
    "cancelar_pedido": frozenset({"cancellation"}),
    "cancelar_cita": frozenset({"cancellation"}),
    "registrar_comprobante": frozenset({"proof"}),
}
# A claim about the first is also true after one of the second.
_ALSO: Final[dict[str, frozenset[str]]] = {
    "appointment": frozenset({"change"}),
    "proof": frozenset({"payment"}),
}


def effects_of(tools: Iterable[str]) -> frozenset[Effect]:
    """Returns the effects of the tools that succeeded in a turn, by their names."""
    return frozenset[Effect]().union(*(OF_TOOLS.get(name, frozenset()) for name in tools))


def supported(about: object, effects: frozenset[Effect], signs: frozenset[str]) -> bool:
    """Whether an effect that is claimed was done. signs: also what a result tells of before ("done:payment")."""
    done = effects | {sign.removeprefix("done:") for sign in signs if sign.startswith("done:")}
    if about == "any":
        return bool(done)
    return about in done or bool(done & _ALSO.get(str(about), frozenset()))
