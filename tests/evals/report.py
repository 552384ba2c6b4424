"""The report of a run: a line for each case, what failed and why, what the whole lets one claim; and it as JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from recado.agent.evals.checks import Check
from tests.bench.machine import percentile
from tests.evals.runner import Options, Result, Trial

Json = dict[str, Any]
GUARDS_ONLY: Final = "guards only: the model is simulated and says what each case's script has"
LYING: Final = "guards only: the simulated model lies; only what holds whatever it says is checked"
Z: Final = 1.645  # of a one-sided bound at 95 %


def summary(results: Sequence[Result], options: Options) -> Json:
    """Returns the figures of a run."""
    trials = [trial for result in results for trial in result.trials]
    tools = _checks(trials, "first_tool")
    said = sum(len(trial.observed.said) for trial in trials)
    invented = sum(not check.holds for check in _checks(trials, "invented"))
    waits = [float(one) for trial in trials for one in trial.observed.milliseconds]
    paid = [trial.observed for trial in trials if trial.observed.calls]
    priced = [each.cost for each in paid if each.cost is not None]
    right = sum(check.holds for check in tools)
    return {
        "label": _label(options),
        "cases": len(results),
        "trials": options.trials,
        "passed_cases": sum(result.passes == len(result.trials) for result in results),
        "pass_hat": {
            f"pass^{k}": round(sum(result.pass_power(k) for result in results) / len(results), 4)
            for k in range(1, options.trials + 1)
        } if results else {},
        "guarantees_broken": sum(check.guarantee and not check.holds for trial in trials for check in trial.checks),
        "did_not_end": sum(bool(trial.trouble) for trial in trials),
        "answers": said,
        "answers_with_inventions": invented,
        "inventions_below": round(3 / said, 5) if said and not invented else None,
        "tool_points": len(tools),
        "tool_right": right,
        "tool_right_at_least": round(lower_bound(right, len(tools)), 4) if tools else None,
        "calls": sum(trial.observed.calls for trial in trials),
        "tokens_in": sum(trial.observed.tokens_in for trial in trials),
        "tokens_out": sum(trial.observed.tokens_out for trial in trials),
        "dollars": round(sum(priced), 6) if paid and len(priced) == len(paid) else None,
        "turn_ms_p50": round(percentile(waits, 0.5)) if waits else None,
        "turn_ms_p95": round(percentile(waits, 0.95)) if waits else None,
    }  # fmt: skip


def lower_bound(right: int, points: int) -> float:
    """Returns what a share is at least, at 95 %: the lower end of Wilson's interval."""
    share, weight = right / points, Z * Z / points
    spread = Z * math.sqrt(share * (1 - share) / points + weight / (4 * points))
    return max(0.0, (share + weight / 2 - spread) / (1 + weight))


def table(results: Sequence[Result], options: Options) -> str:
    """Returns the report for people."""
    width = max((len(result.case.nombre) for result in results), default=0)
    lines = [f"{'case':<{width}}  pass   calls  tokens in/out   turn ms      dollars"]
    lines += [_row(result, width) for result in results]
    figures = summary(results, options)
    power = "  ".join(f"{name} {share:.1%}" for name, share in figures["pass_hat"].items())
    lines += ["", f"{figures['label']}", f"{figures['passed_cases']} of {figures['cases']} cases; {power}"]
    lines += [f"{name}: {value}" for name, value in figures.items() if name not in ("label", "pass_hat")]
    return "\n".join(lines)


def _row(result: Result, width: int) -> str:
    observed = [trial.observed for trial in result.trials]
    waits = [one for each in observed for one in each.milliseconds]
    costs = [each.cost for each in observed if each.cost is not None]
    row = (
        f"{result.case.nombre:<{width}}  {result.passes}/{len(result.trials)}  "
        f"{sum(each.calls for each in observed):>6}  "
        f"{sum(each.tokens_in for each in observed):>8}/{sum(each.tokens_out for each in observed):<6} "
        f"{round(sum(waits) / len(waits)) if waits else '–':>8}  "
        f"{f'{sum(costs):.5f}' if costs else '–':>11}"
    )
    faults = [f"    ✗ {line}" for line in dict.fromkeys(line for trial in result.trials for line in _faults(trial))]
    return "\n".join([row, *faults])


def _faults(trial: Trial) -> list[str]:
    """Why a trial failed; and, of one that did, which drafts the guards rejected."""
    said = [_fault(check) for check in trial.checks if not check.holds]
    rejected = [f"(borradores rechazados: {'; '.join(trial.observed.rejected)})"] if trial.observed.rejected else []
    return [trial.trouble] if trial.trouble else said and [*said, *rejected]


def write(file: Path, results: Sequence[Result], options: Options) -> None:
    """Writes the run as JSON: figures, and of each trial its checks and what was said."""
    file.parent.mkdir(parents=True, exist_ok=True)
    body = {
        "options": asdict(options),
        "figures": summary(results, options),
        "cases": [
            {
                "name": result.case.nombre,
                "passes": result.passes,
                "trials": [
                    {
                        "passed": trial.passed,
                        "trouble": trial.trouble,
                        "seconds": round(trial.seconds, 2),
                        "checks": [asdict(check) for check in trial.checks],
                        "observed": asdict(trial.observed),
                    }
                    for trial in result.trials
                ],
            }
            for result in results
        ],
    }
    file.write_text(json.dumps(body, ensure_ascii=False, indent=1, default=str))


def _label(options: Options) -> str:
    if options.model:
        return f"real model: {options.model}"
    return LYING if options.lies else GUARDS_ONLY


def _fault(check: Check) -> str:
    return f"{check.name}: {check.actual}" + (f"; se espera {check.expected}" if check.expected else "")


def _checks(trials: Sequence[Trial], name: str) -> list[Check]:
    return [check for trial in trials for check in trial.checks if check.rule == name]
