"""Phone numbers: one key, whichever form comes."""

import pytest

from recado.kernel import phones


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("5215512345678", "525512345678"),
        ("551187654321", "5511987654321"),
        ("541123456789", "5491123456789"),
    ],
)
def test_both_forms_of_a_mobile_number_have_one_key(one: str, other: str) -> None:
    assert phones.key(one) == phones.key(other) == phones.key(phones.key(one))


@pytest.mark.parametrize("number", ["551133334444", "5212345", "34600111222", "14155550100", "5511987654321"])
def test_other_numbers_stay_as_they_are(number: str) -> None:
    assert phones.key(number) == number


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("+52 1 (55) 1234-5678", "5215512345678"),
        ("0034 600.111.222", "34600111222"),
        ("54 11 15 2345 6789", "5491123456789"),
        ("+54 9 351 15 234-5678", "5493512345678"),
        ("+54 2966 15 23 4567", "5492966234567"),
        ("+55 (011) 98765-4321", "5511987654321"),
        ("\u00a0+1 415 555 0100", "14155550100"),
    ],
)
def test_a_number_is_understood_as_people_write_it(written: str, digits: str) -> None:
    assert phones.parse(written) == digits


@pytest.mark.parametrize("written", ["", "ana", "12345", "+0 555 123 4567", "1" * 16, "٣٤٦٠٠١١١٢٢٢", "555-1234 ext 5"])
def test_what_is_no_number_is_none(written: str) -> None:
    assert phones.parse(written) is None


def test_a_number_is_shown_in_e164() -> None:
    assert phones.e164("5215512345678") == "+525512345678"
