"""SQL of a business's settings."""

from typing import Any, LiteralString

from recado.businesses.preferences import Preferences, hours_from_json, hours_to_json
from recado.platform.db import Tx, json_value

_BUSINESS: LiteralString = (
    "select id, name, timezone, language, currency, objective, context, bot_enabled, buffer_quiet_seconds, "
    "buffer_max_seconds, human_pause_minutes, advisors_see_all, hours, away_enabled, away_message, "
    "away_bot, understand_media, agent_model, agent_effort, agent_version, agent_daily_micros, logo from businesses "
    "where id = current_business()"
)


def read(tx: Tx, *, lock: bool = False) -> Preferences | None:
    """Returns the transaction's business."""
    rows = tx.dicts(_BUSINESS + (" for no key update" if lock else ""))
    return Preferences(**{**rows[0], "hours": hours_from_json(rows[0]["hours"])}) if rows else None


def write(tx: Tx, preferences: Preferences) -> None:
    values: dict[str, Any] = {name: getattr(preferences, name) for name in Preferences.__slots__}
    values["hours"] = json_value(hours_to_json(preferences.hours))
    tx.run(
        "update businesses set name = %(name)s, timezone = %(timezone)s, language = %(language)s, "
        "currency = %(currency)s, objective = %(objective)s, context = %(context)s, bot_enabled = %(bot_enabled)s, "
        "buffer_quiet_seconds = %(buffer_quiet_seconds)s, buffer_max_seconds = %(buffer_max_seconds)s, "
        "human_pause_minutes = %(human_pause_minutes)s, advisors_see_all = %(advisors_see_all)s, hours = %(hours)s, "
        "away_enabled = %(away_enabled)s, away_message = %(away_message)s, "
        "away_bot = %(away_bot)s, understand_media = %(understand_media)s, agent_model = %(agent_model)s, "
        "agent_effort = %(agent_effort)s, agent_version = %(agent_version)s, "
        "agent_daily_micros = %(agent_daily_micros)s where id = %(id)s",
        values,
    )
