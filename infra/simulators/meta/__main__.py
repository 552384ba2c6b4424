"""Start the Meta simulator: python -m infra.simulators.meta --port 9101."""

from infra.simulators.meta.app import build
from infra.simulators.meta.config import Config
from infra.simulators.serve import flags, serve


def main() -> None:
    parser = flags("Simulates Meta's Graph API for WhatsApp and the customers' phones.", 9101)
    parser.add_argument("--public-url", default="", help="where clients reach this; media links start with it")
    parser.add_argument("--statuses", default="sent,delivered", help="reported for each message, in order")
    parser.add_argument("--status-delay-ms", type=float, default=40, help="between one status and the next")
    parser.add_argument("--batch-ms", type=float, default=0, help="gather webhook updates this long into one POST")
    parser.add_argument("--retry-base-ms", type=float, default=500)
    parser.add_argument("--retry-tries", type=int, default=12)
    parser.add_argument("--webhook-concurrency", type=int, default=64)
    parser.add_argument("--pair-limit", action="store_true", help="enforce one message in 6 s to the same person")
    args = parser.parse_args()
    given = {name: value for name, value in vars(args).items() if name not in ("host", "port", "public_url")}
    config = Config()
    config.change(given)
    serve(build(config, args.public_url or f"http://{args.host}:{args.port}"), args.host, args.port)


if __name__ == "__main__":
    main()
