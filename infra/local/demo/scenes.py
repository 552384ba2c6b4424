"""What the bot does by itself: answers from the business's text, gathers quick messages, understands files."""

import hashlib
from typing import Any

from infra.local.demo import facts, samples, screen
from infra.local.demo.customer import Customer
from infra.local.demo.stage import Stage, body_of
from infra.local.seed import post
from recado.kernel.settings import settings
from recado.platform import storage


def question(stage: Stage, lucia: Customer) -> None:
    """A greeting and a question, answered from the business's own text."""
    wamid = stage.says(lucia, "¡Hola! ¿Cuánto cuesta una concha?")
    (answer,) = stage.answers(lucia)
    statuses = stage.until("both of its statuses", lambda: stage.statuses_of(answer, {"sent", "delivered"}))
    row = stage.row(answer)
    stage.check("the answer states the price written in the business's text", "18 pesos" in body_of(answer))
    stage.check("Meta and the database hold the same answer, by the agent", _same(row, answer, "agent"), row)
    stage.check("its ticks moved up: sent, then delivered", row["status"] == "delivered", (statuses, row["status"]))
    typing = stage.until(
        "the typing mark", lambda: [m for m in lucia.marks() if m["message_id"] == wamid and m["typing"]]
    )
    stage.check("the customer saw blue ticks and “typing…” once", len(typing) == 1, typing)


def quick_messages(stage: Stage, lucia: Customer) -> None:
    """Three messages in a row, answered once."""
    screen.narrate("She writes three messages in a row; the bot waits for the quiet after the last one.")
    texts = ("Otra cosa", "¿A qué hora abren el sábado?", "¿Y a qué hora cierran el domingo?")
    wamids = stage.says_at_once(lucia, texts)
    (answer,) = stage.answers(lucia)
    copies = [facts.stored(stage.seeded.business_id, each).get("copies") for each in wamids]
    stage.check("three quick messages are stored, each once", copies == [1, 1, 1], copies)
    stage.check("the one answer states the opening hours", "7:00" in body_of(answer) and "15:00" in body_of(answer))
    stage.check("three quick messages got one answer", len(lucia.received()) == stage.expected[lucia])


def voice_note(stage: Stage, lucia: Customer) -> None:
    """A voice note, fetched from Meta in two steps and kept."""
    data = samples.voice_note(seconds=2, serial=stage.seeded.business_id.int % 2**32)
    media_id = lucia.upload(data, "audio/ogg; codecs=opus")
    audio = {"id": media_id, "voice": True}
    sent = stage.says(lucia, "[voice note, 0:02]", type="audio", audio=audio)
    (answer,) = stage.answers(lucia)
    file = _kept(stage, sent, data, "the voice note")
    stage.check(
        "it is known to be a voice note, audio/ogg", file["voice"] and file["mime_type"].startswith("audio/ogg"), file
    )
    length = (file["duration_ms"] or 0, file["loudnesses"])
    stage.check("its length and loudness are known", (1_500 < length[0] < 2_500, length[1]) == (True, 64), file)
    stage.check("the agent knew that a voice note came", "nota de voz" in body_of(answer), body_of(answer))


def picture(stage: Stage, lucia: Customer) -> None:
    """A picture with a caption."""
    data = samples.picture(seed=stage.seeded.business_id.int % 50)
    image = {"id": lucia.upload(data, "image/png"), "caption": "¿Este es el pan de muerto?"}
    sent = stage.says(lucia, f"[picture] {image['caption']}", type="image", image=image)
    (answer,) = stage.answers(lucia)
    file = _kept(stage, sent, data, "the picture")
    stage.check("its size is known, and it has a small picture", bool(file["width"] and file["thumbnail"]), file)
    stage.check("it is known to be a PNG picture", file["mime_type"] == "image/png", file)
    stage.check("the answer is about the picture and its caption", "imagen" in body_of(answer), body_of(answer))


