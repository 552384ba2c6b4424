"""What the Graph API's refusals mean for us: try again, slow down, stop the channel, or give up (Meta, Error codes)."""

from enum import StrEnum

from recado.kernel.errors import Unavailable
from recado.kernel.words import Words
from recado.vendors.whatsapp.cloud.reasons import REASONS


class Verdict(StrEnum):
    """What to do with a message whose sending was refused, or whose status came back failed."""

    RETRY = "retry"
    THROTTLE_PAIR = "throttle_pair"
    THROTTLE_NUMBER = "throttle_number"
    THROTTLE_APP = "throttle_app"
    STOP_CHANNEL = "stop_channel"
    FINAL = "final"


class NotSent(Unavailable):
    """The request never left: trying again cannot send twice."""

    code = "whatsapp_not_sent"


class Ambiguous(Unavailable):
    """The request may have been accepted: there is no idempotency key, so trying again may send twice."""

    code = "whatsapp_ambiguous"


class TooSlow(Ambiguous):
    """WhatsApp did not answer within the seconds a request of ours may wait; whether it took effect is not known."""

    code = "whatsapp_timed_out"
    status = 504


class GraphError(Exception):
    """The Graph API refused: the request was definitely not accepted. code: None when the answer carried none.

    str() has ids and numbers only, fit for a log; `detail` is Meta's text, which may quote phone numbers.
    """

    def __init__(
        self,
        code: int | None,
        subcode: int | None = None,
        detail: str = "",
        fbtrace_id: str | None = None,
        *,
        status: int,
        retry_after_seconds: float | None = None,
        transient: bool = False,
    ) -> None:
        super().__init__(f"graph error code={code} subcode={subcode} status={status} fbtrace_id={fbtrace_id}")
        self.code = code
        self.subcode = subcode
        self.detail = detail
        self.fbtrace_id = fbtrace_id
        self.status = status
        self.retry_after_seconds = retry_after_seconds
        self.transient = transient

    @property
    def name(self) -> str:
        """What was refused with, for logs and tables: `graph_131026`, or `http_404` when the answer had no code."""
        return f"http_{self.status}" if self.code is None else f"graph_{self.code}"

    @property
    def verdict(self) -> Verdict:
        """What to do about it."""
        return verdict(self.code, status=self.status, transient=self.transient)


def verdict(code: int | None, *, status: int | None = None, transient: bool = False) -> Verdict:
    """Returns what to do about a code, from an answer or from a failed status. status: HTTP, when there was an
    answer."""
    listed = _VERDICTS.get(code) if code is not None else None
    if listed:
        return listed
    if code is not None and 200 <= code <= 299:
        return Verdict.STOP_CHANNEL
    if status == 429:
        return Verdict.THROTTLE_NUMBER
    # 401: the token is refused, whatever code came with it. 408: the request never arrived whole.
    if status == 401:
        return Verdict.STOP_CHANNEL
    if transient or status == 408 or (status is not None and status >= 500):
        return Verdict.RETRY
    return Verdict.FINAL


def reason(code: int | None) -> Words:
    """Returns why, in plain words."""
    if code is not None and 200 <= code <= 299:
        code = 10
    number = "?" if code is None else str(code)
    return REASONS.get(-1 if code is None else code) or Words(
        f"WhatsApp no aceptó el mensaje (código {number}).", f"WhatsApp did not accept the message (code {number})."
    )


_CODES = {
    # 131053 is worth one more upload; 131208 is the rate limit of groups.
    Verdict.RETRY: (1, 2, 131000, 131016, 131053, 131208),
    Verdict.THROTTLE_PAIR: (131056,),
    # 131057: the number is being moved to higher throughput, for minutes; 131048: too many of its messages were spam.
    Verdict.THROTTLE_NUMBER: (130429, 131048, 131057, 133016),
    Verdict.THROTTLE_APP: (4, 80007),
    Verdict.STOP_CHANNEL: (0, 3, 10, 190, 368, 131005, 131031, 131045, 133010),
    # Written down although it is also the answer for the unknown: an HTTP status must not make these retried.
    Verdict.FINAL: (
        33, 100, 130472, 130497, 131008, 131009, 131020, 131021, 131026, 131030, 131037, 131041, 131042, 131044,
        131047, 131049, 131050, 131051, 131052, 131059, 131062, 131063, 131064, 132000, 132001, 132005, 132007,
        132008, 132012, 132015, 132016, 132018, 132068, 132069, 134100, 134101, 134102, 135000, 137000,
    ),
}  # fmt: skip
_VERDICTS = {code: meaning for meaning, codes in _CODES.items() for code in codes}
