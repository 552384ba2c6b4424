"""`make up`: everything starts, one conversation is played, data stay, and each trouble is one clear line."""

import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import boto3
import psycopg
import pytest

from infra.local import seed
from infra.local.demo import samples
from infra.local.demo.customer import Customer, new_phone
from infra.local.ports import taken
from infra.local.selfcheck import QUESTION
from tests.rigs.command import TIMEOUT_SECONDS, UP, Command, belonging, nothing_belongs, run, running
from tests.rigs.sampling import full_only
from tests.rigs.waiting import eventually

pytestmark = pytest.mark.timeout(TIMEOUT_SECONDS)


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="recado-e2e-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def up(home: Path) -> Iterator[Command]:
    """A product that runs while the tests of this module look at it."""
    with running("up", home) as command:
        command.wait_for(UP)
        yield command


def test_it_prints_an_answer_with_the_time_of_each_hop_and_says_what_is_simulated(up: Command) -> None:
    assert QUESTION in up.output
    assert "concha 18 pesos" in up.output
    for hop in ("stored by ingest", "answered by the agent", "of which the model took", "accepted by Meta"):
        assert f"ms  {hop}" in up.output
    assert "The model is simulated" in up.output
    assert "until OPENAI_API_KEY is set" in up.output
    assert "Warning" not in up.output


@full_only
def test_another_folder_runs_beside_it(up: Command, tmp_path: Path) -> None:
    beside = run("check", tmp_path)
    assert beside.process.returncode == 0, beside.output
    assert "concha 18 pesos" in beside.output
    assert beside.address("webhooks") != up.address("webhooks")
    assert nothing_belongs(tmp_path)
    assert up.process.poll() is None


def test_the_same_folder_twice_is_refused(up: Command, home: Path) -> None:
    assert up.process.poll() is None
    assert_one_line(run("check", home), f"already running here ({home})")


def test_a_running_product_cannot_be_wiped(up: Command, home: Path) -> None:
    assert up.process.poll() is None
    assert_one_line(run("reset", home), f"already running here ({home})")


def test_a_taken_port_that_was_asked_for_is_told(up: Command, tmp_path: Path) -> None:
    port = urlsplit(up.address("webhooks")).port
    assert_one_line(run("check", tmp_path, PORT=str(port)), f"port {port} is taken")


def test_ctrl_c_stops_every_process_and_data_survive_until_they_are_wiped(up: Command, home: Path) -> None:
    data = samples.picture(seed=7)
    phone, key = _send_picture(up, data)
    ports = [urlsplit(up.address(name)).port or 0 for name in ("webhooks", "database", "queues, objects")]
    assert up.interrupt() == 0
    assert "stopped" in up.last
    assert nothing_belongs(home)
    assert not any(taken(port) for port in ports)
    with running("up", home) as again:
        again.wait_for(UP)
        assert _messages(again, phone) == 1
        assert _object(again, key) == (data, "image/png")
    assert run("reset", home).process.returncode == 0
    assert {item.name for item in home.iterdir()} <= {"lock"}


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("recado.runtime.host", "host"),
        pytest.param("infra.simulators.meta", "simulator-meta", marks=full_only),
    ],
)
def test_a_dead_child_ends_everything_and_is_named(tmp_path: Path, module: str, name: str) -> None:
    with running("up", tmp_path) as command:
        command.wait_for("functions: ready")
        command.child(module).send_signal(signal.SIGKILL)
        command.ended()
        assert_one_line(command, f"{name} died (exit -9)")
    assert nothing_belongs(tmp_path)


@pytest.mark.parametrize(  # something is just being started
    "moment", [pytest.param("PostgreSQL: ready", marks=full_only), "functions: ready"]
)
def test_what_a_killed_run_left_behind_is_ended_by_the_next(tmp_path: Path, moment: str) -> None:
    killed = Command("up", tmp_path)
    killed.wait_for(moment)
    killed.process.kill()
    killed.ended()
    assert belonging(tmp_path) != []
    after = run("check", tmp_path)
    assert after.process.returncode == 0, after.output
    assert "what it left running is stopped" in after.output
    assert nothing_belongs(tmp_path)


def assert_one_line(command: Command, said: str) -> None:
    """It failed, and its last line says why; there is no trace."""
    assert command.process.returncode == 1, command.output
    assert said in command.last, command.output
    assert command.last.startswith("✗")
    assert "Traceback" not in command.output


def _send_picture(command: Command, data: bytes) -> tuple[str, str]:
    """A customer sends a picture; answers their phone and the object's key once it is kept."""
    meta = command.address("a customer's phone").removesuffix("/phone")
    customer = Customer(meta, seed.NUMBER.phone_number_id, "Prueba", phone=new_phone())
    sent = customer.send(type="image", image={"id": customer.upload(data, "image/png")})

    def kept() -> str | None:
        with _admin(command) as connection:
            row = connection.execute(
                "select f.object_key from media f join messages m on m.id = f.message_id where m.vendor_id = %s",
                (sent,),
            ).fetchone()
        return row[0] if row else None

    return customer.phone, str(eventually(kept))


def _messages(command: Command, phone: str) -> int:
    with _admin(command) as connection:
        row = connection.execute(
            "select count(*) from messages m join conversations v on v.id = m.conversation_id "
            "join contact_identities i on i.contact_id = v.contact_id "
            "where i.kind = 'phone' and i.value = %s and m.direction = 'in'",
            (phone,),
        ).fetchone()
    return int(row[0]) if row else 0


def _admin(command: Command) -> psycopg.Connection:
    """The database as its superuser, who sees every tenant."""
    return psycopg.connect(command.address("database").replace("recado_functions@", "postgres@"))


def _object(command: Command, key: str) -> tuple[bytes, str]:
    """An object's bytes and content type."""
    s3 = boto3.client(
        "s3",
        endpoint_url=command.address("queues, objects"),
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    bucket = next(bucket["Name"] for bucket in s3.list_buckets()["Buckets"] if "media" in bucket["Name"])
    found = s3.get_object(Bucket=bucket, Key=key)
    return found["Body"].read(), found["ContentType"]
