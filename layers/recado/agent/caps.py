"""Caps: what the agent of a business may cost in a day. Near it, it thinks more cheaply; at it, people answer alone."""

from datetime import datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from recado.accounts import mail_queue, mails
from recado.accounts.model import Language
from recado.activity import service as activity
from recado.agent import cap_store as store
from recado.agent.model import CapState
from recado.businesses.model import Business
from recado.platform.db import Tx, database
from recado.platform.mail import Mail
from recado.team import notices

NEAR_PERCENT: Final = 80
MOST: Final = 20  # businesses of a sweep


def judge(tx: Tx, business: Business, moment: datetime) -> CapState:
    """Returns how much of the day's money is spent. A day begins at midnight where the business is; so does what it may
    spend. Turns that run at the same time may go over it, by one answer for each conversation."""
    cap = business.agent_daily_micros
    if cap is None:
        return "free"
    midnight = _midnight(business, moment)
    spent = store.spent_since(tx, midnight)
    if spent >= cap:
        store.reach(tx, midnight)
        activity.note_once(tx, business.id, "warning", "agent.cap_reached", timedelta(days=1), micros=cap)
        return "reached"
    return "near" if spent * 100 >= cap * NEAR_PERCENT else "free"


def spent_today(tx: Tx, business: Business, moment: datetime) -> int:
    """Returns what the agent cost since the day began, in millionths of a US dollar."""
    return store.spent_since(tx, _midnight(business, moment))


def _midnight(business: Business, moment: datetime) -> datetime:
    zone = ZoneInfo(business.timezone)
    return datetime.combine(moment.astimezone(zone).date(), time(), zone)


def tell_owners() -> None:
    """Tells owners by mail that their agent is silent for the rest of the day; once, whatever dies meanwhile."""
    with database().worker() as tx:
        capped = store.capped(tx, MOST)
    for business_id, name in capped:
        mail_queue.publish(_tell(business_id, name))


def _tell(business_id: UUID, name: str) -> list[UUID]:
    owners = notices.owners_of(business_id)

    def compose(email: str, language: Language) -> Mail:
        return mails.agent_capped(email, language, name)

    with database().tenant(business_id) as tx:
        return notices.put_for_owners(tx, owners, compose) if store.tell(tx) else []
