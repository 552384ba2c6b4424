"""Asking Graph about templates: with whose token, and what its refusals mean to a person."""

from collections.abc import Iterator
from contextlib import contextmanager

from recado.instances import checks
from recado.instances.checks import CheckFailed, Credentials
from recado.instances.rotate import NotCloud, credentials
from recado.kernel.words import Words
from recado.platform.db import Tx
from recado.templates import store
from recado.templates.model import TemplateExists, TemplateLocked
from recado.vendors.whatsapp.cloud.errors import GraphError

# Subcodes of code 100 (Meta, Error codes; Template management).
_EXISTS, _LOCKED = 2388024, 2388025
_REASONS = {
    2388019: Words("la cuenta ya tiene todas las plantillas que puede", "the account has as many templates as it may"),
    2388023: Words(
        "una plantilla con este nombre se borró hace menos de 30 días",
        "a template of this name was deleted less than 30 days ago",
    ),
    2388040: Words("un texto es demasiado largo", "a text is too long"),
    2388043: Words("falta el ejemplo de una variable", "an example for a variable is missing"),
    2388047: Words(
        "el encabezado o el cuerpo tiene un formato que WhatsApp no acepta",
        "the header or the body has a format WhatsApp does not take",
    ),
    2388072: Words("el cuerpo tiene un formato que WhatsApp no acepta", "the body has a format WhatsApp does not take"),
    2388073: Words("el pie tiene un formato que WhatsApp no acepta", "the footer has a format WhatsApp does not take"),
    2388293: Words(
        "hay demasiadas variables para un texto tan corto", "there are too many variables for so short a text"
    ),
    2388299: Words(
        "una variable no puede ser lo primero ni lo último del texto",
        "a variable may not be the first or the last thing of the text",
    ),
}


class TemplateRefused(CheckFailed):
    """WhatsApp did not take the template."""

    code = "template_refused"


def account_credentials(tx: Tx, account_id: str) -> Credentials:
    """Returns what any of the business's numbers of this account is connected with."""
    for instance_id, account in store.instances(tx):
        if account == account_id:
            return credentials(tx, instance_id)
    raise NotCloud(
        Words("ya no hay conectado ningún número de esta cuenta", "no number of this account is connected any more")
    )


@contextmanager
def template_errors() -> Iterator[None]:
    """As checks.graph_errors; what Graph refuses of a template is TemplateExists, TemplateLocked or TemplateRefused.

    Meta's own words are left out: they quote the template.
    """
    with checks.graph_errors(TemplateRefused):
        try:
            yield
        except GraphError as error:
            if error.subcode == _EXISTS:
                raise TemplateExists(
                    Words(
                        "WhatsApp ya tiene una plantilla con este nombre e idioma: sincroniza para verla",
                        "WhatsApp has a template of this name and language: sync to see it",
                    )
                ) from error
            if error.subcode == _LOCKED:
                raise TemplateLocked from error
            if error.subcode in _REASONS:
                raise TemplateRefused(_REASONS[error.subcode], subcode=error.subcode) from error
            raise
