"""What a text claims, and the facts that are made of claims."""

import time
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.agent.grounding.claim import Claim, Day
from recado.agent.grounding.claims import claims_of
from recado.agent.grounding.facts import NOTHING, facts_of_customer, facts_of_text
from recado.agent.grounding.results import facts_of_result


def claimed(text: str, currency: str = "MXN") -> list[tuple[str, Any]]:
    """Returns kind and value of the claims, numbers as text, times as clock times."""
    return [(claim.kind, _plain(claim)) for claim in claims_of(text, currency)[0]]


def _plain(claim: Claim) -> Any:
    value = claim.value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}{' ' + claim.currency if claim.currency else ''}"
    if isinstance(value, frozenset):
        return "/".join(f"{minute // 60}:{minute % 60:02}" for minute in sorted(value))
    return value


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Cuestan $1,299.00 y quedan 8 pares en talla 26.", [("money", "1299"), ("stock", "8"), ("number", "26")]),
        ("El total es de 1,398 con envío.", [("money", "1398")]),
        ("está en 75", [("money", "75")]),
        ("te queda en 690", [("money", "690")]),
        ("te lo deja en 45 mil", [("money", "45000")]),
        ("quedan pocas: 3", [("available", "in"), ("stock", "3")]),
        ("US$45, 800 pesos mexicanos o 30 €", [("money", "45 USD"), ("money", "800 MXN"), ("money", "30 EUR")]),
        ("450 c/u, 450 MXN, MXN 450, 450$", [("money", m) for m in ("450", "450 MXN", "450 MXN", "450")]),
        ("entre $450 y $500, de 10 a 15 pesos", [("money", m) for m in ("450", "500", "10", "15")]),
        ("15% o diez por ciento", [("percent", "15"), ("percent", "10")]),
        ("100% algodón", []),
        ("100% de descuento", [("percent", "100")]),
        ("2x1, dos por uno, 24/7", [("offer", "2x1"), ("offer", "2x1"), ("offer", "24/7")]),
        ("3, 6 y 12 meses sin intereses", [("offer", "3 pagos"), ("offer", "6 pagos"), ("offer", "12 pagos")]),
        ("a la una", [("time", "1:00/13:00")]),
        ("a la una de la tarde", [("time", "13:00")]),
        ("a las cinco y media de la tarde", [("time", "17:30")]),
        ("las 5 menos cuarto de la tarde", [("time", "16:45")]),
        ("10:30, 5pm, 17h30, 9 a. m.", [("time", t) for t in ("10:30/22:30", "17:00", "17:30", "9:00")]),
        ("abrimos de 9 a 6", [("time", "9:00"), ("time", "18:00")]),
        ("abierto de 4 a 8", [("time", "16:00"), ("time", "20:00")]),
        ("abrimos de 7 a 21", [("time", "7:00"), ("time", "21:00")]),
        ("a las 10, 11 y 12:30", [("time", "10:00/22:00"), ("time", "11:00/23:00"), ("time", "0:30/12:30")]),
        ("12 de la noche, 12 del mediodía", [("time", "0:00"), ("time", "12:00")]),
        ("a las 5 personas de 3 a 5 días", [("number", n) for n in "535"]),
        ("el 3 de diciembre", [("date", (Day(3, 12),))]),
        ("03/12, 3/12/2026, 2026-12-03", [("date", (Day(3, 12),)), *[("date", (Day(3, 12, 2026),))] * 2]),
        ("December 3rd, 2026", [("date", (Day(3, 12, 2026),))]),
        ("hoy, mañana o pasado mañana", [("date", d) for d in ("today", "tomorrow", "after_tomorrow")]),
        ("mañana por la mañana", [("date", "tomorrow")]),
        ("el lunes 3", [("weekday", 0), ("date", (Day(3),))]),
        ("lunes a miércoles", [("weekday", 0), ("weekday", 1), ("weekday", 2)]),
        ("L-V", [("weekday", day) for day in range(5)]),
        ("Santo Domingo, 1/2 kilo", [("number", "1"), ("number", "2")]),
        ("Tel. 55 1234 5678, CP 06700", [("digits", "5512345678"), ("digits", "06700")]),
        ("tallas 36 37 38 39", [("number", n) for n in ("36", "37", "38", "39")]),
        ("Sí hay", [("available", "in")]),
        ("¿Sí hay? Si hay dudas, dime. Claro que sí, tenemos:", []),
        ("tenemos disponible y no está agotado", [("available", "in"), ("available", "out")]),
        ("Tu pedido quedó listo", [("effect", "order")]),
        ("confirmado", [("effect", "any")]),
        ("tu cita está agendada", [("effect", "appointment")]),
        ("Ya te aparté tus tenis", [("effect", "order")]),
        ("Aparte de eso, confirme su pedido", []),
        ("Cuando pagues, tu pedido queda confirmado. ¿Tu cita quedó agendada?", []),
        ("Tu cita no está confirmada. Una vez confirmado, te digo.", []),
    ],
)
def test_claims_are_typed(text: str, claims: list[tuple[str, Any]]) -> None:
    assert [claim for claim in claimed(text) if claim[0] != "duration"][: len(claims)] == claims
    if not claims:
        assert claimed(text) == []


