"""A tool of the made-up business: its agent asks the simulated server of the house where a parcel is."""

from uuid import UUID

from recado.activity.model import Actor
from recado.agent.external import service
from recado.agent.external.model import Definition

NAME = "rastrear_envio"
SECRETS = {"token": "clave-de-prueba"}


def keep(business_id: UUID, server: str) -> None:
    """Makes the tool, or gives it the server's address of today."""
    actor = Actor(business_id=business_id, kind="system")
    made = next((each for each in service.listing(actor) if each.name == NAME), None)
    if made is None:
        service.create(actor, _definition(f"{server}/envios"), SECRETS)
    elif made.url != f"{server}/envios":
        service.change(actor, made.id, made.version, {"url": f"{server}/envios"}, SECRETS)


def _definition(url: str) -> Definition:
    guia = {"name": "guia", "description": "Número de guía, como MX1041"}
    return Definition.model_validate(
        {
            "name": NAME,
            "description": "Cuando pregunten dónde va un envío. Necesita el número de guía.",
            "url": url,
            "headers": {"Authorization": "Bearer {{secret.token}}"},
            "body_template": {"guia": "{{guia}}", "cliente": "{{nombre}}"},
            "parameters": [guia, {"name": "nombre", "source": "variable", "variable": "contact_name"}],
        }
    )
