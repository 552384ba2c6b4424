"""Message templates of an account: list, create, edit, delete, review, and the checks when one is sent."""

import asyncio
import base64
import re
import time
from typing import Any

from aiohttp import web

from infra.simulators.meta import graph, ids
from infra.simulators.meta.envelope import Update
from infra.simulators.meta.errors import GraphError, missing_object, parameter
from infra.simulators.meta.sim import SIM, Caller, Sim
from infra.simulators.meta.world import Number, Template

Json = dict[str, Any]
NAME = re.compile(r"[a-z0-9_]{1,512}")
CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
STATUSES = ("APPROVED", "REJECTED", "PENDING", "PAUSED", "DISABLED", "IN_APPEAL", "REINSTATED", "LOCKED")
MEDIA = ("IMAGE", "VIDEO", "DOCUMENT")
VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")


@graph.endpoint("templates")
async def listing(request: web.Request, caller: Caller) -> web.StreamResponse:
    """A page of templates. `paging.next` is there only while more follow."""
    sim = request.app[SIM]
    number = caller.waba(request.match_info["id"])
    query = request.query
    rows = list(sim.world.templates.get(number.waba_id, {}).values())
    for name in ("name", "status", "category", "language"):
        if value := query.get(name):
            rows = [template for template in rows if getattr(template, name) == value]
    limit, start = int(query.get("limit", 25)), _position(query.get("after", ""))
    page = rows[start : start + limit]
    answer: Json = {"data": [describe(template, query.get("fields", "")) for template in page]}
    if page:
        cursors = {"before": _cursor(start), "after": _cursor(start + len(page))}
        answer["paging"] = {"cursors": cursors}
        if start + len(page) < len(rows):
            url = request.url.update_query(after=cursors["after"], limit=str(limit))
            answer["paging"]["next"] = str(url)
    answer["summary"] = {
        "total_count": len(rows),
        "message_template_count": len(rows),
        "message_template_limit": 6000,
        "are_translations_complete": False,
    }
    return web.json_response(answer)


@graph.endpoint("templates")
async def create(request: web.Request, caller: Caller) -> web.StreamResponse:
    """A new template, PENDING until its review, which a webhook tells."""
    sim = request.app[SIM]
    number = caller.waba(request.match_info["id"])
    body = await graph.body_of(request)
    for name in ("name", "language", "category", "components"):
        if not body.get(name):
            raise parameter(f"The parameter {name} is required.")
    if not NAME.fullmatch(str(body["name"])):
        raise GraphError(100, "Name must be lowercase letters, digits and underscores.", subcode=2388024)
    if body["category"] not in CATEGORIES:
        raise parameter(f'Param category must be one of {{{", ".join(CATEGORIES)}}} - got "{body["category"]}".')
    _review_components(body["components"], body["category"])
    _handles_exist(sim, body["components"])
    if sim.world.blocked_names.get((number.waba_id, body["name"]), 0) > time.time():
        raise GraphError(100, "The language is being deleted and the name cannot be used for 30 days.", subcode=2388023)
    templates = sim.world.templates.setdefault(number.waba_id, {})
    if any(each.name == body["name"] and each.language == body["language"] for each in templates.values()):
        raise GraphError(100, "Content in this language already exists.", subcode=2388024)
    template = Template(ids.digits(), body["name"], body["language"], body["category"], body["components"])
    template.parameter_format = str(body.get("parameter_format", "POSITIONAL")).upper()
    templates[template.id] = template
    _review(sim, number, template)
    return web.json_response({"id": template.id, "status": template.status, "category": template.category})


async def edit(request: web.Request, caller: Caller, template: Template) -> web.StreamResponse:
    """Replace the components of a template; it is reviewed again."""
    sim, body = request.app[SIM], await graph.body_of(request)
    if template.status not in ("APPROVED", "REJECTED", "PAUSED"):
        raise GraphError(100, "Only approved, rejected or paused templates can be edited.", subcode=2388025)
    if body.get("category", template.category) != template.category and template.status == "APPROVED":
        raise GraphError(100, "The category of an approved template cannot be changed.", subcode=2388025)
    if template.status == "APPROVED" and body.get("category"):
        raise GraphError(100, "The category of an approved template cannot be given.", subcode=2388025)
    _review_components(body.get("components", template.components), template.category)
    _handles_exist(sim, body.get("components", []))
    template.components = body.get("components", template.components)
    template.status = "PENDING"
    _review(sim, owner(sim, caller, template), template)
    return web.json_response({"success": True})


