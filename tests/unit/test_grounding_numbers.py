"""Numbers as people write them."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recado.agent.grounding.numbers import in_digits
from recado.agent.grounding.shapes import read

_UNITS = (
    "cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete "
    "dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete "
    "veintiocho veintinueve"
)
UNITS = _UNITS.split()
TENS = ["", "", "", "treinta", "cuarenta", "cincuenta", "sesenta", "setenta", "ochenta", "noventa"]
HUNDREDS = ["", "ciento", "doscientos", "trescientos", "cuatrocientos", "quinientos", "seiscientos", "setecientos"]
HUNDREDS += ["ochocientos", "novecientos"]


def spelled(number: int) -> str:
    """Returns a number up to 999,999,999 in Spanish words."""
    if number < 30:
        return UNITS[number]
    if number < 100:
        tens, unit = divmod(number, 10)
        return TENS[tens] + (f" y {UNITS[unit]}" if unit else "")
    if number < 1_000:
        hundreds, rest = divmod(number, 100)
        return "cien" if number == 100 else HUNDREDS[hundreds] + (f" {spelled(rest)}" if rest else "")
    if number < 1_000_000:
        thousands, rest = divmod(number, 1_000)
        head = "mil" if thousands == 1 else f"{spelled(thousands)} mil"
    else:
        millions, rest = divmod(number, 1_000_000)
        head = "un millón" if millions == 1 else f"{spelled(millions)} millones"
    return head + (f" {spelled(rest)}" if rest else "")


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("mil doscientos", "1200"),
        ("quince", "15"),
        ("45 mil", "45000"),
        ("45mil pesos", "45000 pesos"),
        ("45k", "45000"),
        ("45 mil quinientos", "45500"),
        ("2 mil 500", "2500"),
        ("3 millones 200 mil", "3200000"),
        ("tres millones doscientos mil", "3200000"),
        ("1.5 millones", "1500000"),
        ("un millón y medio", "1500000"),
        ("veinte lucas", "20000 pesos"),
        ("medio kilo", "0.5 kilo"),
        ("media docena", "6"),
        ("dos docenas", "24"),
        ("treinta y un pesos", "31 pesos"),
        ("quinientas piezas", "500 piezas"),
        ("diez por ciento", "10 por ciento"),
        ("entre mil y dos mil", "entre 1000 y 2000"),
        ("las cinco y media", "las 5 y media"),
        ("twenty-five dollars", "25 dollars"),
        ("one hundred and twenty", "120"),
        ("$1 299 000", "$1'299'000"),
        ("1\u00a0299 €", "1'299 €"),
    ],
)
def test_number_words_become_digits(written: str, digits: str) -> None:
    assert in_digits(written).text == digits


@pytest.mark.parametrize(
    "written",
    ["mil gracias", "una pieza", "uno", "at once", "ten en cuenta", "once you pay", "por ciento", "media hora antes"],
)
def test_words_that_count_nothing_stay(written: str) -> None:
    assert not any(letter.isdigit() for letter in in_digits(written).text.replace("0.5", ""))


@given(st.integers(2, 999_999_999))
def test_every_number_in_spanish_words_is_read(number: int) -> None:
    if number % 1_000_000 // 1_000 != 1 or number < 1_000_000:  # "un millón mil" is not how one says it
        assert in_digits(f"Son {spelled(number)}.").text == f"son {number}."


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.299", "1299"),
        ("1,299", "1299"),
        ("1.29", "1.29"),
        ("1,29", "1.29"),
        ("1,299.00", "1299"),
        ("1.299,00", "1299"),
        ("1'250.000", "1250000"),
        ("1.234.567", "1234567"),
        ("12,5", "12.5"),
        ("0.500", "0.5"),
        ("1,299,000.50", "1299000.5"),
        ("1.299.000,5", "1299000.5"),
        ("45990", "45990"),
    ],
)
def test_marks_are_read_by_their_shape(written: str, value: str) -> None:
    assert read(written) == Decimal(value)


def test_marks_are_read_by_the_currency_too() -> None:
    assert read("0.500", "COP") == 500
    assert read("1.299", "KWD") == Decimal("1.299")
    assert read("1.299", "CLP") == read("1,299", "PYG") == 1299


@given(st.decimals(0, 10**9, places=2))
def test_amounts_are_read_in_both_ways_of_writing_them(amount: Decimal) -> None:
    plain = f"{amount:,.2f}"
    assert read(plain) == amount
    assert read(plain.translate(str.maketrans(",.", ".,"))) == amount


def test_places_lead_back_to_the_original() -> None:
    text = "Él pagó mil doscientos pesos y quince más"
    digits = in_digits(text)
    for said, at in (("mil doscientos", digits.text.index("1200")), ("quince", digits.text.index("15 mas"))):
        start, end = digits.span(at, at + len("1200" if said[0] == "m" else "15"))
        assert text[start:end] == said


@given(st.text(max_size=300))
def test_places_are_never_outside_the_original(text: str) -> None:
    digits = in_digits(text)
    for at in range(len(digits.text)):
        start, end = digits.span(at, at + 1)
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize("piece", ["1", "1 ", "1.", "mil ", "treinta y ", "veintiocho ", "a", "$1 299 ", "mil y ", "k"])
def test_long_texts_take_no_longer_than_they_are_long(piece: str) -> None:
    started = time.process_time()
    in_digits(piece * (100_000 // len(piece)))
    assert time.process_time() - started < 1