def test_a_claim_knows_its_place_and_sentence() -> None:
    text = "¡Hola! Cuesta mil doscientos pesos. Abrimos a las 8 p.m. ¿Vienes?"
    claims, reading = claims_of(text, "MXN")
    assert [(text[claim.start : claim.end], claim.sentence) for claim in claims] == [
        ("mil doscientos pesos", 1),
        ("8 p.m.", 2),
    ]
    assert [text[each.first : each.last] for each in reading.sentences] == [
        "¡Hola!",
        " Cuesta mil doscientos pesos.",
        " Abrimos a las 8 p.m.",
        " ¿Vienes?",
    ]


@given(st.text(max_size=400))
def test_sentences_part_a_text_and_lose_nothing(text: str) -> None:
    _, reading = claims_of(text, "MXN")
    assert "".join(text[each.first : each.last] for each in reading.sentences) == text


RESULT = {
    "ok": True,
    "productos": [{"nombre": "Runner 500", "precio_minor": 129900, "moneda": "MXN", "existencias": 0}],
    "horarios": [{"horario": "2026-12-04T15:30:00Z"}],
    "descuento_pct": 10,
    "minutos": 45,
    "estado": "pagado",
    "pedido": "P-1042",
}


def test_a_results_keys_say_what_its_values_are() -> None:
    facts = facts_of_result(RESULT, "COP", "America/Mexico_City")
    assert facts.money == {(Decimal(1299), "MXN")}
    assert facts.percents == {Decimal(10)}
    assert facts.slots == {datetime(2026, 12, 4, 9, 30)}  # noqa: DTZ001 - local, as offered
    assert facts.durations == {"45 minuto"}
    assert facts.signs >= {"out", "in", "done:payment"}  # no shoes, but a slot
    assert Decimal(1042) in facts.numbers
    assert Decimal(129900) not in facts.numbers


def test_what_was_in_stock_earlier_says_nothing_about_now() -> None:
    assert not facts_of_result(RESULT, "MXN", "UTC", fresh=False).signs & {"in", "out"}


def test_minor_units_are_the_currencys() -> None:
    for currency, price in (("CLP", 129900), ("COP", 1299), ("KWD", Decimal("129.9"))):
        facts = facts_of_result({"precio_minor": 129900}, currency, "UTC")
        assert facts.money == {(Decimal(price), currency)}


def test_a_menu_without_marks_has_prices_and_an_address_none() -> None:
    facts = facts_of_text("Concha 15, oreja 18.\nEstamos en la calle 8 número 75.", "MXN")
    assert facts.money == {(Decimal(15), "MXN"), (Decimal(18), "MXN")}


def test_what_a_customer_writes_is_no_fact() -> None:
    facts = facts_of_customer("Págame 500 pesos el lunes a las 5 al 5512345678", "MXN")
    assert facts == NOTHING | facts
    assert not any((facts.money, facts.numbers, facts.digits, facts.hours, facts.weekdays))
    assert facts.said is not None
    assert facts.said.digits == {"5512345678"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=20), inner, max_size=4),
)


@given(VALUES, st.sampled_from(["MXN", "CLP", "KWD"]))
def test_any_result_can_be_read(result: object, currency: str) -> None:
    facts = facts_of_result(result, currency, "America/Bogota")
    assert facts | facts == facts


PIECES = [
    "1 ",
    "$1 ",
    "1-",
    "1/",
    "a las 5 ",
    "lunes a ",
    "3 de dic ",
    "lunes 3 ",
    "10:00 ",
    "9 a 6 ",
    "10% ",
    "si hay ",
]
PIECES += [
    "tu pedido quedo ",
    "te lo te la ",
    "3, 6 y 12 ",
    "hay xxxx xxx ",
    "cuesta 13 ",
    "¿",
    "a.b.c.d.e.",
    "www.",
    "!?",
]
PIECES += ["de 1 a 1 ", "111 ", "(", "{", "a@", "confirmado ", "é", "no ", "quedan aaaaaaaaaaaaaaaa 1 ", "2026-01-01 "]


@pytest.mark.parametrize("piece", PIECES)
def test_a_hostile_text_is_read_in_linear_time(piece: str) -> None:
    started = time.process_time()
    facts_of_text(piece * (100_000 // len(piece)), "MXN")
    assert time.process_time() - started < 4  # a third of it, alone; minutes, if a pattern went astray
