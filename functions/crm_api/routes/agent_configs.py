"""/v1/agent: how the agent behaves. A draft, what is live, and the versions before it."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.agent_configs import (
    AgentConfigDetail,
    AgentConfigOverview,
    AgentConfigVersion,
    AgentVariable,
    AgentVariableList,
    DraftQuery,
    OfRevision,
    PublishAgentConfig,
    UpdateAgentDraft,
    VariableQuery,
)
from recado.agent.configs import reading, service
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_WRITE


@route(routes, "GET", "/v1/agent/config", permission=READ)
def get_agent_config(call: Call) -> AgentConfigOverview:
    """Get the configuration of the agent.

    What is live, the draft, and what the draft changes.
    """
    return AgentConfigOverview.of(service.overview(call.actor))


@route(routes, "PATCH", "/v1/agent/config/draft", permission=WRITE)
def update_agent_draft(call: Call, body: UpdateAgentDraft) -> AgentConfigOverview:
    """Update the draft of the agent.

    Makes one where there is none. Nothing of it is live before it is published. Refused when somebody changed it since
    the revision that was read.
    """
    return AgentConfigOverview.of(service.change_draft(call.actor, body.revision, body.changes()))


@route(routes, "DELETE", "/v1/agent/config/draft", permission=WRITE)
def delete_agent_draft(call: Call, query: DraftQuery) -> None:
    """Delete the draft of the agent.

    Refused when somebody changed it since the revision that was read.
    """
    service.discard_draft(call.actor, query.revision)


@route(routes, "POST", "/v1/agent/config/publish", permission=WRITE)
def publish_agent_config(call: Call, body: PublishAgentConfig) -> AgentConfigOverview:
    """Publish the draft of the agent.

    The agent behaves so from its next turn on. Refused when somebody changed the draft since the revision that was
    read, and when its text uses variables that there are not.
    """
    return AgentConfigOverview.of(service.publish(call.actor, body.revision, body.note))


@route(routes, "GET", "/v1/agent/config/versions", permission=READ)
def list_agent_config_versions(call: Call, query: Paging) -> Page[AgentConfigVersion]:
    """List the versions of the agent.

    The newest first. Whatever changes how the agent behaves makes one, also without a draft.
    """
    return page(service.versions(call.actor, query.slice()), AgentConfigVersion.of)


@route(routes, "GET", "/v1/agent/config/versions/{config_id}", permission=READ)
def get_agent_config_version(call: Call, config_id: UUID) -> AgentConfigDetail:
    """Get a version of the agent."""
    return AgentConfigDetail.of(service.read_version(call.actor, config_id))


@route(routes, "POST", "/v1/agent/config/versions/{config_id}/restore", permission=WRITE)
def restore_agent_config_version(call: Call, config_id: UUID, body: OfRevision) -> AgentConfigOverview:
    """Restore a version of the agent.

    Makes it the draft, in place of the one there is. Tools and fields that there are no more are left out.
    """
    return AgentConfigOverview.of(service.restore(call.actor, config_id, body.revision))


@route(routes, "GET", "/v1/agent/variables", permission=READ)
def list_agent_variables(call: Call, query: VariableQuery) -> AgentVariableList:
    """List the variables of the agent's text.

    With what they are for a contact, as the agent reads it.
    """
    if query.contact_id:
        Permission.CONTACTS_READ.check(call.caller)
    items = reading.of_contact(call.actor, query.contact_id)
    return AgentVariableList(items=[AgentVariable.of(each) for each in items])
