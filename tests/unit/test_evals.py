"""Cases of the agent are valid, a mistake in one is said with its line, and what is not as expected is a failure."""

import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from recado.agent.evals.checks import judge
from recado.agent.evals.observed import Burst, Observed
from tests.evals import report
from tests.evals.__main__ import EXIT_TROUBLE, main
from tests.evals.case_files import CASES, CaseInvalid, read, read_all
from tests.evals.cases_format import Caso
from tests.evals.rules import rules_of
from tests.evals.runner import Options, Result, Trial

CASE = """\
- nombre: un_caso
  habla: mx
  tema: datos
  negocio:
    contexto: "Concha 18 pesos."
    herramientas: [{nombre: apartar, descripcion: Aparta, efecto: true}]
    archivos: [{titulo: Menú, texto: "Concha 18 pesos."}]
    campos: [{clave: colonia, etiqueta: Colonia}]
  pasos:
    - dice: ["¿a cómo?"]
    - persona: "Yo te atiendo."
    - dice: ["gracias"]
  espera:
    estado:
      traspasos: [{motivo: [lo_pide, queja]}]
      efectos: [{herramienta: apartar, datos: {pieza: "/^concha/", cuantas: 2}}]
      archivos: [Menú]
      campos: {colonia: Roma}
    dice: ['\\b18\\b']
    no_dice: ['gratis']
    herramientas: [[apartar], [ninguna]]
    respuestas: [1, 0]
    calla_desde: 2
    max_llamadas: 3
    max_costo: 0.01
"""
AS_EXPECTED = Observed(
    bursts=(Burst(1, ("La concha cuesta 18 pesos.",), (("apartar", None),)), Burst(3)),
    said=((1, "La concha cuesta 18 pesos."),),
    handovers=(("complaint", "open"),),
    effects=(("apartar", {"pieza": "Conchas", "cuantas": 2}),),
    files=("Menú",),
    fields={"colonia": "Roma"},
    sources=("Concha 18 pesos.",),
    calls=3,
    cost=0.002,
)


@pytest.fixture
def case(tmp_path: Path) -> Caso:
    return written(tmp_path, CASE)[0]


def written(folder: Path, text: str) -> list[Caso]:
    file = folder / "casos.yaml"
    file.write_text(text)
    return read(file)


def broken(case: Caso, observed: Observed) -> set[str]:
    return {check.rule for check in judge(rules_of(case), observed) if not check.holds}


def test_every_case_file_is_valid_and_together_they_are_thirty_or_more() -> None:
    cases = read_all()
    assert len(cases) >= 30
    assert {case.habla for case in cases} == {"mx", "co", "ar", "es"}
    assert {case.tema for case in cases} >= {"datos", "archivos", "herramientas", "traspaso", "quejas", "hostiles"}


def test_a_case_whose_expectations_say_nothing_is_none() -> None:
    """A case that expects only what always holds would pass without measuring anything."""
    weak = [
        case.nombre
        for case in read_all()
        if not (case.espera.dice or case.espera.no_dice or case.espera.herramientas or case.espera.estado.traspasos)
    ]
    assert weak == []


@pytest.mark.parametrize(
    ("right", "wrong", "line", "says"),
    [
        ("tema: datos", "tema: otro", 3, "tema"),
        ("contexto:", "contexo:", 5, "contexo"),
        ("efecto: true", "efeto: true", 6, "efeto"),
        ("efecto: true", "efecto: 'no'", 6, "efecto"),
        ("max_llamadas: 3", "max_llamada: 3", 24, "max_llamada"),
        ("max_llamadas: 3", "calla_desde: 2", 24, "calla_desde está dos veces"),
        ("respuestas: [1, 0]", "respuestas: [1]", 1, "ráfagas"),
        ("calla_desde: 2", "calla_desde: 9", 1, "calla_desde"),
        ("herramienta: apartar", "herramienta: nadie", 1, "nadie"),
        ("campos: {colonia: Roma}", "campos: {otro: Roma}", 1, "campo"),
        ("archivos: [Menú]", "archivos: [Otro]", 1, "archivo"),
        ("no_dice: ['gratis']", "no_dice: ['Gratis']", 20, "minúsculas"),
        ("no_dice: ['gratis']", "no_dice: ['(gratis']", 20, "regular"),
        ('persona: "Yo te atiendo."', 'persona: "Yo te atiendo."\n      espera: 2', 11, "va uno de"),
        ("    campos: [{", "   campos: [{", 8, ""),
    ],
)
def test_what_is_wrong_in_a_case_is_said_with_its_file_and_line(
    tmp_path: Path, right: str, wrong: str, line: int, says: str
) -> None:
    assert CASE.count(right) == 1
    with pytest.raises(CaseInvalid) as error:
        written(tmp_path, CASE.replace(right, wrong))
    assert f"casos.yaml:{line}:" in str(error.value)
    assert says in str(error.value)


def test_two_cases_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CASE)
    (tmp_path / "b.yaml").write_text(CASE)
    with pytest.raises(CaseInvalid, match="un_caso"):
        read_all(tmp_path)


def test_what_is_as_expected_passes(case: Caso) -> None:
    checks = judge(rules_of(case), AS_EXPECTED)
    assert [check for check in checks if not check.holds] == []
    assert len(checks) >= 18


