"""The API's types for the web app, made from the API's documents by openapi-typescript.

It lives in a folder of its own with TypeScript 5.9: TypeScript 7, which checks the app, has no compiler API for it.
"""

import sys
from pathlib import Path

from infra.local import node

ROOT = Path(__file__).parents[2]
TOOL = ROOT / "frontend" / "tools" / "openapi"
TYPES = ROOT / "frontend" / "src" / "api"
APIS = {"crm": "crm_api", "admin": "admin_api"}


def write(folder: Path = TYPES) -> list[Path]:
    """Writes a `.d.ts` for each API. Returns the files. Raises NodeError when the tool cannot be installed or fails."""
    node.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=TOOL)
    written = []
    for name, function in APIS.items():
        document, types = ROOT / "functions" / function / "openapi.json", folder / f"{name}.d.ts"
        # Fields with a default may be left out of what is sent, so they are optional.
        arguments = ("--default-non-nullable=false", "--output", str(types))
        node.run("openapi-typescript/bin/cli.js", str(document), *arguments, cwd=TOOL)
        written.append(types)
    return written


if __name__ == "__main__":
    try:
        write()
    except node.NodeError as error:
        sys.stderr.write(f"web types: {error}\n")
        sys.exit(1)
