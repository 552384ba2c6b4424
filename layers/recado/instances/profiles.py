"""A number's public profile: read from Meta and changed there, nothing of it is kept here."""

from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.instances import checks
from recado.instances.rotate import credentials
from recado.platform.db import database
from recado.vendors.whatsapp.cloud import accounts
from recado.vendors.whatsapp.cloud.accounts import Profile


class ProfileRefused(checks.CheckFailed):
    """WhatsApp did not take the profile: one of the fields is not as it wants it."""

    code = "profile_refused"


def read(actor: Actor, instance_id: UUID) -> Profile:
    """Returns what customers see now."""
    with database().acting(actor) as tx:
        held = credentials(tx, instance_id)
    with checks.graph_errors(checks.NumberUnknown):
        return accounts.profile(held.access_token, held.phone_number_id)


def change(actor: Actor, instance_id: UUID, changes: dict[str, Any]) -> Profile:
    """Changes the named fields at Meta and answers the profile as it is then."""
    before = read(actor, instance_id)
    with database().acting(actor) as tx:
        held = credentials(tx, instance_id)
    with checks.graph_errors(ProfileRefused):
        accounts.change_profile(held.access_token, held.phone_number_id, changes)
    with database().acting(actor) as tx:
        old = {name: getattr(before, name) for name in changes}
        activity.audit(tx, actor, "instance.profile_changed", "instance", instance_id, before=old, after=changes)
    with checks.graph_errors(checks.NumberUnknown):
        return accounts.profile(held.access_token, held.phone_number_id)
