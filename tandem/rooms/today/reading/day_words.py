"""Every day that is named in a line, by the forms of a language, and what it means.

Which of them the line means is decided in `dates`.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import partial

from tandem.organisation.calendar import WorkingDays
from tandem.rooms.today.reading import counts
from tandem.rooms.today.reading.counts import Stretch
from tandem.rooms.today.reading.day_forms import Form, Kind
from tandem.rooms.today.reading.days import Days, ahead, working_day_before
from tandem.rooms.today.reading.language import Language


@dataclass(frozen=True, slots=True)
class DayWords:
    """Where a day is named and what it means: alone, after "by", after "before"."""

    start: int
    end: int
    kind: Kind
    days: Days
    by: Days
    before: Days
    weekday: int | None = None  # Monday is 0; only of a bare weekday

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def found(folded: str, today: date, calendar: WorkingDays, language: Language) -> list[DayWords]:
    """Every day named in a folded line, in its order; of two that overlap the longer words."""
    every = [
        day_words(form, parts_of(match, language), match.span(), today, calendar)
        for form in language.days
        for match in form.pattern.finditer(folded)
    ]
    kept: list[DayWords] = []
    for each in sorted(every, key=lambda each: each.start - each.end):
        if all(each.end <= other.start or other.end <= each.start for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.start)


def parts_of(match: re.Match[str], language: Language) -> dict[str, str]:
    """The named groups that matched, in the words that `counts` knows."""
    parts = {name: part for name, part in match.groupdict().items() if part}
    known = language.parts
    return {name: known.get(name, {}).get(part, part) for name, part in parts.items()}


def day_words(
    form: Form, parts: dict[str, str], span: tuple[int, int], today: date, calendar: WorkingDays
) -> DayWords:
    meaning, kind = form.meaning, form.kind
    if meaning is counts.after_days:
        meaning = partial(counts.after_days, calendar=calendar)
    meant = meaning(parts, today)
    bare = counts.weekday_in(parts) if meaning is counts.on_a_weekday else None
    if not isinstance(meant, Stretch):
        return DayWords(*span, kind, *three(meant, meant, meant, today, calendar), bare)
    # By the weekend is by Friday; by next week may be by its Monday or in the course of it.
    eve = meaning is counts.weekend
    by = eves(meant.firsts, today, calendar) if eve else meant.firsts + meant.days
    return DayWords(*span, kind, *three(meant.days, by, meant.firsts, today, calendar))


def three(
    days: Days, by: Days, firsts: Days, today: date, calendar: WorkingDays
) -> tuple[Days, Days, Days]:
    return ahead(days, today), ahead(by, today), eves(firsts, today, calendar)


def eves(days: Days, today: date, calendar: WorkingDays) -> Days:
    every = [eve for day in days for eve in working_day_before(day, today, calendar)]
    return ahead(every, today)
