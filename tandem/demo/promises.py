"""How a promise of the story is written down: who says what, how many days from today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tandem.demo.days import before_the_weekend, on_a_working_day
from tandem.partnership.commitments.standing import Act, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """One act. `by` is a key of the company; `day` and `due` count days from today."""

    act: Act
    by: str
    day: int
    what: str = ""
    due: int | None = None
    words: str = ""
    reason: Reason | None = None
    why: str = ""
    done_means: str = ""
    request: str = ""  # what a request is about
    important: bool = False  # said back before it is answered

    def on(self, today: date) -> date:
        return story_day(self.day, today)

    def due_on(self, today: date) -> date | None:
        return None if self.due is None else story_day(self.due, today)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What one person wants of another and what they said about it, in order.

    area: the name of the area whose numbers it came from, or empty.
    """

    key: str
    customer: str
    performer: str
    acts: tuple[Spoken, ...]
    area: str = ""

    def then(
        self,
        act: Act,
        by: str,
        day: int,
        *,
        due: int | None = None,
        words: str = "",
        reason: Reason | None = None,
    ) -> Promise:
        """The same promise, and what was said next."""
        spoken = Spoken(act=act, by=by, day=day, due=due, words=words, reason=reason)
        return replace(self, acts=(*self.acts, spoken))

    def meaning(self, done_means: str) -> Promise:
        """The same promise, asked with what done means."""
        first, *later = self.acts
        return replace(self, acts=(replace(first, done_means=done_means), *later))

    def about(self, request: str) -> Promise:
        """The same promise, as a request about one of the things there are."""
        first, *later = self.acts
        return replace(self, acts=(replace(first, request=request), *later))

    def matters(self) -> Promise:
        """The same promise, asked as important: the other first says back what they heard."""
        first, *later = self.acts
        return replace(self, acts=(replace(first, important=True), *later))

    def heard_first(self, *heard: str) -> Promise:
        """The same promise, asked as important and said back on the day of its answer.

        heard: what the other heard; what it was instead, and then what they heard, until it is it.
        """
        first, answer, *later = self.matters().acts
        said = [(Act.PLAY_BACK, self.performer), (Act.CORRECT, self.customer)]
        words = zip(heard, said * len(heard), strict=False)
        back = [Spoken(act=act, by=by, day=answer.day, words=each) for each, (act, by) in words]
        confirmed = Spoken(act=Act.CONFIRM, by=self.customer, day=answer.day)
        return replace(self, acts=(first, *back, confirmed, answer, *later))

    def done(self, day: int, thanked: int, thanks: str) -> Promise:
        reported = self.then(Act.REPORT_DONE, self.performer, day)
        return reported.then(Act.THANK, self.customer, thanked, words=thanks)

    def moved(self, day: int, agreed: int, *, due: int, words: str, reason: Reason) -> Promise:
        """The performer asks for a new day, and the other agrees."""
        asked = self.then(Act.RENEGOTIATE, self.performer, day, due=due, words=words, reason=reason)
        return asked.then(Act.AGREE, self.customer, agreed)


def story_day(offset: int, today: date) -> date:
    """That many days from today. Nothing is said or due at a weekend, unless it is tomorrow.

    What lies behind goes to the Friday before, what lies ahead to the Monday after: so the
    order of things stays.
    """
    day = today + timedelta(days=offset)
    if offset < 0:
        return before_the_weekend(day)
    return on_a_working_day(day) if offset > 1 else day


def asked(
    key: str,
    *,
    of: str,
    by: str,
    what: str,
    day: int,
    due: int,
    why: str = "",
    area: str = "",
) -> Promise:
    """Somebody asks for something, and has no answer yet."""
    first = Spoken(act=Act.ASK, by=by, day=day, what=what, due=due, why=why)
    return Promise(key=key, customer=by, performer=of, acts=(first,), area=area)


def offered(key: str, *, by: str, to: str, what: str, day: int, due: int) -> Promise:
    """Somebody offers something, and it is taken with thanks the day after."""
    first = Spoken(act=Act.OFFER, by=by, day=day, what=what, due=due)
    begun = Promise(key=key, customer=to, performer=by, acts=(first,))
    return begun.then(Act.THANK, to, day + 1, words="Yes please.")


def promised(
    key: str,
    *,
    by: str,
    to: str,
    what: str,
    day: int,
    due: int,
    why: str = "",
    area: str = "",
) -> Promise:
    """Somebody was asked for something and said yes the day after."""
    begun = asked(key, of=by, by=to, what=what, day=day, due=due, why=why, area=area)
    return begun.then(Act.PROMISE, by, day + 1)


def in_order(promises: Iterable[Promise], today: date) -> Iterator[tuple[date, Promise, Spoken]]:
    """Everything that was said, day by day; of one promise in the order it was said."""
    said = [(spoken.on(today), each, spoken) for each in promises for spoken in each.acts]
    yield from sorted(said, key=lambda one: one[0])
