"""Opening another business: its founder is the owner, and it begins with a trial as the first one did."""

from uuid import UUID

from recado.accounts import store
from recado.accounts.model import TRIAL, Workplace
from recado.activity import service as activity
from recado.businesses.service import check_business
from recado.businesses.store import NewBusiness
from recado.kernel.clock import now
from recado.kernel.errors import Conflict
from recado.kernel.ids import new_id
from recado.platform.db import database

MOST_OWNED = 10


class TooManyBusinesses(Conflict):
    """A person owns at most ten businesses."""

    code = "too_many_businesses"


def found(user_id: UUID, new: NewBusiness) -> Workplace:
    """Makes a business of which the person is the owner. Raises Invalid for a bad timezone or currency, and
    TooManyBusinesses for who owns ten, however many they ask for at once."""
    check_business(new)
    business_id, moment = new_id(), now()
    with database().accounts() as tx:
        store.lock_user(tx, user_id)
        if sum(each.role == "OWNER" for each in store.belongings(tx, user_id)) >= MOST_OWNED:
            raise TooManyBusinesses
        store.found_business(tx, business_id, user_id, new, moment + TRIAL)
        activity.note_platform(tx, business_id, "info", "business.created", user_id=str(user_id))
        made = next(each for each in store.belongings(tx, user_id) if each.business_id == business_id)
    return made.at(moment)
