"""How phone numbers are written at home, in the countries our businesses are in, and which digits make one.

The patterns are as wide as the numbering plans, not as narrow as today's assignments: a new block of numbers is no
reason to refuse a customer. libphonenumber is the judge in the tests.
"""

import re
from dataclasses import dataclass

# At home Argentina's mobiles have a 15 between area code and number; abroad a 9 before the area code takes its place.
_ARGENTINA_HOME = re.compile(
    r"9?(11|2(?:2[013]|3[067]|49|6[01346]|80|9[14789])|3(?:36|4[12358]|5[138]|6[24]|7[069]|8[013578])|[23][0-9]{3})15([0-9]{6,8})"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A country's numbers. code: its calling code. number: one without it. abroad: what else follows the code in use.

    trunks: what is dialled before a number at home, and is no part of it.
    """

    code: str
    number: re.Pattern[str]
    abroad: re.Pattern[str] | None = None
    trunks: tuple[re.Pattern[str], ...] = ()

    def at_home(self, digits: str) -> str | None:
        """Returns the number with its calling code, from how it is dialled within the country; None if it is none."""
        return next((self.code + each for each in self._numbers(digits) if self.number.fullmatch(each)), None) or (
            _argentina(digits) if self.code == "54" else None
        )

    def from_abroad(self, digits: str) -> str | None:
        """Returns the number with its calling code, from what was written after that; None if it is none."""
        if self.abroad and self.abroad.fullmatch(digits):
            return self.code + digits
        return self.at_home(digits)

    def _numbers(self, digits: str) -> list[str]:
        return [digits, *(digits[prefix.end() :] for trunk in self.trunks if (prefix := trunk.match(digits)))]


def _argentina(digits: str) -> str | None:
    mobile = _ARGENTINA_HOME.fullmatch(digits.removeprefix("0"))
    if mobile and len(mobile[1]) + len(mobile[2]) == 10:
        return f"549{mobile[1]}{mobile[2]}"
    return None


def _plan(code: str, number: str, *trunks: str, abroad: str | None = None) -> Plan:
    return Plan(code, re.compile(number), re.compile(abroad) if abroad else None, tuple(map(re.compile, trunks)))


_BRAZIL_AREA = "(?:1[1-9]|2[12478]|3[1-578]|4[1-9]|5[1345]|6[1-9]|7[134579]|8[1-9]|9[1-9])"
_NORTH_AMERICA = _plan("1", "[2-9][0-9]{2}[2-9][0-9]{6}", "1")
PLANS = {
    "MX": _plan("52", "[2-9][0-9]{9}", "01|04[45]", abroad="1[2-9][0-9]{9}"),
    "CO": _plan("57", "3[0-9]{9}|60[0-9]{8}|9408[0-9]{6}|46[0-9]{6}", "0", "0[3579]"),
    "AR": _plan("54", "(?:11[02-9]|[23][0-9]{2}|67[0-9])[0-9]{7}", "0", abroad="9(?:11[02-9]|[23][0-9]{2})[0-9]{7}"),
    "CL": _plan("56", "[2-9][0-9]{8}", "0"),
    "PE": _plan("51", "9[0-9]{8}|[1-8][0-9]{7}", "0"),
    "BR": _plan("55", f"{_BRAZIL_AREA}(?:9[0-9]{{8}}|[2-9][0-9]{{7}})", "0", "0[1-9]{2}"),
    "EC": _plan("593", "9[0-9]{8}|[2-7][0-9]{7}", "0"),
    "UY": _plan("598", "9[1-9][0-9]{6}|[124][0-9]{7}", "0"),
    "ES": _plan("34", "[6-9][0-9]{8}|400[0-9]{6}"),
    "US": _NORTH_AMERICA,
    "CA": _NORTH_AMERICA,
}
BY_CODE = {plan.code: plan for plan in PLANS.values()}
