"""Start the mail catcher: python -m infra.simulators.mail --port 9103 --smtp-port 9104."""

from infra.simulators.mail.app import build
from infra.simulators.serve import flags, serve


def main() -> None:
    parser = flags("Takes mail by SMTP and shows it.", 9103)
    parser.add_argument("--smtp-port", type=int, default=9104, help="where mail is taken")
    args = parser.parse_args()
    serve(build(args.host, args.smtp_port), args.host, args.port)


if __name__ == "__main__":
    main()
