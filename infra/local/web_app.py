"""The web app: its packages and its files, made again only when what they are made of has changed."""

import fcntl
import hashlib
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.local import node

FRONTEND = Path(__file__).parents[2] / "frontend"
BUILT = FRONTEND / "dist"
SOURCES = ("src", "public", "index.html", "vite.config.ts", "tsconfig.json", "package-lock.json")
CHECKS = (
    ("@biomejs/biome/bin/biome", "check", "."),
    ("typescript/bin/tsc", "--noEmit"),
    ("vitest/vitest.mjs", "run"),
)


def build(say: Callable[[str], None] = lambda _line: None) -> Path:
    """Returns the folder of the built files. Raises NodeError when packages cannot be fetched or the build fails."""
    stamp = BUILT / ".sources"
    with _alone():
        digest = _digest(SOURCES)
        if not stamp.exists() or stamp.read_text() != digest:
            say("the web app is being built …")
            packages(for_tests=False)
            node.run("vite/bin/vite.js", "build", "--logLevel", "warn", cwd=FRONTEND)
            stamp.write_text(digest)
    return BUILT


@contextmanager
def _alone() -> Iterator[None]:
    """Waits until no other process of this checkout builds."""
    node.FOLDER.mkdir(parents=True, exist_ok=True)
    with (node.FOLDER / "web-app.busy").open("w") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        yield


def packages(*, for_tests: bool) -> None:
    """Installs what package-lock.json names, when that changed. for_tests: also what only checks and tests need."""
    stamp = FRONTEND / "node_modules" / ".installed"
    digest = _digest(("package-lock.json",))
    installed = stamp.read_text().split() if stamp.exists() else []
    if installed[:1] == [digest] and (not for_tests or installed[1:] == ["tests"]):
        return
    less = () if for_tests else ("--omit=dev",)
    node.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", *less, cwd=FRONTEND)
    stamp.write_text(f"{digest} {'tests' if for_tests else 'build'}")


def check() -> None:
    """Format, lint, types, unit tests and sizes of what was built. Raises NodeError at the first that fails."""
    with _alone():
        packages(for_tests=True)
    for script, *arguments in CHECKS:
        sys.stdout.write(node.run(script, *arguments, cwd=FRONTEND))
    build()
    sys.stdout.write(node.run("../tools/budgets.mjs", cwd=FRONTEND))


def _digest(names: Iterable[str]) -> str:
    """Returns a hash of these files and of all in these folders."""
    digest = hashlib.sha256()
    for name in names:
        root = FRONTEND / name
        for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if path.is_file():
                digest.update(f"{path.relative_to(FRONTEND)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        if sys.argv[1:] == ["check"]:
            check()
        else:
            shutil.rmtree(BUILT, ignore_errors=True)
            build()
    except node.NodeError as error:
        sys.stderr.write(f"web app: {error}\n")
        sys.exit(1)
