"""Senders of signed webhooks, and the bare loop they are compared with."""

import asyncio
import json
import time
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import uuid4

import aiohttp
import boto3

from infra.local.seed import NUMBER, Seeded
from recado.platform.queues import CONFIG
from recado.vendors.whatsapp.cloud.signature import sign

_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Timed:
    """What a loop of senders measured. Milliseconds a request, requests a second."""

    latencies: list[float]
    seconds: float

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds


def webhook_body(customer: str | None = None) -> bytes:
    """A text message of a customer nobody has seen, as Meta writes it."""
    customer = customer or f"52155{next(_numbers):08d}"
    message = {
        "from": customer,
        "id": f"wamid.{uuid4().hex}",
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "Hola, ¿tienen conchas?"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": NUMBER.display_phone, "phone_number_id": NUMBER.phone_number_id},
        "contacts": [{"profile": {"name": "Ana"}, "wa_id": customer}],
        "messages": [message],
    }
    entry = {"id": NUMBER.account_id, "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def webhooks(url: str, seeded: Seeded, senders: int, requests: int) -> Timed:
    """Posts signed bodies from `senders` connections, each sending its next when the last was acknowledged."""
    return asyncio.run(_webhooks(url + seeded.path, senders, requests))


async def _webhooks(url: str, senders: int, requests: int) -> Timed:
    bodies = [webhook_body() for _ in range(requests)]
    signed = [(body, {"X-Hub-Signature-256": sign(NUMBER.app_secret, body)}) for body in bodies]
    latencies: list[float] = []

    async def sender(session: aiohttp.ClientSession) -> None:
        while signed:
            body, headers = signed.pop()
            begun = time.perf_counter()
            async with session.post(url, data=body, headers={**headers, "Content-Type": "application/json"}) as answer:
                if answer.status != 200:
                    raise RuntimeError(f"webhook answered {answer.status}")
            latencies.append((time.perf_counter() - begun) * 1000)

    async with aiohttp.ClientSession() as session:
        begun = time.perf_counter()
        await asyncio.gather(*(sender(session) for _ in range(senders)))
        return Timed(latencies, time.perf_counter() - begun)


def bare_queue(environment: dict[str, str], senders: int, requests: int) -> Timed:
    """The same bodies put on a queue like `inbound` by a bare loop: what no acknowledgement can beat."""
    endpoint = environment["AWS_ENDPOINT_URL"]
    client: Any = boto3.client("sqs", endpoint_url=endpoint, region_name="us-east-1", config=CONFIG)
    queue = client.create_queue(QueueName=f"bare-{uuid4().hex[:8]}.fifo", Attributes={"FifoQueue": "true"})["QueueUrl"]
    from concurrent.futures import ThreadPoolExecutor

    bodies = [webhook_body().decode() for _ in range(requests)]

    def put(body: str) -> float:
        begun = time.perf_counter()
        key = uuid4().hex
        client.send_message(QueueUrl=queue, MessageBody=body, MessageGroupId=key, MessageDeduplicationId=key)
        return (time.perf_counter() - begun) * 1000

    begun = time.perf_counter()
    with ThreadPoolExecutor(senders) as pool:
        latencies = list(pool.map(put, bodies))
    seconds = time.perf_counter() - begun
    client.delete_queue(QueueUrl=queue)
    return Timed(latencies, seconds)
