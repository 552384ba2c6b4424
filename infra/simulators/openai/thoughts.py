"""What the model does with a request: a script's next step, an outcome a test wants, or what the brain makes of it."""

from infra.simulators.openai import scripted_answers, scripts
from infra.simulators.openai.scripted_answers import Reply
from infra.simulators.openai.state import State
from infra.simulators.openai.transcript import Transcript


def of(state: State, transcript: Transcript, model: str, outcome: str) -> tuple[Reply, str]:
    """Returns the reply, and the outcome: that of a fault, or of a script's step."""
    if outcome not in ("", "filtered"):
        return Reply(), outcome
    step = scripts.next_step(state.scripts, transcript, model)
    if step is None:
        reply = scripted_answers.think(transcript)
        for temper in state.tempers:
            if temper.model in ("", model):
                state.inventions += [{"model": model} | made_up for made_up in temper.spoil(reply, transcript)]
        return reply, outcome
    ending = next((name for name in ("refuse", "cut") if step.get(name)), "")
    return (Reply(), ending) if ending else (scripts.reply(step, transcript), outcome)
