"""All my promises, part by part, or one part page by page; perhaps only those with one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from tandem.organisation.http import SignedInRequest
from tandem.organisation.models import Person
from tandem.partnership.commitments.lists import Part, Tally, part, tally
from tandem.partnership.commitments.models import Commitment, CommitmentQuerySet
from tandem.partnership.commitments.rows import PromiseRow, rows

SHOWN = 5  # of one part; it can be opened by itself
PER_PAGE = 20
ON_OCCASION = (Part.ACTING, Part.DRAFTS)
MOST_PEOPLE = 200  # offered to choose from, those with whom there is most


def _(text: str) -> str:
    """Mark for translation; it is translated where it is said."""
    return text


# The heading of a part, its name where all are listed side by side, and its words when empty.
TITLES: Mapping[Part, tuple[str, str, str]] = {
    Part.WAITING: (
        _("Waiting for you"), _("Waiting for you"),
        _("Nothing waits for your word."),
    ),
    Part.MINE: (
        _("What you do for others"), _("You for others"),
        _("You have nothing open for anybody."),
    ),
    Part.THEIRS: (
        _("What others do for you"), _("Others for you"),
        _("Nobody has anything open for you."),
    ),
    Part.ACTING: (
        _("For those you act for"), _("As deputy"),
        _("You act for nobody today, or nothing of theirs is open."),
    ),
    Part.DRAFTS: (_("Drafts"), _("Drafts"), _("You have no drafts.")),
    Part.DONE: (_("Done and over"), _("Done"), _("Nothing is done or over yet.")),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one part under its heading."""

    part: Part
    url: str
    number: int
    rows: Sequence[PromiseRow]
    page: Page[int] | None = None

    @property
    def key(self) -> str:
        return self.part.value

    @property
    def title(self) -> str:
        return gettext(TITLES[self.part][0])

    @property
    def more(self) -> int:
        return 0 if self.page else self.number - len(self.rows)

    @property
    def meta(self) -> str:
        return ngettext("%(n)s promise", "%(n)s promises", self.number) % {"n": self.number}

    @property
    def is_private(self) -> bool:
        return self.part is Part.DRAFTS


@dataclass(frozen=True, slots=True)
class Tab:
    """One part, or all of them, as the way there."""

    label: str
    url: str
    number: int
    current: bool


class Listing:
    """What the page of promises shows to one request. Raises Http404 for no person one knows."""

    def __init__(self, request: SignedInRequest, only: Part | None = None) -> None:
        self.person, self.today = request.person, request.today
        self.only, self.asked_for = only, request.GET.get("page")
        self.everybody: Tally = tally(self.person, self.today)
        self.other = self._other(request.GET.get("with", ""))
        self.shown = self.everybody.with_one(self.other.pk) if self.other else self.everybody

    @property
    def waiting(self) -> int:
        return self.shown.of(Part.WAITING)

    @property
    def query(self) -> str:
        """What every way on this page carries along."""
        return urlencode({"with": self.other.pk}) if self.other else ""

    @cached_property
    def people(self) -> list[tuple[Person, int]]:
        """With whom one has promises, by name, and how many."""
        counted = self.everybody.by_person
        people = Person.objects.filter(pk__in=[*counted][:MOST_PEOPLE])
        return [(one, counted[one.pk]) for one in people.order_by("first_name", "last_name", "pk")]

    def tabs(self) -> list[Tab]:
        every = Tab(gettext("All"), self._to(None), self.shown.of(*Part), current=self.only is None)
        return [every, *(self._tab(one) for one in Part if self._is_offered(one))]

    def sections(self) -> list[Section]:
        """One page of the part asked for, or the beginning of each that has something."""
        if self.only:
            return [self._whole(self.only)]
        parts = [one for one in Part if self.shown.of(one)]
        found = {one: [*part(one, self.person, self._promises())[:SHOWN]] for one in parts}
        every = [commitment for those in found.values() for commitment in those]
        by_pk = {row.commitment.pk: row for row in self._rows(every)}
        return [
            Section(one, self._to(one), self.shown.of(one), [by_pk[each.pk] for each in those])
            for one, those in found.items()
        ]

    @property
    def empty_words(self) -> str:
        return gettext(TITLES[self.only][2]) if self.only else gettext("No promises yet.")

    def _whole(self, only: Part) -> Section:
        number = self.shown.of(only)
        page = Paginator(range(number), PER_PAGE).get_page(self.asked_for)
        those = part(only, self.person, self._promises())
        cut = those[page.start_index() - 1 : page.end_index()] if number else ()
        return Section(only, self._to(only), number, self._rows(cut), page=page)

    def _rows(self, commitments: Sequence[Commitment] | CommitmentQuerySet) -> list[PromiseRow]:
        return rows(commitments, self.person, self.today, with_last=True)

    def _promises(self) -> CommitmentQuerySet:
        mine = Commitment.objects.visible_to(self.person)
        return mine.between(self.person, self.other) if self.other else mine

    def _is_offered(self, one: Part) -> bool:
        """Those that most people never have stand there only for those who do."""
        return one not in ON_OCCASION or one is self.only or bool(self.everybody.of(one))

    def _tab(self, one: Part) -> Tab:
        label, number = gettext(TITLES[one][1]), self.shown.of(one)
        return Tab(label, self._to(one), number, current=one is self.only)

    def _to(self, one: Part | None) -> str:
        url = reverse("commitments:part", args=[one]) if one else reverse("commitments:list")
        return f"{url}?{self.query}" if self.query else url

    def _other(self, given: str) -> Person | None:
        if not given:
            return None
        wanted = [one for one in self.everybody.by_person if str(one) == given.lower()]
        other = Person.objects.filter(pk__in=wanted).first()
        if other is None:
            raise Http404
        return other


def part_or_404(given: str) -> Part:
    try:
        return Part(given)
    except ValueError:
        raise Http404 from None
