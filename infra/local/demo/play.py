"""Plays the scenes one after another, prints them, and sums up what was checked."""

import time
from collections.abc import Callable
from itertools import groupby

from infra.local.demo import people, scenes, screen
from infra.local.demo.customer import new_phone, new_user_id
from infra.local.demo.stage import Missed, Stage
from infra.local.seed import Seeded
from infra.local.stack import Stack

Scene = tuple[str, Callable[[], None]]


def play(stack: Stack, seeded: Seeded) -> int:
    """0 when every check passed; 1 after saying which did not. StackError when a process dies meanwhile."""
    begun = time.monotonic()
    stage = Stage(stack.simulator("meta"), seeded, stack.check)
    screen.title("La Espiga, a bakery in Mexico City, on WhatsApp. Customers on the left, the business on the right.")
    for number, (name, scene) in enumerate(_programme(stage, stack.environment.get("SIMULATOR_OPENAI_URL", "")), 1):
        stage.turn = f"{number}. {name}"
        screen.scene(stage.turn)
        try:
            scene()
        except Missed as missed:
            screen.narrate(f"✗ {missed}")
            stage.check("the turn goes on to its end", False, missed)
    stage.turn = "At the end"
    people.aftermath(stage)
    return _sum_up(stage, time.monotonic() - begun)


def _programme(stage: Stage, model_url: str) -> list[Scene]:
    """model_url: of the simulated model; empty when a real one answers."""
    lucia = stage.customer("Lucía", phone=new_phone())
    mar = stage.customer("Mar", user_id=new_user_id(), username="mar.dulce")
    andres = stage.customer("Andrés", phone=new_phone())
    programme: list[Scene] = [
        ("A question, answered from the business's own text", lambda: scenes.question(stage, lucia)),
        ("Three quick messages, one answer", lambda: scenes.quick_messages(stage, lucia)),
        ("A voice note", lambda: scenes.voice_note(stage, lucia)),
        ("A picture", lambda: scenes.picture(stage, lucia)),
        ("The same webhook three times", lambda: scenes.repeated_delivery(stage, lucia)),
        ("A customer without a phone number", lambda: scenes.username(stage, mar)),
        ("Outside the 24-hour window", lambda: people.outside_window(stage, andres)),
        ("A person takes over", lambda: people.takeover(stage, lucia)),
        ("The bot keeps silent meanwhile", lambda: people.silence(stage, lucia)),
    ]
    if model_url:  # a real model cannot be made to lie
        programme.insert(5, ("A price the model makes up", lambda: scenes.invented_price(stage, lucia, model_url)))
    return programme


def _sum_up(stage: Stage, seconds: float) -> int:
    screen.title("What was checked, at the simulated Meta and in the database:")
    for turn, checks in groupby(stage.checks, key=lambda check: check.turn):
        screen.heading(turn)
        for check in checks:
            screen.verdict(check.what, check.passed, check.detail)
    failed, total = sum(not check.passed for check in stage.checks), len(stage.checks)
    if failed:
        screen.title(f"✗ {failed} of {total} checks failed ({seconds:.0f} s). The logs say more.")
        return 1
    screen.title(f"✓ all {total} checks passed in {seconds:.0f} s")
    return 0
