"""Countries of time zones: what a business's zone says of where it is."""

from functools import cache
from importlib import resources

# Names that were given up but are still chosen; those in use stand in the zone table.
_OLD_NAMES = {
    "America/Buenos_Aires": "AR", "America/Catamarca": "AR", "America/Cordoba": "AR", "America/Jujuy": "AR",
    "America/Mendoza": "AR", "America/Rosario": "AR", "America/Ensenada": "MX", "America/Santa_Isabel": "MX",
    "Mexico/General": "MX", "Mexico/BajaNorte": "MX", "Mexico/BajaSur": "MX", "Chile/Continental": "CL",
    "Chile/EasterIsland": "CL", "America/Porto_Acre": "BR", "Brazil/East": "BR", "Brazil/West": "BR",
    "Brazil/Acre": "BR", "Brazil/DeNoronha": "BR", "US/Eastern": "US", "US/Central": "US", "US/Mountain": "US",
    "US/Pacific": "US", "US/Arizona": "US", "US/Alaska": "US", "US/Hawaii": "US",
}  # fmt: skip


def of_zone(timezone: str) -> str | None:
    """Returns the ISO code of the country a time zone lies in; None for zones of no country, such as UTC."""
    return _by_zone().get(timezone) or _OLD_NAMES.get(timezone)


@cache
def _by_zone() -> dict[str, str]:
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    return {zone: country for country, _, zone, *_ in rows}
