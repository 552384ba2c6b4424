"""The SMTP side, which keeps the last mails in memory, and the HTTP side, which shows them."""

import asyncio
import email
import email.policy
import html
import re
from collections import deque
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

from aiohttp import web
from aiosmtpd.smtp import SMTP, Envelope, Session

from infra.simulators.serve import json_object

Json = dict[str, Any]
KEPT = 2000
LINK = re.compile(r"https?://[^\s<>\"&]+")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="3">
<title>Mails</title>
<style>
body{{font:15px/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#222}}
article{{border:1px solid #ddd;border-radius:8px;padding:.6rem 1rem;margin:1rem 0}}
pre{{white-space:pre-wrap;font:inherit}} small{{color:#666}}
</style>
<h1>Mails</h1><p><small>Simulated: nothing here was sent to anybody.</small></p>{mails}</html>"""
MAIL = "<article><strong>{subject}</strong><br><small>to {to} · {at}</small><pre>{text}</pre></article>"


class Box:
    """The mails taken, oldest first, and how many are still to be refused."""

    def __init__(self) -> None:
        self.mails: deque[Json] = deque(maxlen=KEPT)
        self.refuse = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        """aiosmtpd's hook for a whole mail; its answer is what the client is told."""
        if self.refuse:
            self.refuse -= 1
            return "451 4.3.0 try again later"
        message = email.message_from_bytes(envelope.original_content or b"", policy=email.policy.default)
        body = message.get_body(("plain",))
        self.mails.append(
            {
                "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "to": list(envelope.rcpt_tos),
                "from": str(message["From"]),
                "subject": str(message["Subject"]),
                "text": body.get_content().replace("\r\n", "\n") if body else "",
            }
        )
        return "250 2.0.0 kept"


BOX = web.AppKey("box", Box)


def build(host: str, smtp_port: int) -> web.Application:
    """Takes SMTP at `smtp_port` for as long as the web application runs."""
    app = web.Application()
    box = app[BOX] = Box()

    async def smtp(_app: web.Application) -> AsyncIterator[None]:
        server = await asyncio.get_running_loop().create_server(
            lambda: SMTP(box, hostname="mail.simulated", enable_SMTPUTF8=True), host, smtp_port
        )
        yield
        server.close()

    app.cleanup_ctx.append(smtp)
    app.router.add_get("/", page)
    app.router.add_get("/_sim/mails", mails)
    app.router.add_get("/_sim/stats", stats)
    app.router.add_post("/_sim/refuse", refuse)
    app.router.add_post("/_sim/reset", reset)
    return app


async def page(request: web.Request) -> web.Response:
    """The mails, newest first, with their links to click on."""
    shown = [
        MAIL.format(
            subject=html.escape(mail["subject"]),
            to=html.escape(", ".join(mail["to"])),
            at=html.escape(mail["at"]),
            text=LINK.sub(r'<a href="\g<0>">\g<0></a>', html.escape(mail["text"])),
        )
        for mail in reversed(request.app[BOX].mails)
    ]
    return web.Response(text=PAGE.format(mails="".join(shown) or "<p>None yet.</p>"), content_type="text/html")


async def mails(request: web.Request) -> web.Response:
    """Oldest first; `?to=` for those to one address."""
    to = request.query.get("to")
    return web.json_response({"mails": [m for m in request.app[BOX].mails if to is None or to in m["to"]]})


async def stats(request: web.Request) -> web.Response:
    return web.json_response({"simulated": True, "kept": len(request.app[BOX].mails)})


async def refuse(request: web.Request) -> web.Response:
    """{times}: so many mails will be refused for the moment (451)."""
    request.app[BOX].refuse = int((await json_object(request)).get("times", 1))
    return web.json_response({"success": True})


async def reset(request: web.Request) -> web.Response:
    request.app[BOX].mails.clear()
    request.app[BOX].refuse = 0
    return web.json_response({"success": True})