def repeated_delivery(stage: Stage, lucia: Customer) -> None:
    """Meta delivers the same webhook twice at once, and a third time after the answer."""
    screen.narrate("Meta now delivers each webhook twice, as it does on bad days.")
    text = "¿Puedo pagar con tarjeta?"
    stage.meta_settings(duplicate_probability=1)
    try:
        wamid = stage.says(lucia, text)
        (answer,) = stage.answers(lucia)
    finally:
        stage.meta_settings(duplicate_probability=0)
    at = lucia.line(wamid)["at"]
    screen.narrate("… and once more, after the answer.")
    lucia.text(text, id=wamid, timestamp=at)
    taken = stage.until("the third delivery", lambda: _taken(stage, wamid, 3))
    stage.check("the same webhook came three times and got 200 each time", taken == [200, 200, 200], taken)
    copies = facts.stored(stage.seeded.business_id, wamid).get("copies")
    stage.check("the message is stored once", copies == 1, copies)
    stage.check("it is answered once", len(lucia.received()) == stage.expected[lucia], len(lucia.received()))
    stage.check("the answer is about cards", "tarjeta" in body_of(answer), body_of(answer))


def invented_price(stage: Stage, lucia: Customer, model_url: str) -> None:
    """A price the model makes up: it is told so, and the customer never sees it."""
    screen.narrate("The simulated model is made to lie: 99 pesos for a cake that costs 420.")
    lie, truth = "El pastel de tres leches cuesta 99 pesos.", "El pastel de tres leches cuesta 420 pesos."
    question = "¿En cuánto sale el pastel de tres leches?"
    post(f"{model_url}/_sim/script", {"match": {"said": question}, "steps": [{"say": lie}, {"say": truth}]})
    stage.says(lucia, question)
    (answer,) = stage.answers(lucia)
    stage.check("the invented price never left", lie not in [body_of(each) for each in lucia.received()])
    stage.check("the model wrote the answer anew, with the price of the business's text", body_of(answer) == truth)
    verdict = facts.verdict(stage.seeded.business_id, stage.conversation_of(lucia))
    stage.check("the turn says what was wrong with its first draft", verdict.get("misses") == ["money"], verdict)


def username(stage: Stage, mar: Customer) -> None:
    """A customer with a username: no phone number, only an id that is theirs with this business."""
    screen.narrate("Mar hides the phone number: Meta names her only by username and a business-scoped id.")
    stage.says(mar, "Buenas tardes, ¿hacen envíos a domicilio?")
    (answer,) = stage.answers(mar)
    body, identities = answer["body"], facts.identities(stage.seeded.business_id, stage.conversation_of(mar))
    by_recipient = body.get("recipient") == mar.user_id and "to" not in body
    stage.check("she is answered through `recipient`, never `to`", by_recipient, body)
    by_user_id = "phone" not in identities and identities["user_id"] == mar.user_id
    stage.check("she is known without a phone number", by_user_id, identities)
    stage.check("the answer states the cost of delivery", "40 pesos" in body_of(answer), body_of(answer))


def _kept(stage: Stage, message_id: str, data: bytes, name: str) -> dict[str, Any]:
    """Waits until a file is fetched and compares it with what the customer sent."""
    business_id, sha256 = stage.seeded.business_id, hashlib.sha256(data).hexdigest()

    def settled() -> dict[str, Any] | None:
        file = facts.file_of(business_id, message_id)
        done = file.get("state") == "failed" or file.get("inspection") == "done"
        return file if done else None

    file = stage.until(f"{name} is fetched and looked at", settled)
    stage.check(f"{name} is stored with the sha256 the customer's file has", file["sha256"] == sha256, file)
    same = file["state"] == "stored" and storage.get(settings().bucket_media, file["object_key"]) == data
    stage.check(f"the object store gives back {name}, byte for byte", same, file)
    return file


def _taken(stage: Stage, message_id: str, count: int) -> list[int] | None:
    """Returns the HTTP status that ended each delivery, once there are `count` of them."""
    done = [each["attempts"][-1].get("status") for each in stage.deliveries(message_id) if each["attempts"]]
    return done if len(done) >= count else None


def _same(row: dict[str, Any], sent: dict[str, Any], author: str) -> bool:
    return (row["text"], row["vendor_id"], row["author"]) == (body_of(sent), sent["id"], author)
