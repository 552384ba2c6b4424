"""/v1/models: which models can answer."""

from chalice.app import Blueprint

from functions.crm_api.schemas.models import AnsweringModel, AnsweringModels
from recado.agent import choices
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)


@route(routes, "GET", "/v1/models", permission=Permission.BUSINESS_READ)
def list_models(call: Call) -> AnsweringModels:
    """List models.

    Those a business may choose for its agent, the platform's first.
    """
    return AnsweringModels(items=[AnsweringModel.of(each) for each in choices.offered(call.actor)])
