"""Start the push service: python -m infra.simulators.push --port 9106."""

from infra.simulators.push.app import build
from infra.simulators.serve import flags, serve


def main() -> None:
    args = flags("Takes pushes, checks and decrypts them.", 9106).parse_args()
    serve(build(), args.host, args.port)


if __name__ == "__main__":
    main()
