"""Answering in a sandbox, by the same code as everywhere: what it would publish goes nowhere."""

from recado.agent.respond import respond
from recado.kernel.settings import settings
from recado.messaging.jobs import AnswerJob
from recado.platform.queues import Outgoing


def answer(job: AnswerJob) -> list[Outgoing]:
    """Answers what a sandbox's customer wrote; returns what to publish: timers of what they wrote meanwhile, and
    nothing else."""
    return [each for each in respond(job) if each.queue_url == settings().queue_buffer_timers_url]
