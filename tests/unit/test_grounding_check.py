"""Drafts against facts: nothing made up gets through, and what is right does."""

import time
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from recado.agent.grounding.addresses import links
from recado.agent.grounding.check import check
from recado.agent.grounding.checked import Checked, Rejected, check_draft, cut_draft
from recado.agent.grounding.effects import effects_of
from recado.agent.grounding.facts import NOTHING, facts_of_text
from recado.agent.grounding.mend import cut, repair_request
from recado.agent.grounding.miss import Miss
from recado.agent.grounding.results import facts_of_result
from tests.rigs import drafts, later_drafts, longer_drafts, terse_drafts
from tests.rigs.trades import TRADES, known, situation

SETS: list[Any] = [drafts, longer_drafts, terse_drafts, later_drafts]
INVENTED = [(trade, draft) for each in SETS for trade, some in each.INVENTED.items() for draft in some]
RIGHT = [(trade, draft) for each in SETS for trade, some in each.RIGHT.items() for draft in some]


def misses(draft: str, trade: str = "shoes", **changed: Any) -> list[Miss]:
    about = replace(situation(trade), **changed)
    return check(draft, about.facts, about.moment, about.timezone, about.currency, about.effects)


@pytest.mark.parametrize(("trade", "draft"), INVENTED)
def test_what_is_made_up_is_caught(trade: str, draft: str) -> None:
    found = misses(draft, trade)
    assert found
    assert all(draft[miss.start : miss.end] == miss.said for miss in found)


@pytest.mark.parametrize(("trade", "draft"), RIGHT)
def test_what_is_right_passes_check_and_guard(trade: str, draft: str) -> None:
    assert isinstance(check_draft(draft, situation(trade)), Checked)


def test_enough_is_tried_and_nothing_is_missed_or_wrongly_flagged() -> None:
    assert len(INVENTED) >= 240
    assert len(RIGHT) >= 220
    assert sum(not misses(draft, trade) for trade, draft in INVENTED) == 0
    assert sum(bool(misses(draft, trade)) for trade, draft in RIGHT) == 0


def test_a_number_of_the_businesss_text_is_not_bound_to_what_it_is_about() -> None:
    passing = [draft for trade, some in terse_drafts.UNSEEN.items() for draft in some if not misses(draft, trade)]
    assert len(passing) == 2  # known: a price that is a fact, of something else


# The specification's own cases, those first missed among them.
@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("Son 1,398 con envío", "1,398"),
        ("Te espero a la una", "una"),
        ("La bota está en 75", "75"),
        ("quedan pocas: 3", "3"),
        ("Te lo dejo en 45 mil", "45 mil"),
        ("Sí hay", "Sí hay"),
        ("agotado", "agotado"),
        ("tenemos disponible", "tenemos disponible"),
        ("confirmado", "confirmado"),
        ("Tu cita está agendada", "agendada"),
        ("tu pedido quedó", "tu pedido quedó"),
        ("El precio es 1.199", "1.199"),
        ("Nuestro CP es 06140", "06140"),
        ("El viernes 3 de diciembre", "viernes 3 de diciembre"),
    ],
)
def test_the_cases_of_the_specification_are_caught(draft: str, said: str) -> None:
    facts = facts_of_text("Tenis $1,299, envío $99. CP 06700.", "MXN")
    assert said in [miss.said for miss in misses(draft, facts=facts)]


def test_a_miss_names_the_nearest_fact() -> None:
    (miss,) = misses("Los Runner cuestan $1,199.")
    assert (miss.kind, miss.said, miss.nearest) == ("money", "$1,199", "$1,299")
    assert repair_request([miss, miss]) == "no respaldado: $1,199 (hecho: $1,299)"
    (miss,) = misses("Tienes cupo el jueves a las 9 de la mañana.", "dental")
    assert miss.nearest == "jueves 3 de diciembre 10:00"
    (miss,) = misses("Nos vemos el miércoles 3 de diciembre.", "dental")
    assert repair_request([miss]).endswith("ese día es jueves 3 de diciembre")


def test_n_times_a_fact_is_derived_and_nothing_else_is() -> None:
    assert misses("2 pares serían $2,598.") == []
    assert misses("Serían $3,897.")
    assert misses("3 pares serían $3,897.") == []
    assert misses("El par más el envío son $1,398.")
    assert misses("Con 10% menos son $1,169.10.")


def test_the_customers_number_is_an_echo_never_a_price() -> None:
    assert misses("Dices que los viste en $999.") == []
    assert misses("Los Runner cuestan $999.")
    assert misses("Te los dejo en $999, lo que tienes de presupuesto.")


def test_a_days_times_are_that_days() -> None:
    hours = facts_of_text("Lunes a viernes de 9 a 18, sábados de 9 a 14. Yoga: martes 7 pm.", "MXN")
    assert misses("Los sábados cerramos a las 2 de la tarde.", facts=hours) == []
    assert misses("Los sábados cerramos a las 6 de la tarde.", facts=hours)
    assert misses("El yoga es el martes a las 7 de la noche.", facts=hours) == []
    assert misses("El yoga es el jueves a las 7 de la noche.", facts=hours)


def test_effects_need_their_tool() -> None:
    assert misses("Tu pedido quedó confirmado.", effects=effects_of(["crear_pedido"])) == []
    assert misses("Tu cita quedó agendada.", effects=effects_of(["crear_pedido"]))
    assert misses("Tu pedido ya está pagado.", effects=effects_of(["crear_pedido", "registrar_comprobante"]))


