"""What is recorded of a conversation says nothing of who wrote it, however they put it, and stays the case it was."""

import pytest

from recado.agent.evals.stand_ins import StandIns

SECRETS = ("maria", "fernanda", "quintanilla", "5512345678", "mafer", "insurgentes", "narvarte", "lopez")


def replaced(text: str, *others: str) -> str:
    stand_ins = StandIns(["María Fernanda Quintanilla", "Beto López"], ["5215512345678"])
    for each in (text, *others):
        stand_ins.learn(each)
    return stand_ins.replaced(text)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Hola, soy María Fernanda", "Mar"),
        ("MARIA FERNANDA QUINTANILLA aquí", "QUINT"),
        ("habla mari\u0301a quintanilla", "quint"),
        ("a nombre de rogelio tapia por favor", "rogelio"),
        ("me llamo Xóchitl", "Xóchitl"),
        ("mi cel es 55 1234 5678", "1234"),
        ("+52 1 (55) 1234-5678", "1234"),
        ("5️⃣5️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣", "3️⃣4"),
        ("５５１２３４５６７８", "１２３"),
        ("5 5 1 2 3 4 5 6 7 8", "1 2 3"),
        ("55\u200b12\u200b34\u200b56\u200b78", "34\u200b56"),
        ("612.345.678", "345"),
        ("es el cinco cinco uno dos tres cuatro cinco seis", "tres"),
        ("mafer@correo.com.mx", "mafer"),
        ("mafer @ gmail.com", "mafer"),
        ("sígueme en @mafer.q", "mafer"),
        ("https://maps.app.goo.gl/AbC123", "AbC123"),
        ("goo.gl/AbC123", "AbC123"),
        ("vivo en Insurgentes Sur 1234, Del Valle", "Insurgentes"),
        ("mi dirección es la casa verde junto a la iglesia", "iglesia"),
        ("mándalo a calle Dr. Vértiz 455 int 3", "455"),
        ("entregan en Avenida Universidad?", "Universidad"),
        ("carrera 15 # 93-60 apto 402", "93-60"),
        ("col. narvarte cp 03020", "narvarte"),
        ("cp 03020", "03020"),
        ("19.432608, -99.133209", "19.43"),
        ("mi tarjeta 4111 1111 1111 1111", "4111"),
        ("CLABE 032180000118359719", "0321800"),
        ("mi RFC es QUIM850101AB1", "QUIM"),
        ("dni 12345678Z", "12345678"),
        ("ES91 2100 0418 4502 0005 1332", "0418"),
        ("dile a Beto que ya pagué", "Beto"),
    ],
)
def test_what_says_who_somebody_is_is_replaced(text: str, hidden: str) -> None:
    assert hidden in text
    assert hidden not in replaced(text)


@pytest.mark.parametrize(
    "text",
    [
        "¿a cómo la concha? traigo $1.250.000 pesos",
        "quiero 2 docenas para el 12/12/2026 a las 10:30",
        "para el 2026-12-03 por favor",
        "cuesta 189.900 pesos?",
        "mi guía es MX1041",
        "a qué hora abren el sábado",
        "soy cliente nuevo",
        "está en la calle",
        "hoy quiero pan, gracias",
    ],
)
def test_what_a_case_is_about_stays(text: str) -> None:
    assert replaced(text) == text


def test_the_same_person_and_number_have_the_same_stand_ins_throughout() -> None:
    stand_ins = StandIns(["Ana Ruiz"])
    texts = ["soy Ana", "le hablo de parte de Tomás", "tomás y ANA, tel 5512345678", "marca al 55-1234-5678"]
    for each in texts:
        stand_ins.learn(each)
    first, second, third, fourth = map(stand_ins.replaced, texts)
    ana, tomas = first.removeprefix("soy "), second.removeprefix("le hablo de parte de ")
    assert ana != tomas
    assert third.startswith(f"{tomas} y {ana}, tel ")
    assert fourth.rsplit(" ", 1)[1] == third.rsplit(" ", 1)[1]


def test_a_text_made_to_be_slow_is_not() -> None:
    import time

    began = time.monotonic()
    for text in ("calle " * 2000, "5" * 20_000, "a@" * 5000, "me llamo " * 3000, "1 " * 10_000, "vivo en " * 3000):
        replaced(text[:4000])
    assert time.monotonic() - began < 2
