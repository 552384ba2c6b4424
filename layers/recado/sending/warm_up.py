"""How much a number that is new as a linked device of WhatsApp Web may send a day, so as not to be banned."""

from recado.kernel.settings import settings

GROWTH = 1.5  # each day half as many again


def daily_limit(age_days: float) -> int | None:
    """Returns messages in 24 hours for a number of this age; None when it is not new any more."""
    rules = settings()
    if age_days >= rules.web_warmup_days:
        return None
    return int(rules.web_warmup_first_day * GROWTH ** int(age_days))
