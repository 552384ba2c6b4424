"""Publishing from several threads: what they have to send at the same moment goes out in one batch."""

from collections.abc import Sequence
from threading import Lock

from recado.platform import queues
from recado.platform.queues import Outgoing


class Publisher:
    """Whoever finds the door free takes along what the others have laid down. Alone, nobody waits for anybody."""

    def __init__(self) -> None:
        self._waiting: list[Outgoing] = []
        self._laying, self._door = Lock(), Lock()

    def publish(self, messages: Sequence[Outgoing]) -> None:
        """Returns when these messages are on their queues. A failure is told to the thread that carried them;
        for the others it is as if the process had died just after: the sweeps publish again."""
        if not messages:
            return
        with self._laying:
            self._waiting += messages
        with self._door:
            with self._laying:
                taken, self._waiting = self._waiting, []
            queues.send(taken)
