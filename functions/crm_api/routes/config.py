"""/v1/config: what this deployment offers, for anybody."""

from chalice.app import Blueprint

from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission
from recado.runtime.public_config import Config, public_config

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/config", permission=Permission.PUBLIC)
def get_config(_call: Call) -> Config:
    """Get the configuration.

    What this deployment has and what may be chosen in it: features, currencies, timezones, terms of use, sizes of
    files, public keys. Anybody may ask and keep the answer for some minutes.
    """
    return public_config()
