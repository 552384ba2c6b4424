"""crm_api: the API under /v1, for the web app and for integrators."""

from chalice.app import Chalice

from functions.crm_api.routes import auth, me
from recado.platform import passwords
from recado.runtime.handler import lambda_handler

app = Chalice(app_name="crm_api")
app.register_blueprint(auth.routes)
app.register_blueprint(me.routes)
passwords.warm_up()
handler = lambda_handler(app)
