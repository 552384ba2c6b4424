"""/v1/files: what a business gives its agent to look things up in, and to send."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.agent_files import (
    AgentFile,
    AgentFileLink,
    AgentPassage,
    AgentPassages,
    NewAgentFile,
    PassageQuery,
    ReplaceAgentFile,
    UpdateAgentFile,
)
from recado.agent import library
from recado.knowledge import searching
from recado.runtime.api import Call, route
from recado.runtime.pages import Page, Paging, page
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
READ, WRITE = Permission.AGENT_READ, Permission.AGENT_WRITE


@route(routes, "GET", "/v1/files", permission=READ)
def list_agent_files(call: Call, query: Paging) -> Page[AgentFile]:
    """List the agent's files.

    The newest first.
    """
    return page(library.listing(call.actor, query.slice()), AgentFile.of)


@route(routes, "POST", "/v1/files", permission=WRITE, status=201)
def create_agent_file(call: Call, body: NewAgentFile) -> AgentFile:
    """Create a file of the agent.

    Of an upload, up to 20 MB and 200 files. Its text is read afterwards: `state` says how that went.
    """
    return AgentFile.of(library.create(call.actor, body.media_id, body.about()))


@route(routes, "GET", "/v1/files/passages", permission=READ)
def search_agent_passages(call: Call, query: PassageQuery) -> AgentPassages:
    """Search the agent's files.

    The passages it is shown for a question, at most five.
    """
    return AgentPassages(items=[AgentPassage.of(each) for each in searching.search(call.actor, query.q)])


@route(routes, "GET", "/v1/files/{file_id}", permission=READ)
def get_agent_file(call: Call, file_id: UUID) -> AgentFile:
    """Get a file of the agent."""
    return AgentFile.of(library.read(call.actor, file_id))


@route(routes, "PATCH", "/v1/files/{file_id}", permission=WRITE)
def update_agent_file(call: Call, file_id: UUID, body: UpdateAgentFile) -> AgentFile:
    """Update a file of the agent."""
    return AgentFile.of(library.change(call.actor, file_id, body.changes()))


@route(routes, "DELETE", "/v1/files/{file_id}", permission=WRITE)
def delete_agent_file(call: Call, file_id: UUID) -> None:
    """Delete a file of the agent.

    What of it was sent stays in its conversations.
    """
    library.delete(call.actor, file_id)


@route(routes, "POST", "/v1/files/{file_id}/content", permission=WRITE)
def replace_agent_file(call: Call, file_id: UUID, body: ReplaceAgentFile) -> AgentFile:
    """Replace the content of a file of the agent.

    The old text is searched until the new one has been read.
    """
    return AgentFile.of(library.replace(call.actor, file_id, body.media_id))


@route(routes, "GET", "/v1/files/{file_id}/link", permission=READ)
def get_agent_file_link(call: Call, file_id: UUID) -> AgentFileLink:
    """Get a link to a file of the agent.

    Good for five minutes.
    """
    return AgentFileLink(url=library.link(call.actor, file_id))
