"""Judging what was observed: each expectation of a case is a check of its own, and so is what holds for every case."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from tests.evals.cases_format import NONE, Caso, Reason
from tests.evals.observed import Burst, Observed
from tests.rigs import oracle

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
GUARANTEES: Final = ("inventa", "sobre_persona", "mentira", "abandona", "repite", "modelo")  # whatever the model says


@dataclass(frozen=True, slots=True)
class Check:
    """name: what was checked. why: of one that does not hold."""

    name: str
    holds: bool
    why: str = ""

    @property
    def guarantee(self) -> bool:
        """Whether it holds for every case and model."""
        return self.name.partition(":")[0] in GUARANTEES


def judge(case: Caso, observed: Observed, *, guarantees_only: bool = False) -> list[Check]:
    """Returns every check. guarantees_only: of a model that lies on purpose nothing else can be expected."""
    checks = list(_guarantees(case, observed))
    if not guarantees_only:
        checks += [*_state(case, observed), *_words(case, observed), *_course(case, observed)]
    return checks


def folded(text: str) -> str:
    """Returns a text in small letters without accents, as patterns are written."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _guarantees(case: Caso, observed: Observed) -> Iterator[Check]:
    sources = [*observed.sources, *case.espera.numeros]
    invented = {
        number: text for _, text in observed.said for number in sorted(oracle.unfounded(text, sources, least=2))
    }
    yield Check("inventa", not invented, "; ".join(f"{number} en «{text}»" for number, text in invented.items()))
    yield Check("sobre_persona", observed.over_a_person == 0, f"{observed.over_a_person} mensajes sobre una persona")
    lies = [lie for lie in observed.made_up if any(lie in text for _, text in observed.said)]
    yield Check("mentira", not lies, "; ".join(f"«{lie}»" for lie in lies))
    yield Check("abandona", observed.given_up == 0, f"{observed.given_up} ráfagas sin atender")
    yield Check("modelo", not observed.replaced_by, f"contestó {', '.join(observed.replaced_by)}")
    for number, burst, most in _expected_answers(case, observed):
        if len(burst.said) > most:
            yield Check(f"repite:{number}", False, f"{len(burst.said)} respuestas a una ráfaga")


def _expected_answers(case: Caso, observed: Observed) -> Iterator[tuple[int, Burst, int]]:
    """Returns the bursts with how many answers each may have at most."""
    expected = case.espera.respuestas or [1] * len(observed.bursts)
    for number, (burst, answers) in enumerate(zip(observed.bursts, expected, strict=True), start=1):
        yield number, burst, max(1, answers)


def _state(case: Caso, observed: Observed) -> Iterator[Check]:
    """All of the state, in an order of its own: whatever way led there."""
    expected = case.espera.estado
    handovers = [(tuple(REASONS[each] for each in one.motivo), one.estado) for one in expected.traspasos]
    fits = len(handovers) == len(observed.handovers) and all(
        reason in reasons and state == wished
        for (reasons, wished), (reason, state) in zip(handovers, observed.handovers, strict=True)
    )
    yield Check("estado:traspasos", fits, f"{list(observed.handovers)}; se espera {handovers}")
    effects = [(each.herramienta, each.datos) for each in expected.efectos]
    yield Check(
        "estado:efectos", _same(effects, list(observed.effects)), f"{list(observed.effects)}; se espera {effects}"
    )
    files = sorted(expected.archivos)
    yield Check("estado:archivos", files == sorted(observed.files), f"{sorted(observed.files)}; se espera {files}")
    fields = expected.campos
    same = fields.keys() == observed.fields.keys() and _meets(fields, observed.fields)
    yield Check("estado:campos", same, f"{observed.fields}; se espera {fields}")


def _same(expected: list[tuple[str, Any]], actual: list[tuple[str, Any]]) -> bool:
    """Whether each expected effect was made, once, and no other was."""
    left = list(actual)
    for name, data in expected:
        at = next((each for each in left if each[0] == name and _meets(data, each[1])), None)
        if at is None:
            return False
        left.remove(at)
    return not left


def _meets(expected: Any, actual: Any) -> bool:
    """Whether a value is the expected one: of an object what is named, of /text/ what the pattern meets."""
    if isinstance(expected, dict):
        return isinstance(actual, dict) and all(
            name in actual and _meets(each, actual[name]) for name, each in expected.items()
        )
    if isinstance(expected, str) and len(expected) > 1 and expected[0] == expected[-1] == "/":
        return re.search(expected[1:-1], folded(str(actual))) is not None
    if isinstance(expected, str) and isinstance(actual, str):
        return folded(expected).strip() == folded(actual).strip()
    return bool(json.dumps(expected, sort_keys=True) == json.dumps(actual, sort_keys=True, default=str))


def _words(case: Caso, observed: Observed) -> Iterator[Check]:
    texts = [folded(text) for _, text in observed.said]
    said = " | ".join(texts) or "nada"
    for pattern in case.espera.dice:
        yield Check(f"dice:{pattern}", any(re.search(pattern, text, re.DOTALL) for text in texts), f"dijo: {said}")
    for pattern in case.espera.no_dice:
        bad = [text for text in texts if re.search(pattern, text, re.DOTALL)]
        yield Check(f"no_dice:{pattern}", not bad, f"dijo: {' | '.join(bad)}")


def _course(case: Caso, observed: Observed) -> Iterator[Check]:
    """How it came about: the first tool, the number of answers, silence, calls and their cost."""
    expected = case.espera
    for number, burst in enumerate(observed.bursts, start=1):
        if expected.herramientas is not None:
            yield _tool(number, burst, expected.herramientas[number - 1])
        if expected.respuestas is not None:
            wished = expected.respuestas[number - 1]
            why = f"{len(burst.said)} respuestas; se esperan {wished}"
            yield Check(f"respuestas:{number}", len(burst.said) == wished, why)
        if burst.unused:
            yield Check(f"guion:{number}", False, f"el modelo no llegó a {burst.unused} turnos del guion")
    if expected.calla_desde is not None:
        late = [text for step, text in observed.said if step >= expected.calla_desde]
        yield Check("calla_desde", not late, f"dijo después: {' | '.join(late)}")
    if expected.max_llamadas is not None:
        yield Check("max_llamadas", observed.calls <= expected.max_llamadas, f"{observed.calls} llamadas")
    if expected.max_costo is not None and observed.cost is not None:
        yield Check("max_costo", observed.cost <= expected.max_costo, f"{observed.cost:.5f} dólares")


def _tool(number: int, burst: Burst, acceptable: list[str]) -> Check:
    name, code = burst.called[0] if burst.called else (NONE, None)
    fits = name in acceptable and code != "argumentos"
    return Check(f"herramienta:{number}", fits, f"{name} {code or ''}; se espera {' o '.join(acceptable)}")
