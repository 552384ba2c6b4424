"""/v1/admin/models: which models can answer, and the one of businesses that chose none."""

from chalice.app import Blueprint

from functions.admin_api.schemas.models import (
    AdminModel,
    AdminModels,
    AgentSpending,
    SetAgentCap,
    SetDefaultModel,
)
from recado.agent import choices, platform_cap
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/admin/models", permission=Permission.PLATFORM)
def list_all_models(_call: Call) -> AdminModels:
    """List models.

    The platform's default first.
    """
    return AdminModels(items=[AdminModel.of(each) for each in choices.of_platform()])


@route(routes, "PUT", "/v1/admin/models/default", permission=Permission.PLATFORM)
def set_default_model(call: Call, body: SetDefaultModel) -> AdminModels:
    """Set the default model.

    Of businesses that chose none, from their next message on. A name that is not in the list is taken as it is.
    """
    models = choices.set_default(body.model, body.effort, call.user_id)
    return AdminModels(items=[AdminModel.of(each) for each in models])


@route(routes, "GET", "/v1/admin/agent-cap", permission=Permission.PLATFORM)
def retrieve_agent_cap(_call: Call) -> AgentSpending:
    """Retrieve what agents may cost.

    Of all businesses together, and what they did cost in the last hour.
    """
    return AgentSpending.of(platform_cap.spending())


@route(routes, "PUT", "/v1/admin/agent-cap", permission=Permission.PLATFORM)
def set_agent_cap(call: Call, body: SetAgentCap) -> AgentSpending:
    """Set what agents may cost.

    When all of them together cost so much within an hour, new answers wait until they do not.
    """
    return AgentSpending.of(platform_cap.set_cap(body.hourly_micros, call.user_id))
