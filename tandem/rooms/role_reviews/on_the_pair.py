"""What the page of a pair leads to: how its review of this year stands, without an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from tandem.organisation.http import is_off
from tandem.organisation.models import Person
from tandem.organisation.switches import TWO_WAY_REVIEW
from tandem.partnership.models import Pair, RoleReview
from tandem.partnership.registers import Place, stands_on_the_pair
from tandem.partnership.role_review import rules
from tandem.partnership.role_review.asking import began_before
from tandem.partnership.words import day_words


def how_it_stands(reader: Person, today: date) -> dict[str, Any]:
    rows = RoleReview.objects.kept(today).order_by("-opened_on").filter(pair=OuterRef("pk"))
    lately = rows.filter(by=reader, opened_on__gt=today - timedelta(days=rules.OPEN_DAYS))
    both = rows.filter(by=reader).opened()
    settled = lately.settled()
    return {
        "review_settled": Subquery(settled.values("opened_on")[:1]),
        "review_opened": Subquery(both.values("opened_on")[:1]),
        "review_read_on": Subquery(both.values("read_on")[:1]),
        "review_of_another": began_before(today),
    }


@stands_on_the_pair(how_it_stands)
def review(pair: Pair, reader: Person, today: date, known: Mapping[str, Any]) -> Iterator[Place]:
    """Nothing where the same two are asked in another area, or where nothing was and nothing is."""
    over = pair.is_over(today)
    if known["review_of_another"] or (over and known["review_opened"] is None):
        return
    if is_off(TWO_WAY_REVIEW, reader, today):
        return
    said, act = told(pair, reader, today, known)
    page = reverse("role_reviews:page", args=[pair.pk])
    yield Place(_("Two-way review"), said, page, "" if over else act)


def told(pair: Pair, reader: Person, today: date, known: Mapping[str, Any]) -> tuple[str, str]:
    """How it stands, and what the reader could do."""
    opened = rules.open_year(pair.start_on, today)
    name = {"name": pair.partner_of(reader).called}
    both = known["review_opened"]
    if both is not None and both == rules.opened_on(pair.start_on, today):
        act = "" if known["review_read_on"] else _("Read it")
        return _("Both of you answered it in %(year)s.") % {"year": both.year}, act
    if opened is not None and known["review_settled"] == opened:
        return _("It opens once both of you have answered."), ""
    if opened is not None:
        last = opened + timedelta(days=rules.OPEN_DAYS - 1)
        day = name | {"day": day_words(last, today)}
        said = _("Seven questions about working with %(name)s, until %(day)s.") % day
        return said, _("Answer")
    following = rules.day_in((rules.opened_on(pair.start_on, today) or pair.start_on).year + 1,
                             pair.start_on)  # fmt: skip
    day = {"day": day_words(following, today)}
    return _("Once a year, next on %(day)s.") % day, ""
