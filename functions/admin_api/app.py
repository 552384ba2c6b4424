"""admin_api: the API under /v1/admin, for super admins."""

from chalice.app import Chalice

from functions.admin_api.routes import businesses, events, models, users
from recado.runtime.handler import lambda_handler

TITLE = "Recado administration API"

NEEDS = (
    "database_url",
    "master_keys",
)

app = Chalice(app_name="admin_api")
for subject in (businesses, events, models, users):
    app.register_blueprint(subject.routes)
handler = lambda_handler(app, needs=NEEDS)
