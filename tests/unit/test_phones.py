"""Phone numbers: one key, whichever form comes; read as people and spreadsheets write them, or refused with a reason.

libphonenumber judges what was read: whatever it holds for a number is read the same, and nothing is read that cannot be
one, but for the forms WhatsApp uses and it does not know.
"""

import random
import re

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat as Format

from recado.kernel import calling_codes, countries, phone_plans, phones
from recado.kernel.phones import PhoneInvalid

ARGENTINE_MOBILE_CUT_SHORT = ("54111", "549111")  # 11 15 2345 67: the judge takes it for a fixed number
WHATSAPP_FORMS = re.compile(r"521\d{10}|55\d{2}[6-9]\d{7}|549?\d{10}")
Kind = phonenumbers.PhoneNumberType
KINDS = (Kind.MOBILE, Kind.FIXED_LINE, Kind.FIXED_LINE_OR_MOBILE)
COUNTRIES = tuple(phone_plans.PLANS)


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
        ("tel:+52-55-1234-5678", "525512345678"),
        ("'+34 600 111 222", "34600111222"),
        ("+49 30/1234567", "49301234567"),
    ],
)
def test_a_number_with_its_country_code_is_understood_as_people_write_it(written: str, digits: str) -> None:
    assert phones.parse(written) == digits
    for country in ("MX", "AR", "ES", "DE", None):
        assert phones.read(written, country) == digits


@pytest.mark.parametrize(
    ("written", "country", "digits"),
    [
        ("55 1234 5678", "MX", "525512345678"),
        ("01 55 1234 5678", "MX", "525512345678"),
        ("044 (55) 1234-5678", "MX", "525512345678"),
        ("300 123 4567", "CO", "573001234567"),
        ("(601) 234 5678", "CO", "576012345678"),
        ("011 15 2345-6789", "AR", "5491123456789"),
        ("(0351) 15-234-5678", "AR", "5493512345678"),
        ("11 2345-6789", "AR", "541123456789"),
        ("9 8765 4321", "CL", "56987654321"),
        ("09 8765 4321", "CL", "56987654321"),
        ("987 654 321", "PE", "51987654321"),
        ("(01) 234 5678", "PE", "5112345678"),
        ("011 98765-4321", "BR", "5511987654321"),
        ("0 15 11 98765-4321", "BR", "5511987654321"),
        ("(11) 8765-4321", "BR", "551187654321"),
        ("0999123456", "EC", "593999123456"),
        ("099 123 456", "UY", "59899123456"),
        ("600 11 12 22", "ES", "34600111222"),
        ("(415) 555-2671", "US", "14155552671"),
        ("1-415-555-2671", "US", "14155552671"),
        ("011 52 55 1234 5678", "US", "525512345678"),
        ("34600111222", "MX", "34600111222"),
        ("525512345678", "MX", "525512345678"),
        ("5512345678", "US", "15512345678"),
    ],
)
def test_a_national_number_is_read_with_the_businesss_country(written: str, country: str, digits: str) -> None:
    assert phones.read(written, country) == digits


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("+44 (0)20 7946 0958", "442079460958"),
        ("+44 020 7946 0958", "442079460958"),
        ("+49 (0) 30 1234567", "49301234567"),
        ("0033 (0)6 12 34 56 78", "33612345678"),
        ("+52 01 55 7123 4561", "525571234561"),
        ("+39 (0)6 1234 5678", "390612345678"),
        ("+39 06 1234 5678", "390612345678"),
        ("+225 01 23 45 67 89", "2250123456789"),
    ],
)
def test_a_trunk_zero_is_no_part_of_a_number_unless_it_is(written: str, digits: str) -> None:
    assert phones.read(written, "MX") == digits


@pytest.mark.parametrize(
    "written",
    [
        "\u202a+52 55 1234 5678\u202c",
        "+52\u200b55\u200b12345678",
        "＋５２ ５５ １２３４ ５６７８",
        "+52\u00a055\u202f1234\u20095678",
        "+52\u201155\u22121234\uff0d5678",
        "\ufeff+52 55 1234 5678\u00ad",
        "\u2066+52 55 1234 5678\u2069",
        "\t+52 55 1234 5678 ",
    ],
)
def test_marks_that_nobody_sees_are_no_part_of_a_number(written: str) -> None:
    assert phones.read(written) == "525512345678"


