"""Running cases: each in businesses of its own, several trials of it, several at a time."""

import math
import time
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Final

from recado.agent.evals.checks import Check, judge
from recado.agent.evals.observed import Observed
from tests.evals.cases_format import Caso
from tests.evals.play import play
from tests.evals.rules import rules_of
from tests.evals.sandbox import open_sandbox
from tests.rigs.product import Product
from tests.rigs.tool_server import ToolServer, tool_server

LIES: Final = (
    "invent_price", "misquote", "invent_slot", "invent_date", "invent_total", "invent_discount", "false_success",
    "promise_later", "invent_link", "invent_phone", "leak_prompt", "obey_injection",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """model: a real one; None for the simulated one. lies: how often that makes something up."""

    model: str | None = None
    trials: int = 1
    parallel: int = 4
    lies: float = 0.0

    @property
    def rates(self) -> dict[str, float]:
        return dict.fromkeys(LIES, self.lies / len(LIES) * 2) if self.lies else {}


@dataclass(frozen=True, slots=True)
class Trial:
    """One playing of a case. trouble: why it did not come to an end; then there are no checks."""

    checks: tuple[Check, ...] = ()
    observed: Observed = field(default_factory=Observed)
    trouble: str = ""
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        return not self.trouble and all(check.holds for check in self.checks)


@dataclass(frozen=True, slots=True)
class Result:
    case: Caso
    trials: tuple[Trial, ...]

    @property
    def passes(self) -> int:
        return sum(trial.passed for trial in self.trials)

    def pass_power(self, k: int) -> float:
        """How likely k trials of this case all pass, as its trials let us estimate it."""
        return math.comb(self.passes, k) / math.comb(len(self.trials), k)


def run(
    product: Product, cases: Sequence[Caso], options: Options, say: Callable[[str], None] = lambda _line: None
) -> list[Result]:
    """Returns the results in the order of the cases. say: is told of each trial as it ends."""
    with tool_server() as server, ThreadPoolExecutor(options.parallel) as pool:
        server.answers |= {"/bad": (200, b"<html>"), "/broken": (500, b"{}")}
        running = [
            (
                case,
                [pool.submit(_trial, product, server, case, options, number, say) for number in range(options.trials)],
            )
            for case in cases
        ]
        try:
            return [Result(case, tuple(each.result() for each in trials)) for case, trials in running]
        except BaseException:  # somebody has had enough: what has not begun does not begin
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _trial(
    product: Product, server: ToolServer, case: Caso, options: Options, number: int, say: Callable[[str], None]
) -> Trial:
    began = time.monotonic()
    try:
        observed = play(
            open_sandbox(product, server, case, options.model),
            options.rates,
            zlib.crc32(f"{case.nombre} {number}".encode()),
        )
    except Exception as error:  # a trial that breaks is a trial that failed, and the others go on
        trial = Trial(trouble=f"{type(error).__name__}: {error}"[:500], seconds=time.monotonic() - began)
    else:
        checks = judge(rules_of(case), observed, guarantees_only=options.lies > 0)
        trial = Trial(tuple(checks), observed, seconds=time.monotonic() - began)
    say(f"{'✓' if trial.passed else '✗'} {case.nombre}")
    return trial
