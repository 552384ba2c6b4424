"""Figures about this run: requests, messages, and how fast the business acknowledges webhooks."""

import time
from typing import Any

from infra.simulators.meta.sim import Sim
from infra.simulators.serve import percentiles

Json = dict[str, Any]


def summary(sim: Sim) -> Json:
    world, sender = sim.world, sim.sender
    acknowledged = sorted(each.acknowledged_ms for each in sender.deliveries if each.acknowledged_ms is not None)
    first = sorted(each.attempts[0]["ms"] for each in sender.deliveries if each.attempts)
    return {
        "simulated": True,
        "uptime_seconds": round(time.time() - sim.began, 1),
        "graph_requests": sim.requests,
        "sent": len(world.sent),
        "rejected_by_code": {str(code): count for code, count in world.rejected.items()},
        "accepted_more_than_once": sorted(data for data, count in world.accepted.items() if count > 1),
        "conversations": len(world.chats),
        "media": len(sim.media),
        "webhooks": {
            "idle": sender.idle(),
            "pending": len(sender.pending),
            "recorded": len(sender.deliveries),
            "acknowledged": len(acknowledged),
            "given_up": sender.given_up,
            "attempts": sum(len(each.attempts) for each in sender.deliveries),
            "acknowledged_ms": percentiles(acknowledged),
            "first_attempt_ms": percentiles(first),
        },
    }
