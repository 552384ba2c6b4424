"""crm_api: the API under /v1, for the web app and for integrators."""

from chalice.app import Chalice

from functions.crm_api.routes import (
    audit,
    auth,
    business,
    contact_files,
    contact_merges,
    contact_settings,
    contacts,
    docs,
    instances,
    invitations,
    keys,
    me,
    second_factor,
    team,
    templates,
)
from recado.platform import passwords
from recado.runtime.handler import lambda_handler

TITLE = "Recado API"

app = Chalice(app_name="crm_api")
for subject in (
    audit,
    auth,
    business,
    contact_files,
    contact_merges,
    contact_settings,
    contacts,
    docs,
    instances,
    invitations,
    keys,
    me,
    second_factor,
    team,
    templates,
):
    app.register_blueprint(subject.routes)
passwords.warm_up()
handler = lambda_handler(app)
