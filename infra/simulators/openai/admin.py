"""The simulator's own controls under /_sim: faults, figures, recorded calls, reset."""

import time
from typing import Any

from aiohttp import web

from infra.simulators.openai.scripts import Script, ScriptError
from infra.simulators.openai.state import STATE
from infra.simulators.openai.temper import Temper
from infra.simulators.serve import json_object, percentiles, required

Json = dict[str, Any]


def add(router: web.UrlDispatcher) -> None:
    router.add_post("/_sim/faults", add_fault)
    router.add_get("/_sim/faults", list_faults)
    router.add_delete("/_sim/faults", clear_faults)
    router.add_post("/_sim/release", release)
    router.add_post("/_sim/retired", retire)
    router.add_post("/_sim/script", script)
    router.add_post("/_sim/temper", temper)
    router.add_get("/_sim/inventions", inventions)
    router.add_get("/_sim/stats", stats)
    router.add_get("/_sim/calls", calls)
    router.add_post("/_sim/reset", reset)


async def add_fault(request: web.Request) -> web.Response:
    """{target?: responses|chat|embeddings|audio|any, kind: error|latency|hang|hold, times?, seconds?, match?, ...}.

    For answers that are none also the kinds refuse, cut (tokens ran out while reasoning), filtered, empty and failed
    (with the `code` of its error).
    """
    body = await json_object(request)
    required(body, "kind")
    try:
        return web.json_response(request.app[STATE].faults.add(body, "any").describe())
    except (ValueError, TypeError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None


async def list_faults(request: web.Request) -> web.Response:
    return web.json_response({"faults": [fault.describe() for fault in request.app[STATE].faults.rules]})


async def clear_faults(request: web.Request) -> web.Response:
    request.app[STATE].faults.rules.clear()
    request.app[STATE].held.clear()
    return web.json_response({"success": True})


async def release(request: web.Request) -> web.Response:
    """Calls that are held (kind hold) are answered: those of this `match`, or all."""
    state, body = request.app[STATE], await json_object(request)
    match = body.get("match")
    state.faults.rules = [rule for rule in state.faults.rules if rule.kind != "hold" or match not in (None, rule.match)]
    state.held = [fault for fault in state.held if match not in (None, fault.match)]
    return web.json_response({"success": True})


async def retire(request: web.Request) -> web.Response:
    """{models: […]}: these names answer 404 from now on, and no others."""
    body = await json_object(request)
    names = body.get("models")
    if not isinstance(names, list):
        raise web.HTTPBadRequest(text="models: a list of names")
    request.app[STATE].retired = {str(name) for name in names}
    return web.json_response({"success": True})


async def script(request: web.Request) -> web.Response:
    """{match?: {model, said, tool}, steps: [{say} | {json} | {calls: [{name, arguments}]} | {refuse} | {cut}], repeat?}

    One step an answer, instead of what the brain would say; a value {"from": "$.a[0].b"} is read in the last result.
    """
    try:
        request.app[STATE].scripts.append(Script.of(await json_object(request)))
    except ScriptError as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    return web.json_response({"success": True})


async def temper(request: web.Request) -> web.Response:
    """{rates: {invent_price: 0.3, …}, model?, seed?}: answers of the brain are spoiled so often, as `temper` says."""
    try:
        request.app[STATE].tempers.append(Temper.of(await json_object(request)))
    except (TypeError, ValueError) as error:
        raise web.HTTPBadRequest(text=str(error)) from None
    return web.json_response({"success": True})


async def inventions(request: web.Request) -> web.Response:
    """What was made up so far: {inventions: [{model, kind, said}]}."""
    made_up = [each for each in request.app[STATE].inventions if request.query.get("model") in (None, each["model"])]
    return web.json_response({"inventions": made_up})


async def stats(request: web.Request) -> web.Response:
    state = request.app[STATE]
    return web.json_response(
        {
            "simulated": True,
            "uptime_seconds": round(time.time() - state.began, 1),
            "calls": dict(state.by_kind),
            "by_status": {str(status): count for status, count in state.by_status.items()},
            "running": state.running,
            "concurrent_peak": state.peak,
            "latency_ms": percentiles(sorted(state.latencies)),
        }
    )


async def calls(request: web.Request) -> web.Response:
    """The last N recorded calls with their bodies, oldest first."""
    last = int(request.query.get("last", 20))
    recorded = [call for call in request.app[STATE].calls if request.query.get("kind") in (None, call["kind"])]
    return web.json_response({"calls": recorded[-last:] if last else []})


async def reset(request: web.Request) -> web.Response:
    state = request.app[STATE]
    state.faults.rules.clear()
    state.held.clear()
    state.retired.clear()
    state.scripts.clear()
    state.tempers.clear()
    state.inventions.clear()
    state.reasoning_of.clear()
    for memory in (state.calls, state.by_kind, state.by_status, state.latencies, state.stored, state.prompts):
        memory.clear()
    state.peak = state.running
    return web.json_response({"success": True})
