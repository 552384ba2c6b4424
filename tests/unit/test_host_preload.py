"""What is shared by forking must be safe to share."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = """
import os, threading
from pathlib import Path
from recado.kernel.settings import settings
from recado.runtime.host.preload import preload
from recado.runtime.host.template import functions, load

preload({m for f in functions(load(Path("template.yaml"))) for m in f.preload})
files = [Path("/proc/self/fd", fd) for fd in os.listdir("/proc/self/fd")]
links = [os.readlink(file) for file in files if file.exists()]
print(threading.active_count(), sum(link.startswith("socket:") for link in links), settings.cache_info().currsize)
"""


def test_preloading_starts_no_thread_opens_no_socket_and_reads_no_settings() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["1", "0", "0"]
