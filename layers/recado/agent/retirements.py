"""The days on which models end: read from their vendor every day, and the super admin is warned in time."""

from datetime import date, timedelta
from typing import Final

from recado.activity import service as activity
from recado.agent import model_store
from recado.kernel.log import logger
from recado.platform.db import database
from recado.vendors.llm import openai
from recado.vendors.llm.model import ModelError

WARNED_DAYS: Final = 60  # before
WARNED_EVERY: Final = timedelta(days=7)

log = logger("agent")


def read() -> None:
    """Enters what the vendor says into the catalogue, and writes the event `model.retires` for each model in use that
    will end within WARNED_DAYS. A vendor that does not answer is asked again the next day; compatible servers name no
    days."""
    try:
        said = openai.shutdown_dates()
    except ModelError as error:
        log.warning("the models were not listed", extra={"reason": error.reason})
        said = {}
    dates = {model: day for model, text in said.items() if text and (day := _day(text))}
    with database().worker() as tx:
        model_store.set_retirements(tx, dates)
        for each in model_store.retiring(tx, WARNED_DAYS):
            facts = {"model": each.model, "retires_at": each.retires_at.isoformat(), "successor": each.successor}
            used = {"businesses": each.businesses, "is_default": each.is_default}
            activity.note_platform_once(tx, "warning", "model.retires", WARNED_EVERY, **facts, **used)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
