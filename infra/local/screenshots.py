"""Pictures of every page of the web app, taken of the product that `make up` has running."""

import os
import sys
import urllib.error
import urllib.request

from infra.local import node, web_app
from infra.local.showcase.team import PASSWORD, TEAM
from infra.local.stack import ROOT

FOLDER = ROOT / ".local" / "screenshots"


def take(address: str, names: list[str]) -> None:
    """Takes the pages of these names, or all, into FOLDER. Raises NodeError when one does not show."""
    web_app.packages(for_tests=True)
    os.environ |= {
        "WEB_APP_URL": address,
        "WEB_APP_EMAIL": TEAM[0][0],
        "WEB_APP_PASSWORD": PASSWORD,
        "SCREENSHOTS": str(FOLDER),
    }
    node.run("../tools/screenshots.mjs", *names, cwd=web_app.FRONTEND)


if __name__ == "__main__":
    url = f"http://127.0.0.1:{os.environ.get('PORT') or 8080}"
    try:
        urllib.request.urlopen(f"{url}/health", timeout=10).close()  # noqa: S310  our own address
        take(url, sys.argv[1:])
    except (urllib.error.URLError, node.NodeError) as error:
        sys.stderr.write(f"screenshots: {error}; the product must be running (`make up`)\n")
        sys.exit(1)
    sys.stdout.write(f"{FOLDER}\n")
