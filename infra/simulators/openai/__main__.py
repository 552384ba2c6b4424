"""Start the OpenAI simulator: python -m infra.simulators.openai --port 9102."""

from infra.simulators.openai.app import build
from infra.simulators.serve import flags, serve


def main() -> None:
    parser = flags("Simulates OpenAI's API with a scripted brain.", 9102)
    parser.add_argument("--latency-ms", type=float, default=0, help="how long every answer takes")
    args = parser.parse_args()
    serve(build(args.latency_ms), args.host, args.port)


if __name__ == "__main__":
    main()
