"""What a case file expects, as the product judges it."""

import re
from typing import Any, Final

from recado.agent.evals.checks import NO_TOOL, Rules, Wording
from tests.evals.cases_format import NONE, Caso, Reason

REASONS: Final[dict[Reason, str]] = {
    "lo_pide": "asked",
    "queja": "complaint",
    "pago": "payment",
    "fuera_de_alcance": "out_of_scope",
    "datos_dudosos": "doubtful",
    "urgencia": "urgent",
    "bucle": "loop",
    "fallo": "failed",
}


def rules_of(case: Caso) -> Rules:
    """Returns the expectations of a case. A value between slashes becomes a pattern."""
    expected, state = case.espera, case.espera.estado
    tools = expected.herramientas
    return Rules(
        handovers=tuple((tuple(REASONS[each] for each in one.motivo), one.estado) for one in state.traspasos),
        effects=tuple((each.herramienta, _patterns(each.datos)) for each in state.efectos),
        files=tuple(state.archivos),
        fields=_patterns(state.campos),
        says=tuple(map(_wording, expected.dice)),
        never_says=tuple(map(_wording, expected.no_dice)),
        first_tools=None
        if tools is None
        else tuple(tuple(NO_TOOL if each == NONE else each for each in burst) for burst in tools),
        answers=None if expected.respuestas is None else tuple(expected.respuestas),
        silent_from=expected.calla_desde,
        most_calls=expected.max_llamadas,
        most_cost=expected.max_costo,
        numbers=tuple(expected.numeros),
    )


def _wording(pattern: str) -> Wording:
    return Wording(pattern, re.compile(pattern, re.DOTALL))


def _patterns(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _patterns(each) for name, each in value.items()}
    if isinstance(value, str) and len(value) > 1 and value[0] == value[-1] == "/":
        return re.compile(value[1:-1])
    return value