@graph.endpoint("templates")
async def delete(request: web.Request, caller: Caller) -> web.StreamResponse:
    """By name, all languages; by name and `hsm_id`, one."""
    sim = request.app[SIM]
    number = caller.waba(request.match_info["id"])
    name, only = request.query.get("name"), request.query.get("hsm_id")
    if not name:
        raise parameter("The parameter name is required.")
    templates = sim.world.templates.get(number.waba_id, {})
    gone = [each.id for each in templates.values() if each.name == name and only in (None, each.id)]
    if not gone:
        raise GraphError(100, "Message template not found.", subcode=2593002)
    if any(templates[template_id].status == "DISABLED" for template_id in gone):
        raise GraphError(100, "A disabled message template cannot be deleted.", subcode=2388025)
    for template_id in gone:
        if templates[template_id].status == "APPROVED":
            sim.world.blocked_names[number.waba_id, name] = time.time() + 30 * 24 * 3600
        del templates[template_id]
    return web.json_response({"success": True})


def find(sim: Sim, caller: Caller, template_id: str) -> Template | None:
    for number in caller.numbers:
        if template := sim.world.templates.get(number.waba_id, {}).get(template_id):
            return template
    return None


def owner(sim: Sim, caller: Caller, template: Template) -> Number:
    for number in caller.numbers:
        if template.id in sim.world.templates.get(number.waba_id, {}):
            return number
    raise missing_object(template.id, caller.method)


def chosen(sim: Sim, number: Number, node: Json) -> Template:
    """The template a send names, or why it cannot go out."""
    name, language = node["name"], node["language"]["code"]
    named = [each for each in sim.world.templates.get(number.waba_id, {}).values() if each.name == name]
    template = next((each for each in named if each.language == language), None)
    if template is None or template.status in ("PENDING", "REJECTED"):
        raise GraphError(132001, f"template name ({name}) does not exist in {language}")
    if template.status in ("PAUSED", "DISABLED"):
        raise GraphError(132015 if template.status == "PAUSED" else 132016)
    body = next((part for part in template.components if part.get("type") == "BODY"), {})
    _header_fits(template, node)
    expected = 1 if template.category == "AUTHENTICATION" else len(set(VARIABLE.findall(body.get("text", ""))))
    given = sum(
        len(part.get("parameters") or [])
        for part in node.get("components") or []
        if part.get("type", "").lower() == "body"
    )
    if expected != given:
        text = f"body: number of localizable_params ({given}) does not match the expected number of params ({expected})"
        raise GraphError(132000, text)
    return template


def _header_fits(template: Template, node: Json) -> None:
    """A media header needs its file."""
    header = next((part for part in template.components if part.get("type") == "HEADER"), {})
    expected = str(header.get("format", "")).upper()
    given = [part for part in node.get("components") or [] if part.get("type", "").lower() == "header"]
    types = [value.get("type") for part in given for value in part["parameters"]]
    if expected in MEDIA and types != [expected.lower()]:
        raise GraphError(132012, f"header: Format mismatch, expected {expected}, received UNKNOWN")


def rendered(template: Template, node: Json) -> Json:
    """The template as the customer reads it: texts with their variables filled, and the buttons."""
    given = {part.get("type", "").lower(): part.get("parameters") or [] for part in node.get("components") or []}
    shown: Json = {"buttons": []}
    for part in template.components:
        kind = part.get("type", "").lower()
        if kind == "buttons":
            shown["buttons"] = part.get("buttons") or []
        elif kind in ("header", "body", "footer"):
            values = given.get(kind, [])
            named = {str(value.get("parameter_name") or index): value for index, value in enumerate(values, 1)}
            text = str(part.get("text", ""))
            for name, value in named.items():
                text = text.replace("{{" + name + "}}", str(value.get("text", "")))
            shown[kind] = text
            if kind == "header" and values and values[0].get("type") in ("image", "video", "document"):
                shown["media"] = values[0]
    return shown


