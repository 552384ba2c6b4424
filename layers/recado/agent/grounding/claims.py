"""The claims of a text: everything in it that can be compared with facts."""

from recado.agent.grounding import addresses
from recado.agent.grounding.availability_claims import find_availability
from recado.agent.grounding.claim import Claim, Found
from recado.agent.grounding.count_claims import find_digits, find_numbers, find_stock
from recado.agent.grounding.date_claims import find_dates
from recado.agent.grounding.effect_claims import find_effects
from recado.agent.grounding.money_claims import find_money, find_offers
from recado.agent.grounding.reading import Reading
from recado.agent.grounding.time_claims import find_times


def claims_of(text: str, currency: str) -> tuple[list[Claim], Reading]:
    """Returns the claims of a text, in its order, and the text as it was read. currency: what "$" is."""
    reading = Reading(text)
    found = Found(reading, currency)
    plain = reading.digits.text
    reading.taken(sorted([*_links(reading), *addresses.emails(plain)]))
    if any(letter.isdigit() for letter in plain):
        find_money(found)
    find_offers(found)
    find_dates(found)
    find_times(found)
    find_digits(found)
    find_stock(found)
    find_numbers(found)
    find_availability(found)
    find_effects(found)
    return sorted(found.claims, key=lambda claim: (claim.start, claim.end)), reading


def _links(reading: Reading) -> list[tuple[int, int]]:
    """Where links stand in the digits' text: what the guard takes for one too, and is no amount ("cuesta 100.es")."""
    plain, guarded = reading.digits.text, {start for start, _ in addresses.links(reading.text)}
    return [
        (start, end)
        for start, end in addresses.links(plain)
        if reading.digits.span(start, end)[0] in guarded and not plain[start:end].split(".", 1)[0].isdigit()
    ]
