"""What a definition must keep to beside its types: its name, its address, its headers, and what its templates name."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from typing import Final

from recado.agent.external import templates
from recado.agent.external.model import Definition
from recado.businesses.model import VARIABLES
from recado.kernel.errors import Invalid
from recado.kernel.settings import settings
from recado.kernel.words import Words
from recado.platform import public_addresses
from recado.platform.public_addresses import LinkRefused

# Of the agent's own tools, also those that are still to come: a business's tool must not stand in their way.
BUILT_IN: Final = frozenset({
    "pedir_humano", "agendar_cita", "buscar_productos", "cancelar_cita", "cancelar_pedido",
    "consultar_citas", "consultar_conocimiento", "consultar_disponibilidad", "consultar_pedido", "cotizar_pedido",
    "crear_pedido", "enviar_archivo", "enviar_enlace_de_pago", "registrar_comprobante", "reprogramar_cita",
})  # fmt: skip
# Ours, and those that say where a message ends or whom it is for (RFC 9110 §7.6.1, RFC 9112 §6).
OURS: Final = frozenset({
    "host", "content-length", "transfer-encoding", "connection", "keep-alive", "te", "trailer", "upgrade", "expect",
    "content-type", "content-encoding", "accept-encoding", "user-agent", "idempotency-key", "x-recado-turn",
    "x-recado-test", "proxy-authorization", "proxy-connection",
})  # fmt: skip
_TOKEN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")  # RFC 9110 §5.6.2


def check(definition: Definition, secrets: Collection[str]) -> None:
    """Raises Invalid, naming the field, for what a definition must not be. secrets: the names of those it has."""
    if definition.name in BUILT_IN:
        raise _wrong("name", "así se llama una herramienta del agente", "a tool of the agent's own has this name")
    parameters = [each.name for each in definition.parameters]
    if len(set(parameters)) < len(parameters):
        raise _wrong("parameters", "un parámetro está dos veces", "a parameter is there twice")
    for each in definition.parameters:
        if each.variable is not None and each.variable not in VARIABLES:
            raise _unknown("parameters", each.variable, VARIABLES)
    _check_url(definition.url)
    _check_headers(definition.headers)
    named = [*parameters, *(f"{templates.OF_SECRETS}{name}" for name in secrets)]
    for value in definition.headers.values():
        _check_names("headers", templates.names(value), named)
    _check_names("body_template", templates.names(definition.body_template), named)
    if any("{{" in key for key in templates.keys(definition.body_template)):
        raise _wrong("body_template", "el nombre de un campo no lleva variables", "names of fields have no variables")


def _check_url(url: str) -> None:
    if "{{" in url or templates.CONTROL.search(url) or "@" in url.split("?", maxsplit=1)[0]:
        raise _wrong(
            "url", "la dirección no lleva variables ni contraseñas", "an address has no variables or passwords"
        )
    try:
        public_addresses.check(url, settings().external_tools_trusted_hosts)
    except LinkRefused as error:
        raise Invalid.of_field(
            "url",
            Words("la dirección debe ser https y de internet", f"{error.detail}: it must be https, on the internet"),
            reason=error.code,
        ) from error


def _check_headers(headers: dict[str, str]) -> None:
    lowered = [name.lower() for name in headers]
    if len(set(lowered)) < len(lowered):
        raise _wrong("headers", "una cabecera está dos veces", "a header is there twice")
    for name, value in headers.items():
        if not _TOKEN.fullmatch(name) or name.lower() in OURS:
            raise _wrong("headers", f"no se puede poner la cabecera {name}", f"the header {name} cannot be set")
        if templates.CONTROL.search(value) or not value.strip():
            raise _wrong("headers", f"{name} no cabe en una línea", f"{name} is not one line")


def _check_names(field: str, given: Iterable[str], named: Collection[str]) -> None:
    for name in given:
        if name not in named:
            raise _unknown(field, name, named)


def _unknown(field: str, name: str, named: Collection[str]) -> Invalid:
    """Returns what is said of a name nothing has: with the nearest that something has."""
    near = get_close_matches(name, named, 1, 0.5)
    if not near:
        return _wrong(field, f"no existe {{{{{name}}}}}", f"there is no {{{{{name}}}}}")
    return _wrong(
        field,
        f"no existe {{{{{name}}}}}: ¿quizá {{{{{near[0]}}}}}?",
        f"there is no {{{{{name}}}}}: perhaps {{{{{near[0]}}}}}?",
    )


def _wrong(field: str, es: str, en: str) -> Invalid:
    return Invalid.of_field(field, Words(es, en))
