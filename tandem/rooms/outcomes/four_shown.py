"""The four portfolios of an area: as its people read them, and as its two can take them over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tandem.partnership.models import CoOwnedOutcome
from tandem.partnership.outcomes.portfolios import KEYS, Portfolio, portfolios
from tandem.partnership.outcomes.rules import is_reviewed_next
from tandem.partnership.words import day_words
from tandem.rooms.outcomes.shown import Mine
from tandem.rooms.outcomes.words import target_words


@dataclass(frozen=True)
class One:
    """One of the four. mine: to one of the two, as they agree on it. owned: as both own it.

    Neither: it stands there as a starting point. may_begin: the reader could take it over.
    """

    start: Portfolio
    mine: Mine | None
    owned: CoOwnedOutcome | None
    may_begin: bool
    today: date

    @property
    def name(self) -> str:
        return _(self.start.short)

    @property
    def counts(self) -> bool:
        if self.owned is None:
            return False
        return is_of_the_two(self.owned) and is_reviewed_next(self.owned.review_on, self.today)

    @property
    def url(self) -> str:
        if self.mine:
            return self.mine.url
        return self.owned.get_absolute_url() if self.owned else ""

    @property
    def called(self) -> str:
        """Its words, where two have words of their own for it."""
        if self.mine:
            return self.mine.terms.name
        return self.owned.name if self.owned else self.start.name

    @property
    def said(self) -> str:
        if self.owned is not None:
            return owned_words(self.owned, self.today)
        return _("A common starting point. It asks nobody anything until one of the two takes it.")

    @property
    def begins(self) -> str:
        return target_words(self.start.terms(self.today))


def is_of_the_two(owned: CoOwnedOutcome) -> bool:
    return bool(vars(owned)["is_of_the_two"])  # asked with the row


def owned_words(owned: CoOwnedOutcome, today: date) -> str:
    two = {"leader": owned.leader.name, "hr": owned.hr_partner.name}
    said = _("%(leader)s and %(hr)s answer for it.") % two
    if not is_of_the_two(owned):
        said = _("It names %(leader)s and %(hr)s, who are not both partners here now.") % two
    return f"{said} {next_look_words(owned.review_on, today)}"


def next_look_words(review_on: date | None, today: date) -> str:
    if review_on is None:
        return _("No day is named yet on which you two look at it together.")
    day = {"day": day_words(review_on, today)}
    if is_reviewed_next(review_on, today):
        return _("Next look at it: %(day)s.") % day
    return _("The day to look at it again was %(day)s. The next one is to be named.") % day


def how_many_words(number: int) -> str:
    return _("%(n)s of %(all)s owned together") % {"n": number, "all": len(KEYS)}


def the_four(
    mine: Mapping[str, Mine], owned: Sequence[CoOwnedOutcome], *, may_begin: bool, today: date
) -> list[One]:
    """mine: by the key of a portfolio. Of several in an area, what the two own now."""
    newest = sorted(owned, key=lambda each: (is_of_the_two(each), each.start_on))
    by_key = {each.portfolio: each for each in newest}
    return [
        One(each, mine.get(each.key), by_key.get(each.key), may_begin, today)
        for each in portfolios()
    ]
