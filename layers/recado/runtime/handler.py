"""A function's one Lambda entry: hands each event to the part of its Chalice app that declared an interest in it."""

from collections.abc import Callable, Sequence
from typing import Any

from chalice.app import Chalice, ScheduledEventConfig, SQSEventConfig

from recado.kernel.errors import RecadoError
from recado.kernel.log import logger
from recado.kernel.settings import SECRETS, require, settings
from recado.kernel.spans import span
from recado.kernel.time_limits import vendor_seconds
from recado.kernel.words import preferred
from recado.platform.secrets import secret
from recado.runtime import problem
from recado.runtime.http import from_http_api_v2, guard_headers, to_http_api_v2

VENDOR_SECONDS = 3.0  # somebody is waiting, and so is whoever needs this process next
log = logger("runtime")
Event = dict[str, Any]
Handler = Callable[[Event, Any], Any]


def lambda_handler(app: Chalice, needs: Sequence[str] = ()) -> Handler:
    """Returns the handler of a function: `handler = lambda_handler(app)`, after everything is registered on the app.

    needs: the settings without which no event can be handled; looked at when the host starts the function, on Lambda
    at its first event.
    """
    checked: list[bool] = []
    for methods in app.routes.values():
        for route in methods.values():
            route.view_function = problem.guarded(route.view_function, lambda: _request_id(app.lambda_context))

    def handler(event: Event, context: Any) -> Any:
        if not checked:
            check_settings(app.app_name, needs)
            checked.append(True)
        if "http" in event.get("requestContext", {}):
            headers = event.get("headers") or {}
            causes = headers.get("traceparent"), headers.get("x-amzn-trace-id")
            with span(log, "request", *causes, function=app.app_name) as ended:
                answer = _http(app, event, context)
                ended["status"] = answer["statusCode"]
                return answer
        records = event.get("Records") or [{}]
        if records[0].get("eventSource") == "aws:sqs":
            return _consumer(app, records[0]["eventSourceARN"])(event, context)
        if event.get("source") == "aws.events":
            with span(log, "schedule", function=app.app_name):
                return _schedule(app, event["resources"][0])(event, context)
        raise ValueError("an event of a kind this function does not take")

    handler.needs = tuple(needs)  # type: ignore[attr-defined]
    return handler


def check_settings(function: str, needs: Sequence[str]) -> None:
    """Raises SettingWrong naming what the function needs and nobody has set."""
    values = {name: secret(name.upper()) if name in SECRETS else getattr(settings(), name) for name in needs}
    require(function, needs, values)


def _http(app: Chalice, event: Event, context: Any) -> Event:
    request_id = _request_id(context)
    language = preferred((event.get("headers") or {}).get("accept-language"))
    try:
        with vendor_seconds(VENDOR_SECONDS):
            response = app(from_http_api_v2(event, app.routes), context)
        answer = problem.from_chalice(to_http_api_v2(response), request_id, language)
    except RecadoError as error:
        answer = problem.from_error(error, request_id, language)
    secure = (event.get("headers") or {}).get("x-forwarded-proto") == "https"  # of the gateway, or a trusted proxy
    return {**answer, "headers": {**guard_headers(secure), **answer["headers"], "x-request-id": request_id}}


def _consumer(app: Chalice, queue_arn: str) -> Handler:
    """Returns the `on_sqs_message` whose queue (its name without the deployment's prefix) this is."""
    for source in app.event_sources:
        if isinstance(source, SQSEventConfig) and queue_arn.endswith(f"-{source.queue}"):
            handler: Handler = app.handler_map[source.name]
            return handler
    raise ValueError(f"{app.app_name} consumes no queue like {queue_arn}")


def _schedule(app: Chalice, rule_arn: str) -> Handler:
    """Returns the `schedule` this rule is for: the only one, or the one whose name ends the rule's."""
    schedules = [source for source in app.event_sources if isinstance(source, ScheduledEventConfig)]
    for source in schedules:
        if len(schedules) == 1 or rule_arn.endswith(f"-{source.name}"):
            handler: Handler = app.handler_map[source.name]
            return handler
    raise ValueError(f"{app.app_name} has no schedule for {rule_arn}")


def _request_id(context: Any) -> str:
    return str(getattr(context, "aws_request_id", ""))
