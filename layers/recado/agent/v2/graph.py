"""The graph of V2: Vendor, then Observer unless there is no need, then Refiner where it found something.

The only file that imports langgraph: it takes a second and 69 MB, so that a process pays for it with its first V2 turn.
Nothing of a conversation leaves it for a tracer, whatever the environment says.
"""

import os
from functools import cache
from typing import Any, Final, TypedDict

import langsmith
from langgraph.graph import END, START, StateGraph
from langgraph.runtime import Runtime

from recado.agent import handing_over
from recado.agent.model import Draft
from recado.agent.v1 import Vendor
from recado.agent.v2.observing import Observed, observe
from recado.agent.v2.refining import refine

MOST_STEPS: Final = 12
_TRACERS: Final = ("LANGSMITH_TRACING", "LANGSMITH_TRACING_V2", "LANGCHAIN_TRACING", "LANGCHAIN_TRACING_V2")


class State(TypedDict, total=False):
    """draft: the words as they stand. observed: what the Observer said."""

    draft: Draft
    observed: Observed


def think(vendor: Vendor) -> Draft:
    """Returns the draft. Raises as the Vendor does; trouble of Observer and Refiner leaves a checked draft as it is."""
    for name in _TRACERS:
        os.environ[name] = "false"
    with langsmith.tracing_context(enabled=False):
        state = _graph().invoke({}, context=vendor, config={"recursion_limit": MOST_STEPS})
    draft: Draft = state["draft"]
    return draft


def _vend(_state: State, *, runtime: Runtime[Vendor]) -> State:
    return {"draft": runtime.context.think()}


def _observe(state: State, *, runtime: Runtime[Vendor]) -> State:
    vendor = runtime.context
    observed = observe(vendor.turn, state["draft"], vendor.review, vendor.successor, vendor.calls)
    vendor.review.observed(observed)
    return {"observed": observed}


def _refine(state: State, *, runtime: Runtime[Vendor]) -> State:
    """What must not be sent as it is and cannot be mended is left to people."""
    vendor, draft, opinion = runtime.context, state["draft"], state["observed"].opinion
    assert opinion is not None
    mended = opinion.gravedad < 3 and refine(vendor.turn, draft, opinion, vendor.review, vendor.successor, vendor.calls)
    vendor.review.refined(mended)
    if not mended and opinion.gravedad >= 2:
        vendor.review.give_up()
        handing_over.instead(draft, vendor.turn, "doubtful")
    return {"draft": draft}


def _after_vendor(state: State) -> str:
    return END if state["draft"].handed else "observer"


def _after_observer(state: State) -> str:
    opinion = state["observed"].opinion
    return "refiner" if opinion and opinion.gravedad and (opinion.fallas or opinion.gravedad == 3) else END


@cache
def _graph() -> Any:
    graph: Any = StateGraph(State, context_schema=Vendor)
    graph.add_node("vendor", _vend)
    graph.add_node("observer", _observe)
    graph.add_node("refiner", _refine)
    graph.add_edge(START, "vendor")
    graph.add_conditional_edges("vendor", _after_vendor, ["observer", END])
    graph.add_conditional_edges("observer", _after_observer, ["refiner", END])
    graph.add_edge("refiner", END)
    return graph.compile()
