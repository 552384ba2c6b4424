"""How fast a number may write without looking like a machine: pure rules, given the clock and chance."""

import random
from dataclasses import dataclass, field

from sessions_host.settings import HostSettings

CHARACTERS_PER_SECOND = 25.0


@dataclass(slots=True)
class Pace:
    """One number's. Seconds of any clock that only goes forward."""

    rules: HostSettings
    chance: random.Random = field(default_factory=random.Random)
    number_at: float = 0.0
    chat_at: dict[str, float] = field(default_factory=dict)

    def wait(self, chat: str, moment: float) -> float:
        """Returns seconds until a message may go to this chat."""
        return max(self.number_at, self.chat_at.get(chat, 0.0)) - moment

    def sent(self, chat: str, moment: float) -> None:
        """Sets when the next may go; never twice the same distance."""
        self.number_at = moment + 60.0 / self.rules.per_minute * self.chance.uniform(0.5, 1.5)
        self.chat_at = {each: at for each, at in self.chat_at.items() if at > moment}
        self.chat_at[chat] = moment + self.rules.chat_gap * self.chance.uniform(0.8, 1.6)

    def typing(self, text: str | None) -> float:
        """Returns how long a person would seem to type it; none for what has no text."""
        if not text:
            return 0.0
        seconds = len(text) / CHARACTERS_PER_SECOND * self.chance.uniform(0.8, 1.2)
        return min(max(seconds, self.rules.typing_least), self.rules.typing_most)


def restart_pause(rules: HostSettings, deaths: int, chance: random.Random) -> float:
    """Seconds before a session that died `deaths` times in a row is started again."""
    return float(min(rules.backoff_cap, rules.backoff * 2.0 ** max(deaths - 1, 0))) * chance.uniform(0.5, 1.0)
