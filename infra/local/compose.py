"""The one-shot jobs of localstack-compose.yml.

python -m infra.local.compose setup   before the functions: migrations, template.yaml on LocalStack, the demo business
python -m infra.local.compose hello   after them: tells the simulated Meta of the number and plays one conversation
"""

import os
import sys
from pathlib import Path

from infra.local import seed, selfcheck
from infra.local.deploy import DeployError, deploy
from infra.local.processes import StackError
from infra.sql.migrate import migrate
from recado.runtime.host.load_function import set_environment
from recado.runtime.host.template import functions, load

TEMPLATE = Path("template.yaml")


def main() -> int:
    """Runs the job named on the command line; 1 and a line when it fails, 2 when there is no such job."""
    jobs = {"setup": setup, "hello": hello}
    job = jobs.get(sys.argv[1] if len(sys.argv) == 2 else "")
    if job is None:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        job()
    except (DeployError, StackError) as trouble:
        print(f"{sys.argv[1]}: {trouble}", file=sys.stderr)
        return 1
    return 0


def setup() -> None:
    """Each step does only what is missing, so it runs at every start."""
    applied = migrate(os.environ["DATABASE_ADMIN_URL"], os.environ["DATABASE_URL"])
    print(f"migrations applied: {', '.join(applied) or 'nothing new'}")
    deploy(os.environ["AWS_ENDPOINT_URL"], os.environ["PREFIX"], TEMPLATE)
    print("queues, buckets and schedules of template.yaml are there")
    print(f"webhooks of the demo business: {_seeded().path}")


def hello() -> None:
    """With the real Meta configured it does nothing: nobody should be written to uninvited."""
    meta = os.environ["SIMULATOR_META_URL"]
    if os.environ["GRAPH_BASE_URL"] != meta:
        print("the real Meta is configured: no conversation is played")
        return
    seeded = _seeded()
    seed.register_at_simulator(meta, os.environ["PRODUCT_URL"], seeded)
    hops = selfcheck.play(meta, seeded, lambda: None)
    print(f"\n  customer  {hops.question}\n  La Espiga {hops.answer}\n")
    for station, milliseconds in hops.stations:
        print(f"  {milliseconds:8.0f} ms  {station}")


def _seeded() -> seed.Seeded:
    """Returns the demo business, through the product's own code and with the environment its functions have."""
    for function in functions(load(TEMPLATE)):
        set_environment(function)
    return seed.seed(Path(os.environ["SEED_HOME"]))


if __name__ == "__main__":
    sys.exit(main())
