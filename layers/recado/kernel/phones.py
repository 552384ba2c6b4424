"""Phone numbers: as people write them, as vendors write them, and the one key both lead to. Digits, without a plus."""

import re
import unicodedata
from typing import Literal

from recado.kernel import calling_codes, phone_plans
from recado.kernel.errors import Invalid

# A mobile number of these countries is written in two ways, with and without a digit (the 1 after Mexico's 52, Brazil's
# ninth digit, the 9 after Argentina's 54). The same rules are in `identity_key` (infra/sql/functions).
_MEXICO = re.compile(r"521([0-9]{10})")
_BRAZIL = re.compile(r"55([1-9][0-9])([6-9][0-9]{7})")
_ARGENTINA = re.compile(r"54([1-8][0-9]{9})")

Problem = Literal["empty", "lost_digits", "two_numbers", "no_country_code", "no_phone_number"]
LEAST_DIGITS, MOST_DIGITS = 7, 15  # E.164 allows 15; the shortest numbers in use have seven with their country code
MOST_AT_HOME = 13  # with what is dialled before and in the middle of it in Argentina
MOST_LETTERS = 100  # of a text that may be looked at as a phone number
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LOST_DIGITS = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?[eE]\+?[0-9]+")  # 5.21E+11: what a spreadsheet makes of a number
_FLOAT = re.compile(r"(\+?[0-9]{7,15})[.,]0+")
_DECIMAL = re.compile(r"\+?[0-9]{7,}[.,][0-9]+")
_BETWEEN = re.compile(r"[,;|&\n/]|(?<=[0-9)])\s*(?=\+)|\b(?:y|o|e|u|ou|or|and)\b", re.IGNORECASE)
_AREA_SLASH = re.compile(r"^((?:[^0-9/]*[0-9]){1,6}[^0-9/]*)/(?=[^/]*$)")  # 030/1234567: between area code and number
_TRUNK_ZERO = re.compile(r"\(\s*0\s*\)")
_SEPARATORS = re.compile(r"[\s().\-/]+")


class PhoneInvalid(Invalid):
    """This is no phone number we could write to. `problem` says what is wrong with it."""

    code = "phone_invalid"

    def __init__(self, problem: Problem) -> None:
        super().__init__(_DETAILS[problem], field="phone", problem=problem)
        self.problem = problem


_DETAILS: dict[Problem, str] = {
    "empty": "there is no phone number",
    "lost_digits": "the number has lost digits (such as 5.21E+11): format the column as text in the spreadsheet",
    "two_numbers": "there are two numbers: write one",
    "no_country_code": "write the phone number with its country code, such as +52 55 1234 5678",
    "no_phone_number": "this is no phone number: write it with its country code, such as +52 55 1234 5678",
}


def read(written: str, country: str | None = None) -> str:
    """Returns the digits of a number with its country code, as a person or a spreadsheet wrote it.

    country: the ISO code of the business's; a number without a country code is read as it is dialled there. Without a
    country, or in one whose plan is not known here, such a number is refused. Raises PhoneInvalid.
    """
    text = _AREA_SLASH.sub(r"\1 ", _plain(written))
    if not text:
        raise PhoneInvalid("empty")
    if _LOST_DIGITS.fullmatch(text.replace(" ", "")):
        raise PhoneInvalid("lost_digits")
    if exact := _FLOAT.fullmatch(text):
        text = exact[1]
    _check_one(text)
    bare = _SEPARATORS.sub("", _TRUNK_ZERO.sub("z", text, count=1))
    digits = bare.removeprefix("+").replace("z", "0")
    if not (digits.isascii() and digits.isdigit()):
        raise PhoneInvalid("no_phone_number")
    number = _abroad(bare.removeprefix("+")) if bare.startswith("+") else _as_dialled(bare, digits, country)
    if number is None:
        at_home = not bare.startswith(("+", "00")) and len(digits) <= MOST_AT_HOME
        raise PhoneInvalid("no_country_code" if at_home and len(digits) >= LEAST_DIGITS else "no_phone_number")
    return number


def parse(written: str) -> str | None:
    """Returns the digits of a number written with its country code; None when it is none."""
    try:
        return read(written)
    except PhoneInvalid:
        return None


def key(digits: str) -> str:
    """Returns the one form by which a number is known, whichever of its forms is given. Others stay as they are."""
    if match := _MEXICO.fullmatch(digits):
        return f"52{match[1]}"
    if match := _BRAZIL.fullmatch(digits):
        return f"55{match[1]}9{match[2]}"
    if match := _ARGENTINA.fullmatch(digits):
        return f"549{match[1]}"
    return digits


def e164(digits: str) -> str:
    """Returns the number as it is shown and exported."""
    return f"+{key(digits)}"


def _plain(written: str) -> str:
    """The text in plain letters: no marks that nobody sees, no wide or unusual forms of digits, dashes and spaces."""
    if len(written) > MOST_LETTERS:
        raise PhoneInvalid("no_phone_number")
    plain = "".join(map(_plain_letter, written.translate(_FULL_WIDTH)))
    return plain.strip().removeprefix("'").removeprefix("tel:").strip()


def _plain_letter(letter: str) -> str:
    match unicodedata.category(letter):
        case "Cf":
            return ""
        case "Pd":
            return "-"
        case "Zs":
            return " "
        case "Zl" | "Zp" | "Cc":
            return " " if letter == "\t" else "\n"
        case _:
            return "-" if letter == "\u2212" else letter  # the minus sign


def _check_one(text: str) -> None:
    """Raises PhoneInvalid when there is more than one number, or one with decimals."""
    parts = [re.sub(r"[^0-9]", "", part) for part in _BETWEEN.split(text)]
    parts = [part for part in parts if part]
    glued = len(parts) == 1 and len(parts[0]) > MOST_DIGITS and _SEPARATORS.search(text)
    if glued or (len(parts) > 1 and max(map(len, parts)) >= LEAST_DIGITS):
        raise PhoneInvalid("two_numbers")
    if _DECIMAL.fullmatch(text):
        raise PhoneInvalid("no_phone_number")


def _as_dialled(bare: str, digits: str, country: str | None) -> str | None:
    """Returns the number without a plus: as it is dialled in the country, else with a country code in front."""
    plan = phone_plans.PLANS.get(country or "")
    if bare.startswith("00"):
        return _abroad(bare[2:])
    if plan and plan.code == "1" and digits.startswith("011"):
        return _abroad(bare[3:])
    return (plan and plan.at_home(digits)) or _abroad(bare)


def _abroad(bare: str) -> str | None:
    """The number that begins with a country code; `z` stands for a zero in parentheses, which is never dialled."""
    parts = calling_codes.split(bare)
    if parts is None:
        return None
    code, rest = parts
    keeps_zero = code in calling_codes.KEEPS_ZERO
    rest = rest.removeprefix("z") if not keeps_zero else rest
    rest = rest.replace("z", "0")
    if not rest.isdigit() or len(code) + len(rest) > MOST_DIGITS:
        return None
    if plan := phone_plans.BY_CODE.get(code):
        return plan.from_abroad(rest)
    if not keeps_zero and rest.startswith("0"):
        rest = rest[1:]
    fits = len(rest) in calling_codes.lengths()[code] and len(code) + len(rest) >= LEAST_DIGITS
    return code + rest if fits and (keeps_zero or not rest.startswith("0")) else None
