"""The command `recado`: what an operator does before there are screens.

    recado business create --name "La Espiga" --context-file espiga.txt --timezone America/Mexico_City
    recado number connect --business ID --name Principal --phone-number-id … --waba … --display-phone …
    recado number resume --business ID --instance ID
    recado secrets reseal        seals all stored secrets anew, after a new key was put first in MASTER_KEYS
    recado secrets push-keys     makes the pair of keys that lets phones ring
    recado buffers list --business ID            recado buffers retry --business ID --conversation ID
    recado admin grant EMAIL                     recado admin revoke EMAIL             recado admin list
    recado dead-letters list                     recado dead-letters replay --queue recado-inbound-dead.fifo

Secrets are never arguments: they are read from the environment (WHATSAPP_TOKEN, WHATSAPP_APP_SECRET) or asked for.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from recado.accounts import overview, reseal
from recado.activity.model import Actor
from recado.agent.external import reseal as external_tools
from recado.alerts import devices
from recado.businesses import service as businesses
from recado.businesses.store import NewBusiness
from recado.instances import connect as connecting
from recado.instances import reseal_secrets
from recado.instances import service as instances
from recado.instances.checks import Credentials
from recado.kernel.errors import RecadoError
from recado.messaging import buffers
from recado.platform import dead_letters, queues
from recado.platform.crypto import SealBroken
from recado.vendors.web_push.subscription import new_keys

Command = Callable[[argparse.Namespace], None]


def main() -> int:
    """Runs one command. Answers 1 with one line on stderr when it cannot be done."""
    arguments = _parser().parse_args()
    command: Command = arguments.command
    try:
        command(arguments)
    except RecadoError as error:
        sys.stderr.write(f"recado: {error.detail}\n")
        return 1
    return 0


def _create_business(arguments: argparse.Namespace) -> None:
    new = NewBusiness(
        name=arguments.name,
        context=arguments.context_file.read_text() if arguments.context_file else "",
        timezone=arguments.timezone,
        language=arguments.language,
        currency=arguments.currency,
        objective=arguments.objective,
        buffer_quiet_seconds=arguments.quiet_seconds,
        buffer_max_seconds=arguments.max_seconds,
    )
    _say(str(businesses.create_business(new)))


def _connect_number(arguments: argparse.Namespace) -> None:
    """Graph is asked whether all of it is true before anything is stored."""
    given = Credentials(
        phone_number_id=arguments.phone_number_id,
        account_id=arguments.waba,
        access_token=_secret("WHATSAPP_TOKEN", "access token"),
        app_secret=_secret("WHATSAPP_APP_SECRET", "app secret"),
    )
    operator = Actor(arguments.business, "system")
    number = instances.connect(operator, given, arguments.name)
    webhook = instances.webhook(operator, number.id)
    _say(f"instance      {number.id}")
    _say(f"callback URL  {webhook.url}")
    _say(f"verify token  {webhook.verify_token}")


def _resume_number(arguments: argparse.Namespace) -> None:
    connecting.resume_number(arguments.business, arguments.instance)
    _say("sending again; what waited goes out within a minute")


def _reseal(_arguments: argparse.Namespace) -> None:
    resealed = reseal_secrets.reseal()
    done, broken = map(sum, zip(reseal.reseal(), devices.reseal(), external_tools.reseal(), strict=True))
    _say(f"sealed anew: {resealed.done + done}")
    if resealed.broken + broken:
        raise SealBroken(f"{resealed.broken + broken} rows are sealed with a key that is not in MASTER_KEYS")


def _push_keys(_arguments: argparse.Namespace) -> None:
    """Made once: with other keys every device must be switched on again."""
    private, public = new_keys()
    _say(f"WEB_PUSH_PRIVATE_KEY={private}")
    _say(f"WEB_PUSH_PUBLIC_KEY={public}")


def _list_buffers(arguments: argparse.Namespace) -> None:
    for each in buffers.quarantined(arguments.business):
        _say(f"{each.conversation_id}  {each.failed_at:%Y-%m-%d %H:%M:%S}  tries {each.attempts}  {each.reason}")


def _retry_buffer(arguments: argparse.Namespace) -> None:
    queues.send([buffers.retry(arguments.business, arguments.conversation)])
    _say("back to work")


def _grant_admin(arguments: argparse.Namespace) -> None:
    overview.set_super_admin(arguments.email, True)
    _say("granted")


def _revoke_admin(arguments: argparse.Namespace) -> None:
    overview.set_super_admin(arguments.email, False)
    _say("revoked")


def _list_admins(_arguments: argparse.Namespace) -> None:
    for email in overview.super_admins():
        _say(email)


def _list_dead_letters(_arguments: argparse.Namespace) -> None:
    for name, count in dead_letters.counts().items():
        _say(f"{count:8d}  {name}")


def _replay_dead_letters(arguments: argparse.Namespace) -> None:
    _say(f"moving {dead_letters.replay(arguments.queue)} messages back")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="recado", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    things = parser.add_subparsers(required=True, metavar="THING")

    business = things.add_parser("business").add_subparsers(required=True, metavar="VERB")
    create = _verb(business, "create", _create_business)
    create.add_argument("--name", required=True)
    create.add_argument("--context-file", type=Path, help="what the agent knows; may use {{now}} and other variables")
    create.add_argument("--timezone", default="America/Mexico_City")
    create.add_argument("--language", choices=("es", "en"), default="es")
    create.add_argument("--currency", default="MXN")
    create.add_argument("--objective", choices=("SALES", "APPOINTMENTS"), default="SALES")
    create.add_argument("--quiet-seconds", type=float, default=8)
    create.add_argument("--max-seconds", type=float, default=30)

    number = things.add_parser("number").add_subparsers(required=True, metavar="VERB")
    connect = _verb(number, "connect", _connect_number)
    connect.add_argument("--business", type=UUID, required=True)
    for name in ("--name", "--phone-number-id", "--waba"):
        connect.add_argument(name, required=True)
    connect.add_argument("--display-phone", help="not needed any more: Meta tells it")
    resume = _verb(number, "resume", _resume_number)
    resume.add_argument("--business", type=UUID, required=True)
    resume.add_argument("--instance", type=UUID, required=True)

    held = things.add_parser("buffers").add_subparsers(required=True, metavar="VERB")
    _verb(held, "list", _list_buffers).add_argument("--business", type=UUID, required=True)
    retry = _verb(held, "retry", _retry_buffer)
    retry.add_argument("--business", type=UUID, required=True)
    retry.add_argument("--conversation", type=UUID, required=True)

    admin = things.add_parser("admin").add_subparsers(required=True, metavar="VERB")
    _verb(admin, "grant", _grant_admin).add_argument("email", metavar="EMAIL")
    _verb(admin, "revoke", _revoke_admin).add_argument("email", metavar="EMAIL")
    _verb(admin, "list", _list_admins)

    kept = things.add_parser("secrets").add_subparsers(required=True, metavar="VERB")
    _verb(kept, "reseal", _reseal)
    _verb(kept, "push-keys", _push_keys)

    dead = things.add_parser("dead-letters").add_subparsers(required=True, metavar="VERB")
    _verb(dead, "list", _list_dead_letters)
    _verb(dead, "replay", _replay_dead_letters).add_argument("--queue", required=True, help="its full name")
    return parser


def _verb(
    group: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, command: Command
) -> argparse.ArgumentParser:
    parser = group.add_parser(name, help=command.__doc__)
    parser.set_defaults(command=command)
    return parser


def _secret(variable: str, label: str) -> str:
    return os.environ.get(variable) or getpass.getpass(f"{label}: ")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main())
