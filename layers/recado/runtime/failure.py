"""What a log may say of an exception: its type and where it was raised, never its message, which may quote a body."""

import traceback

_FRAMES = 6


def describe(error: BaseException) -> dict[str, str]:
    """Facts for `log.error(..., extra=describe(error))`: the type and the innermost frames, `file:line function`."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    where = " < ".join(f"{'/'.join(f.filename.split('/')[-3:])}:{f.lineno} {f.name}" for f in reversed(frames))
    return {"error": f"{type(error).__module__}.{type(error).__qualname__}", "where": where}
