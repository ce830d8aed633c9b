"""What further pairs promised each other in the last four closed quarters.

The head of HR looks at all pairs as one: that takes eight of them, in each quarter. Nobody whom
one can be is among them, so their words are few and plain; what became of each is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tandem.demo.cast import CAST
from tandem.demo.company import Company, Person
from tandem.demo.pairs import Pairing, pairings
from tandem.demo.promises import Promise, promised
from tandem.organisation.calendar import Days
from tandem.partnership.commitments.spread import closed_quarters
from tandem.partnership.commitments.standing import Act, Reason

KNOWN = frozenset(member.key for member in CAST) | {"jonas", "ana"}
"""Those whose promises are told one by one, in `story`."""

LONG_ENOUGH = timedelta(days=45)  # a pair before the first quarter: its first days never count
EACH = 8  # promises of a pair in a quarter, half of them the leader's
NAMED = 2  # of the pairs, the last ones: they want to be shown by name

# By quarter, the newest first: how many of its eight each pair did not keep, and why, in turn.
MISSED: tuple[tuple[int, ...], ...] = (
    (0, 1, 1, 2, 2, 2, 3, 3, 3, 1, 0),
    (1, 2, 2, 2, 3, 3, 2, 2),
    (1, 1, 2, 2, 3, 3, 2, 2),
    (1, 1, 2, 2, 2, 3, 2, 2),
)
BECAUSE: tuple[tuple[tuple[Reason, int], ...], ...] = (
    (
        (Reason.WAITING_FOR_DECISION, 7),
        (Reason.TOO_MUCH_AT_ONCE, 6),
        (Reason.PRIORITIES_CHANGED, 5),
    ),
    (
        (Reason.WAITING_FOR_DECISION, 6),
        (Reason.PRIORITIES_CHANGED, 6),
        (Reason.TOO_MUCH_AT_ONCE, 5),
    ),
    (
        (Reason.PRIORITIES_CHANGED, 6),
        (Reason.WAITING_FOR_DECISION, 5),
        (Reason.INFORMATION_MISSING, 5),
    ),
    (
        (Reason.TOO_MUCH_AT_ONCE, 5),
        (Reason.PRIORITIES_CHANGED, 5),
        (Reason.INFORMATION_MISSING, 5),
    ),
)
MISSED_ONES = (1, 4, 6)  # which of the eight these are; the third is taken back in time
IN_TIME, TOO_LATE = -4, 5  # days from the agreed one

LEADER = (
    "Names for the training in spring",
    "An answer on the second shift lead",
    "Talk with the two who asked for fewer hours",
    "The rota two weeks ahead",
)
HR_PARTNER = (
    "Reasons of those who left, one table",
    "Dates for the talks with the new joiners",
    "Pay compared within the site",
    "A draft of the shift rules, one page",
)
THANKS = ("That helps. Thank you.", "In time, and clear.", "Thank you, that was needed.")


@dataclass(frozen=True, slots=True)
class Course:
    """One promise of the eight: by whom, for when, and what became of it."""

    key: str
    performer: str
    customer: str
    what: str
    due: int  # days from today
    thanks: str

    @property
    def begun(self) -> Promise:
        return promised(
            self.key, by=self.performer, to=self.customer, what=self.what, day=self.due - 12,
            due=self.due,
        )  # fmt: skip

    def kept(self) -> Promise:
        return self.begun.done(self.due - 1, self.due, self.thanks)

    def taken_back(self, day: int, why: Reason) -> Promise:
        return self.begun.then(
            Act.TAKE_BACK, self.performer, self.due + day, words="Better said now.", reason=why
        )


def pairs_of_the_year(company: Company) -> list[Pairing]:
    """Pairs of long standing, each leader once, in the order of their areas."""
    oldest = closed_quarters(company.today, len(MISSED))[-1]
    known = {company.by_key[key].number for key in KNOWN}
    found: dict[str, Pairing] = {}
    for each in sorted(pairings(company), key=lambda one: one.area):
        stays = each.end_on is None and each.start_on <= oldest.first - LONG_ENOUGH
        if stays and not known & {each.leader, each.hr_partner}:
            found.setdefault(each.leader, each)
    return [*found.values()][: len(MISSED[0])]


def named_pairs(company: Company) -> list[Pairing]:
    return pairs_of_the_year(company)[-NAMED:]


def leaders_of_the_year(company: Company) -> list[Person]:
    """Who promises here can sign in."""
    return [company.by_number[each.leader] for each in pairs_of_the_year(company)]


def the_year(company: Company) -> Iterator[Promise]:
    """Every promise of these pairs, by the numbers of their people."""
    pairs = pairs_of_the_year(company)
    quarters = closed_quarters(company.today, len(MISSED))
    for quarter, missed, because in zip(quarters, MISSED, BECAUSE, strict=True):
        reasons = (why for why, number in because for _each in range(number))
        for pair, number in zip(pairs, missed, strict=False):
            yield from of_a_quarter(pair, quarter, number, reasons, company.today)


def of_a_quarter(
    pair: Pairing, quarter: Days, missed: int, reasons: Iterator[Reason], today: date
) -> Iterator[Promise]:
    for number, course in enumerate(courses(pair, quarter, today)):
        if number in MISSED_ONES[:missed]:
            day = IN_TIME if number == MISSED_ONES[-1] else TOO_LATE
            yield course.taken_back(day, next(reasons))
        else:
            yield course.kept()


def courses(pair: Pairing, quarter: Days, today: date) -> Iterator[Course]:
    """In turn by the leader and by the HR partner, ten days apart."""
    first = (quarter.first - today).days
    sides: Sequence[tuple[str, str, Sequence[str]]] = (
        (pair.leader, pair.hr_partner, LEADER),
        (pair.hr_partner, pair.leader, HR_PARTNER),
    )
    for number in range(EACH):
        performer, customer, texts = sides[number % 2]
        key = f"{pair.leader} {quarter.first} {number}"
        what, thanks = texts[number // 2], THANKS[number % len(THANKS)]
        yield Course(key, performer, customer, what, first + 8 + 10 * number, thanks)
