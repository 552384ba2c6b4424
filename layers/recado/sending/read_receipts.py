"""Showing a customer of a cloud number that their messages were read, and that somebody is writing."""

from datetime import timedelta

from recado.instances import connect
from recado.instances import store as instance_store
from recado.kernel.clock import now
from recado.kernel.log import logger
from recado.messaging.jobs import MarkJob
from recado.platform.db import database
from recado.vendors.whatsapp.cloud.client import CloudChannel
from recado.vendors.whatsapp.cloud.errors import Ambiguous, GraphError, NotSent

TYPING_SHOWN = timedelta(seconds=25)  # Meta takes "typing…" away after 25 s (Typing indicators)


def mark(job: MarkJob) -> None:
    """A courtesy: when Meta does not take it, nothing is lost and nothing is tried again."""
    with database().tenant(job.business_id) as tx:
        instance = instance_store.instance(tx, job.instance_id)
    if instance is None or instance.state != "active":
        return
    channel = CloudChannel(connect.access_token(instance), instance.channel_id)
    try:
        channel.mark_read(job.vendor_id, typing=job.typing and now() - job.at < TYPING_SHOWN)
    except (GraphError, NotSent, Ambiguous) as error:
        logger("sending").info("a mark was not taken", extra={"reason": type(error).__name__})
