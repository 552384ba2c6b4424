"""Making a business, and reading the one of the transaction."""

from uuid import UUID

from recado.businesses import store as business_store
from recado.businesses.model import Business, check_timezone, unknown_names, unknown_variables
from recado.kernel.errors import Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.money import check_currency
from recado.kernel.words import Words
from recado.platform.db import Tx, database


def create_business(new: business_store.NewBusiness) -> UUID:
    """Makes a business. Raises Invalid when its timezone is unknown or its context uses an unknown variable."""
    check_business(new)
    business_id = new_id()
    with database().tenant(business_id) as tx:
        business_store.insert_business(tx, business_id, new)
    return business_id


def check_business(new: business_store.NewBusiness) -> None:
    """Raises Invalid when timezone or currency is unknown or the context uses an unknown variable."""
    check_timezone(new.timezone)
    check_currency(new.currency)
    if unknown := unknown_variables(new.context):
        raise Invalid(unknown_names(unknown), variables=unknown)


def business_of(tx: Tx) -> Business:
    """Returns the transaction's business. Raises NotFound when it does not exist."""
    row = business_store.business(tx)
    if row is None:
        raise NotFound(Words("no existe ese negocio", "no such business"))
    return row
