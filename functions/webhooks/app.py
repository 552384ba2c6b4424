"""webhooks: finds the route's secret, verifies the signature over the raw bytes, puts the body on the queue."""

from chalice.app import Chalice

from functions.webhooks.routes import whatsapp
from recado.runtime.handler import lambda_handler

NEEDS = (
    "master_keys",
    "queue_inbound_url",
    "bucket_events",
    "bucket_config",
)

app = Chalice(app_name="webhooks")
app.register_blueprint(whatsapp.routes)
handler = lambda_handler(app, needs=NEEDS)
