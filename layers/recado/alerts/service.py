"""Alerts: what a member chose, and mails about customers whom nobody looked at."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from recado.accounts import mail_queue, mails
from recado.activity.model import Actor
from recado.alerts import store
from recado.alerts.model import Choices
from recado.platform.db import database

MAIL_AFTER: Final = timedelta(minutes=10)  # so long nobody looked
MAIL_PAUSE: Final = timedelta(hours=1)
MOST: Final = 200


def choices(actor: Actor) -> Choices:
    """Returns what a member chose in this business."""
    with database().acting(actor) as tx:
        return store.choices(tx, _person(actor))


def choose(actor: Actor, chosen: Choices) -> Choices:
    """Sets what a member chooses in this business."""
    with database().acting(actor) as tx:
        store.set_choices(tx, actor.business_id, _person(actor), chosen)
    return chosen


def mail_waiting() -> None:
    """Tells members who want it how many customers wait and were not looked at. Mark and mail are one commit."""
    with database().worker() as tx:
        queued = [
            mail_queue.put(tx, mails.customers_wait(each.email, each.language, each.business_name, each.amount), None)
            for each in store.claim_waiting_mails(tx, MAIL_AFTER, MAIL_PAUSE, MOST)
        ]
    mail_queue.publish(queued)


def _person(actor: Actor) -> UUID:
    if actor.id is None:
        raise TypeError("only a person has alerts")
    return actor.id
