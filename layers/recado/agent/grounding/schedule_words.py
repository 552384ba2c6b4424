"""Words for days and opening hours, and which sentences speak of them."""

import re
from functools import lru_cache
from typing import Final

DAYS: Final = {
    name: at
    for at, names in enumerate(
        (
            "lunes monday", "martes tuesday", "miercoles wednesday", "jueves thursday", "viernes friday",
            "sabado sabados saturday", "domingo domingos sunday",
        )
    )
    for name in names.split()
}  # fmt: skip
SHORT_DAYS: Final = {"lun": 0, "mar": 1, "mie": 2, "mier": 2, "jue": 3, "vie": 4, "sab": 5, "dom": 6}
SHORT_DAYS_ENGLISH: Final = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
LETTERS: Final = {"l": 0, "v": 4, "s": 5, "d": 6}
MONTHS: Final = {
    name: at
    for at, names in enumerate(
        (
            "enero january ene jan", "febrero february feb", "marzo march mar", "abril april abr apr", "mayo may",
            "junio june jun", "julio july jul", "agosto august ago aug", "septiembre setiembre september sep sept set",
            "octubre october oct", "noviembre november nov", "diciembre december dic dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_HOURS = re.compile(
    r"\b(?:abr[a-z]+|abiert[oa]s?|horarios?|atend[a-z]+|atencion|cerr[a-z]+|cierr[a-z]+|opens?|hours|closes?|"
    rf"{'|'.join([*DAYS, *SHORT_DAYS, *SHORT_DAYS_ENGLISH])})\b|\bl ?[-a] ?[vsd]\b"
)


@lru_cache(maxsize=256)
def speaks_of_hours(sentence: str) -> bool:
    """Whether numbers of the sentence may be opening hours."""
    return _HOURS.search(sentence) is not None
