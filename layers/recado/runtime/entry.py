"""The image's entrypoint: Lambda's runtime client where Lambda started us, the host everywhere else.

python -m recado.runtime.entry functions.ingest.app.handler     on Lambda (the Command of template.yaml)
python -m recado.runtime.entry --functions webhooks,ingest      in any container engine
"""

import os
import sys

LAMBDA_API = "AWS_LAMBDA_RUNTIME_API"


def command(arguments: list[str]) -> list[str]:
    """Returns what to run in this place."""
    module = "awslambdaric" if os.environ.get(LAMBDA_API) else "recado.runtime.host"
    return [sys.executable, "-m", module, *arguments]


def main() -> None:
    """Becomes it: same process, so that signals reach it."""
    argv = command(sys.argv[1:])
    os.execv(argv[0], argv)  # noqa: S606  no shell is wanted


if __name__ == "__main__":
    main()
