"""The web app in a browser, over a business with ten thousand conversations."""

import json
import os
import shutil
import sys
from typing import Any

from infra.local import node, web_app
from infra.local.seed import NUMBER, Seeded
from infra.local.showcase.load import load
from infra.local.showcase.team import PASSWORD, TEAM
from infra.local.stack import Stack

CONVERSATIONS, MESSAGES = 10_000, 30_000


def measure(stack: Stack, seeded: Seeded) -> dict[str, Any] | None:
    """Returns what tools/bars.mjs measures; None where there is no browser, or no web app."""
    chromium = shutil.which("chromium")
    if not chromium or "HOST_WEB_ROOT" not in stack.environment:
        sys.stderr.write("    the web app needs chromium, and npm's registry or an earlier build: not measured\n")
        return None
    load(seeded.business_id, CONVERSATIONS, MESSAGES)
    web_app.packages(for_tests=True)
    os.environ |= {
        "CHROMIUM": chromium,
        "WEB_APP_URL": stack.url,
        "META_SIMULATOR_URL": stack.simulator("meta"),
        "WEB_APP_NUMBER": NUMBER.phone_number_id,
        "WEB_APP_EMAIL": TEAM[0][0],
        "WEB_APP_PASSWORD": PASSWORD,
    }
    found: dict[str, Any] = json.loads(node.run("../tools/bars.mjs", cwd=web_app.FRONTEND))
    return found
