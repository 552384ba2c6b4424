"""Start the WhatsApp Web simulator: python -m infra.simulators.web --port 9105."""

from infra.simulators.serve import flags, serve
from infra.simulators.web.app import build
from infra.simulators.web.config import Config


def main() -> None:
    parser = flags("Simulates WhatsApp for linked devices, and the customers' and the owner's phones.", 9105)
    parser.add_argument("--delivered-ms", type=float, default=40, help="until a sent message is delivered")
    parser.add_argument("--qr-first-seconds", type=float, default=60, help="how long the first QR code lives")
    parser.add_argument("--qr-seconds", type=float, default=20, help="how long each later one lives")
    args = parser.parse_args()
    config = Config()
    config.change({name: value for name, value in vars(args).items() if name not in ("host", "port")})
    serve(build(config), args.host, args.port)


if __name__ == "__main__":
    main()
