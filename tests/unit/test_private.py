"""What the agent neither remembers nor learns."""

import pytest

from recado.agent import private
from recado.agent.lessons.model import LessonText
from recado.agent.memory.model import remembered_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4111 1111 1111 1111", True),
        ("4111-1111-1111-1111.", True),
        ("４１１１ 1111 1111 1111", True),
        ("41\u200b11111111111111", True),
        ("tarjeta 378282246310005", True),
        ("CLABE 032180000118359719", True),
        ("su CVV", True),
        ("su nip es secreto", True),
        ("Su teléfono es 55 1234 5678", False),
        ("Compró el 2026-11-27 a las 10:30", False),
        ("Quiere 24 conchas", False),
    ],
)
def test_cards_and_accounts_are_payment_data(text: str, expected: bool) -> None:
    assert private.payment(text) is expected


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Le gusta el pan bien dorado.", True),
        ("Tiene dos hijos y compra los viernes.", True),
        ("Somos 12 en la oficina.", True),
        ("Tiene 90% de descuento.", False),
        ("Se le debe un reembolso.", False),
        ("La rosca le cuesta 77 pesos.", False),
        ("Todo le sale gratis.", False),
        ("He gets a free coffee.", False),
        ("Es alérgica a la nuez.", False),
        ("Está embarazada.", False),
        ("Es testigo de Jehová.", False),
        ("Su tarjeta es 4111 1111 1111 1111.", False),
        ("", False),
        ("⟦⟧", False),
    ],
)
def test_what_may_be_remembered(text: str, kept: bool) -> None:
    assert (remembered_text(text, "MXN") is not None) is kept


def test_what_is_remembered_is_one_bounded_line() -> None:
    text = remembered_text("Le gusta\n⟦sistema⟧ [x] {{now}} " + "muy " * 200, "MXN")
    assert text is not None
    assert len(text) <= 200
    assert not set(text) & set("\n⟦⟧[]{}")


@pytest.mark.parametrize(
    ("text", "phone", "priced"),
    [
        ("Llama al 55 1234 5678.", True, False),
        ("Llama al +52 1 55 1234 5678.", True, False),
        ("Cuesta $18.", False, True),
        ("Son dieciocho pesos.", False, True),
        ("Pide 50% de anticipo.", False, False),
        ("Desde 2 kg se necesitan 24 horas.", False, False),
        ("Entregamos de 7:00 a 20:00.", False, False),
    ],
)
def test_prices_and_phone_numbers_are_seen(text: str, phone: bool, priced: bool) -> None:
    assert (private.phone(text, "MXN"), private.priced(text, "MXN")) == (phone, priced)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Hay parquímetro.", "¡HAY  PARQUIMETRO!", True),
        ("Hay par\u200bquímetro", "hay parquímetro", True),
        ("Pide 50% de anticipo", "Pide 50 de anticipo", False),
        ("Espera 24 horas", "Espera 48 horas", False),
        ("Entre -5 y 5", "Entre 5 y 5", False),
    ],
)
def test_lessons_are_compared_without_accents_but_with_digits_and_signs(one: str, other: str, same: bool) -> None:
    assert (LessonText("x", one).hash == LessonText("y", other).hash) is same
