"""Numbers of a spreadsheet as they are seen: dates and percents are numbers there, told apart by their format."""

import re
from datetime import datetime, timedelta
from typing import Literal

from recado.platform.document_formats.archive import Target

Kind = Literal["number", "date", "time", "moment", "percent"]
# ECMA-376 part 1, 18.8.30: the formats every program knows by number.
_BUILT_IN: dict[int, Kind] = {
    9: "percent", 10: "percent", 14: "date", 15: "date", 16: "date", 17: "date", 18: "time", 19: "time", 20: "time",
    21: "time", 22: "moment", 45: "time", 47: "time",
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|am/pm|a/p', re.IGNORECASE)
_DAYS = range(1, 2_958_466)  # until the end of the year 9999
_BEGINNING, _BEGINNING_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  sheets know no zones
_DIGITS = re.compile(r"-?[0-9]{1,20}")


class Formats(Target):
    """Told what is in styles.xml, knows what the numbers of each style are."""

    def __init__(self) -> None:
        super().__init__()
        self._custom: dict[int, Kind] = {}
        self._styles: list[int] = []
        self._in_cells = False

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "numFmt":
            self._custom[_whole(attributes.get("numFmtId"))] = kind_of(attributes.get("formatCode", ""))
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._styles.append(_whole(attributes.get("numFmtId")))

    def closed(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def of_style(self, style: str) -> Kind:
        """Returns what the numbers of a cell's style are. style: as the cell says it."""
        at = _whole(style)
        code = self._styles[at] if 0 <= at < len(self._styles) else 0
        return self._custom.get(code) or _BUILT_IN.get(code, "number")


def kind_of(code: str) -> Kind:
    """Returns what numbers of a format are, by its code, as of `d "de" mmmm`."""
    bare = _LITERAL.sub("", code).partition(";")[0].lower()
    if "general" in bare or "[h" in code.lower():
        return "number"
    if "%" in bare:
        return "percent"
    time = "h" in bare or "s" in bare
    date = "y" in bare or "d" in bare or ("m" in bare and not time)
    if date:
        return "moment" if time else "date"
    return "time" if time else "number"


def number_as_seen(text: str, number: float, kind: Kind, since_1904: bool) -> str:
    """Returns the number in plain digits, or as ISO date and time, or in percent. text: the number as it is written."""
    if kind == "percent":
        return f"{number * 100:.10g}%"
    days = 0 <= number < _DAYS.stop if kind == "time" else int(number) in _DAYS
    if kind == "number" or not days:
        return text if _DIGITS.fullmatch(text) else f"{number:.15g}"
    moment = (_BEGINNING_1904 if since_1904 else _BEGINNING) + timedelta(seconds=round(number * 86_400))
    if kind == "date":
        return moment.date().isoformat()
    clock = moment.time().isoformat("seconds" if moment.second else "minutes")
    return clock if kind == "time" else f"{moment.date().isoformat()} {clock}"


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
