"""Reading configurations, changing the draft, and publishing it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from recado.activity import service as activity
from recado.activity.model import Actor
from recado.agent import caps
from recado.agent.configs import model, reading, recording, store, texts
from recado.agent.configs.model import AgentConfig, ConfigChanged, Difference, KeptConfig, NoChanges
from recado.agent.external import store as external_store
from recado.businesses import service as businesses
from recado.crm import field_store
from recado.kernel import pages
from recado.kernel.clock import now
from recado.kernel.errors import NotFound
from recado.kernel.ids import new_id
from recado.kernel.pages import Page, Slice
from recado.kernel.validation import refusing
from recado.kernel.words import Words
from recado.platform.db import Tx, database

_WRONG = Words("la configuración no es válida", "the configuration is not valid")


@dataclass(frozen=True, slots=True)
class Overview:
    """live: how the agent behaves now. version: its number. revision: of the draft; 0 when there is none. config: the
    draft; without one, what is live."""

    live: AgentConfig
    version: int
    published_at: datetime | None
    published_by: UUID | None
    config: AgentConfig
    revision: int
    changed_at: datetime | None
    changed_by: UUID | None
    changes: list[Difference]
    unknown_variables: list[texts.UnknownVariable]
    weights: reading.Weights
    spent_micros: int


@dataclass(frozen=True, slots=True)
class Detail:
    """A version, and what it changed of the one before it."""

    version: KeptConfig
    config: AgentConfig
    changes: list[Difference]


def draft(tx: Tx) -> AgentConfig | None:
    """Returns the draft of the transaction's business."""
    kept = store.draft(tx)
    return kept.config if kept else None


def version(tx: Tx, number: int) -> AgentConfig:
    """Returns a version as it was published. Raises NotFound when there is none of this number."""
    return _existing(store.version(tx, number)).config


def overview(actor: Actor) -> Overview:
    with database().acting(actor) as tx:
        return _overview(tx)


def change_draft(actor: Actor, revision: int, changes: Mapping[str, Any]) -> Overview:
    """Changes what is given. revision: of the draft that was read; 0: there was none, and one is made of what is live.

    Raises ConfigChanged when the draft is another by now, and Invalid for what it must not be.
    """
    with database().acting(actor) as tx:
        store.hold(tx)
        kept = _of_revision(tx, revision)
        before = kept.config if kept else store.live(tx)
        with refusing(_WRONG, dict(changes)):
            after = AgentConfig.model_validate(before.model_dump() | dict(changes))
        model.check(after, *_there(tx))
        if kept is None or after != before:
            store.keep_draft(tx, actor.business_id, new_id(), after, recording.person(actor))
        return _overview(tx)


def discard_draft(actor: Actor, revision: int) -> None:
    """Raises ConfigChanged as `change_draft`. Without a draft there is nothing to do."""
    with database().acting(actor) as tx:
        store.hold(tx)
        kept = store.draft(tx)
        if kept is None:
            return
        if kept.revision != revision:
            raise ConfigChanged
        store.delete_draft(tx)
        fields = [each.path for each in model.differences(store.live(tx), kept.config)]
        activity.audit(tx, actor, "agent_config.discarded", "agent_config", kept.id, before={"fields": fields})


def publish(actor: Actor, revision: int, note: str) -> Overview:
    """Makes the agent behave as the draft says, from its next turn on.

    Raises ConfigChanged as `change_draft`, NoChanges, and UnknownVariables when its text uses some.
    """
    with database().acting(actor) as tx:
        store.hold(tx)
        kept = _of_revision(tx, revision)
        if kept is None:
            raise NoChanges
        tools, fields = _there(tx)
        config = model.existing(kept.config, tools, fields)
        if config == store.live(tx):
            raise NoChanges
        model.check(config, tools, fields)
        texts.check(config.context, field_store.fields(tx))
        store.delete_draft(tx)
        with recording.recorded(tx, actor, note):
            store.apply(tx, config)
        return _overview(tx)


def versions(actor: Actor, page: Slice) -> Page[KeptConfig]:
    """The newest first."""
    after = page.keys(int)
    with database().acting(actor) as tx:
        rows = store.versions(tx, after, page.limit + 1)
    return pages.page_of(rows, page.limit, lambda row: (row.version or 0,))


def read_version(actor: Actor, config_id: UUID) -> Detail:
    """Raises NotFound."""
    with database().acting(actor) as tx:
        kept = _existing(store.of_id(tx, config_id))
        before = store.version(tx, (kept.version or 0) - 1)
    changes = model.differences(before.config, kept.config) if before else []
    return Detail(kept, kept.config, changes)


def restore(actor: Actor, config_id: UUID, revision: int) -> Overview:
    """Makes a draft of a version, in place of the one there is: of this revision, 0 where there is none.

    Tools and fields that there are no more are left out. Raises ConfigChanged as `change_draft`, and NotFound.
    """
    with database().acting(actor) as tx:
        store.hold(tx)
        _of_revision(tx, revision)
        old = _existing(store.of_id(tx, config_id))
        config = model.existing(old.config, *_there(tx))
        store.keep_draft(tx, actor.business_id, new_id(), config, recording.person(actor))
        activity.audit(tx, actor, "agent_config.restored", "agent_config", old.id, after={"version": old.version})
        return _overview(tx)


def _overview(tx: Tx) -> Overview:
    live, published, kept = store.live(tx), store.published(tx), store.draft(tx)
    config = kept.config if kept else live
    return Overview(
        live=live,
        version=(published.version if published else None) or 1,
        published_at=published.published_at if published else None,
        published_by=published.published_by if published else None,
        config=config,
        revision=kept.revision if kept else 0,
        changed_at=kept.changed_at if kept else None,
        changed_by=kept.changed_by if kept else None,
        changes=model.differences(live, config),
        unknown_variables=texts.unknown(config.context, field_store.fields(tx)),
        weights=reading.weights(tx, config),
        spent_micros=caps.spent_today(tx, businesses.business_of(tx), now()),
    )


def _of_revision(tx: Tx, revision: int) -> KeptConfig | None:
    kept = store.draft(tx)
    if (kept.revision if kept else 0) != revision:
        raise ConfigChanged
    return kept


def _there(tx: Tx) -> tuple[set[str], set[str]]:
    """Returns the names of the tools and the keys of the fields that there are."""
    return {each.name for each in external_store.tools(tx)}, {each.key for each in field_store.fields(tx)}


def _existing(kept: KeptConfig | None) -> KeptConfig:
    if kept is None or kept.state == "draft":
        raise NotFound(Words("no existe esa versión", "there is no such version"))
    return kept
