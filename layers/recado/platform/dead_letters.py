"""Dead letters: what each dead-letter queue holds, and sending it back where it came from."""

import os

from botocore.exceptions import BotoCoreError, ClientError

from recado.kernel.errors import NotFound, Unavailable
from recado.platform.queues import client


def counts() -> dict[str, int]:
    """Returns how many messages each dead-letter queue of this deployment (PREFIX) holds, about."""
    try:
        urls = client().list_queues(QueueNamePrefix=os.environ.get("PREFIX", "recado")).get("QueueUrls", [])
        return {_name(url): _count(url) for url in urls if "-dead" in _name(url)}
    except (BotoCoreError, ClientError) as error:
        raise Unavailable("the queues do not answer") from error


def replay(queue_name: str) -> int:
    """Moves everything in a dead-letter queue back to its source queue; answers about how many.."""
    try:
        url = client().get_queue_url(QueueName=queue_name)["QueueUrl"]
        count = _count(url)
        sources = client().list_dead_letter_source_queues(QueueUrl=url)["queueUrls"]
        if len(sources) != 1:
            raise NotFound(f"{queue_name} is the dead-letter queue of no single queue")
        client().start_message_move_task(SourceArn=_arn(url), DestinationArn=_arn(sources[0]))
    except ClientError as error:
        if "NonExistentQueue" in error.response.get("Error", {}).get("Code", ""):
            raise NotFound(f"no queue {queue_name}") from error
        raise Unavailable("the queue did not start moving its messages") from error
    except BotoCoreError as error:
        raise Unavailable("the queues do not answer") from error
    return count


def _count(url: str) -> int:
    names = client().get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(names["Attributes"]["ApproximateNumberOfMessages"])


def _arn(url: str) -> str:
    return client().get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def _name(url: str) -> str:
    return url.rsplit("/", 1)[1]
