"""The door to pyotp: time-based one-time codes (RFC 6238: SHA-1, six digits, thirty seconds)."""

from datetime import datetime
from hmac import compare_digest

import pyotp

ISSUER = "Recado"
_EARLIER_OR_LATER = (0, -1, 1)  # steps a clock may be off by


def new_secret() -> str:
    """Returns a secret of 160 random bits, in base32."""
    return pyotp.random_base32()


def uri(secret: str, account: str) -> str:
    """Returns what an authenticator scans (otpauth://…)."""
    return pyotp.TOTP(secret).provisioning_uri(name=account, issuer_name=ISSUER)


def step_of(secret: str, code: str, moment: datetime, after: int) -> int | None:
    """The time step this code belongs to, when it is within one of `moment` and later than `after`; else None."""
    totp = pyotp.TOTP(secret)
    steps = [totp.timecode(moment) + off for off in _EARLIER_OR_LATER]
    right = [step for step in steps if compare_digest(totp.generate_otp(step).encode(), code.encode())]
    return next((step for step in right if step > after), None)
