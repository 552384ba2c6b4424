"""SQL of configurations; and what the one that answers says, which is kept where turns read it."""

from dataclasses import replace
from typing import LiteralString
from uuid import UUID

from recado.agent.configs.model import IN_BUSINESS, AgentConfig, KeptConfig
from recado.agent.external import store as external_store
from recado.businesses import preference_store
from recado.businesses.preferences import Preferences
from recado.crm import field_store
from recado.kernel.errors import NotFound
from recado.kernel.pages import Key
from recado.kernel.words import Words
from recado.platform.db import Tx, json_value

_KEPT: LiteralString = (
    "select id, version, state, body, revision, note, published_by, published_at, changed_by, changed_at "
    "from agent_configs where business_id = current_business() "
)


def live(tx: Tx) -> AgentConfig:
    """Returns how the agent of the transaction's business behaves now. Raises NotFound when there is no business."""
    preferences = _preferences(tx)
    return AgentConfig.model_validate(
        {name: getattr(preferences, name) for name in IN_BUSINESS}
        | {"tools": tuple(each.name for each in external_store.tools(tx, enabled=True))}
        | {"extract": tuple(each.key for each in field_store.fields(tx) if each.extract)}
    )


def apply(tx: Tx, config: AgentConfig) -> None:
    """Makes the agent of the transaction's business behave so, from its next turn on. Tools and fields it names that
    the business does not have are left out."""
    preferences = _preferences(tx, lock=True)
    preference_store.write(tx, replace(preferences, **{name: getattr(config, name) for name in IN_BUSINESS}))
    external_store.switch(tx, config.tools)
    field_store.extract_only(tx, config.extract)


def hold(tx: Tx) -> None:
    """Configurations of a business change one after the other."""
    _preferences(tx, lock=True)


def published(tx: Tx) -> KeptConfig | None:
    return tx.row(KeptConfig, _KEPT + "and state = 'published'")


def draft(tx: Tx) -> KeptConfig | None:
    return tx.row(KeptConfig, _KEPT + "and state = 'draft'")


def version(tx: Tx, number: int) -> KeptConfig | None:
    return tx.row(KeptConfig, _KEPT + "and version = %s", (number,))


def of_id(tx: Tx, config_id: UUID) -> KeptConfig | None:
    return tx.row(KeptConfig, _KEPT + "and id = %s", (config_id,))


def versions(tx: Tx, after: tuple[Key, ...] | None, limit: int) -> list[KeptConfig]:
    """Published and retired, the newest first."""
    (before,) = after or (None,)
    return tx.rows(
        KeptConfig,
        _KEPT + "and version is not null and (%(before)s::int is null or version < %(before)s) "
        "order by version desc limit %(limit)s",
        {"before": before, "limit": limit},
    )


def publish(
    tx: Tx, business_id: UUID, config_id: UUID, config: AgentConfig, note: str, published_by: UUID | None
) -> int:
    """Keeps it as the newest version, and retires the one before. Returns its number. After `hold`."""
    tx.run("update agent_configs set state = 'retired' where business_id = %s and state = 'published'", (business_id,))
    number = tx.value(
        int,
        "insert into agent_configs (id, business_id, version, state, body, note, published_by, published_at, "
        "changed_by) select %(id)s, %(business)s, coalesce(max(version), 0) + 1, 'published', %(body)s, %(note)s, "
        "%(by)s, clock_timestamp(), %(by)s from agent_configs where business_id = %(business)s returning version",
        {
            "id": config_id,
            "business": business_id,
            "body": _json(config),
            "note": note,
            "by": published_by,
        },
    )
    assert number is not None  # an insert of one row returns it
    return number


def keep_draft(tx: Tx, business_id: UUID, config_id: UUID, config: AgentConfig, changed_by: UUID | None) -> None:
    """Makes or changes the draft. config_id: of one that is made."""
    tx.run(
        "insert into agent_configs (id, business_id, state, body, changed_by) values (%s, %s, 'draft', %s, %s) "
        "on conflict (business_id) where state = 'draft' do update set body = excluded.body, "
        "revision = agent_configs.revision + 1, changed_by = excluded.changed_by, changed_at = clock_timestamp()",
        (config_id, business_id, _json(config), changed_by),
    )


def delete_draft(tx: Tx) -> bool:
    return tx.run("delete from agent_configs where business_id = current_business() and state = 'draft'") > 0


def _json(config: AgentConfig) -> object:
    return json_value(config.model_dump(mode="json"))


def _preferences(tx: Tx, *, lock: bool = False) -> Preferences:
    preferences = preference_store.read(tx, lock=lock)
    if preferences is None:
        raise NotFound(Words("no existe ese negocio", "no such business"))
    return preferences
