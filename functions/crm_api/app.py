"""crm_api: the API under /v1, for the web app and for integrators."""

from chalice.app import Chalice

from functions.crm_api.routes import auth, business, docs, instances, me
from recado.platform import passwords
from recado.runtime.handler import lambda_handler

TITLE = "Recado API"

app = Chalice(app_name="crm_api")
for subject in (auth, business, docs, instances, me):
    app.register_blueprint(subject.routes)
passwords.warm_up()
handler = lambda_handler(app)
