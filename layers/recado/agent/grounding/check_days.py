"""Checking a draft's days and times: they must be known, belong together, and agree with the calendar."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from recado.agent.grounding import excuses, shown
from recado.agent.grounding.claim import Claim, Day
from recado.agent.grounding.days import ANY_DAY, Named, paired
from recado.agent.grounding.facts import Facts, day_items
from recado.agent.grounding.miss import Miss
from recado.agent.grounding.reading import Reading

_CLOSED = re.compile(
    r"\bno (?:abrimos|abre|atendemos|trabajamos|laboramos)\b(?! (?:antes|despues|hasta|a las))|\bestamos cerrados\b|"
    r"\bcerramos (?:el|los)\b|\bdescansamos\b|\bwe(?:'re| are) closed\b"
)
_CLAUSE = re.compile(r"[,;:(.]|\b(?:pero|y|but|and)\b")
_OPEN = re.compile(r"\babiert[oa]s?\b|\babrimos\b|\bopen\b")
# Where slots were offered, only a sentence about opening hours may name their ends: "¿el lunes a las 8?" offers a slot.
_OF_HOURS = re.compile(
    r"\b(?:abr[a-z]+|abiert[a-z]+|horarios?|atend[a-z]+|atencion|cerr[a-z]+|cierr[a-z]+" r"|opens?|hours|closes?)\b"
)
_NEAR = 60  # characters around a day
_LIST_LINE = re.compile(r"\s*[^\sa-z¿¡]")  # "• 10:00", "- 10:00", "10:00": goes on about the day above


@dataclass(frozen=True, slots=True)
class DayCheck:
    """Compares days and times of a draft with facts. today: in the business's zone."""

    facts: Facts
    said: Facts
    reading: Reading
    today: date

    def misses(self, claims: list[Claim]) -> list[Miss]:
        """Returns the misses among dates, days of the week and times."""
        found: list[Miss] = []
        carried: list[Named] = []
        for items in day_items(claims, self.reading.plain, self.today):
            days = [item for item in items if isinstance(item, Named)]
            found.extend(miss for day in days if (miss := self._day(day)) is not None)
            first = items[0]
            sentence = (first.claims[0] if isinstance(first, Named) else first).sentence
            above = carried if _LIST_LINE.match(self.reading.sentences[sentence].text) else []
            for time, told in paired(items, above, self.reading.plain):
                if not self._known_time(time, told):
                    found.append(Miss("time", time.start, time.end, time.said, self._nearest_time(time, told)))
            carried = days or carried
        return found

    def _day(self, day: Named) -> Miss | None:
        start, end = day.claims[0].start, max(claim.end for claim in day.claims)
        said = self.reading.text[start:end]
        dated = next((claim for claim in day.claims if claim.kind == "date"), None)
        if not self._agrees(day):
            return Miss("calendar", start, end, said, None if day.when is None else shown.day(day.when))
        if day.weekday is not None and self._denies(day):
            return Miss("weekday", start, end, said, self._hours_of(day))
        if dated is not None:
            known = self._known_date(day) or self._echoed(dated)
            return None if known else Miss("date", start, end, said, self._nearest_day(day))
        if self._known_weekday(day) or self._echoed_weekday(day):
            return None
        return Miss("weekday", start, end, said, ", ".join(map(shown.weekday, sorted(self.facts.weekdays))) or None)

    def _echoed_weekday(self, day: Named) -> bool:
        """Said by the customer; or denied, where the days of the business are known: "los domingos no abrimos"."""
        claim = day.claims[0]
        if self.facts.weekdays and excuses.denied(claim, self.reading):
            return True
        return claim.value in self.said.weekdays and excuses.of_anything(claim, self.reading)

    def _denies(self, day: Named) -> bool:
        """Whether it is said to be closed on a day that has hours: "los lunes no abrimos"."""
        claim = day.claims[0]
        sentence = self.reading.sentences[claim.sentence]
        around = self.reading.plain[max(sentence.first, claim.start - _NEAR) : min(sentence.last, claim.end + _NEAR)]
        clause = next(
            (each for each in _CLAUSE.split(around) if self.reading.plain[claim.start : claim.end] in each), ""
        )
        return _CLOSED.search(clause) is not None and self._hours_of(day) is not None

    def _hours_of(self, day: Named) -> str | None:
        minutes = sorted({minute for key, minute in self.facts.hours if key == str(day.weekday)})
        return ", ".join(map(shown.clock, minutes)) or None

    def _agrees(self, day: Named) -> bool:
        """Whether all that names the day names the same one, and there is such a day."""
        if any(claim.kind == "date" for claim in day.claims) and day.when is None:
            return False
        if day.when is None:
            return True
        relative = [claim.value for claim in day.claims if isinstance(claim.value, str)]
        if any(self.today + timedelta(days=_AHEAD[value]) != day.when for value in relative):
            return False
        return day.weekday is None or day.weekday == day.when.weekday()

    def _known_date(self, day: Named) -> bool:
        """Today is known; tomorrow, by that word; other dates by facts."""
        when = day.when
        assert when is not None
        if when == self.today or any(isinstance(claim.value, str) for claim in day.claims):
            return True
        return any(slot.date() == when for slot in self.facts.slots) or any(fact.fits(when) for fact in self.facts.days)

    def _echoed(self, claim: Claim) -> bool:
        said = self.said.days
        asked = isinstance(claim.value, tuple) and any(_alike(each, fact) for each in claim.value for fact in said)
        return asked and excuses.of_anything(claim, self.reading)

    def _known_weekday(self, day: Named) -> bool:
        weekday = day.weekday
        dates = [self.today, *(slot.date() for slot in self.facts.slots)]
        return (
            weekday in self.facts.weekdays
            or any(each.weekday() == weekday for each in dates)
            or any(fact.month and fact.year and _weekday(fact) == weekday for fact in self.facts.days)
        )

    def _known_time(self, time: Claim, days: list[Named]) -> bool:
        minutes = time.value
        assert isinstance(minutes, frozenset)
        sentence = self.reading.sentences[time.sentence].text
        of_hours = not self.facts.slots or len(days) != 1 or _OF_HOURS.search(sentence) is not None
        if all(self._open(day, minutes, of_hours) for day in days) if days else self._ever(minutes):
            return True
        said = {minute for _, minute in self.said.hours} | {at.hour * 60 + at.minute for at in self.said.slots}
        if not minutes & said:
            return False
        within = bool(days) and _OPEN.search(sentence) is not None and all(self._within(day, minutes) for day in days)
        return within or excuses.of_anything(time, self.reading)

    def _ever(self, minutes: frozenset[int]) -> bool:
        known = {minute for _, minute in self.facts.hours} | {at.hour * 60 + at.minute for at in self.facts.slots}
        return bool(minutes & known)

    def _within(self, day: Named, minutes: frozenset[int]) -> bool:
        """Whether it is between the two times, no more, that are known of this day."""
        keys = day.keys() | {ANY_DAY}
        known = {minute for key, minute in self.facts.hours if key in keys}
        return len(known) == 2 and any(min(known) <= minute <= max(known) for minute in minutes)

    def _open(self, day: Named, minutes: frozenset[int], of_hours: bool) -> bool:
        """Whether one of the minutes is known of this day: as a slot, or of_hours, from opening hours."""
        keys = day.keys() | {ANY_DAY}
        if of_hours and any(minute in minutes and key in keys for key, minute in self.facts.hours):
            return True
        return any(
            slot.hour * 60 + slot.minute in minutes
            and (slot.date() == day.when if day.when is not None else slot.weekday() == day.weekday)
            for slot in self.facts.slots
        )

    def _nearest_time(self, time: Claim, days: list[Named]) -> str | None:
        minutes = time.value
        assert isinstance(minutes, frozenset)
        if self.facts.slots:
            near = sorted(
                self.facts.slots,
                key=lambda slot: (
                    not any(slot.date() == day.when or slot.weekday() == day.weekday for day in days),
                    min(abs(slot.hour * 60 + slot.minute - minute) for minute in minutes),
                    slot,
                ),
            )
            return shown.slot(near[0])
        keys = {ANY_DAY}.union(*(day.keys() for day in days))
        known = [minute for key, minute in self.facts.hours if not days or key in keys]
        nearest = min(known, key=lambda each: min(abs(each - minute) for minute in minutes), default=None)
        return None if nearest is None else shown.clock(nearest)

    def _nearest_day(self, day: Named) -> str | None:
        when = day.when
        dates = {slot.date() for slot in self.facts.slots}
        if not dates or when is None:
            return None
        return shown.day(min(dates, key=lambda each: (abs((each - when).days), each)))


_AHEAD: Final = {"today": 0, "tomorrow": 1, "after_tomorrow": 2}


def _alike(one: Day, other: Day) -> bool:
    return (
        one.day == other.day
        and (one.month is None or other.month is None or one.month == other.month)
        and (one.year is None or other.year is None or one.year == other.year)
    )


def _weekday(day: Day) -> int | None:
    try:
        return date(day.year or 0, day.month or 0, day.day).weekday()
    except ValueError:
        return None
