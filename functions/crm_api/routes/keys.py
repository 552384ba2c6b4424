"""/v1/api-keys: how programs get in."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.keys import ApiKey, CreateApiKey, CurrentApiKey, NewApiKey
from recado.accounts import keys
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission, scopes_of

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/api-keys", permission=Permission.KEYS)
def list_api_keys(call: Call, query: Paging) -> Page[ApiKey]:
    """List API keys.

    Revoked and expired ones too, newest first.
    """
    return page(keys.list_keys(call.actor, query.slice()), ApiKey.of)


@route(routes, "GET", "/v1/api-key", permission=Permission.KEY_ITSELF)
def get_current_api_key(call: Call) -> CurrentApiKey:
    """Get the API key in use.

    What it may do and how its business stands; for programs, which have no `/v1/me`.
    """
    key, standing = keys.current(call.actor)
    return CurrentApiKey.of(key, business_id=call.actor.business_id, standing=standing)


@route(routes, "POST", "/v1/api-keys", permission=Permission.KEYS, status=201)
def create_api_key(call: Call, body: CreateApiKey) -> NewApiKey:
    """Create an API key.

    Its secret is in this answer and never again. A key cannot be given a scope its maker does not have.
    """
    new = keys.NewKey(body.name, frozenset(body.scopes), body.expires_at)
    return NewApiKey.of(keys.create(call.actor, new, scopes_of(call.caller)))


@route(routes, "DELETE", "/v1/api-keys/{key_id}", permission=Permission.KEYS)
def revoke_api_key(call: Call, key_id: UUID) -> None:
    """Revoke an API key.

    It is refused from this moment on.
    """
    keys.revoke(call.actor, key_id)