@pytest.mark.parametrize(
    ("change", "check"),
    [
        ({"handovers": ()}, "handovers"),
        ({"handovers": (("payment", "open"),)}, "handovers"),
        ({"handovers": (("complaint", "taken"),)}, "handovers"),
        ({"handovers": (("complaint", "open"), ("asked", "open"))}, "handovers"),
        ({"effects": ()}, "effects"),
        ({"effects": (("apartar", {"pieza": "Bolillo", "cuantas": 2}),)}, "effects"),
        ({"effects": (("apartar", {"pieza": "Concha"}),)}, "effects"),
        ({"effects": (("apartar", {"pieza": "Concha", "cuantas": 2}),) * 2}, "effects"),
        ({"files": ()}, "files"),
        ({"files": ("Menú", "Menú")}, "files"),
        ({"fields": {}}, "fields"),
        ({"fields": {"colonia": "Condesa"}}, "fields"),
        ({"fields": {"colonia": "Roma", "otro": "x"}}, "fields"),
        ({"said": ((1, "Claro."),)}, "says"),
        ({"said": ()}, "says"),
        ({"said": ((1, "La concha cuesta 18 pesos. GRATIS hoy."),)}, "never_says"),
        ({"said": ((1, "La concha cuesta 18 pesos, no 21."),)}, "invented"),
        ({"said": ((1, "18 pesos."), (3, "De nada."))}, "silent_from"),
        ({"over_a_person": 1}, "over_person"),
        ({"given_up": 1}, "given_up"),
        ({"made_up": ("cuesta 18",)}, "lie"),
        ({"replaced_by": ("gpt-6-luna",)}, "model"),
        ({"calls": 4}, "most_calls"),
        ({"cost": 0.02}, "most_cost"),
        ({"bursts": (Burst(1, ("a", "b"), (("apartar", None),)), Burst(3))}, "repeated"),
        ({"bursts": (Burst(1, (), (("apartar", None),)), Burst(3))}, "answers"),
        ({"bursts": (Burst(1, ("a",), (("apartar", None),)), Burst(3, ("b",)))}, "answers"),
        ({"bursts": (Burst(1, ("a",)), Burst(3))}, "first_tool"),
        ({"bursts": (Burst(1, ("a",), (("pedir_humano", None), ("apartar", None))), Burst(3))}, "first_tool"),
        ({"bursts": (Burst(1, ("a",), (("apartar", "argumentos"),)), Burst(3))}, "first_tool"),
        ({"bursts": (Burst(1, ("a",), (("apartar", None),), unused=1), Burst(3))}, "script"),
    ],
)
def test_what_is_not_as_expected_is_a_failure_of_its_check(case: Caso, change: dict[str, Any], check: str) -> None:
    assert check in broken(case, replace(AS_EXPECTED, **change))


def test_every_expectation_of_the_format_is_tried_above(case: Caso) -> None:
    given = yaml.safe_load(CASE)[0]["espera"]
    assert set(type(case.espera).model_fields) - set(given) == {"numeros"}
    assert set(type(case.espera.estado).model_fields) == set(given["estado"])


def test_figures_a_case_vouches_for_are_not_invented(tmp_path: Path) -> None:
    (case,) = written(tmp_path, CASE + "    numeros: ['36']\n")
    said = replace(AS_EXPECTED, said=((1, "Dos conchas de 18 son 36 pesos."),))
    assert "invented" not in broken(case, said)


def test_figures_of_a_run_count_trials_and_not_wishes(case: Caso) -> None:
    good = Trial(tuple(judge(rules_of(case), AS_EXPECTED)), AS_EXPECTED)
    invented = replace(AS_EXPECTED, said=((1, "Cuesta 99 pesos."),))
    bad, dead = Trial(tuple(judge(rules_of(case), invented)), invented), Trial(trouble="AssertionError: no")
    results = [Result(case, (good, good, bad)), Result(case, (good, dead, dead))]
    figures = report.summary(results, Options(trials=3))
    assert figures["pass_hat"] == {"pass^1": 0.5, "pass^2": round((1 / 3 + 0) / 2, 4), "pass^3": 0.0}
    assert (figures["passed_cases"], figures["did_not_end"], figures["answers_with_inventions"]) == (0, 2, 1)
    assert figures["inventions_below"] is None
    assert (figures["tool_points"], figures["tool_right"]) == (8, 8)
    text = report.table(results, Options(trials=3))
    assert "guards only" in text
    assert "99 en «Cuesta 99 pesos.»" in text
    assert "real model: gpt-6-luna" in report.table(results, Options(model="gpt-6-luna", trials=3))


def test_a_share_of_few_points_is_claimed_with_its_lower_bound() -> None:
    assert 0.94 < report.lower_bound(389, 400) < 0.96
    assert report.lower_bound(4, 4) < 0.7


def test_the_folder_holds_nothing_that_is_not_read() -> None:
    assert [file.name for file in CASES.iterdir() if file.suffix != ".yaml"] == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--model", "gpt-6-luna"], "OPENAI_API_KEY"),
        (["--only", "ningun_caso_asi"], "ningun_caso_asi"),
    ],
)
def test_a_run_that_cannot_be_says_why_before_anything_starts(
    arguments: list[str], says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr("sys.argv", ["evals", *arguments])
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert main() == EXIT_TROUBLE
    assert says in capsys.readouterr().err


def test_a_real_model_is_not_asked_to_lie(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-made-up")
    monkeypatch.setattr("sys.argv", ["evals", "--model", "gpt-6-luna", "--lies", "0.3"])
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert main() == EXIT_TROUBLE
    assert "lies" in capsys.readouterr().err
