"""/v1/external-tools: what a business gives its agent to call, and what became of the calls."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.external_tools import (
    ExternalToolCall,
    ExternalToolList,
    NewExternalTool,
    ShownExternalTool,
    TriedExternalTool,
    TryExternalTool,
    UpdateExternalTool,
)
from recado.agent.external import service, trying
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_WRITE


@route(routes, "GET", "/v1/external-tools", permission=READ)
def list_external_tools(call: Call) -> ExternalToolList:
    """List external tools.

    By name: the order in which the agent is offered them.
    """
    return ExternalToolList(items=[ShownExternalTool.showing(each) for each in service.listing(call.actor)])


@route(routes, "POST", "/v1/external-tools", permission=WRITE, status=201)
def create_external_tool(call: Call, body: NewExternalTool) -> ShownExternalTool:
    """Create an external tool.

    The agent may call it from its next turn on.
    """
    return ShownExternalTool.showing(service.create(call.actor, body.definition(), body.secrets))


@route(routes, "GET", "/v1/external-tools/{tool_id}", permission=READ)
def get_external_tool(call: Call, tool_id: UUID) -> ShownExternalTool:
    """Get an external tool."""
    return ShownExternalTool.showing(service.read(call.actor, tool_id))


@route(routes, "PATCH", "/v1/external-tools/{tool_id}", permission=WRITE)
def update_external_tool(call: Call, tool_id: UUID, body: UpdateExternalTool) -> ShownExternalTool:
    """Update an external tool.

    Refused when somebody changed it since the version that was read.
    """
    changed = service.change(call.actor, tool_id, body.version, body.changes(), body.secrets or {})
    return ShownExternalTool.showing(changed)


@route(routes, "DELETE", "/v1/external-tools/{tool_id}", permission=WRITE)
def delete_external_tool(call: Call, tool_id: UUID) -> None:
    """Delete an external tool.

    With its secrets.
    """
    service.delete(call.actor, tool_id)


@route(routes, "GET", "/v1/external-tools/{tool_id}/calls", permission=READ)
def list_external_tool_calls(call: Call, tool_id: UUID, query: Paging) -> Page[ExternalToolCall]:
    """List the calls of an external tool.

    The newest first, for a month; trials are not among them.
    """
    return page(service.calls(call.actor, tool_id, query.slice()), ExternalToolCall.of)


@route(routes, "POST", "/v1/external-tools/{tool_id}/try", permission=WRITE)
def try_external_tool(call: Call, tool_id: UUID, body: TryExternalTool) -> TriedExternalTool:
    """Try an external tool.

    Sends a real request, marked `X-Recado-Test: 1`, and waits at most eight seconds for the answer.
    """
    return TriedExternalTool.of(trying.try_out(call.actor, tool_id, body.arguments))
