"""The API's routes as they are registered."""

from typing import Any

from functions.admin_api import app as admin_api
from functions.crm_api import app as crm_api
from recado.runtime.api import Route
from recado.runtime.openapi import document as openapi

APPS: dict[str, Any] = {"admin_api": admin_api, "crm_api": crm_api}


def routes() -> list[Route]:
    return [each for module in APPS.values() for each in openapi.declared(module.app)]
