"""Start the server of a business: python -m infra.simulators.echo --port 9107."""

from infra.simulators.echo.app import build
from infra.simulators.serve import flags, serve


def main() -> None:
    args = flags("Answers tools of an agent.", 9107).parse_args()
    serve(build(), args.host, args.port)


if __name__ == "__main__":
    main()
