"""Phone numbers: as people write them, as vendors write them, and the one key both lead to. Digits, without a plus."""

import re

# A mobile number of these countries is written in two ways, with and without a digit (the 1 after Mexico's 52, Brazil's
# ninth digit, the 9 after Argentina's 54). The same rules are in `identity_key` (infra/sql/0020_contacts.sql).
_MEXICO = re.compile(r"521([0-9]{10})")
_BRAZIL = re.compile(r"55([1-9][0-9])([6-9][0-9]{7})")
_ARGENTINA = re.compile(r"54([1-8][0-9]{9})")
# At home Argentina's mobiles have a 15 between area code and number; abroad a 9 before the area code takes its place.
_ARGENTINA_HOME = re.compile(
    r"549?(11|2(?:2[013]|3[067]|49|6[01346]|80|9[14789])|3(?:36|4[12358]|5[138]|6[24]|7[069]|8[013578])|[23][0-9]{3})15([0-9]{6,8})"
)
_TRUNK_ZERO = re.compile(r"55(?:0)([1-9][0-9]{9,10})")
_WRITTEN = re.compile(r"[\s().\-/\u00a0\u2010-\u2015]+")
LEAST_DIGITS, MOST_DIGITS = 7, 15  # E.164 allows 15; the shortest numbers in use have seven with their country code


def parse(written: str) -> str | None:
    """The digits of a number with its country code, as a person wrote it; None when it cannot be one.

    `+52 (55) 1234-5678`, `0052…` and plain digits are understood. A number without a country code is not guessed at.
    """
    bare = _WRITTEN.sub("", written.strip())
    bare = bare.removeprefix("+") if bare.startswith("+") else bare.removeprefix("00")
    if not (bare.isascii() and bare.isdigit() and LEAST_DIGITS <= len(bare) <= MOST_DIGITS) or bare[0] == "0":
        return None
    if found := _ARGENTINA_HOME.fullmatch(bare):
        area, number = found.groups()
        if len(area) + len(number) == 10:
            return f"549{area}{number}"
    if found := _TRUNK_ZERO.fullmatch(bare):
        return f"55{found[1]}"
    return bare


def key(digits: str) -> str:
    """The one form by which a number is known, whichever of its forms is given. Anything else stays as it is."""
    if found := _MEXICO.fullmatch(digits):
        return f"52{found[1]}"
    if found := _BRAZIL.fullmatch(digits):
        return f"55{found[1]}9{found[2]}"
    if found := _ARGENTINA.fullmatch(digits):
        return f"549{found[1]}"
    return digits


def e164(digits: str) -> str:
    """The number as it is shown and exported."""
    return f"+{key(digits)}"
