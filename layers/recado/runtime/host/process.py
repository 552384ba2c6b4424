"""A forked process: its name, its end when its parent ends, its exit in one line."""

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress

from recado.kernel.log import logger
from recado.kernel.settings import SettingWrong
from recado.runtime.failure import describe

WRONG_SETTING = 78  # EX_CONFIG of sysexits.h: starting again would not help
_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15

log = logger("host")


class Stop(BaseException):
    """SIGTERM arrived while waiting for work. Not an Exception: nothing between here and the loop may swallow it."""


def spawn(name: str, target: Callable[[], None], close: Callable[[], None]) -> int:
    """Forks; the child runs `target` and exits: 0 when it returns, 1 when it raises, 78 when a setting is wrong.

    Returns the child's pid.

    `close` lets go of what belongs to the parent alone.
    """
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        for each in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(each, signal.SIG_DFL)
        close()
        tie_to_parent(name, parent)
        gc.enable()
        target()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 1
    except (Stop, KeyboardInterrupt):
        code = 0
    except SettingWrong as error:
        sys.stderr.write(f"host: {error}\n")
        code = WRONG_SETTING
    except BaseException as error:  # noqa: BLE001  nothing may climb out of a fork into the parent's code
        log.error("process failed", extra={"child": name, **describe(error)})
    finally:
        with suppress(OSError, ValueError):
            sys.stdout.flush()
            sys.stderr.flush()
        os._exit(code)


def tie_to_parent(name: str, parent: int) -> None:
    """Names the process (15 characters show in ps) and has the kernel kill it when its parent dies. Linux only."""
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_NAME, name.encode()[:15], 0, 0, 0)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        os._exit(1)


def ending(status: int) -> str:
    """Returns how a process ended, from its wait status: `exit 1`, `SIGKILL`."""
    code = os.waitstatus_to_exitcode(status)
    return signal.Signals(-code).name if code < 0 else f"exit {code}"
