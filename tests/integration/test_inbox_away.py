"""The away message: once per contact and closed period, whoever writes how often."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from recado.businesses.hours import Stretch, next_opening
from recado.businesses.preferences import DAYS
from tests.rigs.desk import Desk, desk
from tests.rigs.product import Product
from tests.rigs.waiting import eventually


def closed(product: Product, *, bot: bool = False, away_bot: bool = True) -> Desk:
    """A business that opened two days ago and opens again in five."""
    at = desk(product, bot=bot)
    day = (datetime.now(ZoneInfo("America/Mexico_City")) - timedelta(days=2)).weekday()
    hours = [{"day": DAYS[day], "from": "09:00", "to": "10:00"}]
    changes = {"hours": hours, "away_enabled": True, "away_message": "Cerrado, {{contact_name}}", "away_bot": away_bot}
    assert at.person.call("PATCH", "/v1/business", changes).status == 200
    return at


def test_each_contact_is_told_once_however_many_messages_come_at_once(product: Product) -> None:
    at = closed(product)
    people = [product.customer() for _ in range(3)]
    for number in range(4):
        for phone in people:
            at.line.say(phone, f"hola {number}")
    eventually(lambda: len(at.line.messages()) >= 15)
    product.ingested()
    sent = at.line.settled(3)
    assert sorted(row["body"]["to"].removeprefix("+") for row in sent) == sorted(people)
    assert all(text.startswith("Cerrado, ") for text in at.line.texts())
    conversation = at.conversation(people[0])
    (told,) = [each for each in at.history(conversation) if each["direction"] == "out"]
    assert told["author"] == "system"
    assert at.get(f"conversations/{conversation}")["waiting_since"]  # the message is no answer


def test_the_next_closed_period_is_told_again(product: Product) -> None:
    at = closed(product)
    phone = product.customer()
    at.heard(phone)
    at.line.settled(1)
    at.line.change("update contacts set away_until = now() - interval '1 minute'")
    at.line.say(phone)
    at.line.settled(2)


def test_the_bot_answers_outside_hours_or_not_as_the_setting_says(product: Product) -> None:
    awake, asleep = closed(product, bot=True), closed(product, bot=True, away_bot=False)
    for at in (awake, asleep):
        at.line.say(product.customer())
    awake.line.settled(2)
    asleep.line.settled(1)
    assert asleep.line.asked() == []


def test_nobody_is_told_within_hours_or_by_a_business_without_any(product: Product) -> None:
    at = desk(product)
    assert at.person.call("PATCH", "/v1/business", {"away_enabled": True, "away_message": "x"}).status == 200
    at.heard(product.customer())
    at.line.settled(0)


def test_the_next_opening_keeps_to_the_clock_of_the_timezone() -> None:
    hours = (Stretch(0, time(9), time(18)), Stretch(6, time(2, 30), time(4)))
    zone = ZoneInfo("Europe/Madrid")
    friday = datetime(2027, 3, 26, 12, tzinfo=zone)
    # On Sunday 28 March 2027 the clock skips from 2:00 to 3:00: no 2:30 is shown.
    assert next_opening(hours, "Europe/Madrid", friday).astimezone(zone) >= datetime(2027, 3, 28, 3, tzinfo=zone)
    sunday = datetime(2027, 4, 4, 5, tzinfo=zone)
    assert next_opening(hours, "Europe/Madrid", sunday) == datetime(2027, 4, 5, 9, tzinfo=zone)
