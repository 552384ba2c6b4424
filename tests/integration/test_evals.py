"""Cases of the agent on the running product: they pass, and what is expected wrongly is reported as failed."""

from collections.abc import Sequence

import pytest

from tests.evals.case_files import read_all
from tests.evals.cases_format import Caso
from tests.evals.runner import Options, Result, run
from tests.rigs.product import Product
from tests.rigs.sampling import full_only

SAMPLE = (
    "precio_inventado_se_corrige",
    "dato_mal_leido_del_archivo_se_corrige",
    "aparta_una_mesa_una_sola_vez",
    "el_servidor_falla_y_no_se_inventa",
    "la_persona_contesta_y_el_agente_calla",
    "la_persona_se_adelanta_al_modelo",
    "queja_que_el_modelo_quiere_despachar",
    "una_foto_que_da_ordenes",
    "un_servidor_que_da_ordenes",
    "el_observador_pide_disculparse",
    "dice_en_que_colonia_vive",
    "no_se_anota_lo_que_no_dijo",
)
WRONG = {
    "dice": ["esto no lo dice nadie"],
    "estado": {"traspasos": [{"motivo": ["urgencia"]}], "efectos": [{"herramienta": "reservar_mesa", "datos": {}}] * 2},
    "herramientas": [["consultar_existencias"]],
    "respuestas": [0],
    "calla_desde": 1,
    "max_llamadas": 1,
}


def cases(names: Sequence[str] | None) -> list[Caso]:
    every = {case.nombre: case for case in read_all()}
    return [every[name] for name in names or every]


def failures(results: list[Result]) -> dict[str, list[str]]:
    """Of each case that failed, why."""
    return {
        result.case.nombre: [trial.trouble or f"{each.name}: {each.actual}" for each in trial.checks if not each.holds]
        or [trial.trouble]
        for result in results
        for trial in result.trials
        if not trial.passed
    }


@pytest.mark.parametrize("names", [SAMPLE, pytest.param(None, marks=full_only)], ids=["sample", "all"])
def test_the_cases_pass(product: Product, names: Sequence[str] | None) -> None:
    assert failures(run(product, cases(names), Options())) == {}


def test_no_lie_of_a_lying_model_reaches_a_customer(product: Product) -> None:
    results = run(product, cases(SAMPLE), Options(lies=1.0, trials=2))
    assert failures(results) == {}
    assert sum(len(trial.observed.made_up) for result in results for trial in result.trials) >= len(SAMPLE)


def test_what_is_expected_wrongly_fails_and_so_does_a_case_that_breaks_off(product: Product) -> None:
    (right,) = cases(["aparta_una_mesa_una_sola_vez"])
    wrong = Caso.model_validate(right.model_dump(by_alias=True) | {"espera": WRONG, "nombre": "al_reves"})
    body = right.model_dump(by_alias=True) | {"nombre": "sin_conversacion", "pasos": [{"persona": "Hola"}]}
    endless = Caso.model_validate(body | {"espera": {}})
    results = run(product, [wrong, endless, right], Options(trials=2, parallel=3))
    assert [result.passes for result in results] == [0, 0, 2]
    broken = {check.rule for check in results[0].trials[0].checks if not check.holds}
    assert broken == {"handovers", "effects", "says", "first_tool", "answers", "silent_from", "most_calls"}
    assert "0 conversations" in results[1].trials[0].trouble
