"""Start the Gemini simulator: python -m infra.simulators.gemini --port 9107."""

from infra.simulators.gemini.app import build
from infra.simulators.serve import flags, serve


def main() -> None:
    args = flags("Simulates Gemini: hears and sees files.", 9107).parse_args()
    serve(build(), args.host, args.port)


if __name__ == "__main__":
    main()
