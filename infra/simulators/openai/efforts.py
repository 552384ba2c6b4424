"""Which reasoning efforts a model takes, and OpenAI's answer to any other."""

import re

from infra.simulators.openai.wire import ApiError

# By the beginning of the name, the first that matches: as OpenAI's model pages say, not as our own door reads them.
_ALLOWED = (
    (r".*-chat-latest", ""),
    (r"gpt-5-pro", "high"),
    (r"gpt-5\.2-pro", "medium high xhigh"),
    (r"gpt-(6|5\.6)", "none low medium high xhigh max"),
    (r"gpt-5\.[2-5]", "none low medium high xhigh"),
    (r"gpt-5\.1", "none low medium high"),
    (r"gpt-5", "minimal low medium high"),
    (r"o\d", "low medium high"),
)


def check(model: str, effort: object) -> None:
    """400 unsupported_value, as OpenAI words it, unless the model takes this effort."""
    if effort is None:
        return
    allowed = next((efforts.split() for name, efforts in _ALLOWED if re.match(name, model)), [])
    if not allowed:
        text = f"Unsupported parameter: 'reasoning.effort' is not supported with the '{model}' model."
        raise ApiError(400, text, param="reasoning.effort", code="unsupported_parameter")
    if effort not in allowed:
        values = ", ".join(f"'{each}'" for each in allowed)
        text = (
            f"Unsupported value: '{effort}' is not supported with the '{model}' model. Supported values are: {values}."
        )
        raise ApiError(400, text, param="reasoning.effort", code="unsupported_value")
