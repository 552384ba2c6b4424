"""API keys: made, listed and revoked by the people of a business."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from recado.accounts import key_store
from recado.accounts.admission import KEY_PREFIX
from recado.accounts.key_store import ApiKey
from recado.accounts.model import digest, new_token
from recado.activity import service as activity
from recado.activity.model import Actor
from recado.kernel import pages
from recado.kernel.clock import now
from recado.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice
from recado.kernel.words import Words
from recado.plans import service as plans
from recado.plans.model import Standing
from recado.platform.db import database

MOST_KEYS = 100
LONGEST = timedelta(days=3653)
SHOWN = 8  # characters of the secret by which people tell their keys apart


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be made. expires_at: None for a key that does not expire."""

    name: str
    scopes: frozenset[str]
    expires_at: datetime | None


@dataclass(frozen=True, slots=True)
class MadeKey:
    """A key with its secret, which nobody is told again."""

    key: ApiKey
    secret: str


def create(actor: Actor, new: NewKey, allowed: frozenset[str]) -> MadeKey:
    """Makes a key. Raises Forbidden when it could do what its maker may not (`allowed`), Invalid when it expires in the
    past or in a far future, Conflict when there are a hundred already."""
    if beyond := new.scopes - allowed:
        raise Forbidden(
            Words("no puedes dar un permiso que no tienes", "you cannot give a scope that you do not have"),
            scopes=sorted(beyond),
        )
    if new.expires_at and not now() < new.expires_at <= now() + LONGEST:
        raise Invalid(
            Words("una clave vence en el futuro, antes de diez años", "a key expires in the future, within ten years"),
            field="expires_at",
        )
    secret = KEY_PREFIX + new_token()
    key_id, prefix, scopes = new_id(), secret[: len(KEY_PREFIX) + SHOWN], sorted(new.scopes)
    with database().acting(actor) as tx:
        if key_store.count_usable(tx) >= MOST_KEYS:
            raise Conflict(
                Words(f"un negocio tiene a lo más {MOST_KEYS} claves", f"a business has at most {MOST_KEYS} keys")
            )
        if actor.id is None or key_store.maker_role(tx, actor.id) not in ("OWNER", "ADMIN"):
            raise Forbidden(
                Words("ya no administras este negocio", "you are no administrator of this business any more")
            )
        key = key_store.insert(tx, actor, key_id, new.name, digest(secret), prefix, scopes, new.expires_at)
        after = {"name": new.name, "scopes": scopes, "expires_at": new.expires_at and new.expires_at.isoformat()}
        activity.audit(tx, actor, "key.created", "api_key", key_id, after=after)
        activity.note(tx, actor.business_id, "info", "key.created", key_id=str(key_id))
    return MadeKey(key, secret)


def list_keys(actor: Actor, page: Slice) -> Page[ApiKey]:
    """Returns a page of every key there was, newest first."""
    (after,) = page.keys(UUID) or (None,)
    with database().acting(actor) as tx:
        rows = key_store.keys(tx, after, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda key: (key.id,))


def current(actor: Actor) -> tuple[ApiKey, Standing]:
    """Returns the key that acts, and how its business stands. Raises NotFound when it was revoked meanwhile."""
    with database().acting(actor) as tx:
        key = key_store.key(tx, actor.id) if actor.id else None
        if key is None:
            raise NotFound(Words("no existe esa clave", "no such key"))
        return key, plans.standing(tx)


def revoke(actor: Actor, key_id: UUID) -> None:
    """The key is refused from now on. Raises NotFound when there is no such key, or not any more."""
    with database().acting(actor) as tx:
        name = key_store.revoke(tx, key_id)
        if name is None:
            raise NotFound(Words("no existe esa clave", "no such key"))
        activity.audit(tx, actor, "key.revoked", "api_key", key_id, before={"name": name})
        activity.note(tx, actor.business_id, "info", "key.revoked", key_id=str(key_id))
