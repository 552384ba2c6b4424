"""twice: two schedules."""

from chalice.app import Chalice, CloudWatchEvent

from recado.runtime.handler import lambda_handler

# The host knows this package as host_app, mypy as tests.rigs.host_app.
from ..acts import journal

app = Chalice(app_name="twice")


@app.schedule("rate(1 minute)", name="first")
def first(_event: CloudWatchEvent) -> None:
    journal("tick", {"which": "first"})


@app.schedule("rate(1 minute)", name="second")
def second(_event: CloudWatchEvent) -> None:
    journal("tick", {"which": "second"})


handler = lambda_handler(app)