def test_today_is_the_businesss_day() -> None:
    night = datetime(2026, 12, 2, 3, tzinfo=UTC)  # still Tuesday, the first, in Mexico
    assert misses("Hoy es martes 1 de diciembre.", moment=night, facts=NOTHING) == []
    assert misses("Hoy es miércoles 2 de diciembre.", moment=night, facts=NOTHING)
    assert misses("Mañana miércoles 2 de diciembre.", moment=night, facts=NOTHING) == []
    assert misses("Nos vemos el 31/02.", moment=night)[0].kind == "calendar"


def test_sentences_with_misses_are_cut_if_a_useful_one_stays() -> None:
    draft = "¡Hola! Los Runner están en $1,299. Quedan 3 pares. ¿Te los envío?"
    rejected = check_draft(draft, situation("shoes"))
    assert isinstance(rejected, Rejected)
    left = cut_draft(rejected, situation("shoes"))
    assert isinstance(left, Checked)
    assert left.text == "¡Hola! Los Runner están en $1,299. ¿Te los envío?"


@pytest.mark.parametrize(
    "draft",
    [
        "¡Hola! Con gusto. Los Runner están en $1,199. ¿Algo más en que te ayude?",
        "Los Runner están en $1,299 y tu cita quedó agendada.",
        "Tenemos estos modelos de tenis:\n- Runner $1,199\n- Sierra $1,099",
    ],
)
def test_nothing_is_cut_when_nothing_useful_stays_or_an_effect_is_claimed(draft: str) -> None:
    assert cut(draft, misses(draft), frozenset()) is None


def test_nothing_is_cut_when_something_was_done() -> None:
    draft = "Tu pedido quedó confirmado. Llega en 2 días, el envío tarda 2 días."
    done = situation("shoes_ordered")
    rejected = check_draft(draft, done)
    assert isinstance(rejected, Rejected)
    assert cut_draft(rejected, done) is None


def test_only_the_check_makes_a_checked_text() -> None:
    with pytest.raises(TypeError):
        Checked("Cuesta $1", object())
    checked = check_draft("Los Runner cuestan $1,2\u200b99.", situation("shoes"))
    assert isinstance(checked, Checked)
    assert checked.text == "Los Runner cuestan $1,299."


PLAIN = st.text("abcdefghijklmnñopqrstuvwxyzáéíóúü .,;!?¿¡()-_*#$€%/'\"\n😊", max_size=30)
FRAMES = ["{}", "Cuesta {}.", "{} pesos", "Quedan {} piezas", "Mide {} cm", "Talla {}", "Folio A-{}", "{}%", "a las {}"]
FRAMES += ["x{}", "{}GB", "el {} de diciembre", "son {} c/u", "USD {}", "{}/12", "entre {} y 2", "No. {}", "1. {}"]


@example(100, "Cuesta {}.", "", "gg", False)  # no host
@example(1000, "{}", "", "ten", True)
@given(st.integers(100, 10**7), st.sampled_from(FRAMES), PLAIN, PLAIN, st.booleans())
def test_any_number_that_is_no_fact_is_caught(number: int, frame: str, before: str, after: str, marks: bool) -> None:
    assume(number not in (2026, 365, 999) and Decimal(number) not in known("shoes").numbers)  # 999: the customer's
    assume(not (number == 100 and "%" in frame + after))  # "100 % algodón"
    written = f"{number:,}" if marks else str(number)
    draft = f"{before}{frame.format(written)}{after}"
    multiples = {amount * count for amount, _ in known("shoes").money for count in (2, 12)}
    assume(Decimal(number) not in multiples)
    assert misses(draft) or links(draft)  # what is in a link is the guard's


@given(st.data())
def test_what_the_business_says_of_itself_passes(data: st.DataObject) -> None:
    trade = data.draw(st.sampled_from(sorted(TRADES)))
    sentences = [each for line in TRADES[trade].context.split("\n") for each in line.split(". ") if each.strip()]
    said = data.draw(st.lists(st.sampled_from(sentences), min_size=1, max_size=4))
    assert misses(".\n".join(said), trade) == []


@given(st.lists(st.tuples(st.integers(1, 10**8), st.integers(1, 500)), min_size=1, max_size=5), st.integers(2, 99))
def test_prices_and_stock_of_results_pass_in_every_way_of_writing_them(
    products: list[tuple[int, int]], count: int
) -> None:
    rows = [{"precio_minor": price, "moneda": "MXN", "existencias": stock} for price, stock in products]
    facts = facts_of_result({"productos": rows}, "MXN", "America/Mexico_City")
    for price, stock in products:
        amount = Decimal(price).scaleb(-2)
        draft = f"Cuesta ${amount:,.2f} MXN, o sea {amount} pesos. Quedan {stock} piezas.\n"
        draft += f"Por {count} piezas serían ${amount * count:,.2f}."
        assert misses(draft, facts=facts) == []


@given(st.text(max_size=300), st.sampled_from(sorted(TRADES)))
def test_any_draft_can_be_checked(draft: str, trade: str) -> None:
    outcome = check_draft(draft, situation(trade))
    if isinstance(outcome, Rejected):
        places = [(each.start, each.end) for each in outcome.misses]
        places += [(each.start, each.end) for each in outcome.findings]
        assert all(0 <= start <= end <= len(outcome.text) for start, end in places)
        cut_draft(outcome, situation(trade))


def test_a_draft_nobody_would_send_costs_nothing() -> None:
    started = time.process_time()
    for piece in ("1 ", "$1 ", "a las 5 ", "lunes ", "tu pedido quedó "):
        draft = piece * (100_000 // len(piece))
        assert misses(draft)[0].kind == "length"
        assert isinstance(check_draft(draft, situation("shoes")), Rejected)
    assert time.process_time() - started < 1
