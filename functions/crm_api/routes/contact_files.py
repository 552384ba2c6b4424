"""/v1/contacts/imports and /v1/contacts/exports: contacts in files."""

from uuid import UUID

from chalice.app import Blueprint

from functions.crm_api.schemas.contact_files import ContactExport, ContactImport, NewContactImport, StartedContactImport
from functions.crm_api.schemas.contacts import ContactFilterQuery
from recado.crm import exports, imports
from recado.runtime.api import Call, route
from recado.runtime.permissions import Permission

routes = Blueprint(__name__)
MANAGE = Permission.CONTACTS_MANAGE


@route(routes, "POST", "/v1/contacts/imports", permission=MANAGE, status=201)
def create_contact_import(call: Call, body: NewContactImport) -> StartedContactImport:
    """Create an import.

    The answer says where to upload the file.
    """
    file, url = imports.begin(call.actor, body.size)
    return StartedContactImport.of(file, upload_url=url)


@route(routes, "GET", "/v1/contacts/imports/{import_id}", permission=MANAGE)
def get_contact_import(call: Call, import_id: UUID) -> ContactImport:
    """Get an import.

    How far it is, and which rows it passed over.
    """
    return ContactImport.of(imports.get(call.actor, import_id))


@route(routes, "POST", "/v1/contacts/imports/{import_id}", permission=MANAGE)
def start_contact_import(call: Call, import_id: UUID) -> ContactImport:
    """Start an import.

    Whose file is uploaded, or that failed: it goes on where it stood. A contact with the same phone number is updated.
    """
    return ContactImport.of(imports.start(call.actor, import_id))


@route(routes, "POST", "/v1/contacts/exports", permission=MANAGE, status=201)
def create_contact_export(call: Call, query: ContactFilterQuery) -> ContactExport:
    """Create an export.

    Of the contacts that a list with this filter shows, to a file.
    """
    return ContactExport.of(exports.start(call.actor, query.filter()), url=None)


@route(routes, "GET", "/v1/contacts/exports/{export_id}", permission=MANAGE)
def get_contact_export(call: Call, export_id: UUID) -> ContactExport:
    """Get an export.

    With a link to its file, once it is done.
    """
    file, url = exports.get(call.actor, export_id)
    return ContactExport.of(file, url=url)


@route(routes, "POST", "/v1/contacts/exports/{export_id}", permission=MANAGE)
def restart_contact_export(call: Call, export_id: UUID) -> ContactExport:
    """Restart an export that failed."""
    file, url = exports.restart(call.actor, export_id)
    return ContactExport.of(file, url=url)