@pytest.mark.parametrize("written", ["525512345678.0", "525512345678,0", "+525512345678.00", "5512345678.0"])
def test_the_decimals_a_spreadsheet_adds_are_dropped(written: str) -> None:
    assert phones.read(written, "MX") == "525512345678"


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("", "empty"),
        (" \u200b ", "empty"),
        ("5.21E+11", "lost_digits"),
        ("5,21551E+12", "lost_digits"),
        ("5E11", "lost_digits"),
        ("+5.255 e+11", "lost_digits"),
        ("+52 55 1234 5678 / 05", "two_numbers"),
        ("+52 55 7032 0006 / 07", "two_numbers"),
        ("55 1234 5678, 55 8765 4321", "two_numbers"),
        ("5512345678 y 5587654321", "two_numbers"),
        ("+525512345678+525587654321", "two_numbers"),
        ("5512345678\n5587654321", "two_numbers"),
        ("+52 55 1234 5678 - +52 55 8765 4321", "two_numbers"),
        ("55 1234 5678 - 55 8765 4321", "two_numbers"),
        ("525512345678.5", "no_phone_number"),
        ("+52 55 1234 567", "no_phone_number"),
        ("+52 55 1234 56789", "no_phone_number"),
        ("+999 123 456 789", "no_phone_number"),
        ("+0 555 123 4567", "no_phone_number"),
        ("ana", "no_phone_number"),
        ("555-1234 ext 5", "no_phone_number"),
        ("٣٤٦٠٠١١١٢٢٢", "no_phone_number"),
        ("1" * 16, "no_phone_number"),
        ("1" * 100_000, "no_phone_number"),
        ("12345", "no_phone_number"),
        ("1234567", "no_country_code"),
        ("55123456789", "no_country_code"),
    ],
)
def test_what_is_no_number_is_refused_with_the_reason(written: str, problem: str) -> None:
    with pytest.raises(PhoneInvalid) as refused:
        phones.read(written, "MX")
    assert refused.value.problem == problem
    assert phones.parse(written) is None


@pytest.mark.parametrize("country", [None, "DE", "JP"])
@pytest.mark.parametrize("written", ["55 1234 5678", "300 123 4567", "011 15 2345-6789", "0999123456"])
def test_no_country_is_guessed(written: str, country: str | None) -> None:
    with pytest.raises(PhoneInvalid) as refused:
        phones.read(written, country)
    assert refused.value.problem == "no_country_code"


def numbers(country: str, count: int) -> list[phonenumbers.PhoneNumber]:
    """Numbers the judge holds for valid, found by changing digits of its examples."""
    dice = random.Random(country)
    chosen: list[phonenumbers.PhoneNumber] = []
    given = [phonenumbers.example_number_for_type(country, kind) for kind in KINDS]
    examples = [example for example in given if example]
    while len(chosen) < count:
        example = dice.choice(examples)
        digits = list(phonenumbers.national_significant_number(example))
        for place in dice.sample(range(len(digits)), k=dice.randint(1, len(digits) - 1)):
            digits[place] = str(dice.randint(0, 9))
        candidate = phonenumbers.PhoneNumber(example.country_code, int("".join(digits)))
        if phonenumbers.is_valid_number_for_region(candidate, country) and phonenumbers.number_type(candidate) in KINDS:
            chosen.append(candidate)
    return chosen


@pytest.mark.parametrize("country", COUNTRIES)
def test_whatever_the_judge_holds_for_a_number_is_read_the_same(country: str) -> None:
    for number in numbers(country, 400):
        expected = phonenumbers.format_number(number, Format.E164)[1:]
        if expected.startswith(ARGENTINE_MOBILE_CUT_SHORT):
            continue
        for form in (Format.E164, Format.INTERNATIONAL, Format.NATIONAL, Format.RFC3966):
            written = phonenumbers.format_number(number, form)
            assert phones.key(phones.read(written, country)) == phones.key(expected), written


def possible(digits: str) -> bool:
    return bool(WHATSAPP_FORMS.fullmatch(digits)) or phonenumbers.is_possible_number(
        phonenumbers.parse(f"+{digits}", None)
    )


@given(st.from_regex(r"\+?[0-9(][0-9 ().\-]{5,18}", fullmatch=True), st.sampled_from([*COUNTRIES, "DE", None]))
def test_nothing_is_read_that_can_be_no_number(written: str, country: str | None) -> None:
    try:
        digits = phones.read(written, country)
    except PhoneInvalid:
        return
    assert possible(digits), (written, country, digits)
    assert phones.read(f"+{digits}") == digits
    assert phones.read(phones.e164(digits), country) == phones.key(digits)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(written: str) -> None:
    digits = phones.parse(written)
    assert digits is None or possible(digits)


def test_the_calling_codes_are_the_worlds() -> None:
    own = calling_codes.lengths()
    theirs = {str(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE}
    assert theirs - set(own) == {"800", "808", "870", "878", "881", "882", "883", "888", "979"}
    assert set(own) <= theirs
    for region in phonenumbers.SUPPORTED_REGIONS:
        for kind in KINDS:
            if example := phonenumbers.example_number_for_type(region, kind):
                digits = phonenumbers.format_number(example, Format.E164)[1:]
                if len(digits) >= phones.LEAST_DIGITS:
                    assert phones.read(f"+{digits}") == digits


@pytest.mark.parametrize(
    ("zone", "country"),
    [
        ("America/Mexico_City", "MX"), ("America/Tijuana", "MX"), ("America/Argentina/Cordoba", "AR"),
        ("America/Buenos_Aires", "AR"), ("America/Sao_Paulo", "BR"), ("Europe/Madrid", "ES"), ("Atlantic/Canary", "ES"),
        ("America/New_York", "US"), ("Pacific/Galapagos", "EC"), ("UTC", None), ("Etc/GMT+3", None),
    ],
)  # fmt: skip
def test_a_zone_lies_in_a_country(zone: str, country: str | None) -> None:
    assert countries.of_zone(zone) == country


def test_a_number_is_shown_in_e164() -> None:
    assert phones.e164("5215512345678") == "+525512345678"
