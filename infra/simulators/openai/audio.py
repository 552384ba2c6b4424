"""POST /v1/audio/transcriptions: the same words for the same recording, and says that they are made up."""

import zlib

from aiohttp import web

from infra.simulators.openai.wire import known_model, missing

_HEARD = (
    "¿Qué horario tienen hoy?",
    "¿Cuánto cuesta, por favor?",
    "¿Dónde están ubicados?",
    "Quiero agendar una cita.",
)


async def transcribe(request: web.Request) -> web.StreamResponse:
    form = await request.post()
    known_model(form.get("model"))
    file = form.get("file")
    if not isinstance(file, web.FileField):
        raise missing("file")
    transcript = _HEARD[zlib.crc32(file.file.read()) % len(_HEARD)]
    text = f"(transcripción simulada) {transcript}"
    if form.get("response_format") == "text":
        return web.Response(text=text + "\n")
    return web.json_response({"text": text, "usage": {"type": "duration", "seconds": 3}})
