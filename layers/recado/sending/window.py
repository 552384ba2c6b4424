"""The 24-hour window: how long after a customer's message a business may write freely (Meta, Service windows)."""

from datetime import datetime

from recado.vendors.whatsapp.contents import Content, TemplateContent


def may_send(content: Content, window_expires_at: datetime | None, moment: datetime) -> bool:
    """Returns whether a Cloud API number may send this now: a template always, the rest while the window is open."""
    return isinstance(content, TemplateContent) or is_open(window_expires_at, moment)


def is_open(window_expires_at: datetime | None, moment: datetime) -> bool:
    """Returns whether the customer wrote within the last 24 hours."""
    return window_expires_at is not None and moment < window_expires_at