def describe(template: Template, fields: str = "") -> Json:
    node: Json = {
        "name": template.name,
        "parameter_format": template.parameter_format,
        "components": template.components,
        "language": template.language,
        "status": template.status,
        "category": template.category,
        "rejected_reason": template.rejected_reason,
        "quality_score": {"score": template.quality, "date": int(template.made)},
    }
    if names := [name.strip() for name in fields.split(",") if name.strip()]:
        node = {name: node[name] for name in names if name in node}
    return {**node, "id": template.id}


def decide(sim: Sim, number: Number, template: Template, verdict: str, reason: str | None = None) -> None:
    """Meta's verdict on a template, told to the business. What is no status, such as FLAGGED, is only told."""
    if verdict in STATUSES:
        template.status = "APPROVED" if verdict == "REINSTATED" else verdict
    template.rejected_reason = (reason or "INVALID_FORMAT") if verdict == "REJECTED" else "NONE"
    value: Json = {
        "event": verdict,
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
        "message_template_category": template.category,
        "reason": reason or ("INVALID_FORMAT" if verdict == "REJECTED" else "NONE"),
    }
    sim.sender.tell(Update(number, "message_template_status_update", value, time=int(time.time())))


def _review(sim: Sim, number: Number, template: Template) -> None:
    delay = sim.config.template_review_ms / 1000
    loop = asyncio.get_running_loop()
    loop.call_later(delay, lambda: decide(sim, number, template, sim.config.template_verdict))


def rate(sim: Sim, number: Number, template: Template, quality: str) -> None:
    """Another quality, told to the business."""
    value = {"previous_quality_score": template.quality, "new_quality_score": quality, **_named(template)}
    template.quality = quality
    sim.sender.tell(Update(number, "message_template_quality_update", value, time=int(time.time())))


def recategorise(sim: Sim, number: Number, template: Template, category: str) -> None:
    """Another category, told to the business."""
    value = {"previous_category": template.category, "new_category": category, **_named(template)}
    template.category = category
    sim.sender.tell(Update(number, "template_category_update", value, time=int(time.time())))


def _named(template: Template) -> Json:
    return {
        "message_template_id": int(template.id),
        "message_template_name": template.name,
        "message_template_language": template.language,
    }


def _handles_exist(sim: Sim, components: Any) -> None:
    """A media header names a file that was uploaded as its example."""
    for part in components if isinstance(components, list) else []:
        if str(part.get("type", "")).upper() == "HEADER" and part.get("format", "").upper() in MEDIA:
            handles = (part.get("example") or {}).get("header_handle") or []
            if not handles or any(handle not in sim.world.uploads for handle in handles):
                raise GraphError(100, "The example file of the header is missing or unknown.", subcode=2388273)


def _review_components(components: Any, category: str) -> None:
    """The formal rules that are refused at once: a body, its length, and variables not at its edges."""
    parts = components if isinstance(components, list) else []
    body = next((part for part in parts if isinstance(part, dict) and part.get("type", "").upper() == "BODY"), None)
    if body is None:
        raise parameter("Param components must contain a BODY component.")
    if category == "AUTHENTICATION":
        if "text" in body:
            raise GraphError(100, "An authentication template cannot have a body text.", subcode=2388047)
        return
    text = str(body.get("text", "")).strip()
    if len(text) > 1024:
        raise GraphError(100, "The body is longer than 1024 characters.", subcode=2388040)
    if text.startswith("{{") or text.endswith("}}"):
        raise GraphError(100, "Variables cannot be at the start or the end of the body.", subcode=2388299)
    if len(VARIABLE.sub(" ", text).split()) < 2 * len(VARIABLE.findall(text)):
        raise GraphError(100, "The body has too many variables for its length.", subcode=2388293)
    if VARIABLE.search(text) and "example" not in body:
        raise GraphError(100, "The body has variables and no example.", subcode=2388043)


def _cursor(position: int) -> str:
    return base64.urlsafe_b64encode(str(position).encode()).decode()


def _position(cursor: str) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor)) if cursor else 0
    except ValueError:
        raise GraphError(131059) from None
